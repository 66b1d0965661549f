"""`contacts`: what was logged, newest first; and `parents due`: whose parents are to be met this term."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from commands.contacts.log import may_log
from commands.domain.contact import (
    MEETINGS_A_YEAR,
    Contact,
    ParentRequest,
    meetings_called_for,
    school_year_of,
)
from commands.domain.days.calendar import LONDON
from commands.domain.days.dates import day
from commands.domain.due import DueKind, action_key, which_of
from commands.domain.privacy.reach import LED, SENCOS
from commands.domain.pupil import Pupil
from commands.domain.tick import Tick
from commands.kit import Ask, Button, Card, Item, Items, Page, Prose, Records, Reply, command
from commands.kit.limits import ITEMS
from commands.kit.ports.contacts import Met
from commands.kit.which_pupil import the_pupil

LOG = Button("Log a contact", "contact")


@command("contacts", LED, "See contacts with parents, newest first", detail=True, look=True)
async def contacts(ask: Ask, records: Records) -> Reply:
    """Of one pupil, by name or from a button, or of all. Whoever is not the SENCO sees what they logged themselves."""
    skip = ask.pressed.skip
    pupil = await the_pupil(ask, records) if ask.pressed.which or ask.typed else None
    id = pupil.id if pupil else ""
    by = "" if ask.person.is_senco else ask.person.id
    page, total = await records.contacts.newest(skip, ITEMS, pupil_id=id, logged_by=by)
    if not total:
        whose = "No contact has been logged yet." if ask.person.is_senco else "You have not logged a contact yet."
        return Reply(whose, Card("Contacts", (Prose(pupil.name),) if pupil else (), _log(ask, pupil)), about=id)
    pupils = {pupil.id: pupil} if pupil else await records.pupils([one.pupil_id for one in page])
    ticks = await _ticks(records, page)
    names = await records.names(*(one.logged_by for one in page), *(tick.by for tick in ticks.values()))
    at = Page(skip, len(page), total)
    parts = (
        Items(
            tuple(_item(one, pupils, names, ticks, of_one=pupil is not None, senco=ask.person.is_senco) for one in page)
        ),
        at.words,
    )
    return Reply(
        await _said(ask, records, pupil),
        Card("Contacts", parts, (*at.after("contacts", id), *_log(ask, pupil))),
        about=id,
    )


async def _said(ask: Ask, records: Records, pupil: Pupil | None) -> str:
    whose = "Contacts" if ask.person.is_senco else "Contacts you logged"
    if pupil is None:
        return f"{whose}, newest first."
    met = await records.contacts.meetings(pupil.id, *school_year_of(ask.today))
    who = f"{pupil.name}, {pupil.year_in_words}, {pupil.group}"
    return f"{whose}: {who}. Meetings this school year: {met} of {MEETINGS_A_YEAR}."


def _log(ask: Ask, pupil: Pupil | None) -> tuple[Button, ...]:
    if pupil is None:
        return (LOG,)
    return (Button(LOG.text, LOG.word, pupil.id),) if may_log(ask.person, pupil) and not pupil.has_left else ()


async def _ticks(records: Records, page: Sequence[Contact | ParentRequest]) -> Mapping[str, Tick]:
    """Which of the actions on a page somebody has said are done, by their keys."""
    contacts = [one for one in page if isinstance(one, Contact)]
    keys = [action_key(one.pupil_id, one.n, which) for one in contacts for which, _, _ in one.actions]
    return {tick.key: tick for tick in await records.due.ticks(DueKind.ACTION, keys) if tick.stands}


def _item(
    one: Contact | ParentRequest,
    pupils: Mapping[str, Pupil],
    names: Mapping[str, str],
    ticks: Mapping[str, Tick],
    *,
    of_one: bool,
    senco: bool,
) -> Item:
    pupil = pupils.get(one.pupil_id)
    who = "" if of_one else f"{pupil.name if pupil else 'a pupil no longer in the records'}: "
    by = f"logged by {names.get(one.logged_by, 'a colleague')}"
    if isinstance(one, ParentRequest):
        return _request(one, who, by, senco=senco)
    person = one.who.in_sentence + (f", {one.name}" if one.name else "")
    text = f"{day(one.on)}: {who}{one.how.in_sentence} with {person}\n{one.agreed}"
    actions, buttons = list[str](), list[Button]()
    for which, words, by_when in one.actions:
        key = action_key(one.pupil_id, one.n, which)
        if tick := ticks.get(key):
            actions.append(f"{words}: done, says {names.get(tick.by, 'a colleague')} on {_local(tick.at)}")
        else:
            actions.append(f"{words} by {day(by_when)}")
            label = "Second action done" if buttons else "Done"
            buttons.append(Button(label, "action done", which_of(DueKind.ACTION, key)))
    return Item(text, "; ".join((*actions, by)), tuple(buttons))


def _local(at: datetime) -> str:
    return day(at.astimezone(LONDON).date())


def _request(one: ParentRequest, who: str, by: str, *, senco: bool) -> Item:
    wish = f"\n{one.wish}" if one.wish else ""
    asked = f"to {one.to.in_sentence}, by {one.who.in_sentence}"
    text = f"{day(one.on)}: {who}request for assessment {one.reference} {asked}{wish}"
    if one.answered_on:
        return Item(text, f"answered on {day(one.answered_on)} by {one.answered_by}; {by}")
    due = f"to be answered by {day(one.answer_due)}" if one.answer_due else "not answered yet"
    button = (Button("Answered", "answer parent request", one.reference),) if senco else ()
    return Item(text, f"{due}; {by}", button)


@command("parents due", SENCOS, "See whose parents are to be met this term", detail=True, look=True)
async def parents_due(ask: Ask, records: Records) -> Reply:
    skip = ask.named.skip
    called_for, by = meetings_called_for(ask.today, await records.calendar())
    year = school_year_of(ask.today)
    page, total = await records.contacts.met_too_seldom(*year, called_for, skip, ITEMS)
    meetings = f"{called_for} meeting" + ("" if called_for == 1 else "s")
    said = f"The Code of Practice asks for three meetings a year: {meetings} by {day(by)}."
    if not total:
        return Reply(f"{said} Nobody is waiting for one.")
    at = Page(skip, len(page), total)
    return Reply(
        f"{said} {total} with fewer, those with the fewest first.",
        Card(
            "Parents due",
            (
                Items(tuple(_due(met, called_for) for met in page)),
                at.words,
            ),
            at.after("parents due"),
        ),
    )


def _due(met: Met, called_for: int) -> Item:
    last = f"last met {day(met.last_on)}" if met.last_on else "not met this school year"
    behind = "; behind since last term" if met.meetings < called_for - 1 else ""
    pupil = met.pupil
    return Item(
        f"{pupil.name}, {pupil.year_in_words}, {pupil.group}",
        f"{pupil.provision.label}; {met.meetings} of {called_for}; {last}{behind}",
        (Button("Log a contact", "contact", pupil.id),),
    )

"""`evidence`: what an agency or the local authority asks to see of a pupil, with what is missing; and as Word."""

from datetime import date

from commands.domain.days.dates import day
from commands.domain.evidence import Evidence, gaps
from commands.domain.privacy.reach import SENCOS
from commands.domain.pupil import Pupil
from commands.domain.what_works import in_short
from commands.kit import Ask, Button, Card, Facts, Item, Items, Prose, Records, Reply, command
from commands.kit.cards import Part
from commands.kit.documents import Document
from commands.kit.limits import ITEMS
from commands.kit.which_pupil import the_pupil_or_leaver, to_page
from commands.pupils.evidence_in_words import Gathered, in_words, meeting_in_words, plan_in_short, report_in_words

RECORDED = "That you have looked is recorded."
NEWEST = 4
"""Plans, and meetings, shown on the card; the document has all."""


@command("evidence", SENCOS, "Gather a pupil's evidence: evidence NAME", of=the_pupil_or_leaver, detail=True, look=True)
async def evidence(ask: Ask, pupil: Pupil, records: Records) -> Reply:
    """Of a pupil who has left too: the next school may ask."""
    gathered = await gather(pupil, ask.today, records)
    return Reply(f"What there is to show, and what is missing. {RECORDED}", _card(gathered), about=pupil.id)


@command("evidence document", SENCOS, of=the_pupil_or_leaver, detail=True, look=True)
async def evidence_document(ask: Ask, pupil: Pupil, records: Records) -> Reply:
    made = f"Made by {ask.person.name} on {day(ask.today)}."
    return Reply(
        f"The evidence as a Word document. Read it before you send it on. {RECORDED}",
        about=pupil.id,
        document=await document_of(pupil, ask.today, records, made),
    )


async def document_of(pupil: Pupil, today: date, records: Records, made: str) -> Document:
    """The document. `made` says who made it, and when."""
    return in_words(await gather(pupil, today, records), made)


async def gather(pupil: Pupil, today: date, records: Records) -> Gathered:
    """All there is of one pupil, with the names of those in it."""
    story = await records.stories.of(pupil.id)
    notes = await records.adjustments.of_pupil(pupil.id)
    found = Evidence(pupil, story, notes, today, records.school.plans_wanted)
    people = {view.person_id for view in story.views} | {contact.logged_by for contact in story.contacts}
    names = await records.names(*people, *(entry.recorded_by for entry in story.register))
    return Gathered(records.school, found, await records.agencies.known(), names)


def _card(of: Gathered) -> Card:
    """The gaps first: they are what there is to do."""
    found = of.evidence
    missing = gaps(found)
    parts: list[Part] = [
        Facts(_facts(of)),
        Prose("", f"What is missing: {len(missing)}"),
        Items(tuple(Item(gap) for gap in missing)),
    ]
    if found.plans:
        shown = found.plans[-NEWEST:]
        parts += [Prose("", _newest("Plans", len(found.plans), len(shown)))]
        parts.append(Items(tuple(_plan(of, n) for n in range(len(found.plans) - len(shown), len(found.plans)))))
    if found.works:
        parts.append(Prose(in_short(found.works), "Adjustments tried in class"))
    if found.robins:
        lines = (f"{robin.reference}: {len(views)} answered" for robin, views in found.robins[-NEWEST:])
        parts.append(Prose("\n".join(lines), "Teachers' views"))
    if found.meetings:
        shown_of = found.meetings[-NEWEST:]
        heading = _newest("Meetings with parents", len(found.meetings), len(shown_of))
        parts.append(Prose("\n".join(meeting_in_words(one) for one in shown_of), heading))
    if found.reports:
        parts.append(Prose("\n".join(report_in_words(of, one) for one in found.reports[-ITEMS:]), "Agencies' reports"))
    buttons = (Button("As a Word document", "evidence document", found.pupil.id, "primary"), to_page(found.pupil.id))
    return Card("Evidence", tuple(parts), buttons)


def _facts(of: Gathered) -> tuple[tuple[str, str], ...]:
    found = of.evidence
    attendance = found.pupil.attendance
    return (
        ("Pupil", found.pupil.in_full),
        ("Provision", found.pupil.provision.label),
        ("Reviewed plans", f"{len(found.reviewed)} of the {found.wanted} this authority usually wants"),
        ("Attendance", "Not imported" if attendance is None else f"{attendance:g}%"),
    )


def _plan(of: Gathered, n: int) -> Item:
    cycle = of.evidence.plans[n]
    text, detail = plan_in_short(of.evidence, cycle)
    return Item(text, detail, (Button("Open", "read plan", cycle.reference),))


def _newest(what: str, total: int, shown: int) -> str:
    return f"{what}: {total}" + (f", the newest {shown} here" if shown < total else "")

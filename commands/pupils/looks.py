"""`who has looked`: who opened, changed or exported what of one pupil, when and from where, for the SENCO."""

from commands.domain.days.calendar import LONDON
from commands.domain.days.dates import day
from commands.domain.privacy.audit import TERMINAL, AuditEntry
from commands.domain.privacy.reach import SENCOS
from commands.domain.pupil import Pupil
from commands.kit import Ask, Card, Item, Items, Page, Prose, Records, Reply, command
from commands.kit.ask import CLOCK
from commands.kit.limits import ITEMS
from commands.kit.which_pupil import the_pupil_or_leaver, to_page

RECORDED = "That you have looked is recorded."
LISTS = (
    "Lists in which this pupil stood beside others, and searches by name, are recorded too. Whoever runs the bot can "
    "print them."
)
PAGE = "web"


@command("who has looked", SENCOS, of=the_pupil_or_leaver, detail=True, look=True)
async def who_has_looked(ask: Ask, pupil: Pupil, records: Records) -> Reply:
    """Newest first, of a pupil who has left too. This look is itself among them the next time."""
    skip = ask.pressed.skip
    page, total = await records.audit.of_pupil(pupil.id, skip, ITEMS)
    at = Page(skip, len(page), total)
    listed = (Items(tuple(_item(entry) for entry in page)),) if page else ()
    said = at.words if total else Prose("Nobody has opened anything of this pupil yet.")
    parts = (Prose(pupil.in_full), *listed, said, Prose(LISTS))
    card = Card(
        "Who has looked", parts, (*at.before(ask.word, pupil.id), *at.after(ask.word, pupil.id), to_page(pupil.id))
    )
    return Reply(f"Who has looked, newest first. {RECORDED}", card, about=pupil.id)


def _item(entry: AuditEntry) -> Item:
    at = entry.at.astimezone(LONDON)
    what = f"{entry.did.label.lower()}: {entry.word}" + (f" ({entry.reference})" if entry.reference else "")
    return Item(f"{day(at.date())}, {at:%H:%M} – {_who(entry)}", what)


def _who(entry: AuditEntry) -> str:
    """By the name they had then: an address, and a name, can be another's by now."""
    if entry.face == CLOCK:
        return "the bot, by the clock"
    if entry.face == TERMINAL:
        return f"the account “{entry.person_id}”, at the terminal of whoever runs the bot"
    role = f" ({entry.role.label})" if entry.role else ""
    where = "on the web page" if entry.face == PAGE else f"in {entry.face.capitalize()}"
    return f"{entry.name or 'a former colleague'}{role}, {where}"

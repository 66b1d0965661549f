"""An entry: one line of a pupil's page, of what has happened or of what is to come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from commands.domain.contact import Contact
from commands.domain.days.calendar import LONDON
from commands.domain.privacy.discreet import Discreet
from commands.domain.referral import Referral

QUOTED = 160
"""Characters quoted of what somebody wrote: a line of a chronology leads to the whole, it does not repeat it."""


@dataclass(frozen=True, repr=False)
class Entry(Discreet):
    """One line of a pupil's page.

    `on` is its day, None where none is set; `what` says what it is, `words` more of it, `by` is the id of the
    colleague who did it ("" where nobody is said). `word` and `about` are the ask that opens the thing it is of. `at`
    is the moment (aware), where it is known: it orders the lines of one day.
    """

    on: date | None
    what: str
    word: str
    about: str
    words: str = ""
    by: str = ""
    at: datetime | None = None


def quoted(words: str) -> str:
    """What somebody wrote, on one line and no longer than a line of a list can be."""
    line = " ".join(words.split())
    return line if len(line) <= QUOTED else line[:QUOTED].rstrip() + "…"


def local_day(at: datetime) -> date:
    """The day a moment lies on at the school."""
    return at.astimezone(LONDON).date()


def of_referral(referral: Referral) -> Entry:
    """That it was raised, and how it stands: as its referrer may read it."""
    return Entry(
        referral.raised_on,
        f"Referral {referral.reference}",
        "read referral",
        referral.reference,
        referral.state_in_words,
    )


def of_contact(contact: Contact) -> Entry:
    """A meeting, a call or a letter, and what was agreed."""
    who = contact.who.in_sentence + (f", {contact.name}" if contact.name else "")
    return Entry(
        contact.on,
        f"{contact.how.label} with {who}",
        "contacts",
        contact.pupil_id,
        quoted(contact.agreed),
        contact.logged_by,
    )


def joined(words: Iterable[str]) -> str:
    """Pieces of what there is to say, one after the other: empty ones left out, and a full stop only at the end."""
    *first, last = [word for word in words if word] or [""]
    return "; ".join((*(word.removesuffix(".") for word in first), last))

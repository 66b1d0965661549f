"""What is said above a digest that does not come as it should: late, for several days, or perhaps a second time."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from commands.domain.days.calendar import LONDON
from commands.domain.days.dates import day
from commands.domain.digest import Report
from commands.kit import Card, Prose

AGAIN = "Sent again: it may stand above already."


def marked(card: Card, report: Report, undelivered: Sequence[date] = ()) -> Card:
    """A digest with what is to be said of its coming: that it is late, and which earlier ones it stands for, whether
    they were never made or were made and could not be posted."""
    words = []
    if report.late:
        due_at = report.due_at.astimezone(LONDON)
        words.append(f"Late: this was due on {day(due_at.date())} at {due_at:%H:%M}.")
    missed = sorted({*report.missed, *undelivered})
    if missed:
        words.append(f"Late: it stands for {_listed(missed)} too, when none could be sent.")
    return _above(card, " ".join(words)) if words else card


def again(card: Card) -> Card:
    """A digest that is posted anew, because nobody knows whether it was posted before."""
    return _above(card, AGAIN)


def _above(card: Card, words: str) -> Card:
    return replace(card, parts=(Prose(words), *card.parts))


def _listed(days: Sequence[date]) -> str:
    """A few days by name; many by the first, the last and how many."""
    if len(days) > 5:
        return f"the {len(days)} digests from {day(days[0])} to {day(days[-1])}"
    *first, last = [day(one) for one in days]
    return f"{', '.join(first)} and {last}" if first else last

"""What could not be told colleagues: its lines on the SENCO's home, and `not delivered`, which has all of them."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from commands.domain.days.calendar import LONDON
from commands.domain.days.dates import day
from commands.domain.privacy.reach import SENCOS
from commands.domain.undelivered import Undelivered
from commands.due.done import HOME
from commands.kit import Ask, Card, Item, Items, Page, Prose, Records, Reply, command
from commands.kit.limits import ITEMS
from commands.kit.undelivered import to_open

HEADING = "Not delivered"
UNKNOWN = "No reason is known yet."
WHAT_NOW = "It is delivered by itself once they can be reached; until then tell them yourself, or ask somebody else."


@command("not delivered", SENCOS, detail=True, look=True)
async def not_delivered(ask: Ask, records: Records) -> Reply:
    """A button carries how many lines were on the pages before."""
    skip = ask.named.skip
    found = await records.undelivered.of_school(ask.now)
    if not found:
        return Reply("Everything the bot had to tell colleagues was delivered.", Card(HEADING, (), (HOME,)))
    page = found[skip : skip + ITEMS]
    at = Page(skip, len(page), len(found))
    listed = (Items(await undelivered_items(page, ask, records, named=True)),) if page else ()
    parts = (Prose(WHAT_NOW), *listed, at.words)
    return Reply(
        "What could not be told colleagues, the oldest first.", Card(HEADING, parts, (*at.after("not delivered"), HOME))
    )


async def undelivered_items(
    found: Sequence[Undelivered], ask: Ask, records: Records, *, named: bool
) -> tuple[Item, ...]:
    """A line for each: what it was about by its reference, to whom where colleagues may be `named`, since when, why."""
    names = await records.names(*(one.to for one in found)) if named else {}
    return tuple(Item(_what(one, names), _when_and_why(one), to_open(one.reference, ask.person)) for one in found)


def _what(one: Undelivered, names: Mapping[str, str]) -> str:
    about = one.reference or "A message"
    several = f" ({one.count} messages)" if one.count > 1 else ""
    return f"{about}{f' to {names[one.to]}' if one.to in names else ''}{several}"


def _when_and_why(one: Undelivered) -> str:
    if one.given_up_at:
        return f"given up on {_day(one.given_up_at)}; {one.why or UNKNOWN}"
    return f"waits since {_day(one.since)}; {one.why or UNKNOWN}"


def _day(at: datetime) -> str:
    return day(at.astimezone(LONDON).date())

"""Teachers' views beside what they were asked for: a line for each round robin, without a word of what was said."""

from collections.abc import Sequence

from commands.domain.days.dates import day
from commands.domain.round_robin import RobinState, RoundRobin, View, answered, in_short, stands_out
from commands.kit.cards import Button, Item
from commands.kit.records import Records


async def views_asked(records: Records, *abouts: str) -> tuple[Item, ...]:
    """A line for each round robin asked for one of these referrals, plans or reviews, the newest first."""
    found: list[RoundRobin] = []
    for about in filter(None, abouts):
        found += await records.round_robins.asked_for(about)
    views = await records.round_robins.views_of([robin.reference for robin in found])
    return tuple(
        robin_item(robin, views.get(robin.reference, ()), f"Teachers' views {robin.reference}") for robin in found
    )


def robin_item(robin: RoundRobin, views: Sequence[View], called: str) -> Item:
    """One round robin as a line: how far it has come, and what stands out once it is closed."""
    if robin.state is RobinState.DRAFT:
        return Item(called, "not asked yet", (Button("Go on", "round robin", robin.reference),))
    closes = f"; closes on {day(robin.closes_on)}" if robin.is_open and robin.closes_on else ""
    closed = f"; closed on {day(robin.closed_on)}" if robin.closed_on else ""
    found = f". {stands_out(views)}" if robin.closed_on and answered(views) else ""
    return Item(
        called, f"{in_short(views)}{closes}{closed}{found}", (Button("Open", "read round robin", robin.reference),)
    )

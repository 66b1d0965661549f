"""EHC plans with no annual review known: whose they are, the words where they are counted, the button."""

from collections.abc import Sequence
from datetime import date

from commands.domain.annual_review import known_since
from commands.kit.cards import Button
from commands.kit.records import Records

WORD = "annual reviews missing"
NONE_KNOWN = "EHC plans with no annual review known"


async def plans_unreviewed(records: Records, today: date) -> Sequence[str]:
    """The ids of their pupils, by name."""
    return await records.reviews.no_annual_known(known_since(today))


def to_plan_them(count: int) -> tuple[Button, ...]:
    """The button under a count of them; none where there is none."""
    return (Button("Plan them", WORD),) if count else ()

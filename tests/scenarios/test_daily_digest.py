"""The SENCO's day: the digest that comes by itself, what is on it, what can be done from it. On every face."""

from datetime import datetime
from typing import Any

import pytest

from commands.domain.calendar import LONDON
from tests.school import SchoolStory, reference_in

ANNUAL: dict[str, Any] = {"pupil": "Amina", "kind_of_review": "Annual review", "on": "2026-11-10", "at": "14:30"}


async def booked(school: SchoolStory, **changes: str) -> str:
    """A review; gives its reference."""
    await school.senco.asks("book review")
    await school.senco.fills_in(**{**ANNUAL, "place": "zq-place", "who_is_invited": "zq-invited", **changes})
    return reference_in(school.senco.said, "V")


def at(school: SchoolStory, *when: int) -> None:
    """The clock stands at this local time of 2026: month, day, hour, minute."""
    wanted = datetime(2026, *when, tzinfo=LONDON)  # type: ignore[misc,arg-type]
    school.clock.advance(wanted - school.clock.now())


@pytest.fixture
async def digests(school: SchoolStory) -> SchoolStory:
    """A school with a SENCO channel and the daily digest on, on Monday 14 September at nine."""
    await school.has_a_senco_channel()
    await school.sends_digests()
    return school


async def test_it_comes_at_a_quarter_to_eight_and_not_before_and_once(digests: SchoolStory) -> None:
    review = await booked(digests, kind_of_review="Interim review", on="2026-09-22")
    assert await digests.channel() == []
    at(digests, 9, 15, 7, 44)
    assert await digests.channel() == []
    at(digests, 9, 15, 7, 45)
    [card] = await digests.channel()
    assert "The day: Tuesday 15 September 2026" in str(card)
    assert f"{review}: Interim review" in str(card)
    assert "Tuesday 22 September 2026, 14:30" in str(card)
    for private in ("Amina", "Yusuf", "zq-"):
        assert private not in str(card)
    assert "Late" not in str(card)
    digests.passes(hours=3)
    await digests.service.digests.make_due()
    assert len(await digests.channel()) == 1

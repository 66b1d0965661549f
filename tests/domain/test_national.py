"""National figures: the newest release there was, always with its date and its source."""

from datetime import date
from itertools import pairwise

import pytest

from commands.domain.law.national import RELEASES, latest_on


@pytest.mark.parametrize(
    ("on", "as_at"),
    [
        (date(2024, 1, 1), None),
        (date(2025, 6, 11), "January 2024"),
        (date(2025, 6, 12), "January 2025"),
        (date(2026, 9, 14), "January 2026"),
        (date(2030, 1, 1), "January 2026"),
    ],
)
def test_the_newest_there_was(on: date, as_at: str | None) -> None:
    found = latest_on(on)
    assert (found.as_at if found else None) == as_at


def test_releases_stand_in_order_and_each_says_its_date_and_source() -> None:
    assert all(before.known_from < after.known_from for before, after in pairwise(RELEASES))
    for release in RELEASES:
        assert release.as_at in release.words
        assert f"Source: {release.source}." in release.words

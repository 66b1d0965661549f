"""How late something is: in words wherever a card is read, in colour where a face has it, and not said twice."""

from datetime import date

import pytest

from chatops.slack import render as slack
from chatops.teams.render import draw
from commands.domain.days.dates import late, short
from commands.kit import Card, Item, Items
from tests.web.drawing import page

LATE = Card("The day", (Items((Item("V-7K2PM: Interim review", "Fri 20 Nov", late="7 school days late"),)),))
TODAY = date(2026, 12, 1)


def test_it_is_read_with_the_rest_where_nothing_is_drawn() -> None:
    assert "- V-7K2PM: Interim review (7 school days late; Fri 20 Nov)" in LATE.plain()


def test_each_face_draws_it_in_colour_and_in_words() -> None:
    assert page(LATE).the(".items .detail strong").text() == "7 school days late"
    assert "\N{LARGE RED CIRCLE} 7 school days late; Fri 20 Nov" in str(slack.post(LATE))
    attention = [block for block in _blocks(draw(LATE, "chat")) if block.get("color") == "attention"]
    assert "7 school days late" in str(attention)
    assert "Fri 20 Nov" not in str(attention)


def _blocks(of: object) -> list[dict[str, object]]:
    """Every part of a drawing that says anything of itself."""
    if isinstance(of, dict):
        return [of, *(block for value in of.values() for block in _blocks(value))]
    return [block for value in of for block in _blocks(value)] if isinstance(of, list) else []


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (date(2026, 11, 20), "Fri 20 Nov"),
        (date(2026, 12, 1), "Tue 1 Dec"),
        (date(2027, 5, 31), "Mon 31 May"),
        (date(2027, 6, 2), "Wed 2 Jun 2027"),
        (date(2026, 6, 1), "Mon 1 Jun 2026"),
    ],
)
def test_a_day_in_a_list_is_short_and_says_its_year_when_it_could_be_anothers(value: date, words: str) -> None:
    assert short(value, TODAY) == words


def test_what_became_due_over_a_weekend_is_late_without_a_count() -> None:
    assert [late(count) for count in (0, 1, 7)] == [
        "late since the last school day",
        "1 school day late",
        "7 school days late",
    ]

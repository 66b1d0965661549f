"""Small numbers: the parts of the rule, by tables. What they are worth, `test_curious_reader.py` tries."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.domain.privacy.suppression import STEPS, Band, about, band, middle, nine_in_ten, parts, percent

START = date(2027, 1, 4)


@pytest.mark.parametrize(
    ("count", "step", "words"),
    [
        (0, 5, "fewer than 5"),
        (1, 5, "fewer than 5"),
        (4, 5, "fewer than 5"),
        (5, 5, "5 to 9"),
        (62, 5, "60 to 64"),
        (9, 10, "fewer than 10"),
        (62, 10, "60 to 69"),
    ],
)
def test_a_count_is_the_step_it_lies_in(count: int, step: int, words: str) -> None:
    found = band(count, step)
    assert found.words == words
    assert found.low <= count <= found.high


def test_none_is_said_only_where_it_may_be() -> None:
    assert [band(n, none_shows=True).words for n in (0, 1)] == ["none", "fewer than 5"]


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((14, 15, 14, 15), ["about 10", "about 15", "about 15", "about 15"]),  # 15 again tells nothing
        ((15, 11, 10, 14, 15), ["about 15", "about 15", "about 10", "about 10", "about 15"]),
        ((3, 4, 5, 9, 10, 6, 5, 0), ["fewer than 10"] * 4 + ["about 10", "about 10", "fewer than 10", "fewer than 10"]),
        ((40, 12, 33), ["about 40", "about 15", "about 30"]),
        ((40, 0), ["about 40", "fewer than 10"]),
    ],
)
def test_what_goes_up_and_down_stays_where_it_was_until_it_is_a_step_away(
    counts: Sequence[int], said: list[str]
) -> None:
    level = None
    for count, words in zip(counts, said, strict=True):
        found = about(count, 5, level)
        assert found.words == words
        level = found.level


@pytest.mark.parametrize("step", [0, 1, 2, 3, 7])
def test_a_step_that_hides_too_little_is_refused(step: int) -> None:
    with pytest.raises(ValueError, match="a step is one of"):
        band(5, step)


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (62, 430, "14% to 15%"),
        (12, 430, "2% to 3%"),
        (215, 430, "50% to 51%"),
        (4, 430, ""),  # the numerator is small
        (427, 430, ""),  # the complement is
        (428, 434, ""),
        (6, 9, ""),  # fewer than ten stand under it
        (0, 0, ""),
    ],
)
def test_a_percentage_says_no_more_than_its_two_steps(part: int, whole: int, said: str) -> None:
    assert percent(band(part), band(whole)) == said


@given(part=st.integers(0, 400), rest=st.integers(0, 400), step=st.sampled_from(STEPS))
def test_a_percentage_is_the_same_for_every_count_of_the_steps(part: int, rest: int, step: int) -> None:
    whole = part + rest
    said = percent(band(part, step), band(whole, step))
    assert said == percent(Band(part - part % step, step), Band(whole - whole % step, step))
    assert not said or (whole >= 10 and part >= step and rest >= 1)


def test_of_the_parts_the_small_and_the_unshown_have_no_figure_and_the_order_says_nothing() -> None:
    counts = {"SLCN": 20, "ASD": 24, "SEMH": 4, "NSA": 30, "": 6, "MLD": 0, "PD": 5}
    assert parts(counts, frozenset({"NSA"}), 5) == (("ASD", Band(20)), ("SLCN", Band(20)), ("PD", Band(5)))
    assert parts({**counts, "SLCN": 24, "ASD": 20}, frozenset({"NSA"}), 5)[0][0] == "ASD"
    assert len(parts(counts, frozenset(), 2)) == 2


@pytest.mark.parametrize(
    ("values", "half", "nine"),
    [
        ((), None, None),
        ((3, 4, 5, 6), None, None),
        ((9, 1, 5, 3, 7), 5, None),
        ((1, 2, 3, 4, 5, 6), 4, None),  # never 3.5: it would say that their number is even
        (tuple(range(1, 11)), 6, 9),
        (tuple(range(1, 21)), 11, 18),
    ],
)
def test_middle_values_stand_on_enough_people(values: Sequence[int], half: int | None, nine: int | None) -> None:
    assert (middle(values), nine_in_ten(values)) == (half, nine)

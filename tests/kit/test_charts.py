"""Charts: always readable as text, and too much for a platform is refused when they are made."""

from collections.abc import Callable

import pytest

from commands.kit import Card, Chart, Series
from storage.delivery.codec import card_from, card_text
from tests.charts import CARD, FULL, NOTHING, WAITS, WEEKS

OK = Series("A", (1,))


def test_a_chart_reads_as_a_table() -> None:
    assert WEEKS.plain().splitlines() == [
        "From referral to decision (school days)",
        "7 Sep: not shown",
        "14 Sep: 12",
        "21 Sep: 14.5",
        "28 Sep: 11",
    ]
    assert "CAMHS / MHST: Half wait 25, Usual 18" in WAITS.plain()


def test_a_card_reads_as_its_charts_too() -> None:
    assert "Paediatrician: Half wait not shown, Usual 18" in CARD.plain()


def test_what_cannot_draw_a_gap_leaves_the_category_out() -> None:
    assert (WEEKS.complete, WAITS.complete, NOTHING.complete) == ((1, 2, 3), (0, 1), ())


def test_a_card_with_charts_is_kept_and_comes_back() -> None:
    assert card_from(card_text(CARD)) == CARD


def test_nothing_of_it_stands_in_a_traceback() -> None:
    assert repr(WEEKS) == "<Chart>"


@pytest.mark.parametrize(
    "make",
    [
        lambda: Chart("T" * 51, "bar", ("A",), (OK,), "weeks"),
        lambda: Chart("", "bar", ("A",), (OK,), "weeks"),
        lambda: Chart("T", "bar", ("A",), (OK,), ""),
        lambda: Chart("T", "bar", ("C" * 21,), (OK,), "weeks"),
        lambda: Chart("T", "bar", ("A",), (Series("S" * 21, (1,)),), "weeks"),
        lambda: Chart("T", "bar", (), (Series("A", ()),), "weeks"),
        lambda: Chart("T", "bar", tuple(map(str, range(21))), (Series("A", (1,) * 21),), "weeks"),
        lambda: Chart("T", "bar", ("A",), (), "weeks"),
        lambda: Chart("T", "bar", ("A",), tuple(Series(str(n), (1,)) for n in range(7)), "weeks"),
        lambda: Chart("T", "bar", ("A", "A"), (Series("A", (1, 2)),), "weeks"),
        lambda: Chart("T", "bar", ("A",), (OK, OK), "weeks"),
        lambda: Chart("T", "bar", ("A", "B"), (OK,), "weeks"),
        lambda: Card("Three", (WEEKS, WAITS, FULL)),
    ],
    ids=[
        "title too long",
        "no title",
        "no unit",
        "category too long",
        "series too long",
        "no categories",
        "too many categories",
        "no series",
        "too many series",
        "two categories alike",
        "two series alike",
        "a number missing",
        "three charts",
    ],
)
def test_what_a_platform_would_refuse_cannot_be_made(make: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"must have|has 1 to|differ|one number|at most"):
        make()

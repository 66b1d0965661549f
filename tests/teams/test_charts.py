"""Charts in Teams: its own elements, words for clients that draw none, and every number as text."""

import pytest

from chatops.teams import fitting, render
from commands.kit import Card, Chart, Reply
from tests.approved import approve
from tests.charts import CARD, FULL, NOTHING, WAITS, WEEKS
from tests.worlds import adaptive


def test_a_card_with_charts() -> None:
    approve("teams/charts.json", adaptive.check(render.draw(CARD, "chat")))


@pytest.mark.parametrize("chart", [WEEKS, WAITS, FULL, NOTHING], ids=["line", "bars", "full", "nothing"])
def test_every_number_stands_as_text(chart: Chart) -> None:
    card = adaptive.check(render.reply_card(Reply("Words.", Card("A card", (chart,)))))

    assert chart.heading in adaptive.words(card)
    for label, numbers in chart.rows:
        assert f"{label}: {numbers}" in adaptive.words(card)


@pytest.mark.parametrize(
    ("chart", "drawn"),
    [(WEEKS, ["Chart.Line"]), (WAITS, ["Chart.VerticalBar.Grouped"]), (NOTHING, [])],
    ids=["line", "bars", "nothing"],
)
def test_each_kind_has_its_element(chart: Chart, drawn: list[str]) -> None:
    card = render.draw(Card("A card", (chart,)), "chat")
    assert [element["type"] for element in card["body"] if element["type"].startswith("Chart.")] == drawn


def test_a_single_series_of_bars_says_its_numbers_on_them() -> None:
    alone = Chart("Waiting", "bar", WAITS.categories, WAITS.series[1:], "weeks")
    card = adaptive.check(render.draw(Card("A card", (alone,)), "chat"))
    [chart] = [element for element in card["body"] if element["type"] == "Chart.VerticalBar"]
    assert chart["showBarValues"]
    assert chart["data"][0] == {"x": "Speech and language", "y": 18}


def test_two_charts_of_the_largest_kind_fit_a_message() -> None:
    assert fitting.size(adaptive.check(render.draw(Card("Full", (FULL, FULL)), "chat"))) < fitting.BUDGET


def test_the_stand_in_wants_words_for_clients_that_draw_no_chart() -> None:
    card = render.draw(CARD, "chat")
    for element in card["body"]:
        if element["type"] == "Chart.Line":
            element["fallback"] = {"type": "Image"}
    with pytest.raises(AssertionError, match="shows nothing"):
        adaptive.check(card)

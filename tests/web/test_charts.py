"""Charts on the page: a picture with a name and a description, its numbers in a table, nothing by colour alone."""

from itertools import pairwise
from pathlib import Path

import pytest

import chatops.web
from chatops.web import charts
from commands.kit import Card, Chart, Reply
from commands.kit.cards import number
from tests.approved import approve_text
from tests.charts import CARD, FULL, NOTHING, WAITS, WEEKS
from tests.web.drawing import html, page, part

EVERY = pytest.mark.parametrize("chart", [WEEKS, WAITS, FULL, NOTHING], ids=["line", "bars", "full", "nothing"])


def test_a_card_with_charts() -> None:
    approve_text("web/charts.html", part(html(reply=Reply("Here.", CARD)), "section", "answer"))


@EVERY
def test_the_picture_has_a_name_a_description_and_a_table_with_every_number(chart: Chart) -> None:
    figure = page(reply=Reply("Here.", Card("A card", (chart,)))).the("figure")
    svg = figure.the("svg")

    assert svg.attributes["role"] == "img"
    assert svg.the("title").text() == chart.heading
    assert all(f"{label}: {numbers}." in svg.the("desc").text() for label, numbers in chart.rows)
    assert [head.text() for head in figure.all("thead th")] == [one.name for one in chart.series]
    assert [row.the("th").text() for row in figure.all("tbody tr")] == list(chart.categories)
    drawn = [[cell.text() for cell in row.all("td")] for row in figure.all("tbody tr")]
    assert drawn == [[number(one.values[n]) for one in chart.series] for n in range(len(chart.categories))]


@EVERY
def test_everything_stands_within_the_picture(chart: Chart) -> None:
    drawn = charts.draw(chart)

    for mark in drawn.marks:
        assert 0 <= mark.x <= mark.x + mark.width <= drawn.width
        assert 0 <= mark.y <= drawn.height
    for words in (*drawn.labels, *drawn.legend):
        assert 0 <= words.y <= drawn.height
        assert words.text


def test_the_longest_bar_is_the_largest_number_and_the_others_are_in_proportion() -> None:
    widths = {mark.words: mark.width for mark in charts.draw(WAITS).marks}
    assert widths["25 half wait"] == max(widths.values())
    assert widths["16 half wait"] == pytest.approx(widths["25 half wait"] * 16 / 25, abs=0.2)
    assert widths["not shown half wait"] == 0


def test_a_line_is_broken_where_a_number_is_not_shown_and_begins_at_zero() -> None:
    drawn = charts.draw(WEEKS)
    assert [mark.words for mark in drawn.marks] == ["12", "14.5", "11"]
    assert len(drawn.lines) == 2
    heights = [drawn.base - mark.y for mark in drawn.marks]
    assert heights[0] / heights[1] == pytest.approx(12 / 14.5, abs=0.01)


def test_names_under_a_line_leave_each_other_room() -> None:
    drawn = charts.draw(FULL)
    assert drawn.labels[-1].text == FULL.categories[-1]
    assert all(after.x - before.x >= 8 * len(after.text) for before, after in pairwise(drawn.labels))


def test_bars_say_their_series_and_lines_have_a_legend_with_shapes() -> None:
    bars = page(reply=Reply("", Card("A card", (WAITS,)))).the("svg").text()
    assert "16 half wait" in bars
    assert "18 usual" in bars
    lines = page(reply=Reply("", Card("A card", (FULL,)))).the("svg")
    shapes = {
        (node.tag, node.attributes["class"].split()[1])
        for node in lines
        if "point" in node.attributes.get("class", "").split()
    }
    assert len(shapes) == len(FULL.series)


def test_there_is_a_look_for_every_series_and_no_style_of_its_own() -> None:
    drawn = page(reply=Reply("", Card("A card", (FULL,))))
    css = (Path(chatops.web.__file__).parent / "static" / "page.css").read_text(encoding="utf-8")
    assert all(f".look-{n}" in css for n in range(1, len(FULL.series)))
    assert not [node for node in drawn if "style" in node.attributes]

"""A list with columns is a table on the page, a list elsewhere; one button stands out, what destroys stands apart."""

from dataclasses import replace
from typing import Any

import pytest

from commands.kit import Button, Card, Item, Items, Reply
from tests.school import SchoolStory
from tests.web.drawing import page

LINES = tuple(
    Item(
        name,
        "SEN support; next: Annual review Fri 20 Nov",
        (Button("Open", "register history", "P1"),),
        cells=((name, name), ("SEN support", "SEN support"), ("Fri 20 Nov", "2026-11-20")),
    )
    for name in ("Ben Oak, Year 4", "Cy Elm, Year 5")
)
COLUMNS = ("Pupil", "Register", "Next review")
LIST = Card("SEN register", (Items(LINES, columns=COLUMNS),))


def test_it_has_a_caption_and_a_heading_for_each_column_and_each_row() -> None:
    table = page(reply=Reply("Here.", LIST)).the("table.rows")

    assert table.the("caption").text() == "SEN register"
    assert [head.text() for head in table.all("thead th")] == [*COLUMNS, "To do"]
    assert {head.attributes["scope"] for head in table.all("thead th")} == {"col"}
    assert [(head.text(), head.attributes["scope"]) for head in table.all("tbody th")] == [
        ("Ben Oak, Year 4", "row"),
        ("Cy Elm, Year 5", "row"),
    ]
    assert [cell.attributes["data-order"] for cell in table.all("tbody td") if "data-order" in cell.attributes] == [
        "SEN support",
        "2026-11-20",
    ] * 2
    assert [button.attributes["aria-label"] for button in table.all("button")] == [
        "Open, Ben Oak, Year 4",
        "Open, Cy Elm, Year 5",
    ]


def test_a_line_without_its_cells_is_told_to_whoever_writes_it() -> None:
    with pytest.raises(ValueError, match="a cell for each"):
        Items((Item("Ben Oak"),), columns=COLUMNS)


async def test_the_register_is_one_with_the_plan_and_the_next_review(school: SchoolStory) -> None:
    await school.senco.asks("put on register amina")
    await school.senco.fills_in(
        provision="SEN support",
        primary_need="Speech, language and communication needs",
        from_when="2026-09-14",
        why="Two cycles without progress.",
        parents_informed_on="2026-09-11",
    )
    await school.senco.asks("book review amina")
    await school.senco.fills_in(kind_of_review="Interim review", on="2026-09-24")

    await school.senco.asks("register")

    hands: Any = school.senco
    table = hands.page.the("#answer table.rows")
    [row] = table.all("tbody tr")
    assert [cell.text() for cell in (row.the("th"), *row.all("td"))][:5] == [
        "Amina Yusuf, Year 4, 4B",
        "SEN support: Speech, language and communication needs (SLCN)",
        "Mon 14 Sep",
        "None under way",
        "Interim review Thu 24 Sep",
    ]
    await school.senco.presses("Amina Yusuf: Open")
    assert "That you have looked is recorded" in school.senco.said


def styles(card: Card) -> list[str]:
    return [button.style for button in card.with_one_primary().every_button]


def test_one_button_stands_out_at_the_foot_or_the_only_one_of_the_lines() -> None:
    first, plain = Button("Answer", "a", style="primary"), Button("Open", "b")
    line, other = Item("One", buttons=(first, plain)), Item("Two", buttons=(Button("Answer", "c", style="primary"),))

    assert styles(Card("A card", (), (first, replace(first, word="d"), plain))) == ["primary", "plain", "plain"]
    assert styles(Card("A card", (Items((line,)),))) == ["primary", "plain"]
    assert styles(Card("A card", (Items((line, other)),))) == ["plain", "plain", "plain"]
    assert styles(Card("A card", (Items((line, other)),), (Button("Send", "d", style="primary"),))) == [
        "primary",
        "plain",
        "plain",
        "plain",
    ]


def test_what_cannot_be_taken_back_lightly_is_drawn_last() -> None:
    buttons = (Button("Move", "a"), Button("Cancel", "b", style="danger"), Button("Open", "c", style="primary"))
    drawn = page(reply=Reply("Here.", Card("A card", (), buttons))).all("#answer .buttons button")
    assert [(button.text(), button.attributes.get("class", "")) for button in drawn] == [
        ("Move", ""),
        ("Open", "primary"),
        ("Cancel", "danger"),
    ]

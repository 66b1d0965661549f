"""The page is light: what a SENCO is sent with a list of five, counted, and what each further line of a list costs."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from commands.kit import Button, Card, Item, Items, Reply
from tests.school import SchoolStory
from tests.web.drawing import html
from tests.worlds.html import Node, tree
from tests.worlds.web import WebWorld

WHOLE = 21_000
"""Bytes of the whole page, its menu of every word included. While each button was a form it was 42,238."""
ELEMENTS = 350
"""Elements of it. They were 708."""
A_LINE = 700
"""Bytes of a line of a list with its four buttons; they were 2,066."""
ELEMENTS_A_LINE = 9
"""A line, its words and what is said of it, and each of its buttons; they were 43."""


@pytest.fixture
async def school(tmp_path: Path) -> AsyncIterator[SchoolStory]:
    story = SchoolStory(WebWorld(), tmp_path)
    await story.opens()
    yield story
    await story.closes()


async def listed(school: SchoolStory) -> str:
    """The SENCO's page with a list of five referrals open, as it comes."""
    await school.has_a_senco_channel()
    for name in ("Amina Yusuf", "Ben Osei", "Cara Lund", "Dev Patel", "Eve Stone"):
        await school.enrols(name)
        await school.referred(pupil=name)
    await school.settles()
    await school.senco.asks("referrals")
    hands: Any = school.senco
    async with hands.browser.post(hands.world.bot + "/ask", data=hands.last[1]) as answer:
        return str(await answer.text())


async def test_a_list_of_five_is_at_most_half_of_what_it_was(school: SchoolStory) -> None:
    page = await listed(school)

    assert len(tree(page).all("#answer .items li")) == 5
    assert len(page.encode()) <= WHOLE
    assert len(list(tree(page))) <= ELEMENTS


async def test_one_form_around_each_list_and_a_key_of_its_own_on_each_button(school: SchoolStory) -> None:
    page = await listed(school)
    root = tree(page)
    buttons = [button.attributes["value"].split("|") for button in root.all("[name=press]")]

    assert len(buttons) > 40
    assert len({key for key, *_ in buttons}) == len(buttons)
    assert len(root.all("form.presses")) == 4  # the posts, the answer, the menu and the tour
    for form in root.all("form.presses"):
        assert sorted(node.attributes["name"] for node in form.all("input")) == ["csrf", "me", "place"]


@pytest.mark.parametrize("lines", [1, 5, 15])
def test_a_line_of_a_list_costs_as_much_as_it_says(lines: int) -> None:
    def drawn(count: int) -> str:
        buttons = tuple(Button(text, "read referral", "R-7K2PM@S1") for text in ("Read", "Accept", "Ask", "Decide"))
        items = tuple(Item(f"R-7K2P{n}: Year 4", "waiting since Monday", buttons) for n in range(count))
        return html(reply=Reply("Here.", Card("A list", (Items(items),))))

    def cost(measured: str) -> tuple[int, int]:
        root: Node = tree(measured)
        return len(measured.encode()), len(list(root))

    (bytes_before, elements_before), (bytes_after, elements_after) = cost(drawn(0)), cost(drawn(lines))
    assert (bytes_after - bytes_before) / lines <= A_LINE
    assert (elements_after - elements_before) / lines <= ELEMENTS_A_LINE

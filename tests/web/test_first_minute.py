"""The first minute on the page: what needs somebody is open when they come in; a tour once closed stays closed."""

from typing import Any

from tests.school import SchoolStory
from tests.worlds.html import Node, tree


async def comes_in(hands: Any) -> Node:
    """Somebody opens the page anew, by its address alone."""
    async with hands.browser.get(hands.world.bot + "/") as answer:
        return tree(await answer.text())


async def closes_the_tour(hands: Any) -> Node:
    page = await comes_in(hands)
    async with hands.browser.post(hands.world.bot + "/tour", data=dict(page.the("form.toured").sends())) as answer:
        assert answer.status == 200
        return tree(await answer.text())


async def test_whoever_comes_in_finds_open_what_needs_them(school: SchoolStory) -> None:
    await school.teacher.asks("help")

    page = await comes_in(school.teacher)

    assert page.the("#answer h2").text() == "What needs me now"


async def test_who_may_not_ask_for_it_finds_the_page_with_nothing_open_and_is_not_refused(school: SchoolStory) -> None:
    await school.admin.asks("help")

    page = await comes_in(school.admin)

    assert "Nothing is open." in page.the("#answer").text()


async def test_going_from_channel_to_channel_opens_nothing(school: SchoolStory) -> None:
    await school.senco.asks("help")
    hands: Any = school.senco

    async with hands.browser.get(hands.world.bot + "/?place=senco") as answer:
        page = tree(await answer.text())

    assert "Nothing is open." in page.the("#answer").text()


async def test_the_tour_has_four_steps_each_of_which_begins_something_the_role_may_ask(school: SchoolStory) -> None:
    for hands in (school.teacher, school.senco, school.admin):
        await hands.asks("help")
        page = await comes_in(hands)
        steps = page.all("#tour li")
        assert len(steps) == 4
        for step in steps:
            there: Any = hands
            await there.sends(page.the("#tour form.presses"), step.the("button"))
            assert "may not ask this" not in hands.said
            assert "I do not know" not in hands.said


async def test_a_tour_that_was_closed_is_not_shown_again_but_another_role_has_its_own(school: SchoolStory) -> None:
    await school.teacher.asks("help")
    hands: Any = school.teacher

    assert not (await closes_the_tour(hands)).first("#tour")
    again = await comes_in(hands)
    assert not again.first("#tour")

    choose = again.the("form.choose")
    senco = next(option for option in choose.all("option") if option.text().startswith("Sam Okoro"))
    fields = {**dict(choose.sends()), "me": senco.attributes["value"]}
    async with hands.browser.post(hands.world.bot + "/me", data=fields) as answer:
        other = tree(await answer.text())
    assert "Sam Okoro" in other.the("#tour h2").text()

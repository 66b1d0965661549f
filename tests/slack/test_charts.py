"""Charts in Slack: its own block in a message, the numbers as text beside it, and text alone where it is refused."""

from collections.abc import Callable
from copy import deepcopy

import pytest

from chatops.faces import Undeliverable
from chatops.slack import render
from chatops.slack.face import SlackFace
from chatops.slack.text import JSON
from commands.kit import Card, Chart, Reply
from tests.approved import approve
from tests.busy_term import in_march
from tests.charts import CARD, FULL, NOTHING, WAITS, WEEKS
from tests.school import SchoolStory
from tests.worlds.block_kit import CHART, Invalid, check_message, check_view
from tests.worlds.slack import SlackWorld
from tests.worlds.slack_api import TEAM
from tests.worlds.slack_eyes import words


def test_a_card_with_charts() -> None:
    message = render.post(CARD)
    check_message(message)
    approve("slack/charts.json", message)


def test_as_much_as_fits_is_taken() -> None:
    check_message(render.post(Card("Full", (FULL, FULL))))


@pytest.mark.parametrize("chart", [WEEKS, WAITS, FULL, NOTHING], ids=["line", "bars", "full", "nothing"])
def test_every_number_stands_as_text_with_the_chart_and_without_it(chart: Chart) -> None:
    card = Card("A card", (chart,))
    modal = render.page(Reply("", card))
    check_view(modal)
    for drawn in (render.post(card), render.post(card, charts=False), modal):
        for label, numbers in chart.rows:
            assert f"{label}: {numbers}" in " ".join(words(drawn["blocks"]).split())
    assert chart.title in words(modal["blocks"])


def test_a_chart_of_nothing_is_its_text_alone() -> None:
    assert not render.has_charts(render.post(Card("A card", (NOTHING,))))


async def test_where_slack_does_not_know_charts_the_post_comes_with_their_numbers(
    school: SchoolStory, world: SlackWorld
) -> None:
    face = school.service.faces["slack"]
    assert isinstance(face, SlackFace)
    address = {"team": TEAM, "channel": world.channel_id("senco")}
    world.api.knows_charts = False

    post = await face.post(address, CARD)
    [drawn] = world.channel("senco")
    assert not render.has_charts({"blocks": drawn.blocks})
    assert "14 Sep: 12" in words(drawn.blocks)
    await face.redraw(address, post, Card("Again", (WAITS,)))
    [drawn] = world.channel("senco")
    assert words(drawn.blocks).startswith("Again")
    world.api.knows_charts = True
    await face.redraw(address, post, CARD)
    assert render.has_charts({"blocks": world.channel("senco")[0].blocks})


async def test_an_answer_to_the_asker_alone_comes_with_the_numbers_too(school: SchoolStory, world: SlackWorld) -> None:
    await in_march(school)
    world.api.knows_charts = False
    await school.leader.asks("leadership summary")
    assert "8 Mar: " in school.leader.said
    assert "CAMHS / MHST: Now " in school.leader.said


async def test_a_refusal_of_anything_else_is_not_tried_again(school: SchoolStory, world: SlackWorld) -> None:
    face = school.service.faces["slack"]
    assert isinstance(face, SlackFace)
    world.api.refusing["chat.postMessage"] = "is_archived"
    before = len(world.api.calls)

    with pytest.raises(Undeliverable):
        await face.post({"team": TEAM, "channel": world.channel_id("senco")}, CARD)

    assert [method for method, _ in world.api.calls[before:]] == ["chat.postMessage"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda chart: chart.update(title="T" * 51),
        lambda chart: chart["chart"]["series"][0].update(name="S" * 21),
        lambda chart: chart["chart"]["series"][0]["data"].pop(),
        lambda chart: chart["chart"]["series"][0]["data"][0].update(value=None),
        lambda chart: chart["chart"]["axis_config"].update(categories=["A", "A"]),
        lambda chart: chart["chart"].update(type="spiral"),
    ],
    ids=["title", "name", "a point missing", "no number", "categories alike", "kind"],
)
def test_the_stand_in_refuses_what_slack_refuses(spoil: Callable[[JSON], object]) -> None:
    message = deepcopy(render.post(Card("A card", (WAITS,))))
    [chart] = [block for block in message["blocks"] if block["type"] == CHART]
    check_message(message)
    spoil(chart)
    with pytest.raises(Invalid):
        check_message(message)


def test_the_stand_in_refuses_a_chart_in_a_modal_and_a_third_in_a_message() -> None:
    message = render.post(CARD)
    charts = [block for block in message["blocks"] if block["type"] == CHART]
    with pytest.raises(Invalid, match="two charts"):
        check_message({**message, "blocks": [*message["blocks"], *charts]})
    modal = render.page(Reply("Words."))
    with pytest.raises(Invalid, match="modal takes no chart"):
        check_view({**modal, "blocks": [*modal["blocks"], *charts]})

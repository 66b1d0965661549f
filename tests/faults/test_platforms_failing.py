"""Slack and Teams slow, busy, failing, and hanging up half-way through an answer; a token revoked and replaced."""

from pathlib import Path

import pytest

from tests.conftest import world_called
from tests.faults.counting import kept
from tests.faults.served import ServedStory
from tests.school import REFERRAL, SchoolStory, reference_in
from tests.worlds.slack import SlackWorld
from tests.worlds.slack_api import TOKEN
from tests.worlds.teams import TeamsWorld

FAILING = ("429", "500", "slow", "half")
on_platforms = pytest.mark.parametrize("school", ["slack", "teams"], indirect=True)


def breaks_answers(school: SchoolStory, *how: str) -> None:
    """The next answers to what somebody asks fail like this, one after the other."""
    world = school.world
    assert isinstance(world, SlackWorld | TeamsWorld)
    (world.api if isinstance(world, SlackWorld) else world.connector).answering[:] = how


@on_platforms
async def test_who_asks_is_told_what_came_of_it_all_the_same(school: SchoolStory) -> None:
    await school.has_a_senco_channel()
    for how in FAILING:
        reference = await school.referred()
        card = (await school.channel())[-1]

        breaks_answers(school, how)
        if school.world.name == "teams" and how == "half":
            with pytest.raises(AssertionError, match="2 answers to one line"):  # seen twice rather than never
                await school.senco.asks("referrals")
        else:
            await school.senco.asks("referrals")
            assert reference in school.senco.said
        breaks_answers(school, how)
        await school.senco.presses("Accept", card)
        assert school.senco.said.startswith("Accepted.")


@pytest.mark.parametrize("school", ["slack"], indirect=True)
async def test_where_the_view_cannot_be_shown_any_more_what_was_done_is_not_denied(school: SchoolStory) -> None:
    """`/adjust` with all that is needed stores at once; its receipt would be a view, for which Slack is too late."""
    world = school.world
    assert isinstance(world, SlackWorld)
    world.api.refusing["views.open"] = "expired_trigger_id"

    await school.teacher.asks("adjust amina seating helped")

    assert "Noted: Seating, helped." in school.teacher.said


@on_platforms
async def test_a_card_comes_though_the_platform_fails(school: SchoolStory) -> None:
    """A post that was cut off half-way through its answer may stand there twice; none is missing."""
    await school.has_a_senco_channel()
    for how in FAILING:
        school.world.breaks(how, 1)
        reference = await school.referred()
        await school.settles()
        school.passes(seconds=3)
        cards = [card for card in await school.channel() if reference in str(card)]
        assert len(cards) == (2 if how == "half" else 1)


async def test_a_slack_token_revoked_and_replaced_in_the_settings_file_needs_no_restart(tmp_path: Path) -> None:
    story = ServedStory(world_called("slack"), tmp_path)
    assert isinstance(story.world, SlackWorld)
    set_to(tmp_path, TOKEN)
    await story.opens(SLACK_BOT_TOKEN="")
    await story.enrols("Amina Yusuf", year=4, group="4B")
    await story.has_a_senco_channel()
    await story.teacher.asks("refer")

    story.world.api.token = "xoxb-the-new-one"
    await story.teacher.fills_in(**REFERRAL)  # answered without a call of ours; the card has to wait
    reference = reference_in(story.teacher.said)
    await story.teacher.asks("my referrals")
    assert "Slack does not let the bot show the answer" in story.teacher.said
    assert await kept(story.service.database) == [reference]

    set_to(tmp_path, "xoxb-the-new-one")
    await story.teacher.asks("my referrals")
    assert reference in story.teacher.said
    await story.is_killed()
    await story.starts()  # and whoever starts it again need not wait until what rests has rested
    [card] = await story.channel()
    assert reference in str(card)
    await story.closes()


def set_to(folder: Path, token: str) -> None:
    (folder / ".env").write_text(f"SLACK_BOT_TOKEN={token}\n")

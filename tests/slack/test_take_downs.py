"""Taking down a post in Slack: tried again while that is any use; what cannot be deleted is said."""

from typing import Any

import pytest

from chatops.two_people import Terminal
from commands.domain.privacy.audit import Did
from storage.rights.about_pupil import held_about
from storage.rights.erasing import erase
from storage.rights.holds import TakeDown, TakeDowns
from tests.school import SchoolStory
from tests.worlds.slack import SlackWorld


async def erased(school: SchoolStory) -> None:
    """A pupil about whom the SENCO channel has a post is erased."""
    await school.has_a_senco_channel()
    zara = await school.enrols("Zara Quinn")
    await school.referred(pupil="Zara Quinn")
    await school.settles()
    at = Terminal(school.school, "root", school.clock.now())
    async with school.service.database.writing() as connection:
        assert await held_about(connection, school.school.id, zara)
        await erase(connection, school.school.id, zara, at.line(Did.REMOVED, "erase", zara), at.now)


async def listed(school: SchoolStory) -> list[TakeDown]:
    return list(await TakeDowns(school.service.database).of_school(school.school.id))


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("cant_delete_message", "Slack does not let the bot delete this post."),
        ("compliance_exports_prevent_deletion", "Slack keeps posts for compliance"),
    ],
)
async def test_what_slack_will_not_delete_is_left_and_said(
    school: SchoolStory, world: SlackWorld, code: str, why: str
) -> None:
    await erased(school)
    world.api.refusing["chat.delete"] = code
    await school.service.taking_down.look()
    assert {(one.state, why in one.trouble) for one in await listed(school)} == {("left", True)}


async def test_a_refusal_that_passes_is_tried_again_and_a_post_that_is_gone_is_gone(
    school: SchoolStory, world: SlackWorld
) -> None:
    await erased(school)
    refused: tuple[tuple[str, Any], ...] = (("internal_error", 1), ("token_revoked", 10))
    for code, minutes in refused:
        world.api.refusing["chat.delete"] = code
        await school.service.taking_down.look()
        assert {one.state for one in await listed(school)} == {"waiting"}
        assert await school.service.taking_down.look() == 0  # it rests
        school.passes(minutes=minutes + 10)
    world.api.refusing["chat.delete"] = "message_not_found"
    await school.service.taking_down.look()
    assert {one.state for one in await listed(school)} == {"gone"}

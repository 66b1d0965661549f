"""Channels: what must not be one, what one became, strangers in it, and moving it without losing it."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import select

from commands.domain.person import Role
from storage.delivery.channel_looks import ChannelLooks
from storage.tables import channels
from tests.school import SchoolStory
from tests.worlds.slack import SlackWorld
from tests.worlds.teams import TeamsWorld

on_platforms = pytest.mark.parametrize("school", ["slack", "teams"], indirect=True)
on_slack = pytest.mark.parametrize("school", ["slack"], indirect=True)
on_teams = pytest.mark.parametrize("school", ["teams"], indirect=True)
"""The page's own channels are what they are."""

TURNED: dict[str, list[dict[str, Any]]] = {
    "slack": [{"is_ext_shared": True}, {"is_pending_ext_shared": True}, {"is_org_shared": True}, {"is_archived": True}],
    "teams": [{"sort": "shared"}],
}


async def played(school: SchoolStory) -> SlackWorld | TeamsWorld:
    assert isinstance(school.world, SlackWorld | TeamsWorld)
    return school.world


async def stranger(school: SchoolStory, name: str = "Una Known") -> Any:
    """Somebody with an account who is on no staff list."""
    return await school.world.joins(name.lower().replace(" ", ".") + "@elsewhere.example", name)


async def about_channels(school: SchoolStory, hands: Any) -> list[Any]:
    return [card for card in await school.private(hands) if "channel" in str(card)]


async def everybody_can_be_reached(school: SchoolStory) -> None:
    for hands in (school.senco, school.second_senco):
        await hands.asks("help")


# What must not be a channel.


@on_slack
@pytest.mark.parametrize(
    ("mark", "said"),
    [
        ("is_ext_shared", "shared with another organisation"),
        ("is_pending_ext_shared", "shared with another organisation"),
        ("is_org_shared", "shared with the whole organisation"),
        ("is_archived", "archived"),
        ("is_mpim", "group message"),
    ],
)
async def test_a_channel_that_must_not_be_one_is_refused_before_anybody_is_listed(
    school: SchoolStory, mark: str, said: str
) -> None:
    world = await played(school)
    assert isinstance(world, SlackWorld)
    world.becomes("senco", **{mark: True})
    before = len(world.api.calls)

    await school.has_a_senco_channel()

    assert said in school.senco.said
    assert "now the SENCO channel" not in school.senco.said
    assert "conversations.members" not in [method for method, _ in world.api.calls[before:]]


@on_slack
async def test_of_a_public_channel_nobody_is_listed(school: SchoolStory) -> None:
    world = await played(school)
    assert isinstance(world, SlackWorld)
    await world.makes_channel("everyone", [school.senco], public=True)
    before = len(world.api.calls)

    await school.senco.asks("senco setup", channel="everyone")

    assert "This channel is public" in school.senco.said
    assert "conversations.members" not in [method for method, _ in world.api.calls[before:]]


@on_teams
async def test_a_shared_channel_of_teams_is_refused(school: SchoolStory) -> None:
    world = await played(school)
    assert isinstance(world, TeamsWorld)
    world.becomes("senco", "shared")

    await school.has_a_senco_channel()

    assert "shared channel of Teams" in school.senco.said
    assert "now the SENCO channel" not in school.senco.said


@on_teams
async def test_in_a_private_channel_of_a_team_its_own_members_are_counted(school: SchoolStory) -> None:
    world = await played(school)
    assert isinstance(world, TeamsWorld)
    world.becomes("senco", "private")
    team = [hands.account for hands in (school.teacher, school.other_teacher, school.leader)]  # type: ignore[attr-defined]
    world.talk_called("senco").team_members = team

    await school.has_a_senco_channel()

    assert "SENCO: 2" in school.senco.said
    assert "Teacher" not in school.senco.said
    assert "does not tell a bot whether a team is public" not in school.senco.said


# Strangers.


@on_platforms
async def test_with_strangers_in_it_nothing_is_made_until_somebody_says_so(school: SchoolStory) -> None:
    world = await played(school)
    world.lets_in("senco", await stranger(school))

    await school.has_a_senco_channel()
    assert "Nothing has been changed yet" in school.senco.said
    assert "1 person who is not on the staff list" in school.senco.said
    assert "Una" not in school.senco.said
    asked = school.senco
    await school.referred()
    assert await school.channel() == []

    await asked.presses("Use it all the same")
    assert "This is now the SENCO channel" in school.senco.said
    assert "Not on the staff list: 1" in school.senco.said
    reference = await school.referred()
    assert reference in str((await school.channel())[-1])


@on_platforms
async def test_a_stranger_who_comes_later_stops_the_channel_until_accepted(school: SchoolStory) -> None:
    world = await played(school)
    await school.has_a_senco_channel()
    await everybody_can_be_reached(school)
    first = await school.referred()
    assert first in str(await school.channel())

    world.lets_in("senco", await stranger(school))
    school.passes(minutes=11)
    second = await school.referred()
    assert second not in str(await school.channel())
    assert second in str(await school.private(school.senco))
    [told] = await about_channels(school, school.second_senco)
    assert "1 person who is not on the staff list" in str(told)
    assert "Una" not in str(told)
    assert "not on the staff list" in str((await school.readiness())["troubles"])
    third = await school.referred()
    assert third not in str(await school.channel())
    assert len(await about_channels(school, school.second_senco)) == 1

    await school.second_senco.presses("Accept them", told)
    assert "Accepted" in school.second_senco.said
    [told] = await about_channels(school, school.senco)
    assert "works again" in str(told)
    assert not (await school.readiness())["troubles"]
    school.passes(minutes=11)
    fourth = await school.referred()
    assert fourth in str(await school.channel())

    world.lets_in("senco", await stranger(school, "Vic Unknown"))
    school.passes(minutes=11)
    fifth = await school.referred()
    assert fifth not in str(await school.channel())
    [_, told] = await about_channels(school, school.senco)
    assert "1 person who is" in str(told)


@on_platforms
async def test_no_more_strangers_are_accepted_than_were_told_of(school: SchoolStory) -> None:
    world = await played(school)
    await school.has_a_senco_channel()
    await everybody_can_be_reached(school)
    world.lets_in("senco", await stranger(school))
    school.passes(minutes=11)
    await school.referred()
    [told] = await about_channels(school, school.senco)
    world.lets_in("senco", await stranger(school, "Vic Unknown"))

    await school.senco.presses("Accept them", told)
    assert "Nobody has been accepted yet" in school.senco.said
    assert "2 people who are not on the staff list" in school.senco.said
    await school.senco.presses("Accept them")
    assert "Accepted" in school.senco.said
    reference = await school.referred()
    assert reference in str(await school.channel())


@on_platforms
async def test_once_the_stranger_has_gone_it_goes_on_by_itself(school: SchoolStory) -> None:
    world = await played(school)
    await school.has_a_senco_channel()
    await everybody_can_be_reached(school)
    una = await stranger(school)
    world.lets_in("senco", una)
    await world.tells_of("senco")  # no time has passed: the platform said so
    first = await school.referred()
    assert first not in str(await school.channel())

    world.lets_out("senco", una)
    await world.tells_of("senco")
    second = await school.referred()
    assert second in str(await school.channel())
    [told] = await about_channels(school, school.senco)
    assert "works again" in str(told)


# What a channel has become.


@on_platforms
async def test_a_channel_that_became_something_else_gets_nothing_until_it_is_right_again(school: SchoolStory) -> None:
    world = await played(school)
    await school.has_a_senco_channel()
    await everybody_can_be_reached(school)
    for turned in TURNED[world.name]:
        posted = len(await school.channel())
        world.becomes("senco", **turned)
        school.passes(minutes=11)
        reference = await school.referred()
        assert len(await school.channel()) == posted, turned
        assert reference in str(await school.private(school.senco))
        told = str((await about_channels(school, school.senco))[-1])
        assert "posted there" in told
        assert "senco setup" in told
        assert (await school.readiness())["troubles"]

        back: dict[str, Any] = {"sort": "standard"} if "sort" in turned else dict.fromkeys(turned, False)
        world.becomes("senco", **back)
        school.passes(minutes=11)
        await school.service.channels.look()
        assert "works again" in str((await about_channels(school, school.senco))[-1])
        assert not (await school.readiness())["troubles"]
        reference = await school.referred()
        assert reference in str(await school.channel())


@on_slack
async def test_a_channel_made_public_gets_nothing(school: SchoolStory) -> None:
    world = await played(school)
    assert isinstance(world, SlackWorld)
    await school.has_a_senco_channel()
    await everybody_can_be_reached(school)
    world.becomes("senco", is_private=False)
    school.passes(minutes=11)

    reference = await school.referred()

    assert await school.channel() == []
    assert reference in str(await school.private(school.senco))
    assert "It is public now" in str(await school.private(school.senco))


@on_platforms
async def test_a_daily_look_finds_what_nobody_told_of(school: SchoolStory) -> None:
    world = await played(school)
    await school.has_a_senco_channel()
    await everybody_can_be_reached(school)
    world.becomes("senco", **TURNED[world.name][0])
    school.passes(hours=25)

    await school.service.channels.look()

    assert len(await about_channels(school, school.senco)) == 1


@on_platforms
async def test_while_the_platform_says_nothing_the_last_look_stands_for_a_day(school: SchoolStory) -> None:
    world = await played(school)
    await school.has_a_senco_channel()
    await everybody_can_be_reached(school)
    world.keeps_silent()
    school.passes(hours=20)
    first = await school.referred()
    assert first in str(await school.channel())

    school.passes(hours=5)
    second = await school.referred()
    for _ in range(6):
        assert second not in str(await school.channel())
        school.passes(minutes=2)
    assert second in str(await school.private(school.senco))

    world.keeps_silent(False)
    third = await school.referred()
    assert third in str(await school.channel())


@on_platforms
async def test_the_leaders_summary_waits_and_the_sencos_hear_that_it_does(school: SchoolStory) -> None:
    world = await played(school)
    await world.makes_channel("leadership", [school.leader, school.senco])
    await school.leader.asks("leadership setup", channel="leadership")
    await everybody_can_be_reached(school)
    world.lets_in("leadership", await stranger(school))
    await world.tells_of("leadership")
    school.passes(days=7)
    assert await school.channel("leadership") == []
    [told] = await about_channels(school, school.senco)
    assert "Its summary waits" in str(told)
    assert "leadership setup" in str(told)

    await school.senco.presses("Accept them", told)
    assert len(await school.channel("leadership")) == 1


# Moving it.


@on_platforms
async def test_a_move_says_what_it_replaces_is_asked_once_and_can_be_put_back(school: SchoolStory) -> None:
    await school.has_a_senco_channel()
    await everybody_can_be_reached(school)
    await school.world.makes_channel("inclusion", [school.senco, school.second_senco])

    await school.senco.asks("senco setup", channel="inclusion")
    assert "Nothing has been changed yet" in school.senco.said
    assert "replace the SENCO channel (“senco”), set up by Sam Okoro on Monday 14 September 2026" in school.senco.said
    first = await school.referred()
    assert first in str(await school.channel("senco"))

    await school.senco.presses("Use it all the same")
    assert "This is now the SENCO channel" in school.senco.said
    second = await school.referred()
    assert second in str(await school.channel("inclusion"))
    [told] = await about_channels(school, school.second_senco)
    assert "Sam Okoro moved the SENCO channel" in str(told)
    assert "inclusion" not in str(told)
    assert await about_channels(school, school.senco) == []

    await school.second_senco.presses("Put it back", told)
    assert "This is again the SENCO channel" in school.second_senco.said
    third = await school.referred()
    assert third in str(await school.channel("senco"))
    assert "Ada Quill moved" in str(await about_channels(school, school.senco))


@on_platforms
async def test_who_moved_it_puts_it_back_at_once_or_within_the_day(school: SchoolStory) -> None:
    await school.has_a_senco_channel()
    await school.world.makes_channel("inclusion", [school.senco, school.second_senco])
    await school.senco.asks("senco setup", channel="inclusion")
    await school.senco.presses("Use it all the same")
    await school.senco.presses("Put it back")
    assert "This is again the SENCO channel" in school.senco.said

    told = (await about_channels(school, school.second_senco))[-1]
    school.passes(hours=25)
    await school.second_senco.presses("Put it back", told)
    assert "This waits for no answer any more" in school.second_senco.said
    reference = await school.referred()
    assert reference in str(await school.channel("senco"))


@on_platforms
async def test_it_is_not_put_back_where_it_must_not_be_any_more(school: SchoolStory) -> None:
    world = await played(school)
    await school.has_a_senco_channel()
    await world.makes_channel("inclusion", [school.senco, school.second_senco])
    await school.senco.asks("senco setup", channel="inclusion")
    await school.senco.presses("Use it all the same")
    world.becomes("senco", **TURNED[world.name][0])

    await school.senco.presses("Put it back")

    assert "It cannot be put back." in school.senco.said
    reference = await school.referred()
    assert reference in str(await school.channel("inclusion"))


@on_platforms
async def test_the_leaders_channel_is_not_taken_for_referrals_by_a_slip(school: SchoolStory) -> None:
    await school.has_a_senco_channel()
    await school.world.makes_channel("leadership", [school.leader, school.senco])
    await school.leader.asks("leadership setup", channel="leadership")

    await school.senco.asks("senco setup", channel="leadership")
    assert "This is the leadership channel already" in school.senco.said
    assert "replace the SENCO channel" in school.senco.said
    (await played(school)).lets_in("senco", school.leader)
    await school.leader.asks("leadership setup", channel="senco")
    assert "This is the SENCO channel already" in school.leader.said

    reference = await school.referred()
    assert reference in str(await school.channel("senco"))
    assert await school.channel("leadership") == []


@on_platforms
async def test_a_leader_confirms_no_move_of_the_senco_channel(school: SchoolStory) -> None:
    await school.has_a_senco_channel()
    await school.world.makes_channel("inclusion", [school.senco, school.second_senco])
    await school.senco.asks("senco setup", channel="inclusion")
    async with school.service.database.reading() as connection:
        from storage.subjects.channels import channel_setups

        id = await connection.scalar(select(channel_setups.c.id))

    await school.leader.forges("use channel", str(id), opens=False)
    assert "Only a SENCO" in school.leader.said
    reference = await school.referred()
    assert reference in str(await school.channel("senco"))


@on_platforms
async def test_a_channel_of_another_schools_cannot_be_taken(school: SchoolStory) -> None:
    await school.has_a_senco_channel()
    elmwood = await school.service.schools.add("Elmwood School")
    eve = await school.employs("Eve Elm", Role.SENCO, school=elmwood)

    (await played(school)).lets_in("senco", eve)

    await eve.asks("senco setup", channel="senco")

    assert "cannot be taken" in eve.said
    assert "Oakfield" not in eve.said
    async with school.service.database.reading() as connection:
        assert len((await connection.scalars(select(channels.c.school_id))).all()) == 1


@on_platforms
async def test_of_two_schools_at_the_same_moment_one_gets_the_channel(school: SchoolStory) -> None:
    elmwood = await school.service.schools.add("Elmwood School")
    eve = await school.employs("Eve Elm", Role.SENCO, school=elmwood)
    kim = await school.employs("Kim One", Role.SENCO)
    await school.world.makes_channel("shared", [])
    for hands in (eve, kim):
        (await played(school)).lets_in("shared", hands)

    await asyncio.gather(eve.asks("senco setup", channel="shared"), kim.asks("senco setup", channel="shared"))
    for hands in (eve, kim):  # each is a stranger to the other's school
        if "Use it all the same" in hands.said or "Nothing has been changed" in hands.said:
            await hands.presses("Use it all the same")

    assert sorted("now the SENCO channel" in hands.said for hands in (eve, kim)) == [False, True]
    async with school.service.database.reading() as connection:
        assert len((await connection.scalars(select(channels.c.school_id))).all()) == 1


@on_platforms
async def test_a_move_that_was_overtaken_is_asked_again(school: SchoolStory) -> None:
    await school.has_a_senco_channel()
    for name in ("inclusion", "support"):
        await school.world.makes_channel(name, [school.senco, school.second_senco])
    await school.senco.asks("senco setup", channel="inclusion")
    await school.second_senco.asks("senco setup", channel="support")
    await school.second_senco.presses("Use it all the same")
    assert "now the SENCO channel" in school.second_senco.said

    await school.senco.presses("Use it all the same")
    assert "Nothing has been changed yet" in school.senco.said
    assert "set up by Ada Quill" in school.senco.said
    reference = await school.referred()
    assert reference in str(await school.channel("support"))


@on_platforms
async def test_a_post_in_hand_goes_where_the_channel_is_now(school: SchoolStory) -> None:
    await school.has_a_senco_channel()
    [old] = await ChannelLooks(school.service.database).all()
    school.passes(minutes=11)
    await school.world.makes_channel("inclusion", [school.senco, school.second_senco])
    await school.senco.asks("senco setup", channel="inclusion")
    await school.senco.presses("Use it all the same")

    assert await school.service.channels.before_post(old) is None  # and so the deliverer reads it once more
    reference = await school.referred()
    assert reference in str(await school.channel("inclusion"))
    assert await school.channel("senco") == []


@on_platforms
async def test_the_same_press_twice_moves_it_once(school: SchoolStory) -> None:
    world = await played(school)
    await school.has_a_senco_channel()
    await school.world.makes_channel("inclusion", [school.senco, school.second_senco])
    await school.senco.asks("senco setup", channel="inclusion")
    await school.senco.presses("Use it all the same")
    assert "now the SENCO channel" in school.senco.said

    if isinstance(world, TeamsWorld):
        assert await world.replays(2) == [200, 200]  # Teams asks again when it takes the answer for lost
    else:
        asked = world.api.shown[school.senco.id][-2]  # type: ignore[attr-defined]
        await school.senco.presses("Use it all the same", asked)  # a double click
        assert "That is done already" in school.senco.said

    assert len(await about_channels(school, school.second_senco)) == 1


@on_platforms
async def test_in_the_same_place_it_is_set_anew_at_once(school: SchoolStory) -> None:
    await school.has_a_senco_channel()
    await school.senco.asks("senco setup", channel="senco")
    assert "This is now the SENCO channel" in school.senco.said
    assert await about_channels(school, school.second_senco) == []


@on_platforms
async def test_a_channel_is_called_what_the_platform_calls_it_now(school: SchoolStory) -> None:
    world = await played(school)
    await school.has_a_senco_channel()
    await world.renames("senco", "support-team")
    await world.makes_channel("inclusion", [school.senco, school.second_senco])

    await school.senco.asks("senco setup", channel="inclusion")

    assert "(“support-team”)" in school.senco.said

"""Who belongs where: schools that share a workspace, people of two schools, channels and who can read them."""

import pytest

from commands.catalogue import COMMANDS, SUBJECTS
from commands.domain.person import Role
from tests.school import SchoolStory

on_platforms = pytest.mark.parametrize("school", ["slack", "teams"], indirect=True)
"""Between the bot and its own page there is nothing that could fail."""


async def test_someone_on_two_lists_chooses_and_can_switch(school: SchoolStory) -> None:
    elmwood = await school.service.schools.add("Elmwood School")
    await school.employs("Kim Two", Role.SENCO)
    kim = await school.employs("Kim Two", Role.SENCO, school=elmwood)
    await school.enrols("Olu Elm", school=elmwood)

    await kim.asks("referrals")
    assert "more than one school" in kim.said
    await kim.presses("Elmwood School: This one")
    assert "asking in Elmwood School" in kim.said

    await kim.asks("refer")
    assert await kim.finds("Pupil", "olu")
    assert await kim.finds("Pupil", "amina") == []

    await kim.asks("school Oakfield School")
    await kim.asks("refer")
    assert await kim.finds("Pupil", "amina")
    assert await kim.finds("Pupil", "olu") == []


async def test_someone_of_two_schools_means_the_school_whose_card_they_press(school: SchoolStory) -> None:
    elmwood = await school.service.schools.add("Elmwood School")
    await school.employs("Kim Two", Role.SENCO)
    kim = await school.employs("Kim Two", Role.SENCO, school=elmwood)
    await school.has_a_senco_channel()
    reference = await school.referred()
    [card] = await school.channel()

    await kim.presses("Ask for more", card)  # before any school was chosen
    await kim.fills_in(what_do_you_need_to_know="Is it the same in maths?")
    assert f"{reference}: the SENCO has asked" in kim.said

    await kim.asks("school Elmwood School")
    [card] = await school.channel()
    await kim.presses("Accept", card)
    assert f"Accepted. You have taken {reference}" in kim.said


async def test_another_schools_referral_is_not_there(school: SchoolStory) -> None:
    elmwood = await school.service.schools.add("Elmwood School")
    outsider = await school.employs("Eve Elm", Role.SENCO, school=elmwood)
    reference = await school.referred()

    for asked in (f"read referral {reference}", f"accept referral {reference}", f"not send {reference}"):
        await outsider.asks(asked)
        assert "no referral with that reference" in outsider.said
        assert outsider.form is None
    await outsider.asks("referrals")
    assert reference not in outsider.said


async def test_setting_up_shows_who_can_read_the_channel(school: SchoolStory) -> None:
    await school.has_a_senco_channel()

    assert "This is now the SENCO channel" in school.senco.said
    assert "Who can read this channel" in school.senco.said


async def test_a_teacher_cannot_set_up_the_senco_channel(school: SchoolStory) -> None:
    await school.teacher.asks("senco setup")

    assert "may not ask this" in school.teacher.said


async def test_in_private_there_is_no_channel_to_set_up(school: SchoolStory) -> None:
    await school.senco.asks("senco setup")

    assert "private conversation" in school.senco.said


async def test_a_channel_anyone_can_read_is_refused_or_where_the_platform_cannot_tell_a_person_must_check(
    school: SchoolStory,
) -> None:
    await school.world.makes_channel("staffroom", [school.senco, school.teacher], public=True)

    await school.senco.asks("senco setup", channel="staffroom")

    if school.world.name == "teams":  # Teams tells a bot who is in a team, not whether others may join it
        assert "check that this one is private" in school.senco.said
    else:
        assert "This channel is public" in school.senco.said
        assert "now the SENCO channel" not in school.senco.said


async def test_until_there_is_a_channel_each_senco_who_can_be_reached_is_told_privately(school: SchoolStory) -> None:
    await school.senco.asks("help")

    reference = await school.referred()

    [card] = await school.private(school.senco)
    assert reference in str(card)
    await school.senco.presses("Accept", card)
    [card] = await school.private(school.senco)
    assert "Being assessed" in str(card)


async def test_while_nobody_can_be_told_the_card_waits_and_readyz_says_so_until_somebody_can(
    school: SchoolStory,
) -> None:
    await school.everybody_leaves(Role.SENCO)
    reference = await school.referred()
    await school.settles()

    ready = await school.readiness()
    assert ready["notices_waiting"] == 1
    assert "no SENCO channel" in ready["troubles"][0]

    newcomer = await school.employs("Nia New", Role.SENCO)
    await school.world.makes_channel("inclusion", [newcomer])
    await newcomer.asks("senco setup", channel="inclusion")
    told = [*await school.channel("inclusion"), *await school.private(newcomer)]
    assert [reference in str(card) for card in told] == [True]
    assert (await school.readiness())["notices_waiting"] == 0


@on_platforms
@pytest.mark.parametrize("how", ["500", "429"])
async def test_a_post_that_fails_is_tried_again_and_comes_once(school: SchoolStory, how: str) -> None:
    await school.has_a_senco_channel()
    school.world.breaks(how, 1)

    reference = await school.referred()
    assert await school.channel() == []
    school.passes(seconds=10)

    [card] = await school.channel()
    assert reference in str(card)


@on_platforms
async def test_a_channel_the_bot_was_taken_out_of_is_named_as_trouble_and_the_sencos_hear_privately(
    school: SchoolStory,
) -> None:
    await school.has_a_senco_channel()
    school.world.breaks("gone", 1)

    reference = await school.referred()

    cards = [str(card) for card in await school.private(school.senco)]
    assert sorted((reference in card, "Nothing can be posted there" in card) for card in cards) == [
        (False, True),
        (True, False),
    ]
    backlog = await school.service.outbox.backlog()
    assert backlog.troubles

    # The bot is let in again: the next card goes to the channel, and nothing is left to complain of.
    second = await school.referred()
    [card] = await school.channel()
    assert second in str(card)
    assert not (await school.service.outbox.backlog()).troubles


async def test_cards_shared_privately_do_not_go_stale_once_there_is_a_channel(school: SchoolStory) -> None:
    await school.second_senco.asks("help")
    reference = await school.referred()
    [own] = await school.private(school.second_senco)
    await school.has_a_senco_channel()

    await school.senco.asks(f"accept referral {reference}")

    [own] = await school.private(school.second_senco)
    assert "Being assessed" in str(own)
    [card] = await school.channel()
    assert "Being assessed" in str(card)


async def test_what_was_for_somebody_who_has_left_does_not_wait_for_ever(school: SchoolStory) -> None:
    await school.has_a_senco_channel()
    reference = await school.referred()
    await school.everybody_leaves(Role.TEACHER)

    await school.senco.asks(f"accept referral {reference}")
    await school.settles()

    assert (await school.service.outbox.backlog()).waiting == 0


async def test_help_shows_each_their_own(school: SchoolStory) -> None:
    await school.teacher.asks("help")
    assert "refer" in school.teacher.said
    assert "senco setup" not in school.teacher.said

    await school.senco.asks("help")
    assert "senco setup" in school.senco.said

    await school.admin.asks("help")
    assert "my referrals" not in school.admin.said


async def test_help_is_read_by_its_headings_and_shows_none_with_nothing_under_it(school: SchoolStory) -> None:
    await school.senco.asks("help")
    headings = ("Referrals", "SEN register", "Plans and reviews", "Agencies", "Parents", "This bot")
    places = [school.senco.said.index(heading) for heading in headings]
    assert places == sorted(places)

    await school.teacher.asks("help")
    assert "Parents" in school.teacher.said
    assert "Agencies" not in school.teacher.said


async def test_who_may_ask_much_opens_a_subject_and_finds_each_word_there(school: SchoolStory) -> None:
    await school.senco.asks("help")
    assert "There is more than fits here" not in school.senco.said
    await school.senco.presses("Parents: Open")
    assert "Log a meeting or call with parents" in school.senco.said
    assert "senco setup" not in school.senco.said
    await school.senco.presses("All subjects")
    assert "senco setup" in school.senco.said
    await school.senco.asks("help sen register")
    await school.senco.presses("put on register: Ask")
    assert school.senco.form


async def test_everything_shown_stands_under_one_subject() -> None:
    under = [command for _, commands in SUBJECTS for command in commands]
    assert [command for command in COMMANDS if command.shown] == under
    assert len(set(under)) == len(under)


async def test_a_word_nobody_knows_is_answered_with_where_to_look(school: SchoolStory) -> None:
    await school.teacher.asks("frobnicate the pupils")

    assert "help" in school.teacher.said

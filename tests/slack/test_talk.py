"""What is Slack's own in a conversation: shortcuts, triggers that run out, views on views, and Socket Mode."""

import asyncio
import sqlite3
from pathlib import Path

from commands.kit.failed import UNSURE
from tests.school import REFERRAL, SchoolStory, reference_in
from tests.worlds.slack import SlackWorld
from tests.worlds.slack_hands import SlackHands


def hands(person: object) -> SlackHands:
    assert isinstance(person, SlackHands)
    return person


async def test_the_shortcut_opens_the_form(school: SchoolStory) -> None:
    await hands(school.teacher).uses_shortcut("refer")
    assert school.teacher.form == "Refer a pupil"


async def test_the_shortcut_on_a_message_fills_in_what_was_written(school: SchoolStory) -> None:
    await school.has_a_senco_channel()
    await hands(school.teacher).uses_shortcut("refer_message", message="Cannot retell <a story> & cries. " * 200)
    await school.teacher.fills_in(**{k: v for k, v in REFERRAL.items() if k != "what_have_you_noticed"})

    await school.senco.asks(f"read referral {reference_in(school.teacher.said)}")
    assert "Cannot retell <a story> & cries." in school.senco.said


async def test_an_adjustment_is_noted_by_a_shortcut_and_from_a_message(school: SchoolStory) -> None:
    await hands(school.teacher).uses_shortcut("adjust")
    assert school.teacher.form == "Note an adjustment"
    await hands(school.teacher).uses_shortcut("adjust_message", message="Amina sat still for <ten> minutes.")
    await school.teacher.fills_in(pupil="Amina", what_did_you_adjust="Movement break", how_did_it_go="Helped")
    await school.senco.asks("what works amina")
    assert "Amina sat still for <ten> minutes." in school.senco.said


async def test_adjust_is_a_command_of_its_own(school: SchoolStory) -> None:
    await school.teacher.asks("adjust amina seating did not help")
    assert "Noted: Seating, did not help." in school.teacher.said


async def test_commands_that_a_school_has_renamed_mean_what_they_meant(school: SchoolStory) -> None:
    await school.teacher.asks("oakfield-senco my referrals")
    assert "You have not referred anyone yet" in school.teacher.said
    await school.teacher.asks("oakfield-senco")
    assert "What you can ask as Teacher" in school.teacher.said
    await school.teacher.asks("sen-refer amina yusuf")
    assert school.teacher.form == "Refer a pupil"
    assert "Amina Yusuf" in school.teacher.everything_shown()
    await school.senco.asks("oakfield-senco setup", channel="senco")
    assert "SENCO: 2" in school.senco.said


async def test_a_shortcut_refused_says_so_where_slack_gives_no_other_place(school: SchoolStory) -> None:
    await hands(school.admin).uses_shortcut("refer")
    assert "may not ask this" in school.admin.said
    assert school.admin.form is None


async def test_a_bare_senco_shows_what_can_be_asked_and_its_buttons_work(school: SchoolStory) -> None:
    await school.teacher.asks("")
    assert "What you can ask as Teacher" in school.teacher.said
    await school.teacher.presses("my referrals: Ask")
    assert "You have not referred anyone yet" in school.teacher.said


async def test_a_line_that_means_nothing_is_said_back_with_what_comes_near(school: SchoolStory) -> None:
    await school.teacher.asks("juggle with the books")
    assert "do not understand “juggle with the books”" in school.teacher.said
    await school.teacher.presses("Refer")
    assert school.teacher.form == "Refer a pupil"


async def test_when_slack_will_not_open_the_form_any_more_the_person_is_told(
    school: SchoolStory, world: SlackWorld
) -> None:
    world.api.refusing["views.open"] = "expired_trigger_id"

    await school.teacher.asks("refer")
    assert "took too long" in school.teacher.said
    assert school.teacher.form is None


async def test_a_view_drawn_wrongly_is_owned_up_to(school: SchoolStory, world: SlackWorld) -> None:
    world.api.refusing["views.open"] = "invalid_arguments"
    await school.teacher.asks("refer")
    assert "Slack would not show the answer" in school.teacher.said


async def test_views_lie_on_each_other_and_the_fourth_takes_the_place_of_the_third(
    school: SchoolStory, world: SlackWorld
) -> None:
    await school.has_a_senco_channel()
    reference = await school.referred()
    await school.teacher.presses("My referrals")
    await school.teacher.presses(f"{reference}: Read it")
    assert "Cannot yet retell a story." in school.teacher.said
    assert len(world.api.screens[hands(school.teacher).id]) == 3

    [card] = await school.channel()
    await school.senco.presses("Ask for more", card)
    await school.senco.fills_in(what_do_you_need_to_know="Since when?")
    await school.teacher.asks("my referrals")
    await school.teacher.presses("Refer a pupil")
    await school.teacher.fills_in(**REFERRAL)
    await school.teacher.presses("My referrals")
    await school.teacher.presses(f"{reference}: Answer")

    assert school.teacher.form == "Answer the SENCO"
    assert len(world.api.screens[hands(school.teacher).id]) == 3


async def test_pressing_in_a_detail_shows_the_answer_in_its_place(school: SchoolStory, world: SlackWorld) -> None:
    await school.has_a_senco_channel()
    await school.referred()
    [card] = await school.channel()
    await school.senco.presses("Read it", card)

    await school.senco.presses("Accept")

    assert school.senco.said.startswith("Accepted.")
    assert len(world.api.screens[hands(school.senco).id]) == 1


async def test_no_to_the_first_question_changes_nothing_on_the_screen(school: SchoolStory, world: SlackWorld) -> None:
    await school.teacher.asks("refer")
    calls = len(world.api.calls)
    await school.teacher.fills_in(is_this_a_safeguarding_or_child_protection_concern="No")
    assert school.teacher.form == "Refer a pupil"
    assert len(world.api.calls) == calls


async def test_slack_says_nothing_of_what_was_asked_aloud(school: SchoolStory, world: SlackWorld) -> None:
    await school.has_a_senco_channel()
    await school.referred()
    await school.senco.asks("referrals", channel="senco")

    assert len(await school.channel()) == 1  # the referral's card; the queue was for the asker's eyes alone


async def test_a_form_that_cannot_be_stored_in_time_stays_open_and_sent_again_is_one_referral(
    school: SchoolStory, tmp_path: Path
) -> None:
    await school.has_a_senco_channel()
    await school.teacher.asks("refer")
    somebody_else = sqlite3.connect(tmp_path / "school.db", check_same_thread=False)
    await asyncio.to_thread(somebody_else.execute, "BEGIN IMMEDIATE")  # another process, in the middle of an import

    await school.teacher.fills_in(**REFERRAL)
    assert list(school.teacher.errors.values()) == [UNSURE]
    assert school.teacher.form == "Refer a pupil"

    somebody_else.close()
    await school.teacher.resubmits()
    assert reference_in(school.teacher.said)
    assert len(await school.channel()) == 1


async def test_the_whole_story_by_socket_mode_and_again_after_the_line_broke(tmp_path: Path) -> None:
    world = SlackWorld(socket=True)
    school = SchoolStory(world, tmp_path)
    await school.opens()
    await school.enrols("Amina Yusuf", year=4, group="4B")
    await school.has_a_senco_channel()

    first = await school.referred()
    await world.breaks_off()
    second = await school.referred()

    assert [first in str(card) or second in str(card) for card in await school.channel()] == [True, True]
    assert await world.replays(1) == [401]  # no secret is set, so nothing is let in by HTTP
    await school.closes()

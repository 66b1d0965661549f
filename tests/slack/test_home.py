"""Slack's Home tab: it stays on the screen, so it names nobody; what is pressed there opens over it and redraws it."""

import pytest

from commands.domain.person import Role
from tests.agencies import booked
from tests.plans import started
from tests.scenarios.test_home import agreed
from tests.school import SchoolStory
from tests.slack.test_talk import hands
from tests.worlds.slack import SlackWorld

TYPED = ("Amina", "Yusuf", "retell", "word list", "Ten minutes", "Larkfield Clinic", "Story", "understand her")


async def test_the_sencos_tab_names_nobody_and_shows_names_by_a_press(school: SchoolStory) -> None:
    senco = hands(school.senco)
    referral = await school.referred()
    await agreed(school)
    agency = await booked(school, on="2026-09-18")

    home = await senco.opens_home()
    for words in (
        "What needs you now at Oakfield School.",
        "This stays on your screen, so it names nobody.",
        f"Referral to answer {referral}",
        f"Agency appointment {agency}",
        "Action agreed with parents",
    ):
        assert words in str(home), words
    assert not [typed for typed in TYPED if typed in str(home.view)]

    await senco.presses("Show names", home)
    assert f"Amina Yusuf, Year 4: Referral to answer {referral}" in senco.said
    await senco.presses(f"Referral to answer {referral}: Open", home)
    assert "Cannot yet retell a story." in senco.said


async def test_what_was_not_delivered_stands_on_the_tab_by_reference_and_names_no_colleague(
    school: SchoolStory, world: SlackWorld
) -> None:
    referral = await school.referred()
    world.switches_off(school.teacher)
    await school.senco.asks(f"read referral {referral}")
    await school.senco.presses("Ask for more")
    await school.senco.fills_in(what_do_you_need_to_know="Since when?")
    await school.settles()

    home = await hands(school.second_senco).opens_home()
    assert "Not delivered: 1" in str(home)
    assert "This person's Slack account is switched off." in str(home)
    assert not [typed for typed in (*TYPED, "Tom", "Reed", "Since when?") if typed in str(home.view)]
    await school.second_senco.presses("Show names", home)
    assert f"{referral} to Tom Reed" in school.second_senco.said


async def test_a_teachers_tab_names_nobody_either(school: SchoolStory) -> None:
    plan = await started(school)
    referral = await school.referred()
    await agreed(school)
    home = await hands(school.teacher).opens_home()
    assert f"Plan {plan}" in str(home)
    assert f"Referral {referral}" in str(home)
    assert not [typed for typed in TYPED if typed in str(home.view)]
    await school.teacher.presses(f"Plan {plan}: Outcomes", home)
    assert "Retell a short story in order" in school.teacher.said


async def test_what_is_done_from_the_tab_or_elsewhere_is_seen_on_it(school: SchoolStory, world: SlackWorld) -> None:
    await agreed(school)
    teacher = hands(school.teacher)
    home = await teacher.opens_home()
    await teacher.presses("Action agreed with parents: Done", home)
    assert "Done: action agreed with parents" in teacher.said
    home = await teacher.home_since(home)
    assert "Nothing needs you now" in str(home)

    referral = await school.referred()  # by a form, typed for elsewhere
    home = await teacher.home_since(home)
    assert f"Referral {referral}" in str(home)

    published = [sent for method, sent in world.api.calls if method == "views.publish"]
    assert [bool(sent.get("hash")) for sent in published] == [False, True, True]


async def test_looking_draws_nothing_anew_and_a_tab_never_opened_is_not_drawn(
    school: SchoolStory, world: SlackWorld
) -> None:
    await agreed(school)
    assert "views.publish" not in [method for method, _ in world.api.calls]
    home = await hands(school.teacher).opens_home()
    await school.teacher.presses("Show names", home)
    await school.teacher.presses("Help")
    await school.stops()  # lets what was begun end
    assert [method for method, _ in world.api.calls].count("views.publish") == 1


async def test_a_tab_from_before_a_restart_is_known_again_by_a_press_in_it(school: SchoolStory) -> None:
    await agreed(school)
    teacher = hands(school.teacher)
    home = await teacher.opens_home()
    await school.stops()
    await school.starts()
    await teacher.presses("Action agreed with parents: Done", home)
    assert "Nothing needs you now" in str(await teacher.home_since(home))


async def test_what_another_process_published_first_is_drawn_over_with_what_is_true_now(
    school: SchoolStory, world: SlackWorld
) -> None:
    teacher = hands(school.teacher)
    home = await teacher.opens_home()
    await world.api.publish(teacher.id, {"view": home.view})  # another process of the bot
    theirs = world.api.homes[teacher.id]
    referral = await school.referred()
    assert f"Referral {referral}" in str(await teacher.home_since(theirs))


async def test_a_stranger_an_administrator_and_an_empty_day_are_spoken_to_kindly(
    school: SchoolStory, world: SlackWorld
) -> None:
    stranger = await world.joins("somebody@elsewhere.example", "Some Body")
    home = await stranger.opens_home()
    assert "not on a school's staff list" in str(home)
    assert "[" not in str(home)
    assert "may not ask this" in str(await hands(school.admin).opens_home())
    home = await hands(school.leader).opens_home()
    assert "Nothing needs you now at Oakfield School." in str(home)
    await school.leader.presses("Refer a pupil", home)
    assert school.leader.form == "Refer a pupil"


async def test_somebody_of_two_schools_chooses_on_the_tab(school: SchoolStory) -> None:
    elmwood = await school.service.schools.add("Elmwood School")
    await school.employs("Kim Two", Role.SENCO)
    kim = hands(await school.employs("Kim Two", Role.SENCO, school=elmwood))
    home = await kim.opens_home()
    assert "Which do you mean?" in str(home)
    await kim.presses("Elmwood School: This one", home)
    assert "Nothing needs you now at Elmwood School." in str(await kim.home_since(home))


@pytest.mark.parametrize("tab", ["messages", "about", None])
async def test_the_bots_other_tabs_draw_nothing(school: SchoolStory, world: SlackWorld, tab: str | None) -> None:
    event = {"type": "app_home_opened", "user": hands(school.senco).id, "tab": tab}
    assert (await world.happens(event))[0] == 200
    await school.stops()
    assert "views.publish" not in [method for method, _ in world.api.calls]


async def test_a_tab_slack_will_not_take_is_logged_without_a_word_of_it(
    school: SchoolStory, world: SlackWorld, caplog: pytest.LogCaptureFixture
) -> None:
    world.api.refusing["views.publish"] = "not_enabled"
    await agreed(school)
    event = {"type": "app_home_opened", "user": hands(school.teacher).id, "tab": "home"}
    assert (await world.happens(event))[0] == 200
    await school.stops()
    assert "home not drawn error=views.publish: not_enabled" in caplog.text
    assert "Action agreed" not in caplog.text
    await school.starts()

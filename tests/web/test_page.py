"""The page without its scripts, in two windows, and for somebody new to it."""

from typing import Any

from tests.school import REFERRAL, SchoolStory, reference_in
from tests.worlds.html import Node, tree

REST = {name: answer for name, answer in REFERRAL.items() if name != "pupil"}


async def types_and_sends(hands: Any, name: str) -> None:
    """Types a name and sends the form, without choosing from what the script would offer."""
    hands.page.the("#f-pupil").holds(name)
    await hands.fills_in()


async def test_a_name_that_can_mean_only_one_pupil_is_taken_as_it_was_typed(school: SchoolStory) -> None:
    await school.has_a_senco_channel()
    await school.teacher.asks("refer")

    await types_and_sends(school.teacher, "amina")
    assert "Pupil" not in school.teacher.errors
    await school.teacher.fills_in(**REST)

    await school.senco.asks(f"read referral {reference_in(school.teacher.said)}")
    assert "Amina Yusuf" in school.senco.said


async def test_of_several_who_match_the_right_one_is_chosen_in_the_form(school: SchoolStory) -> None:
    await school.has_a_senco_channel()
    await school.enrols("Amina Yusuf", year=6, group="6C")
    await school.teacher.asks("refer")

    await types_and_sends(school.teacher, "amina")
    assert "More than one" in school.teacher.errors["Pupil"]
    hands: Any = school.teacher
    options = {label.text(): label.attributes["for"] for label in hands.page.all(".matches label")}
    assert len(options) == 2
    sixth = next(id for label, id in options.items() if "Year 6" in label)
    hands.page.the(f"#{sixth}").attributes["checked"] = ""
    await school.teacher.fills_in(**REST)

    await school.senco.asks(f"read referral {reference_in(school.teacher.said)}")
    assert "Year 6" in school.senco.said


async def test_a_name_nobody_has_is_answered_with_what_to_do_and_stays_in_the_box(school: SchoolStory) -> None:
    await school.teacher.asks("refer")

    await types_and_sends(school.teacher, "Zebedee")

    assert "Nothing on the list matches" in school.teacher.errors["Pupil"]
    hands: Any = school.teacher
    assert hands.page.the("#f-pupil").value == "Zebedee"


async def test_two_windows_of_one_browser_are_two_people(school: SchoolStory) -> None:
    await school.teacher.asks("help")
    hands: Any = school.teacher
    before = hands.page
    choose = before.the("form.choose")
    senco = next(option for option in choose.all("option") if option.text().startswith("Sam Okoro"))
    fields = {**dict(choose.sends()), "me": senco.attributes["value"]}

    async with hands.browser.post(hands.world.bot + "/me", data=fields) as answer:
        second = tree(await answer.text())

    assert second.the("#me .person strong").text() == "Sam Okoro"
    before.the("#typed").holds("referrals")
    await hands.sends(before.the("form.say"))
    assert "may not ask this" in hands.said  # the first window is still the teacher's


async def test_each_sees_what_they_can_ask_without_asking(school: SchoolStory) -> None:
    await school.admin.asks("frobnicate")
    await school.senco.asks("frobnicate")

    admin: Any = school.admin
    senco: Any = school.senco
    assert "refer" not in [word.text() for word in admin.page.all("#me .menu b")]
    assert "senco setup" in [word.text() for word in senco.page.all("#me .menu b")]


async def test_a_button_pressed_twice_is_one_ask_and_pressed_anew_another(school: SchoolStory) -> None:
    await school.has_a_senco_channel()
    reference = await school.referred()
    await school.settles()
    await school.senco.asks("help", channel="senco")
    hands: Any = school.senco
    form = hands.page.the("#places form.presses")

    button = next(b for b in hands.page.all("#posts [name=press]") if b.text() == "Accept")

    for _ in range(2):
        await hands.sends(form, button)
        assert f"Accepted. You have taken {reference}" in hands.said  # the second time the first answer is found

    await hands.sends(form, Node("button", {**button.attributes, "value": "0" + button.value}))
    assert "Nothing was changed" in hands.said

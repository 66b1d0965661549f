"""What is typed is understood, on each face as that face sends it: one of each kind of line."""

import re
from collections.abc import Sequence

import pytest

from commands.kit.lookups import ENOUGH_NAMES
from tests.school import SchoolStory
from tests.worlds import Hands

pytestmark = pytest.mark.every_face


async def types(hands: Hands, lines: Sequence[str], shows: str) -> None:
    """Each of these lines brings that onto the screen."""
    for line in lines:
        await hands.asks(line)
        assert shows in hands.said + (hands.form or ""), f"{line!r}: {hands.said[:300]}"


def names(said: str, forename: str) -> int:
    """How many pupils of that forename stand on the screen."""
    return len(set(re.findall(rf"{forename} \w+", said)))


async def test_a_command_is_known_however_it_is_wrapped_misspelt_or_asked_for(school: SchoolStory) -> None:
    teacher = school.teacher
    await types(
        teacher, ("“help”", "Help!", "hepl", "can you help me please 🙏", "what can I ask?"), "What you can ask as"
    )
    await types(teacher, ("Refer ", "refr", "**refer**", "I'd like to refer a pupil", "new referral"), "Refer a pupil")
    await types(teacher, ("show me my referrals", "my refferals", "any update?"), "You have not referred anyone yet")
    await types(teacher, ("hi", "Good morning!"), "Hello Tom.")
    await types(teacher, ("thanks 😊",), "You are welcome.")
    await types(teacher, ("Who’s the SENCO?",), "Ada Quill and Sam Okoro")
    await types(teacher, ("provision map",), "There is no provision map yet")


async def test_a_reference_and_a_name_open_what_they_are_for_who_may_see_it(school: SchoolStory) -> None:
    await school.enrols("Zoë O’Neill", year=5, group="5A")
    reference = await school.referred()
    read = "That you have read it is recorded"
    await types(school.senco, (reference, f"is {reference.lower()} decided?", reference.replace("-", " - ")), read)
    await types(school.teacher, (reference,), read)
    await types(school.other_teacher, (reference, "R-99999"), "that you may see")
    await types(school.admin, (reference,), f"There is no {reference} that you may see")
    await types(school.senco, ("zoe oneill", "Zoe O'Neill", "how is Zoë doing?"), "Zoë O’Neill")
    await types(school.teacher, ("amina yusuf", "Amina"), "What you may see of this pupil")
    await types(school.teacher, ("Zoë O’Neill",), "I do not understand")
    await types(school.senco, ("amnia",), "Did you mean one of these?")
    await school.senco.presses("This one")
    assert "Amina Yusuf" in school.senco.said
    await types(school.teacher, ("4B", "class 4b"), "4B: 0 of 1 with a plan")


async def test_two_of_one_name_are_both_shown_to_choose_and_the_form_opens_with_the_one_chosen(
    school: SchoolStory,
) -> None:
    await school.enrols("Amina Khan", year=5, group="5A")
    await school.teacher.asks("refer amina")
    assert "Whom do you mean?" in school.teacher.said
    await school.teacher.presses("Amina Khan: This one")
    assert school.teacher.form == "Refer a pupil"
    assert "Amina Khan" in school.teacher.everything_shown()

    await school.teacher.asks("refer amina")
    await school.teacher.presses("Somebody else")
    assert school.teacher.form == "Refer a pupil"
    assert "Amina" not in school.teacher.said


async def test_what_would_change_something_is_only_offered(school: SchoolStory) -> None:
    await school.teacher.asks("digets me")
    assert "is done when you press it" in school.teacher.said
    await school.teacher.presses("Digest me")
    assert "you get privately what you are asked for" in school.teacher.said

    await school.teacher.asks("note amina yusuf seating helped")
    assert school.teacher.form == "Note an adjustment"
    assert "Amina Yusuf" in school.teacher.everything_shown()


async def test_what_is_not_understood_is_said_back_and_never_logged(
    school: SchoolStory, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG", logger="chatops")
    await school.teacher.asks("zq-juggle with the regsters")
    assert "I do not understand “zq-juggle with the regsters”" in school.teacher.said
    await school.teacher.presses("Help")
    assert "What you can ask as Teacher" in school.teacher.said

    await school.teacher.asks("he says mum hits me")
    assert "Grace Lin, extension 112" in school.teacher.said
    assert "mum hits me" not in school.teacher.said
    await school.teacher.asks("help plans")
    assert "There is no subject “plans”" in school.teacher.said
    assert not [record for record in caplog.records if "zq-juggle" in record.getMessage()]


async def test_a_word_one_may_not_ask_offers_what_one_may(school: SchoolStory) -> None:
    await school.teacher.asks("referrals")
    assert "You may not ask this here" in school.teacher.said
    await school.teacher.presses("My referrals")
    assert "You have not referred anyone yet" in school.teacher.said


async def test_names_offered_by_part_of_a_name_count_as_names_looked_through(school: SchoolStory) -> None:
    """A name typed behind a command is no way around the names of an hour."""
    await school.stops()
    school.also({"NAMES_AN_HOUR": "20"})
    await school.starts()
    for n in range(15):
        await school.enrols(f"Zelda Quarry{'abcdefghijklmno'[n]}", year=5, group="5A")
        await school.enrols(f"Yvo Quarry{'abcdefghijklmno'[n]}", year=5, group="5A")
    await school.teacher.asks("refer zelda")
    assert names(school.teacher.said, "Zelda") == 15
    await school.teacher.asks("refer yvo")
    assert "Yvo" not in school.teacher.said
    assert ENOUGH_NAMES.label in school.teacher.said
    await school.teacher.asks("refer yvo quarryc")
    assert "Yvo Quarryc" in school.teacher.everything_shown()
    await school.senco.asks("refer yvo")
    assert names(school.senco.said, "Yvo") == 15

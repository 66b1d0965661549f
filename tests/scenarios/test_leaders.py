"""The leaders' week as leaders and the SENCO ask for it. On every face."""

from commands.domain.pupil import Provision
from tests.busy_term import in_march
from tests.school import SchoolStory


async def test_a_head_reads_the_week(school: SchoolStory) -> None:
    await in_march(school)
    await school.leader.asks("leadership summary")

    for words in (
        "SEND this week: Monday 8 March 2027",
        "Half of the referrals decided in the past six weeks took",
        "On the register",
        "80 to 84, 19% to 20% of the roll",
        "(England 14.8%)",
        "New this term",
        "Half of the referrals were decided within",
        "Reviews overdue now",
        "2 meetings by 25 Mar",
        "Half of those waiting have waited",
        "Speech and language",
        "January 2026",
        "as reported by nasen",
        "Counts of pupils stand in steps of 5",
    ):
        assert words in school.leader.said, words


async def test_teachers_and_administrators_are_not_told(school: SchoolStory) -> None:
    await in_march(school)
    for hands in (school.teacher, school.admin):
        await hands.asks("leadership summary")
        assert "register" not in hands.said


async def test_next_week_says_what_has_crossed_a_step(school: SchoolStory) -> None:
    await in_march(school)
    await school.leader.asks("leadership summary")
    assert "last week" not in school.leader.said
    for n in range(5):
        await school.enrols(f"Zofia Kowal{n}", provision=Provision.SUPPORT)
    school.passes(days=3)
    await school.senco.asks("leadership summary")
    assert "Monday 8 March" in school.senco.said
    assert "85 to 89" not in school.senco.said  # the week's figures are taken once
    school.passes(days=4)
    await school.leader.asks("leadership summary")
    assert "More pupils are on the SEN register than last week: 85 to 89, after 80 to 84." in school.leader.said


async def test_a_school_that_has_just_begun_gets_a_card_too(school: SchoolStory) -> None:
    await school.leader.asks("leadership summary")
    for words in ("fewer than 5", "fewer than 5 decided in the past six weeks", "none", "For no agency do 5 pupils"):
        assert words in school.leader.said, words
    assert "% of the roll" not in school.leader.said

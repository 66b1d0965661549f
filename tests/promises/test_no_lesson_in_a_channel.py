"""Whatever is noted in class and read before a lesson, no name and no word of it is posted, made a notice or logged."""

import logging

import pytest

from tests.in_class import with_an_adjustment
from tests.much_written import a_note_is_corrected
from tests.promises.test_no_name_in_a_channel import every_notice_made, ours
from tests.school import SchoolStory

PRIVATE = ("Amina", "Yusuf", "zq-")


async def test_nothing_noted_in_class_is_posted_or_logged(
    school: SchoolStory, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await school.has_a_senco_channel()
    senco, teacher = school.senco, school.teacher

    plan = await with_an_adjustment(school)
    await senco.asks(f"lesson lines {plan}")
    await senco.fills_in(what_to_do="zq-do", what_helps="zq-helps", what_to_avoid="zq-avoid")
    await teacher.asks("class 4B")
    await teacher.presses("Amina Yusuf: How did it go?")
    await teacher.presses("zq-do: Need advice")
    await teacher.presses("zq-helps: Helped")
    await teacher.asks("adjust amina seating helped zq-lesson")
    await teacher.asks("adjust amina scaffold need advice zq-lesson")
    await a_note_is_corrected(teacher)
    await teacher.asks("what works amina")
    assert "zq-corrected" in teacher.said  # it is there, for the one who may
    await school.other_teacher.asks("class 4B")
    await school.other_teacher.fills_in(why_do_you_need_to_see_this_class="zq-reason")
    await school.other_teacher.asks("adjust amina zq-refused helped")
    await senco.presses("Open note", (await school.private(senco))[-1])
    assert "zq-corrected" in senco.said

    drawn = [str(card) for card in await school.channel()]
    for hands in school.people.values():
        drawn += [str(message) for message in await school.private(hands)]
    made = await every_notice_made(school)
    logged = [f"{record.getMessage()} {record.exc_text or ''}" for record in ours(caplog)]
    assert len(made) == 6  # advice asked for three times, of each of two SENCOs
    assert len(drawn) >= len(made)
    for words in PRIVATE:
        assert not [line for line in (*drawn, *made, *logged) if words in line]

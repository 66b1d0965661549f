"""A teaching assistant: what a teacher of the pupil sees of the lesson, and nothing else of anybody."""

from commands.domain.person import Role
from tests.in_class import with_lines
from tests.school import SchoolStory


async def test_an_assistant_sees_the_lesson_of_their_class_and_notes_how_it_went(school: SchoolStory) -> None:
    await with_lines(school)
    gwen = await school.employs("Gwen Tallis", Role.ASSISTANT, ("4B",))
    await gwen.asks("class")
    assert "Do: Seat at the front" in gwen.said
    await gwen.presses("Amina Yusuf: How did it go?")
    await gwen.presses("One instruction: Helped")
    assert "Noted: One instruction at a time, helped." in gwen.said
    await gwen.presses("What works")
    assert "One instruction at a time: helped in 1 of 1 lesson" in gwen.said


async def test_an_assistant_of_another_class_cannot_say_a_reason(school: SchoolStory) -> None:
    await with_lines(school)
    gwen = await school.employs("Gwen Tallis", Role.ASSISTANT, ("5A",))
    await gwen.asks("class 4B")
    assert "does not say that you work with this class" in gwen.said
    assert "Seat at the front" not in gwen.said + gwen.everything_shown()


async def test_an_assistant_refers_nobody_and_opens_no_page(school: SchoolStory) -> None:
    await with_lines(school)
    gwen = await school.employs("Gwen Tallis", Role.ASSISTANT, ("4B",))
    for asked in ("refer", "pupil amina", "contact", "plans", "register", "leadership summary"):
        await gwen.asks(asked)
        assert "You may not ask this here." in gwen.said, asked

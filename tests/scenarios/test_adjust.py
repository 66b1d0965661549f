"""Adjustments noted in class: in a line, in two presses, in a form; by whom, and put right. On every face."""

from datetime import date

from sqlalchemy import func, select, update

from storage.subjects.adjustments import adjustment_notes
from storage.tables import pupils
from tests.in_class import with_an_adjustment
from tests.school import SchoolStory

NEW = {"what_did_you_adjust": "Scaffold", "how_did_it_go": "Helped some"}


async def count(school: SchoolStory) -> int:
    """How many notes stand, of all versions."""
    async with school.service.database.reading() as connection:
        return int(await connection.scalar(select(func.count()).select_from(adjustment_notes)) or 0)


async def moves(school: SchoolStory, pupil: str, group: str) -> None:
    """A pupil is in another group from now on, as the information system's next file says."""
    async with school.service.database.writing() as connection:
        await connection.execute(update(pupils).where(pupils.c.surname == pupil).values(group=group))


async def test_one_line_is_enough(school: SchoolStory) -> None:
    await school.teacher.asks("adjust amina seating helped")
    assert school.teacher.form is None
    assert school.teacher.said.startswith("Noted: Seating, helped.")
    assert "Amina Yusuf, Year 4, 4B: Seating" in school.teacher.said
    await school.teacher.asks("adjust scaffold did not help AMINA y in maths")
    assert "Noted: Scaffold, did not help." in school.teacher.said
    assert "maths" in school.teacher.said
    assert await count(school) == 2


async def test_a_line_asks_only_for_what_is_missing_and_keeps_the_rest(school: SchoolStory) -> None:
    await school.teacher.asks("adjust amina movement break")
    assert school.teacher.form == "Note an adjustment"
    await school.teacher.fills_in(how_did_it_go="Helped")
    assert "Noted: Movement break, helped." in school.teacher.said

    await school.teacher.asks("adjust amina trampoline helped")
    await school.teacher.fills_in(what_did_you_adjust="Something else")
    assert "Amina Yusuf, Year 4, 4B: trampoline" in school.teacher.said


async def test_names_that_are_words_and_names_that_are_alike(school: SchoolStory) -> None:
    for name in ("May Hill", "Will Early", "Amina Young"):
        await school.enrols(name, group="4B")
    await school.teacher.asks("adjust may seating helped")
    assert "May Hill, Year 4, 4B: Seating" in school.teacher.said
    await school.teacher.asks("adjust will early seating helped")
    assert "Will Early, Year 4, 4B: Seating" in school.teacher.said
    await school.teacher.asks("adjust amina seating helped")
    assert "Several pupils are called what you typed" in school.teacher.said
    await school.teacher.fills_in(pupil="Amina Young")
    assert "Amina Young, Year 4, 4B: Seating" in school.teacher.said
    assert await count(school) == 3


async def test_of_two_of_one_name_a_teacher_means_their_own(school: SchoolStory) -> None:
    await school.enrols("Amina Young", group="5A")
    await school.teacher.asks("adjust amina seating helped")
    assert "Amina Yusuf, Year 4, 4B: Seating" in school.teacher.said


async def test_a_misspelt_name_is_not_noted_of_somebody_else(school: SchoolStory) -> None:
    await school.enrols("Art Novak")
    await school.teacher.asks("adjust amnia art seating helped")
    assert school.teacher.form == "Note an adjustment"
    assert "Is this the pupil you mean?" in school.teacher.said
    assert await count(school) == 0
    await school.teacher.fills_in(pupil="Amina", subject_or_lesson="Art")
    assert "Amina Yusuf, Year 4, 4B: Seating" in school.teacher.said


async def test_what_is_in_the_plan_is_pressed_not_typed(school: SchoolStory) -> None:
    await with_an_adjustment(school)
    await school.teacher.asks("adjust amina")
    assert "Seat at the front" in school.teacher.said
    assert "Story group" not in school.teacher.said  # provision is no adjustment in class
    await school.teacher.presses("Seat at the front: Helped")
    assert "Noted: Seating, helped." in school.teacher.said
    assert await count(school) == 1
    school.passes(days=1)
    await school.teacher.presses("Seat at the front: Did not help")
    assert "So far it helped in 1 of 2 lessons, not in 1." in school.teacher.said

    await school.teacher.presses("Seat at the front: Other…")
    assert school.teacher.form == "Note an adjustment"
    await school.teacher.fills_in(how_did_it_go="Too early to say", subject_or_lesson="Maths")
    assert "Seating: Seat at the front" in school.teacher.said


async def test_the_same_button_twice_is_one_note_and_the_next_lesson_another(school: SchoolStory) -> None:
    await with_an_adjustment(school)
    await school.teacher.asks("adjust amina")
    await school.teacher.presses("Seat at the front: Helped")
    school.passes(seconds=40)
    await school.teacher.presses("Seat at the front: Helped")
    assert "counts once" in school.teacher.said
    assert await count(school) == 1
    school.passes(minutes=50)
    await school.teacher.presses("Seat at the front: Helped")
    assert await count(school) == 2


async def test_a_form_sent_twice_counts_once(school: SchoolStory) -> None:
    await school.teacher.asks("adjust")
    await school.teacher.fills_in(pupil="Amina", **NEW)
    school.passes(minutes=5)
    await school.teacher.resubmits()
    assert "Noted: Scaffold, helped some." in school.teacher.said
    assert await count(school) == 1


async def test_what_needs_putting_right_is_said_under_its_question(school: SchoolStory) -> None:
    await school.teacher.asks("adjust")
    await school.teacher.fills_in(
        pupil="Amina", what_did_you_adjust="Something else", how_did_it_go="Helped", when="2026-09-14"
    )
    assert "what you did" in str(school.teacher.errors)
    await school.teacher.fills_in(in_your_own_words="Story map", when="2026-09-15")
    assert "in the future" in str(school.teacher.errors)
    await school.teacher.fills_in(when="2026-09-11")
    assert "Noted: Story map, helped." in school.teacher.said


async def test_a_stranger_to_the_pupil_is_told_whom_to_ask(school: SchoolStory) -> None:
    await school.other_teacher.asks("adjust amina seating helped")
    assert "does not say that you teach this pupil" in school.other_teacher.said
    await school.other_teacher.asks("adjust amina")
    assert "Please ask their teacher or the SENCO" in school.other_teacher.said
    await school.other_teacher.asks("what works amina")
    assert "does not say that you teach this pupil" in school.other_teacher.said
    await school.other_teacher.asks("adjust")
    await school.other_teacher.fills_in(pupil="Amina", **NEW)
    assert "does not say that you teach this pupil" in (school.other_teacher.said + str(school.other_teacher.errors))
    assert await count(school) == 0
    await school.senco.asks("adjust amina seating helped")
    assert "Noted" in school.senco.said
    await school.admin.asks("adjust amina seating helped")
    assert "may not ask this" in school.admin.said
    assert await count(school) == 1


async def test_a_pupil_who_has_left_and_one_who_has_moved(school: SchoolStory) -> None:
    await with_an_adjustment(school)
    await school.teacher.asks("adjust amina")
    await school.teacher.presses("Seat at the front: Helped")
    await moves(school, "Yusuf", "5A")
    school.passes(hours=1)
    await school.teacher.presses("Seat at the front: Helped")
    assert "moved to a group that is not yours" in school.teacher.said
    assert "what you noted is kept" in school.teacher.said
    await school.other_teacher.asks("adjust amina seating did not help")
    assert "So far it helped in 1 of 2 lessons, not in 1." in school.other_teacher.said

    async with school.service.database.writing() as connection:
        await connection.execute(update(pupils).where(pupils.c.surname == "Yusuf").values(left_on=date(2026, 9, 14)))
    await school.other_teacher.presses("What works")
    assert "helped in 1 of 2 lessons" in school.other_teacher.said
    await school.other_teacher.asks("adjust amina seating helped")
    assert "No pupil on roll" in school.other_teacher.said
    assert await count(school) == 2


async def test_a_note_about_a_leaver_is_refused_also_by_a_button_drawn_before(school: SchoolStory) -> None:
    amina = await school.enrols("Zofia Kowal")
    await with_an_adjustment(school, "Zofia")
    await school.teacher.asks("adjust zofia")
    await school.loses(amina, on=date(2026, 9, 14))
    await school.teacher.presses("Seat at the front: Helped")
    assert "has left the school" in school.teacher.said
    assert await count(school) == 0


async def test_advice_on_a_lesson_before_the_holidays_reaches_the_senco_in_the_new_school_year(
    school: SchoolStory,
) -> None:
    await school.teacher.asks("adjust")
    await school.teacher.fills_in(
        pupil="Amina", what_did_you_adjust="Seating", how_did_it_go="I need advice", when="2026-07-20"
    )
    assert "Noted: you need advice on seating. The SENCO is told" in school.teacher.said
    [told] = await school.private(school.senco)
    assert "asks for advice on seating" in str(told)
    assert "this school year" not in str(told)

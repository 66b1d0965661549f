"""What comes of notes: put right by their author, counted by adjustment, offered and weighed. On every face."""

from sqlalchemy import select

from commands.domain.person import Role
from storage.subjects.adjustments import adjustment_notes
from storage.tables import asks, pupils
from tests.in_class import with_an_adjustment
from tests.plans import started
from tests.scenarios.test_adjust import count
from tests.school import SchoolStory, reference_in


async def test_a_note_is_corrected_by_its_author_for_a_week_and_says_what_it_said(school: SchoolStory) -> None:
    await school.teacher.asks("adjust amina seating helped")
    await school.teacher.presses("Correct it")
    assert school.teacher.form == "Correct a note"
    school.passes(days=6)
    await school.teacher.fills_in(how_did_it_go="Did not help", a_line_of_note="She could not see the board.")
    assert school.teacher.said.startswith("Corrected.")

    await school.teacher.asks("what works amina")
    said = school.teacher.said
    assert "Seating: helped in 0 of 1 lesson, not in 1" in said
    assert "She could not see the board." in said
    assert "Before it was corrected on 20 September 2026: Seating, Helped" in said

    await school.teacher.presses("Correct it")
    school.passes(days=2)
    await school.teacher.fills_in(how_did_it_go="Helped")
    assert "Notes can be corrected for a week" in school.teacher.said
    assert "both are kept" in school.teacher.said
    assert await count(school) == 2  # both versions, and no third


async def test_a_note_of_the_wrong_pupil_is_taken_back_and_counts_no_more(school: SchoolStory) -> None:
    await school.teacher.asks("adjust amina seating did not help")
    await school.teacher.presses("Take it back")
    assert school.teacher.said.startswith("Taken back.")
    await school.teacher.asks("what works amina")
    assert "Nothing has been noted yet" in school.teacher.said
    assert await count(school) == 2  # that it was written is kept
    async with school.service.database.reading() as connection:
        reference = await connection.scalar(select(adjustment_notes.c.reference))
    await school.teacher.asks(f"correct adjustment {reference}")
    assert "You have taken this note back" in school.teacher.said
    await school.senco.asks(f"read adjustment {reference}")
    assert "was taken back by its author" in school.senco.said
    await school.teacher.asks("adjust amina seating did not help")
    assert school.teacher.said.startswith("Noted: Seating")


async def test_nobody_corrects_what_a_colleague_wrote(school: SchoolStory) -> None:
    await school.employs("Zoe Hart", Role.TEACHER, ("4B",))
    colleague = school.people["Zoe Hart"]
    await school.teacher.asks("adjust amina seating helped")
    async with school.service.database.reading() as connection:
        reference = await connection.scalar(select(adjustment_notes.c.reference))
    for other in (colleague, school.senco):
        await other.asks(f"correct adjustment {reference}")
        assert "Only whoever wrote a note can correct it" in other.said
        assert other.form is None
    await colleague.asks("adjust amina seating did not help")
    await school.senco.asks("what works amina")
    assert "Seating: helped in 1 of 2 lessons, not in 1" in school.senco.said
    assert "Noted by 2 colleagues" in school.senco.said


async def test_what_works_is_offered_when_planning_and_counted_when_reviewing(school: SchoolStory) -> None:
    school.passes(days=-3)
    await school.teacher.asks("adjust amina scaffold helped")  # before the plan started
    school.passes(days=3)
    plan = await started(school)
    review = reference_in(school.senco.said, "V")
    await school.teacher.asks("adjust amina seating helped maths")
    await school.teacher.asks("adjust amina seating helped english")

    await school.senco.asks(f"add provision {plan}")
    assert "Seating: helped in 2 of 2 lessons" in school.senco.said
    await school.senco.asks(f"read plan {plan}")
    assert "2 noted since the plan started; helped in 2 of 2 lessons" in school.senco.said
    assert "Scaffold: helped in 1 of 1 lesson" in school.senco.said
    await school.senco.asks(f"read review {review}")
    assert "2 noted since the plan started; helped in 2 of 2 lessons" in school.senco.said


async def test_many_notes_are_turned_by_a_button(school: SchoolStory) -> None:
    for n in range(12):
        await school.teacher.asks(f"adjust amina seating helped lesson{n}")
    await school.senco.asks("what works amina")
    assert "Seating: helped in 12 of 12 lessons" in school.senco.said
    assert "1 to 10 of 12" in school.senco.said
    await school.senco.presses("Next page")
    assert "11 to 12 of 12" in school.senco.said
    assert "lesson0" in school.senco.said


async def test_advice_is_asked_of_the_senco_by_reference_and_topic(school: SchoolStory) -> None:
    await school.teacher.asks("adjust amina seating need advice")
    assert "The SENCO is told" in school.teacher.said
    school.passes(days=1)
    await school.teacher.asks("adjust amina seating need advice english")
    for senco in (school.senco, school.second_senco):
        first, second = await school.private(senco)
        assert "asks for advice on seating: note N-" in str(first)
        assert "2 times this school year" in str(second)
        assert "Amina" not in str(first) + str(second)
    await school.senco.presses("Open note", (await school.private(school.senco))[0])
    assert "Amina Yusuf, Year 4, 4B" in school.senco.said
    assert "advice asked for twice" in school.senco.said


async def test_that_somebody_looked_is_recorded_by_the_pupils_id(school: SchoolStory) -> None:
    await with_an_adjustment(school)
    await school.teacher.asks("adjust amina")
    await school.teacher.asks("what works amina")
    async with school.service.database.reading() as connection:
        amina = await connection.scalar(select(pupils.c.id).where(pupils.c.surname == "Yusuf"))
        looked = (
            await connection.execute(
                select(asks.c.word, asks.c.about).where(asks.c.person_id.contains("tom")).order_by(asks.c.at)
            )
        ).all()
    assert {(row.word, row.about) for row in looked} >= {("adjust in plan", amina), ("what works", amina)}


async def test_a_pupils_page_says_what_works_to_the_senco_and_to_who_teaches_them(school: SchoolStory) -> None:
    await school.employs("Zoe Hart", Role.TEACHER, ("4B",))
    tom, zoe, ivy = school.teacher, school.people["Zoe Hart"], school.other_teacher
    await school.referred(ivy)  # so that she has a page of the pupil, and no more than her own referral on it
    await tom.asks("pupil amina")
    assert "What works" not in tom.said  # nothing has been noted yet
    await tom.asks("adjust amina seating helped")
    await tom.asks("adjust amina scaffold did not help")
    school.passes(days=1)
    await zoe.asks("adjust amina seating did not help")
    for hands in (school.senco, tom, zoe):
        await hands.asks("pupil amina")
        assert "What works in class" in hands.said
        assert "Seating: helped in 1 of 2 lessons, not in 1" in hands.said
        assert "Scaffold: helped in 0 of 1 lesson, not in 1" in hands.said
        await hands.presses("What works")
        assert "What works, from 3 notes." in hands.said
    for hands in (ivy, school.leader):
        await hands.asks("pupil amina")
        assert "Seating" not in hands.said

    async with school.service.database.reading() as connection:
        amina = await connection.scalar(select(pupils.c.id).where(pupils.c.surname == "Yusuf"))
    await school.loses(str(amina), school.clock.now().date())
    await school.senco.asks("pupil amina")
    assert "Seating: helped in 1 of 2 lessons, not in 1" in school.senco.said
    await tom.asks("pupil amina")
    assert "Seating" not in tom.said

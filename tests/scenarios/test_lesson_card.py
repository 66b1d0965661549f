"""The card before a lesson: who sees which class, what is new, how a line went, and big classes. On every face."""

from dataclasses import asdict

from sqlalchemy import insert, select

from commands.domain.cycle import Stage
from commands.domain.lesson import MOST_LESSON_LINES
from commands.domain.person import Role
from storage.subjects.adjustments import adjustment_notes
from storage.subjects.cycles import cycles
from storage.subjects.lessons import lesson_lines, lesson_looks
from tests.domain.test_cycle import a_cycle
from tests.domain.test_lesson import a_lesson_line
from tests.in_class import LINES, with_an_adjustment, with_lines
from tests.plans import CLOSED, opens, under_review
from tests.school import SchoolStory


async def test_a_class_shows_the_lines_of_those_with_a_plan(school: SchoolStory) -> None:
    await school.enrols("Zofia Kowal")
    await with_lines(school)
    await school.teacher.asks("class 4b")
    said = school.teacher.said
    assert "4B: 1 of 2 with a plan." in said
    assert "Amina Yusuf" in said
    assert "Zofia" not in said
    lines = ("Do: Seat at the front, away from the door", "Helps: One instruction at a time", "Avoid: Reading aloud")
    assert [said.index(line) for line in lines] == sorted(said.index(line) for line in lines)
    await school.teacher.asks("class")  # the only one they teach
    assert "Do: Seat at the front" in school.teacher.said


async def test_asked_in_a_channel_it_is_shown_to_the_asker_alone(school: SchoolStory) -> None:
    await with_lines(school)
    for asked in ("class 4B", "adjust amina", "adjust amina seating helped", "what works amina"):
        await school.senco.asks(asked, channel="senco")
        assert "Amina Yusuf" in school.senco.said
    for post in await school.channel():
        assert "Amina" not in str(post)


async def test_how_a_line_went_is_two_presses(school: SchoolStory) -> None:
    await with_lines(school)
    await school.teacher.asks("class")
    await school.teacher.presses("Amina Yusuf: How did it go?")
    await school.teacher.presses("One instruction: Helped")
    assert "Noted: One instruction at a time, helped." in school.teacher.said
    await school.teacher.presses("Seat at the front: Used it")
    assert "Noted: Seating, too early to say." in school.teacher.said
    await school.teacher.presses("What works")
    assert "One instruction at a time: helped in 1 of 1 lesson" in school.teacher.said
    assert "Seating: too early to say in 1" in school.teacher.said


async def test_advice_on_a_line_goes_to_the_senco_without_a_name(school: SchoolStory) -> None:
    await with_lines(school)
    await school.teacher.asks("class")
    await school.teacher.presses("Amina Yusuf: How did it go?")
    await school.teacher.presses("Seat at the front: Need advice")
    assert "you need advice on seating. The SENCO is told" in school.teacher.said
    [told] = await school.private(school.senco)
    assert "advice on seating" in str(told)
    for words in ("Amina", "Yusuf", "door"):
        assert words not in str(told)


async def test_a_line_written_since_the_last_lesson_is_new(school: SchoolStory) -> None:
    plan = await with_lines(school)
    await school.teacher.asks("class 4B")
    assert "New." not in school.teacher.said  # nothing stands out on a first look
    school.passes(days=1)
    await school.senco.asks(f"lesson lines {plan}")
    await school.senco.fills_in(what_helps="One instruction at a time\nA minute to think")
    school.passes(days=1)
    for _ in range(2):  # the same lesson, looked at twice
        await school.teacher.asks("class 4B")
        assert "New. Helps: A minute to think" in school.teacher.said
        assert school.teacher.said.count("New.") == 1
        school.passes(minutes=20)
    school.passes(days=1)
    await school.teacher.asks("class 4B")
    assert "New." not in school.teacher.said


async def test_a_plan_without_lines_shows_its_adjustments(school: SchoolStory) -> None:
    await with_an_adjustment(school)
    await school.teacher.asks("class 4B")
    assert "Adjustment: Seat at the front" in school.teacher.said


async def test_a_sixth_line_is_refused_with_the_reason(school: SchoolStory) -> None:
    plan = await with_lines(school)
    await opens(school.senco, plan)
    assert "Avoid: Reading aloud unprepared" in school.senco.said
    await school.senco.presses("Lesson lines")
    await school.senco.fills_in(what_to_avoid="Reading aloud\nCopying from the board\nBeing rushed")
    assert "That is 1 too many" in str(school.senco.errors)
    assert "teachers read at most 5 lines" in str(school.senco.errors)
    await school.senco.fills_in(what_to_avoid="Reading aloud\nCopying from the board")
    assert "Avoid: Copying from the board" in school.senco.said
    await school.senco.presses("Lesson lines")
    await school.senco.fills_in(what_to_avoid="x" * 101)
    assert "keep each line to 100 characters" in str(school.senco.errors)


async def test_lines_a_colleague_changed_meanwhile_are_not_overwritten_unseen(school: SchoolStory) -> None:
    plan = await with_lines(school)
    await school.senco.asks(f"lesson lines {plan}")
    await school.second_senco.asks(f"lesson lines {plan}")
    await school.second_senco.fills_in(what_helps="A minute to think")
    await school.senco.fills_in(what_helps="Pictures")
    assert "Ada Quill changed this plan while you wrote" in school.senco.said
    await school.senco.fills_in()
    assert "Helps: Pictures" in school.senco.said


async def test_the_lines_carry_on_into_the_next_cycle(school: SchoolStory) -> None:
    plan = await under_review(school, school.senco)
    await school.senco.asks(f"lesson lines {plan}")
    await school.senco.fills_in(**LINES)
    await school.senco.asks(f"close review {plan}")
    await school.senco.fills_in(**CLOSED)
    assert "Do: Give her the story map" in school.senco.said
    await school.teacher.asks("class")
    assert "Do: Give her the story map" in school.teacher.said


async def test_teachers_do_not_write_the_lines(school: SchoolStory) -> None:
    plan = await with_lines(school)
    await school.teacher.asks(f"lesson lines {plan}")
    assert "may not ask this" in school.teacher.said


async def test_somebody_elses_class_asks_for_a_reason_which_is_kept(school: SchoolStory) -> None:
    await with_lines(school)
    for stranger in (school.other_teacher, school.leader):
        await stranger.asks("lesson card 0 4B")  # not without saying why
        assert "Amina" not in stranger.said
    await school.other_teacher.asks("class 4B")
    assert school.other_teacher.form == "Look at a class"
    assert "does not say that you teach 4B" in school.other_teacher.said
    assert "Amina" not in school.other_teacher.said
    await school.other_teacher.fills_in(why_do_you_need_to_see_this_class="I cover 4B this morning.")
    assert "Do: Seat at the front" in school.other_teacher.said
    async with school.service.database.reading() as connection:
        looks = (await connection.execute(select(lesson_looks))).mappings().all()
    assert [(look["group"], look["reason"]) for look in looks] == [("4B", "I cover 4B this morning.")]


async def test_a_class_nobody_is_in_and_one_of_several(school: SchoolStory) -> None:
    await school.enrols("Zofia Kowal", group="4 Ash")
    await school.employs("Zoe Hart", Role.TEACHER, ("4B", "4 Ash"))
    await school.teacher.asks("class 9Z")
    assert "No pupil on roll is in a group of that name" in school.teacher.said
    colleague = school.people["Zoe Hart"]
    await colleague.asks("class")
    assert "Which class?" in colleague.said
    await colleague.presses("4 Ash: This one")
    assert "4 Ash: 0 of 1 with a plan." in colleague.said
    await school.leader.asks("class")
    assert "names no group of yours" in school.leader.said
    await school.senco.asks("class")
    await school.senco.presses("4B: This one")
    assert "4B: 0 of 1 with a plan." in school.senco.said


async def a_big_class(school: SchoolStory, pupils: int, plans: int) -> None:
    """A class of so many, so many of them with a plan and the five longest lines there can be."""
    ids = [await school.enrols(f"Pupil{n:02} {'Featherstonehaugh' * 2}") for n in range(pupils)]
    async with school.service.database.writing() as connection:
        for n, id in enumerate(ids[:plans]):
            plan = a_cycle(school_id=school.school.id, reference=f"C-222{n:02}", pupil_id=id, stage=Stage.DO)
            await connection.execute(insert(cycles).values(asdict(plan)))
            for m in range(1, MOST_LESSON_LINES + 1):
                text = f"{m} " + "word " * 19 + "end"
                line = a_lesson_line(m, school_id=school.school.id, pupil_id=id, text=text)
                await connection.execute(insert(lesson_lines).values(asdict(line)))


async def test_a_class_of_34_with_12_plans_is_one_card(school: SchoolStory) -> None:
    await a_big_class(school, 33, 12)
    await school.teacher.asks("class 4B")
    assert "4B: 12 of 34 with a plan." in school.teacher.said
    assert "Pupil11" in school.teacher.said
    assert "1 to 12 of 12." in school.teacher.said
    assert school.teacher.said.count(" end") == 12 * MOST_LESSON_LINES
    await school.teacher.presses("Pupil11: How did it go?")
    await school.teacher.presses("5 word: Helped")
    assert "Noted" in school.teacher.said


async def test_a_class_of_34_with_34_plans_is_turned_by_a_button(school: SchoolStory) -> None:
    await a_big_class(school, 33, 33)
    await school.teacher.asks("class 4B")
    assert "1 to 15 of 33." in school.teacher.said
    await school.teacher.presses("Next page")
    await school.teacher.presses("Next page")
    assert "31 to 33 of 33." in school.teacher.said
    assert "Pupil32" in school.teacher.said


async def test_a_line_that_has_gone_still_says_what_was_tried(school: SchoolStory) -> None:
    plan = await with_lines(school)
    await school.teacher.asks("class")
    await school.teacher.presses("Amina Yusuf: How did it go?")
    await school.senco.asks(f"lesson lines {plan}")
    await school.senco.fills_in(what_helps="A minute to think")
    await school.teacher.presses("One instruction: Helped")
    async with school.service.database.reading() as connection:
        assert await connection.scalar(select(adjustment_notes.c.own)) == LINES["what_helps"]
    assert "A minute to think" in school.teacher.said

"""Several people at one plan: two SENCOs writing at once, and who may see what. On every face."""

import asyncio

from tests.plans import OUTCOME, PLAN, opens, planned, started
from tests.school import SchoolStory, reference_in


async def test_two_sencos_writing_at_once_the_second_is_told_and_nothing_is_lost(school: SchoolStory) -> None:
    reference = await planned(school)
    await opens(school.senco, reference)
    await opens(school.second_senco, reference)
    await school.senco.presses("Needs and views")
    await school.second_senco.presses("Needs and views")

    await school.senco.fills_in(what_does_the_pupil_need="Sequencing, and words for feelings.")
    await school.second_senco.fills_in(strengths="Drama", what_does_the_pupil_need="Sequencing.")

    said = school.second_senco.said
    assert "Nothing was stored yet: Sam Okoro changed this plan while you wrote" in said
    assert "Sequencing, and words for feelings." in said
    assert school.second_senco.form == "Needs and views"
    await opens(school.senco, reference)
    assert "Sequencing, and words for feelings." in school.senco.said

    await school.second_senco.fills_in()  # what she typed is still there, and sent again it is meant
    assert "Saved." in school.second_senco.said
    assert "Drama" in school.second_senco.said
    assert "Sequencing.\n" in school.second_senco.said


async def test_adding_at_the_same_moment_keeps_both(school: SchoolStory) -> None:
    reference = await planned(school)
    for hands in (school.senco, school.second_senco):
        await opens(hands, reference)
        await hands.presses("Add outcome")
    await asyncio.gather(
        school.senco.fills_in(**{**OUTCOME, "the_pupil_will_be_able_to": "Ask for help"}),
        school.second_senco.fills_in(**{**OUTCOME, "the_pupil_will_be_able_to": "Wait for a turn"}),
    )
    await opens(school.senco, reference)
    assert "Ask for help" in school.senco.said
    assert "Wait for a turn" in school.senco.said


async def test_a_form_overtaken_by_the_plans_end_changes_nothing_and_says_so(school: SchoolStory) -> None:
    reference = await started(school)
    await opens(school.senco, reference)
    await school.senco.presses("Add outcome")
    await school.second_senco.asks(f"end plan {reference}")
    await school.second_senco.fills_in(why="The plan was started by mistake")
    await school.senco.fills_in(**OUTCOME)

    assert "Nothing was changed" in school.senco.said
    assert "Ada Quill" in school.senco.said
    await school.senco.asks("reviews")
    assert "No review is booked" in school.senco.said  # it was cancelled with the plan


async def test_a_teacher_sees_what_is_in_place_for_pupils_they_teach_and_no_more(school: SchoolStory) -> None:
    await school.enrols("Zofia Kowal", group="5A")
    await school.senco.asks("plan Amina")
    await school.senco.fills_in(**{**PLAN, "lead_teacher": "Ada Quill"})
    reference = reference_in(school.senco.said, "C")
    await school.senco.presses("Add outcome")
    await school.senco.fills_in(**OUTCOME)

    await opens(school.teacher, reference)  # Tom teaches 4B
    assert "Retell a short story" in school.teacher.said
    assert "Retelling a story in order." not in school.teacher.said
    for word in ("review", "change plan", "add outcome", "start plan", "close review"):
        await school.teacher.asks(f"{word} {reference}")
        assert school.teacher.form is None
        assert "may see" in school.teacher.said or "may not ask" in school.teacher.said
    for asked in (f"read plan {reference}", f"plans {reference}", "plans Amina", "plans"):
        await school.other_teacher.asks(asked)  # Ivy teaches 5A
        assert "Amina" not in school.other_teacher.said.replace(asked, "")
        assert "Retell" not in school.other_teacher.said
    await school.admin.asks("plans")
    assert "may not ask this" in school.admin.said


async def test_a_teacher_no_longer_sees_a_plan_that_has_ended(school: SchoolStory) -> None:
    await school.senco.asks("plan Amina")
    await school.senco.fills_in(**{**PLAN, "lead_teacher": "Ada Quill"})
    reference = reference_in(school.senco.said, "C")
    await opens(school.teacher, reference)
    await school.senco.asks(f"end plan {reference}")
    await school.senco.fills_in(why="The plan was started by mistake")
    await school.teacher.asks(f"read plan {reference}")
    assert "no plan with that reference that you may see" in school.teacher.said
    await opens(school.senco, reference)
    assert "Closed without a review: the plan was started by mistake" in school.senco.said


async def test_an_outcome_changed_by_two_is_not_overwritten_unseen(school: SchoolStory) -> None:
    reference = await planned(school)
    for hands in (school.senco, school.second_senco):
        await opens(hands, reference)
        await hands.presses("1. Retell: Change")
    await school.senco.fills_in(how_will_we_know_it_is_reached="Four of five")
    await school.second_senco.fills_in(where_is_the_pupil_now="One event")
    assert "Target: Four of five" in school.second_senco.said
    assert school.second_senco.form == "An outcome"
    await school.second_senco.fills_in(how_will_we_know_it_is_reached="Four of five")
    assert "Now: One event" in school.second_senco.said
    assert "Target: Four of five" in school.second_senco.said


async def test_who_looked_at_whose_plans_is_recorded_by_id(school: SchoolStory) -> None:
    from sqlalchemy import select

    from storage.tables import asks

    await planned(school)
    await school.senco.asks("plans amina")
    async with school.service.database.reading() as connection:
        [about] = await connection.scalars(select(asks.c.about).where(asks.c.word == "plans"))
    assert about.startswith("P")
    assert "amina" not in about.lower()

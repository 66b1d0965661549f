"""A plan is made, given its outcomes and provision, and started. On every face."""

from commands.domain.person import Role
from tests.plans import OUTCOME, PLAN, opens, planned, started
from tests.school import SchoolStory, reference_in


async def test_a_plan_is_made_with_what_is_known_already_filled_in(school: SchoolStory) -> None:
    await school.senco.asks("plan amina")
    assert school.senco.form == "Plan SEN support"
    await school.senco.fills_in(**PLAN)

    said = school.senco.said
    for words in ("Amina Yusuf", "Tom Reed", "Retelling a story", "Friday 18 December 2026", "No outcome yet"):
        assert words in said
    assert reference_in(said, "C") in said


async def test_fewer_than_six_school_weeks_before_the_end_the_review_is_offered_next_term(school: SchoolStory) -> None:
    school.passes(days=60)
    await school.senco.asks("plan Amina")
    await school.senco.fills_in(**PLAN)
    assert "Thursday 25 March 2027" in school.senco.said


async def test_outcomes_and_provision_are_added_and_changed(school: SchoolStory) -> None:
    reference = await planned(school)
    for words in ("1. Retell a short story in order", "Two events of five", "All five, twice in a row"):
        assert words in school.senco.said
    assert "Provision: Story group" in school.senco.said
    assert "for outcome 1" in school.senco.said

    await opens(school.senco, reference)
    await school.senco.presses("1. Retell: Change")
    await school.senco.fills_in(by_when="2026-11-27")
    assert "by Friday 27 November 2026" in school.senco.said
    assert "Two events of five" in school.senco.said  # what stood in the form stayed
    await opens(school.senco, reference)
    await school.senco.presses("Provision: Story group: Change")
    await school.senco.fills_in(until="2026-09-01")
    assert "cannot end before it begins" in str(school.senco.errors)
    await school.senco.fills_in(until="2026-10-23")
    assert "until Friday 23 October 2026" in school.senco.said


async def test_starting_books_the_review_and_tells_the_lead_teacher_by_reference(school: SchoolStory) -> None:
    reference = await started(school)

    assert "Friday 18 December 2026" in school.senco.said
    [told] = await school.private(school.teacher)
    assert reference in str(told)
    assert "Amina" not in str(told)
    assert "story" not in str(told).lower()
    await school.senco.asks("reviews")
    assert "SEN support review; Fri 18 Dec" in school.senco.said
    await school.teacher.presses("Open plan", told)
    assert "Amina Yusuf" in school.teacher.said
    assert "Story group" in school.teacher.said


async def test_a_plan_without_a_review_date_or_an_outcome_does_not_start_and_is_told_why(school: SchoolStory) -> None:
    await school.senco.asks("plan Amina")
    await school.senco.fills_in(**PLAN, review_on="")
    reference = reference_in(school.senco.said, "C")

    await school.senco.presses("Start")
    assert "Add at least one outcome first" in school.senco.said
    await opens(school.senco, reference)
    await school.senco.presses("Add outcome")
    await school.senco.fills_in(**OUTCOME)
    await school.senco.asks(f"start plan {reference}")
    assert "Give it a review date first: press “Needs and views”" in school.senco.said
    assert await school.private(school.teacher) == []

    await opens(school.senco, reference)
    await school.senco.presses("Needs and views")
    await school.senco.fills_in()  # the date is offered, and everything else is there
    assert "Friday 18 December 2026" in school.senco.said
    await school.senco.asks(f"start plan {reference}")
    assert "Started" in school.senco.said
    await school.senco.asks(f"start plan {reference}")
    assert "Nothing was changed" in school.senco.said


async def test_a_date_that_has_passed_is_put_right_under_the_question(school: SchoolStory) -> None:
    await school.senco.asks("plan Amina")
    await school.senco.fills_in(**PLAN, review_on="2026-09-14")
    assert "must be a day to come" in str(school.senco.errors)
    await school.senco.fills_in(lead_teacher="Ned Tull", review_on="2026-12-18")
    assert "Choose a colleague who teaches" in str(school.senco.errors)
    await school.senco.fills_in(lead_teacher="Ivy Stone")
    assert "Ivy Stone" in school.senco.said


async def test_a_pupil_has_one_plan_at_a_time(school: SchoolStory) -> None:
    reference = await planned(school)
    await school.second_senco.asks("plan Amina")
    assert f"plans {reference}" in school.second_senco.said
    await school.second_senco.asks("plan")
    await school.second_senco.fills_in(pupil="Amina", **PLAN)
    assert f"plans {reference}" in str(school.second_senco.errors)
    await school.second_senco.asks(f"plans {reference}")
    assert "Story group" in school.second_senco.said


async def test_a_lead_teacher_who_has_left_is_replaced(school: SchoolStory) -> None:
    reference = await planned(school)
    await school.everybody_leaves(Role.TEACHER)
    await school.senco.asks(f"change plan {reference}")
    await school.senco.fills_in(lead_teacher="Helen")
    assert "Helen Marsh" in school.senco.said


async def test_a_plan_holds_six_outcomes_and_says_so(school: SchoolStory) -> None:
    reference = await planned(school)
    for n in range(5):
        await school.senco.asks(f"add outcome {reference}")
        await school.senco.fills_in(**{**OUTCOME, "the_pupil_will_be_able_to": f"Outcome {n}"})
    await school.senco.asks(f"add outcome {reference}")
    assert "at most 6 outcomes" in school.senco.said

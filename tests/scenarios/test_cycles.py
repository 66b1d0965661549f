"""A pupil's plan from its making to its second cycle, by the SENCO and the lead teacher. On every face."""

import asyncio
from datetime import date
from typing import Any

from tests.school import SchoolStory, reference_in
from tests.worlds import Hands

PLAN: dict[str, Any] = {"lead_teacher": "Tom Reed", "what_does_the_pupil_need": "Retelling a story in order."}
OUTCOME: dict[str, Any] = {
    "the_pupil_will_be_able_to": "Retell a short story in order",
    "where_is_the_pupil_now": "Two events of five",
    "how_will_we_know_it_is_reached": "All five, twice in a row",
}
PROVISION: dict[str, Any] = {
    "what_is_it": "Provision",
    "what_is_done": "Story group",
    "who_does_it": "Ms Reed",
    "how_often": "3 times a week, 20 minutes",
    "for_which_outcome": "Retell",
}
CLOSED: dict[str, Any] = {"what_has_the_support_done": "She retells with pictures.", "next_step": "Continue"}


async def planned(school: SchoolStory, **changes: str) -> str:
    """A plan made in the usual way, with one outcome and one line of provision; gives its reference."""
    await school.senco.asks("plan Amina")
    await school.senco.fills_in(**{**PLAN, **changes})
    reference = reference_in(school.senco.said, "C")
    await school.senco.presses("Add outcome")
    await school.senco.fills_in(**OUTCOME)
    await opens(school.senco, reference)
    await school.senco.presses("Add provision")
    await school.senco.fills_in(**PROVISION)
    return reference


async def opens(hands: Hands, reference: str) -> None:
    """Opens the plan afresh."""
    await hands.asks(f"read plan {reference}")
    assert f"Plan {reference}" in hands.said


async def started(school: SchoolStory) -> str:
    reference = await planned(school)
    await opens(school.senco, reference)
    await school.senco.presses("Start")
    assert "Started" in school.senco.said
    return reference


async def under_review(school: SchoolStory, by: Hands) -> str:
    """A plan started in September and under review on its review day."""
    reference = await started(school)
    school.clock.advance(school.clock.now().replace(month=12, day=18) - school.clock.now())
    await by.asks(f"review {reference}")
    assert "Close review" in by.said
    return reference


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
    assert "SEN support review; Friday 18 December 2026" in school.senco.said
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


async def test_a_lead_teacher_reviews_and_the_next_cycle_opens_with_what_carries_on(school: SchoolStory) -> None:
    await school.has_a_senco_channel()
    reference = await under_review(school, school.teacher)

    await school.teacher.presses("1. Retell: Partly")
    assert "Outcome 1: partly met." in school.teacher.said
    await school.teacher.presses("1. Retell: What worked?")
    await school.teacher.fills_in(what_worked="Pictures first")
    assert "What worked: Pictures first" in school.teacher.said
    await school.teacher.asks(f"review {reference}")
    await school.teacher.presses("Close review")
    await school.teacher.fills_in(**{**CLOSED, "next_step": "Step up"})
    assert "This step is the SENCO's" in str(school.teacher.errors)
    await school.teacher.fills_in(next_step="Continue", the_pupil_s_views_now="I like the pictures.")

    said = school.teacher.said
    assert "Cycle 2 is open" in said
    second = reference_in(said, "C")
    assert second != reference
    [card] = await school.channel()
    assert second in str(card)
    assert not any(words in str(card) for words in ("Amina", "pictures", "Retell"))

    await school.senco.presses("Open plan", card)
    for words in ("I like the pictures.", "1. Retell a short story", "Provision: Story group", "Retelling a story"):
        assert words in school.senco.said
    await school.senco.asks(f"start plan {second}")
    assert "Look again at the needs first" in school.senco.said
    await opens(school.senco, second)
    await school.senco.presses("Needs and views")
    await school.senco.fills_in()
    assert "Thursday 25 March 2027" in school.senco.said
    await school.senco.asks(f"start plan {second}")
    assert "Started" in school.senco.said
    await school.senco.asks("plans Amina")
    assert "Closed by its review: continue" in school.senco.said


async def test_closing_holds_the_plans_review(school: SchoolStory) -> None:
    reference = await under_review(school, school.senco)
    await school.senco.presses("1. Retell: Met")
    await school.senco.asks(f"close review {reference}")
    await school.senco.fills_in(**CLOSED)
    await school.senco.asks("reviews")
    assert "No review is booked" in school.senco.said
    await school.senco.asks("plans")
    assert reference not in school.senco.said
    await opens(school.senco, reference)
    assert "She retells with pictures." in school.senco.said


async def test_leaving_the_register_says_until_when_to_watch_and_what_comes_next(school: SchoolStory) -> None:
    reference = await under_review(school, school.senco)
    await school.senco.presses("Close review")
    await school.senco.fills_in(**{**CLOSED, "next_step": "Leave the register"})
    assert "needs a day to look again" in str(school.senco.errors)
    await school.senco.fills_in(look_again_on="2027-03-25")

    assert "take the pupil off the register" in school.senco.said
    assert "Thursday 25 March 2027" in school.senco.said
    await school.senco.asks("plans")
    assert "No plan is open" in school.senco.said
    await school.senco.asks(f"review {reference}")
    assert "Nothing was changed" in school.senco.said
    await school.senco.asks("plan Amina")
    await school.senco.fills_in()  # the last plan's needs and lead teacher are there
    assert "Retelling a story in order." in school.senco.said


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


async def test_the_plans_to_review_are_listed_by_date_for_who_leads_them(school: SchoolStory) -> None:
    reference = await started(school)
    await school.other_teacher.asks("review")
    assert "No plan of yours" in school.other_teacher.said
    await school.teacher.asks("review")
    assert f"{reference}: Amina Yusuf, Year 4" in school.teacher.said
    school.passes(days=100)
    await school.teacher.asks("review Amina")
    await school.teacher.asks("review")
    assert "which has passed" in school.teacher.said
    await school.teacher.presses("Review")
    assert "Close review" in school.teacher.said


async def test_a_plan_holds_six_outcomes_and_says_so(school: SchoolStory) -> None:
    reference = await planned(school)
    for n in range(5):
        await school.senco.asks(f"add outcome {reference}")
        await school.senco.fills_in(**{**OUTCOME, "the_pupil_will_be_able_to": f"Outcome {n}"})
    await school.senco.asks(f"add outcome {reference}")
    assert "at most 6 outcomes" in school.senco.said
    assert school.clock.now().date() == date(2026, 9, 14)


async def test_a_mark_is_refused_before_the_review_has_begun(school: SchoolStory) -> None:
    reference = await started(school)
    await school.senco.asks(f"mark outcome {reference}")
    assert f"Ask for “review {reference}” first" in school.senco.said
    await school.senco.asks("mark outcome C-22222")
    assert "no plan with that reference" in school.senco.said

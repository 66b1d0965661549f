"""A plan is reviewed by its lead teacher or the SENCO, and its next cycle opens. On every face."""

from tests.plans import CLOSED, OUTCOME, PLAN, opens, planned, started, under_review
from tests.school import SchoolStory, reference_in


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
    await school.senco.presses("Needs and views")
    assert school.senco.form == "Needs and views"
    await opens(school.senco, second)
    await school.senco.presses("Needs and views")
    await school.senco.fills_in()
    assert "Thursday 25 March 2027" in school.senco.said
    await school.senco.asks(f"start plan {second}")
    assert "Started" in school.senco.said
    await school.senco.asks("plans Amina")
    assert "Closed by its review: continue" in school.senco.said


async def test_the_next_cycle_starts_with_a_date_from_where_the_review_ends(school: SchoolStory) -> None:
    reference = await under_review(school, school.senco)
    await school.senco.presses("1. Retell: Partly")
    await school.senco.asks(f"close review {reference}")
    await school.senco.fills_in(**CLOSED)
    second = reference_in(school.senco.said.replace(reference, ""), "C")
    await school.senco.presses("Set the date and start")
    assert school.senco.form == "Set the date and start"
    await school.senco.fills_in(review_on="2026-12-01")
    assert school.senco.errors
    await school.senco.fills_in(review_on="2027-03-25")
    assert "Started" in school.senco.said
    await school.senco.asks("reviews")
    assert "Thu 25 Mar" in school.senco.said
    await school.senco.asks(f"start plan {second}")
    assert "Nothing was changed" in school.senco.said


async def test_starting_too_early_says_what_is_missing_with_the_button_that_adds_it(school: SchoolStory) -> None:
    await school.senco.asks("plan Amina")
    await school.senco.fills_in(**PLAN)
    reference = reference_in(school.senco.said, "C")
    await school.senco.asks(f"start plan {reference}")
    assert "Add at least one outcome first" in school.senco.said
    await school.senco.presses("Add outcome")
    await school.senco.fills_in(**OUTCOME)
    await school.teacher.asks("plans")
    await school.other_teacher.asks("plans")
    assert "No plan that you may see is open" in school.other_teacher.said


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

    assert "not on the register, so there is nothing to take off" in school.senco.said
    assert "Thursday 25 March 2027" in school.senco.said
    await school.senco.asks("plans")
    assert "No plan is open" in school.senco.said
    await school.senco.asks(f"review {reference}")
    assert "Nothing was changed" in school.senco.said
    await school.senco.asks("plan Amina")
    await school.senco.fills_in()  # the last plan's needs and lead teacher are there
    assert "Retelling a story in order." in school.senco.said


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


async def test_a_mark_is_refused_before_the_plan_has_started(school: SchoolStory) -> None:
    reference = await planned(school)
    await school.senco.asks(f"mark outcome {reference}.1")
    assert f"{reference} has not started, so there is nothing to review." in school.senco.said
    assert "Outcome 1" not in school.senco.said
    await school.senco.asks("mark outcome C-22222")
    assert "no plan with that reference" in school.senco.said

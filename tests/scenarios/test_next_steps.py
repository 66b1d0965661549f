"""What a review decides leads on to the next thing, filled in; and looking at a plan does not review it. Every face."""

from typing import Any

import pytest

from commands.domain.pupil import Provision
from tests.plans import CLOSED, OUTCOME, opens, planned, started, under_review
from tests.school import SchoolStory, reference_in

ADJUSTMENT: dict[str, Any] = {
    "what_is_it": "Adjustment",
    "what_is_done": "Seat at the front",
    "who_does_it": "Every teacher",
    "how_often": "Every lesson",
}


async def closes(school: SchoolStory, reference: str, **changes: str) -> None:
    await school.senco.asks(f"close review {reference}")
    await school.senco.fills_in(**{**CLOSED, **changes})


async def test_leaving_the_register_opens_the_form_that_takes_off_with_what_the_review_said(
    school: SchoolStory,
) -> None:
    await school.enrols("Zofia Kowal", provision=Provision.SUPPORT)
    reference = await under_review(school, school.senco, "Zofia")
    await closes(school, reference, next_step="Leave the register", look_again_on="2027-02-05")
    assert "take the pupil off the register and inform the parents" in school.senco.said
    await school.senco.presses("Take off the register")
    assert school.senco.form == "Take off the register"
    await school.senco.fills_in(parents_informed_on="2026-12-17")  # pupil, today, why and until when are there

    assert school.senco.said.startswith("Taken off the register.")
    await school.senco.asks("register history zofia")
    for words in ("She retells with pictures.", "progress watched until Friday 5 February 2027"):
        assert words in school.senco.said


async def test_taking_off_offers_six_weeks_of_watching_over_a_holiday(school: SchoolStory) -> None:
    await school.enrols("Zofia Kowal", provision=Provision.SUPPORT)
    await school.senco.asks("take off register zofia")
    await school.senco.fills_in(why="Caught up.", parents_informed_on="2026-09-11")
    await school.senco.asks("register history zofia")
    assert "progress watched until Monday 2 November 2026" in school.senco.said  # six weeks end in half-term


async def test_a_pupil_with_an_ehc_plan_stays_on_the_register(school: SchoolStory) -> None:
    await school.enrols("Zofia Kowal", provision=Provision.PLAN)
    reference = await under_review(school, school.senco, "Zofia")
    await closes(school, reference, next_step="Leave the register", look_again_on="2027-02-05")
    assert "stays on the register while it is in force" in school.senco.said
    assert "Take off" not in school.senco.said


async def test_stepping_up_refers_to_an_agency_with_what_was_tried_and_says_who_may_ask(school: SchoolStory) -> None:
    reference = await under_review(school, school.senco)
    await closes(school, reference, next_step="Step up")
    assert "the school may ask the local authority for an EHC needs assessment, and so may the parents" in (
        school.senco.said
    )
    await school.senco.presses("Refer to an agency")
    assert school.senco.form == "Refer to an agency"
    await school.senco.fills_in(agency="speech")
    await school.senco.presses("Read it")
    for words in (
        "Amina Yusuf",
        "Retelling a story in order.",
        "Tried: Story group (3 times a week, 20 minutes).",
        "What it has done: She retells with pictures.",
    ):
        assert words in school.senco.said


async def test_stepping_down_opens_the_next_cycle_with_less_and_says_so(school: SchoolStory) -> None:
    plan = await started(school)
    await school.senco.asks(f"add provision {plan}")
    await school.senco.fills_in(**ADJUSTMENT)
    school.passes(days=90)
    await closes(school, plan, next_step="Step down")

    said = school.senco.said
    assert "1 line of support is not carried on (less support, so provision is left out)" in said
    assert "Adjustment: Seat at the front" in said
    assert "Story group" not in said
    assert "1. Retell a short story" in said


@pytest.mark.parametrize(
    ("answer", "carried"), [("", False), ("It ends with its outcome", False), ("It goes on, for the whole plan", True)]
)
async def test_support_of_a_met_outcome_ends_unless_it_is_said_to_go_on(
    school: SchoolStory, answer: str, carried: bool
) -> None:
    plan = await under_review(school, school.senco)
    await school.senco.asks(f"add outcome {plan}")
    await school.senco.fills_in(**{**OUTCOME, "the_pupil_will_be_able_to": "Join in"})
    await school.senco.asks(f"add provision {plan}")
    await school.senco.fills_in(**ADJUSTMENT)
    assert "Every lesson, for the whole plan" in school.senco.said
    await school.senco.asks(f"review {plan}")
    await school.senco.presses("1. Retell: Met")
    await closes(school, plan, **({"support_for_outcomes_that_end_here": answer} if answer else {}))

    said = school.senco.said
    assert "Adjustment: Seat at the front" in said  # it was for the whole plan all along
    assert "1. Join in" in said
    assert "Retell" not in said.partition("Outcomes")[2]
    assert ("Provision: Story group" in said) is carried
    assert ("1 line of support is not carried on (it ended with its outcome)" in said) is not carried
    assert ("3 times a week, 20 minutes, for the whole plan" in said) is carried


async def test_looking_at_a_review_does_not_begin_it_and_the_first_mark_does(school: SchoolStory) -> None:
    plan = await started(school)
    await school.teacher.asks(f"review {plan}")
    assert "Close review" in school.teacher.said
    await opens(school.senco, plan)
    assert "Under review" not in school.senco.said
    await school.senco.asks("plans")
    assert f"{plan}: Amina Yusuf, Year 4" in school.senco.said
    assert "Do; review on" in school.senco.said

    await school.teacher.asks(f"review {plan}")
    await school.teacher.presses("1. Retell: Partly")
    await school.senco.asks("plans")
    assert "Review; review on" in school.senco.said


async def test_what_worked_and_closing_without_a_mark_are_a_review_too(school: SchoolStory) -> None:
    plan = await started(school)
    await school.senco.asks(f"what worked {plan}.1")
    await school.senco.fills_in(what_worked="Pictures first")
    await school.senco.asks("plans")
    assert "Review; review on" in school.senco.said
    await closes(school, plan)
    await school.enrols("Zofia Kowal")
    second = await started(school, "Zofia")
    await closes(school, second)
    await opens(school.senco, second)
    assert "Closed by its review: continue" in school.senco.said


async def test_a_plan_for_a_pupil_who_is_not_on_the_register_offers_to_put_them_on(school: SchoolStory) -> None:
    await planned(school)
    await school.enrols("Zofia Kowal")
    await school.senco.asks("plan zofia")
    await school.senco.fills_in(lead_teacher="Tom", what_does_the_pupil_need="Words")
    assert "putting them on it and informing the parents (Children and Families Act 2014, s.68)" in school.senco.said
    await school.senco.presses("Put on register")
    await school.senco.fills_in(
        primary_need="Moderate learning difficulty", why="Data.", parents_informed_on="2026-09-14"
    )
    assert school.senco.said.startswith("Put on the register with SEN support.")

    await school.enrols("Ben Ames", provision=Provision.SUPPORT)
    await school.senco.asks("plan ben")
    await school.senco.fills_in(lead_teacher="Tom", what_does_the_pupil_need="Words")
    assert "not on the SEN register" not in school.senco.said
    assert "Put on register" not in school.senco.said


async def test_sen_support_leads_to_the_plan_with_what_was_found(school: SchoolStory) -> None:
    reference = await school.referred()
    await school.senco.asks(f"accept referral {reference}")
    await school.senco.asks(f"tick checklist {reference}")
    await school.senco.asks(f"referral checklist {reference}")
    await school.senco.presses("Pupil observed: Tick")
    await school.senco.fills_in(in_a_line="Alone at play.")
    await school.senco.asks(f"decide {reference}")
    await school.senco.presses("SEN support")
    await school.senco.fills_in(
        primary_need="Moderate learning difficulty", why="Two cycles.", parents_informed_on="2026-09-14"
    )
    await school.senco.presses("Make the plan")
    await school.senco.fills_in()  # pupil, lead teacher, needs and the review date are in the form

    plan = reference_in(school.senco.said, "C")
    for words in ("Amina Yusuf", "Tom Reed", "Moderate learning difficulty (MLD)", "Two cycles.", "Alone at play."):
        assert words in school.senco.said
    await school.senco.asks(f"add outcome {plan}")
    await school.senco.fills_in(**OUTCOME)
    await school.senco.asks(f"start plan {plan}")
    assert "Started" in school.senco.said


@pytest.mark.parametrize(("typed", "matched"), [("SaLT at Larkfield", True), ("The hospital", False)])
async def test_another_agency_leads_to_its_referral_with_reason_and_consent(
    school: SchoolStory, typed: str, matched: bool
) -> None:
    reference = await school.referred()
    await school.senco.asks(f"decide {reference}")
    await school.senco.presses("Another agency")
    await school.senco.fills_in(
        which_agency_or_specialist=typed,
        why="Sounds are missing.",
        has_consent_been_given="Yes",
        when_was_it_given="2026-09-10",
    )
    await school.senco.presses("Refer to the agency")
    chosen = {} if matched else {"agency": "paed"}
    await school.senco.fills_in(**chosen)
    assert "who gave consent" in school.senco.errors["Consent given by"]
    await school.senco.fills_in(consent_given_by="Mother", consent_covers="Reports")
    assert "ready to send" in school.senco.said
    await school.senco.presses("Read it")
    agency = "Speech and language therapy" if matched else "Community paediatrician"
    for words in (agency, "Sounds are missing.", "Mother, Thursday 10 September 2026: Reports"):
        assert words in school.senco.said

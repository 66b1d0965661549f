"""An EHC needs assessment from its request to its plan, as the SENCO follows it. On every face."""

from typing import Any

import pytest

from tests.digests import begins, sets_clock
from tests.domain.test_law import OURS
from tests.school import SchoolStory, reference_in

REQUEST: dict[str, Any] = {"pupil": "Amina", "who_asked": "The school", "received_by_the_authority_on": "2026-09-14"}


async def requested(school: SchoolStory, **changes: Any) -> str:
    await school.senco.asks("ehc request")
    await school.senco.fills_in(**{**REQUEST, **changes})
    return reference_in(school.senco.said, "E")


async def happened(school: SchoolStory, reference: str, what: str, on: str, *, card: str = "ehc", **more: str) -> None:
    """Somebody records from the assessment's card, or from that of its appeal, that something has happened."""
    await school.senco.asks(f"{card} {reference}")
    await school.senco.presses(f"{what}: not yet: Record")
    await school.senco.fills_in(on_which_day=on, **more)
    assert f"Recorded: {what}" in school.senco.said, school.senco.said


async def test_a_request_runs_its_twenty_weeks_with_a_decision_late_and_advice_in_time(school: SchoolStory) -> None:
    await begins(school)
    reference = await requested(school)
    assert "A final plan is due by Monday 1 February 2027" in school.senco.said
    assert "Monday 26 October 2026 (act by Friday 23 October 2026)" not in school.senco.said  # not the school's to act
    assert "Monday 26 October 2026: Tell the family whether it will assess" in school.senco.said
    assert "Local authority, must; SI 2014/1530, reg 5(1)" in school.senco.said

    # The decision is late: in the digest that is the authority's lateness, not the school's.
    sets_clock(school, 2026, 11, 2, 7, 45)
    digest = str((await school.channel())[-1])
    assert f"{reference}: EHC needs assessment, the local authority's day" in digest
    assert "Late at the local authority" in digest
    assert "Amina" not in digest
    await happened(school, reference, "Family was told whether it will assess", "2026-10-28")
    assert "done on Wednesday 28 October 2026, late" in school.senco.said

    # Facts come in any order; the school's own task stands apart, with its day to act by.
    await happened(school, reference, "School was asked for advice", "2026-10-20")
    assert "The school's tasks" in school.senco.said
    assert "Tuesday 1 December 2026: Send the school's advice" in school.senco.said
    sets_clock(school, 2026, 11, 20, 7, 45)
    card = (await school.channel())[-1]
    assert f"{reference}: EHC needs assessment, the school's task" in str(card)
    await school.senco.presses(f"{reference}: EHC needs assessment, the school's task: Done", card)
    await school.senco.fills_in(on_which_day="2026-11-20")
    assert "done on Friday 20 November 2026, in time" in school.senco.said

    sets_clock(school, 2027, 1, 11, 9, 0)
    await happened(school, reference, "Draft plan was served on the family", "2027-01-04")
    assert "Monday 18 January 2027: Say what they think of the draft" in school.senco.said
    await happened(school, reference, "School was consulted about naming it", "2027-01-05", note="zq-letter")
    await school.senco.asks("ehc")
    assert "1 under way, by what is next" in school.senco.said
    assert "Wednesday 20 January 2027: Answer the authority's consultation" in school.senco.said

    # A slip is put right, and what was said before is kept.
    await school.senco.presses(f"{reference}: Amina Yusuf, Year 4: Open")
    await school.senco.presses("School was consulted about naming it: Tuesday 5 January 2027: Correct")
    await school.senco.fills_in(on_which_day="2027-01-07")
    assert "Friday 22 January 2027: Answer the authority's consultation" in school.senco.said
    assert "Said before, and changed since" in school.senco.said
    assert "School was consulted about naming it: Tuesday 5 January 2027, recorded by Sam Okoro" in school.senco.said

    sets_clock(school, 2027, 2, 3, 9, 0)
    await happened(school, reference, "Final plan was sent", "2027-02-01")
    await school.senco.presses("It has ended")
    await school.senco.fills_in(how_did_it_end="An EHC plan was issued", on_which_day="2027-02-01")
    assert "Its clock stands still" in school.senco.said
    await school.senco.presses("Put on the register")
    assert school.senco.form
    await school.senco.asks("ehc")
    assert "No EHC needs assessment is under way" in school.senco.said
    await school.senco.asks(f"ehc fact {reference}.final_sent_on")
    assert "Nothing was changed" in school.senco.said


async def test_the_day_it_was_sent_counts_until_the_day_it_was_received_is_known(school: SchoolStory) -> None:
    reference = await requested(school, received_by_the_authority_on="", sent_on="2026-09-11")
    assert "The authority has not said when it received the request" in school.senco.said
    assert "Friday 23 October 2026: Tell the family" in school.senco.said
    await happened(school, reference, "Local authority received the request", "2026-09-14")
    assert "The authority has not said" not in school.senco.said
    assert "Monday 26 October 2026: Tell the family" in school.senco.said
    await school.senco.presses("Local authority received the request: Monday 14 September 2026: Not so")
    assert "Taken back" in school.senco.said
    assert "Friday 23 October 2026: Tell the family" in school.senco.said
    await school.senco.asks(f"take back ehc fact {reference}.ehc_requested_on")
    assert "Open the assessment from “ehc”" in school.senco.said


async def test_an_exception_is_claimed_never_invented_and_the_day_in_law_stays(school: SchoolStory) -> None:
    reference = await requested(school)
    assert "Exceptions claimed" not in school.senco.said
    await school.senco.presses("Exception claimed")
    await school.senco.fills_in(why="Away from the area for four weeks", when_do_they_now_expect_it="2026-12-01")
    said = school.senco.said
    assert "Exceptions claimed: the days in law stay" in said
    assert "now expected on Tuesday 1 December 2026" in said
    assert "Monday 26 October 2026: Tell the family whether it will assess" in said
    await school.senco.asks("pupil amina")
    assert f"EHC needs assessment {reference}" in school.senco.said
    assert "Local authority: Tell the family whether it will assess" in school.senco.said


@pytest.mark.parametrize(
    ("changes", "question", "words"),
    [
        ({"received_by_the_authority_on": ""}, "Received by the authority on", "while you do not know it"),
        ({"received_by_the_authority_on": "2026-09-15"}, "Received by the authority on", "in the future"),
        ({"received_by_the_authority_on": "2016-09-14"}, "Received by the authority on", "Check the year"),
        ({"sent_on": "2026-09-15"}, "Sent on", "in the future"),
        (
            {"sent_on": "2026-09-14", "received_by_the_authority_on": "2026-09-11"},
            "Received by the authority on",
            "before it was sent",
        ),
    ],
)
async def test_days_that_cannot_be_are_asked_about(
    school: SchoolStory, changes: dict[str, str], question: str, words: str
) -> None:
    await school.senco.asks("ehc request")
    await school.senco.fills_in(**{**REQUEST, **changes})
    assert words in school.senco.errors[question]


async def test_one_at_a_time_and_only_for_the_senco(school: SchoolStory) -> None:
    reference = await requested(school)
    await school.senco.asks("ehc request")
    await school.senco.fills_in(**REQUEST)
    assert reference in school.senco.errors["Pupil"]
    for hands in (school.teacher, school.leader, school.admin):
        for word in ("ehc", f"ehc {reference}", "ehc request", f"end ehc {reference}"):
            await hands.asks(word)
            assert "You may not ask this here" in hands.said


async def test_the_schools_own_rules_stand_beside_the_laws(school: SchoolStory) -> None:
    await begins(school)
    await school.service.schools.change("Oakfield School", local_rules=OURS)
    reference = await requested(school)
    await happened(school, reference, "School was asked for advice", "2026-09-14")
    assert "Monday 12 October 2026: Send the school's advice to the authority's portal" in school.senco.said
    assert "School, is advised to; Our local authority's SEND protocol" in school.senco.said
    assert "Monday 26 October 2026 (act by Friday 23 October 2026): Send the school's advice" in school.senco.said
    sets_clock(school, 2026, 10, 1, 7, 45)
    assert "Send the school's advice to the authority's portal" in str((await school.channel())[-1])
    await happened(school, reference, "School sent its advice", "2026-10-01")
    assert "done on Thursday 1 October 2026, in time; School, is advised to; Our local" in school.senco.said


async def test_that_there_will_be_no_plan_is_what_its_button_says(school: SchoolStory) -> None:
    await requested(school)
    await school.senco.presses(
        "Monday 4 January 2027: Tell the family if it will not issue a plan: There will be no plan"
    )
    await school.senco.fills_in()
    assert "Recorded: Family was told that there will be no plan" in school.senco.said

"""A family's appeal: what closes first, the Tribunal's days over Christmas and in August, what an order binds to; a
plan that is to cease. On every face."""

from tests.digests import begins, sets_clock
from tests.scenarios import test_ehc
from tests.scenarios.test_annual_review import planned
from tests.scenarios.test_ehc import requested
from tests.school import SchoolStory

LETTER = "Date on a decision letter that can be appealed"


async def happened(school: SchoolStory, reference: str, what: str, on: str) -> None:
    await test_ehc.happened(school, reference, what, on, card="ehc appeal")


async def test_an_appeal_over_christmas_and_what_the_order_brings(school: SchoolStory) -> None:
    await begins(school)
    reference = await requested(school)
    assert "What closes first" not in school.senco.said
    sets_clock(school, 2026, 10, 30, 9, 0)
    await happened(school, reference, LETTER, "2026-10-27")
    said = school.senco.said
    # Before there is a certificate: whom to contact by when, and the appeal that needs none.
    assert "What closes first" in said
    assert "Sunday 27 December 2026, the family's: Contact the mediation adviser" in said
    assert (
        "To pass on: To keep your right to appeal, contact the mediation adviser named in the letter by Sunday" in said
    )
    assert "Monday 4 January 2027: Appeal about the school or college named in section I alone" in said
    assert "2027: Appeal to the Tribunal" not in said
    await school.senco.asks("ehc")
    assert "closes on Sunday 27 December 2026 for the family: Contact the mediation adviser" in school.senco.said

    sets_clock(school, 2026, 11, 30, 9, 0)
    await happened(school, reference, "Family told the mediation adviser that it does not want mediation", "2026-11-24")
    assert "Friday 27 November 2026: Issue the mediation certificate" in school.senco.said
    assert "Agency, must; SI 2014/1530, reg 34(1)" in school.senco.said
    await happened(school, reference, "Mediation certificate was issued", "2026-11-26")
    # A month from it is Boxing Day, two from the letter the day after: the first working day after 1 January.
    assert "Monday 4 January 2027: Appeal to the Tribunal" in school.senco.said
    assert "Monday 4 January 2027, the family's: Appeal to the Tribunal" in school.senco.said
    await school.senco.presses("The assessment")
    assert "Monday 4 January 2027, the family's: Appeal to the Tribunal" in school.senco.said
    await school.senco.presses("It has ended")
    await school.senco.fills_in(how_did_it_end="The authority will not assess", on_which_day="2026-10-27")

    # It has ended, and is followed for what comes after: the window, and then the order.
    await school.senco.asks("ehc")
    assert f"{reference}: Amina Yusuf, Year 4" in school.senco.said
    assert "Monday 4 January 2027: Appeal" in school.senco.said
    sets_clock(school, 2027, 1, 5, 9, 0)
    await school.senco.asks("ehc")
    assert "No EHC needs assessment is under way" in school.senco.said
    await happened(school, reference, "Family appealed to the Tribunal", "2026-12-30")
    assert "What closes first" not in school.senco.said
    sets_clock(school, 2027, 3, 2, 9, 0)
    await happened(school, reference, "Bound to assess or re-assess: ordered, not opposed or agreed", "2027-03-01")
    for words in (
        "Monday 15 March 2027: Bound to assess: tell the family that it will",
        "Monday 10 May 2027: Bound to assess: tell the family if there will be no plan after all",
        "Monday 7 June 2027: Bound to assess: send the final plan",
        "SI 2014/1530, reg 44(2)(b)",
    ):
        assert words in school.senco.said, words
    assert "Bound to make a plan: send" not in school.senco.said
    sets_clock(school, 2027, 3, 16, 7, 45)
    late = str((await school.channel())[-1])
    assert f"{reference}: EHC needs assessment, the local authority's day" in late
    assert "Bound to assess: tell the family that it will" in late
    assert "Amina" not in late
    await school.senco.asks(f"ehc {reference}")
    await school.senco.presses("Mediation and appeal")
    await school.senco.presses("Monday 15 March 2027: Bound to assess: tell the family that it will: Told")
    await school.senco.fills_in(on_which_day="2027-03-15")
    assert "done on Monday 15 March 2027, in time" in school.senco.said
    # What belongs to the assessment itself stays as it ended.
    await school.senco.asks(f"ehc fact {reference}.final_sent_on")
    assert "Nothing was changed" in school.senco.said


async def test_an_appeal_that_runs_out_in_august_is_in_time_until_september(school: SchoolStory) -> None:
    reference = await requested(school)
    sets_clock(school, 2027, 6, 11, 9, 0)
    await happened(school, reference, LETTER, "2027-06-10")
    sets_clock(school, 2027, 7, 20, 9, 0)
    await happened(school, reference, "Mediation certificate was issued", "2027-07-19")
    assert "Wednesday 1 September 2027: Appeal to the Tribunal: the later of the two" in school.senco.said
    assert "With the mediation certificate, an appeal is in time until Wednesday 1 September 2027." in school.senco.said
    assert "r 12(2) and 12(3)(a)" in school.senco.said


async def test_a_plan_that_is_to_cease_stands_while_there_is_time_to_appeal_and_while_an_appeal_runs(
    school: SchoolStory,
) -> None:
    reference = await planned(school)
    sets_clock(school, 2026, 12, 18, 16, 0)
    await school.senco.asks(f"annual review {reference}")
    await school.senco.presses("Held")
    await school.senco.fills_in(held_on="2026-12-18")
    sets_clock(school, 2027, 1, 18, 9, 0)
    await school.senco.asks(f"annual review {reference}")
    await school.senco.presses("The plan is to cease")
    await school.senco.fills_in(on_which_day="2027-01-15")
    assert (
        "Monday 15 March 2027: Appeal against the ceasing; the plan stands at least until this day" in school.senco.said
    )
    assert "What closes first" in school.senco.said
    sets_clock(school, 2027, 2, 26, 9, 0)
    await school.senco.asks(f"annual review {reference}")
    await school.senco.presses("Certificate came")
    await school.senco.fills_in(on_which_day="2027-02-26")
    # A month from it is Good Friday: the Tuesday after Easter.
    assert "To pass on: The plan stays in force at least until Tuesday 30 March 2027" in school.senco.said
    await school.senco.presses("Tuesday 30 March 2027: Appeal against the ceasing: They appealed")
    await school.senco.fills_in(on_which_day="2027-02-26")
    assert "30 March 2027" not in school.senco.said
    sets_clock(school, 2027, 6, 7, 9, 0)
    await school.senco.asks(f"annual review {reference}")
    await school.senco.presses("Appeal decided")
    await school.senco.fills_in(on_which_day="2027-06-04")
    assert "Friday 4 June 2027: The plan stands while the appeal runs" in school.senco.said


async def test_what_somebody_else_brought_to_the_authority_runs_from_the_day_it_became_responsible(
    school: SchoolStory,
) -> None:
    await requested(school, who_asked="Somebody else")
    assert "Monday 26 October 2026: Tell the family whether it will assess" in school.senco.said
    assert "Authority became responsible: the child was brought to its attention: Monday 14 September 2026" in (
        school.senco.said
    )
    await school.senco.presses(
        "Authority became responsible: the child was brought to its attention: Monday 14 September 2026: Correct"
    )
    await school.senco.fills_in(on_which_day="2026-09-10")
    assert "Thursday 22 October 2026" in school.senco.said

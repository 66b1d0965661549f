"""An agency's recommendations find their way into the plan, and both sides say where they are. On every face."""

from tests.agencies import opens, recommended, reported
from tests.plans import CLOSED, PLAN, planned, under_review
from tests.plans import opens as opens_plan
from tests.school import SchoolStory, reference_in

LINE = {"who_does_it": "Ms Reed", "how_often": "Every lesson"}


async def test_an_accepted_recommendation_goes_into_the_open_plan_and_both_say_so(school: SchoolStory) -> None:
    senco = school.senco
    plan = await planned(school)
    reference = await reported(school)
    await recommended(school, "Visual timetable", "Accepted", button="Recommendation")
    assert "Amina" not in senco.said
    await senco.presses("Add to plan")
    assert senco.form == "Provision or adjustment"
    await senco.fills_in(**LINE)  # what is done, and today, are in the form

    assert f"It is kept that it came from recommendation 1 of {reference}." in senco.said
    assert "Provision: Visual timetable" in senco.said
    assert "for the whole plan, from Monday 14 September 2026" in senco.said
    assert f"advised by Speech and language therapy ({reference})" in senco.said
    await opens(senco, reference)
    assert f"Accepted; in plan {plan}" in senco.said
    assert "Add to plan" not in senco.said
    await senco.presses("Close")
    assert f"{reference}: closed." in senco.said
    assert "Not in a plan yet" not in senco.said


async def test_what_is_adapted_is_planned_as_it_is_done_and_what_is_declined_is_not(school: SchoolStory) -> None:
    senco = school.senco
    await planned(school)
    reference = await reported(school)
    await recommended(school, "Daily session alone", "Adapted", "in a pair, thrice a week", button="Recommendation")
    await recommended(school, "A laptop", "Declined", "She has one", button="Another recommendation")
    await senco.asks(f"add provision {reference}.2")
    assert "no such recommendation to be added" in senco.said
    assert senco.form is None
    await opens(senco, reference)
    await senco.presses("1. Daily session alone: Add to plan")
    await senco.fills_in(**LINE)
    assert "Provision: Daily session alone: in a pair, thrice a week" in senco.said


async def test_closing_says_what_is_in_no_plan_yet_and_closes_all_the_same(school: SchoolStory) -> None:
    senco = school.senco
    plan = await planned(school)
    reference = await reported(school)
    await recommended(school, "Visual timetable", "Accepted", button="Recommendation")
    await recommended(school, "A laptop", "Declined", "She has one", button="Another recommendation")
    await recommended(school, "Seat at the front", "Accepted", button="Another recommendation")
    await senco.presses("Close")
    assert f"{reference}: closed." in senco.said
    assert "Not in a plan yet: recommendations 1 and 3." in senco.said

    await senco.presses("Read it")
    await senco.presses("3. Seat at the front: Add to plan")
    await senco.fills_in(**LINE, what_is_it="Adjustment")
    assert "Adjustment: Seat at the front" in senco.said
    await senco.asks(f"read agency referral {reference}")
    assert f"Accepted; in plan {plan}" in senco.said
    assert "Accepted; not in a plan yet" in senco.said


async def test_without_an_open_plan_the_plan_is_made_first_and_the_advice_added_then(school: SchoolStory) -> None:
    senco = school.senco
    reference = await reported(school)
    await recommended(school, "Visual timetable", "Accepted", button="Recommendation")
    assert "No plan is open for this pupil: make one first" in senco.said
    await senco.asks(f"add provision {reference}.1")
    assert f"Recommendation 1 of {reference} is for a pupil with no open plan: make the plan first" in senco.said
    await senco.presses("Make the plan")
    assert senco.form == "Plan SEN support"
    await senco.fills_in(**PLAN)
    plan = reference_in(senco.said, "C")
    await senco.presses("Add to plan")
    await senco.fills_in(**LINE)
    assert f"came from recommendation 1 of {reference}" in senco.said
    await opens(senco, reference)
    assert f"Accepted; in plan {plan}" in senco.said


async def test_nothing_is_added_twice(school: SchoolStory) -> None:
    plan = await planned(school)
    reference = await reported(school)
    await recommended(school, "Visual timetable", "Accepted", button="Recommendation")
    for senco in (school.senco, school.second_senco):
        await senco.asks(f"add provision {reference}.1")
    await school.senco.fills_in(**LINE)
    await school.second_senco.fills_in(**LINE)
    assert f"Recommendation 1 of {reference} is in plan {plan} already" in school.second_senco.said
    await school.second_senco.presses("Open plan")
    assert school.second_senco.said.count("Visual timetable") == 1


async def test_the_advice_stays_with_the_line_when_it_is_changed_and_carried_on(school: SchoolStory) -> None:
    reference = await reported(school)
    await recommended(school, "Visual timetable", "Accepted", button="Recommendation")
    plan = await under_review(school, school.senco)
    await school.senco.asks(f"add provision {reference}.1")
    await school.senco.fills_in(**LINE)
    await opens_plan(school.senco, plan)
    await school.senco.presses("Provision: Visual timetable: Change")
    await school.senco.fills_in(how_often="Twice a day")
    assert "Twice a day, for the whole plan, from Friday 18 December 2026; advised by" in school.senco.said

    await school.senco.asks(f"close review {plan}")
    await school.senco.fills_in(**CLOSED)
    later = reference_in(school.senco.said, "C")
    await school.senco.asks(f"read agency referral {reference}")
    assert f"in plan {later}" in school.senco.said


async def test_who_advised_it_is_for_those_who_lead_the_plan(school: SchoolStory) -> None:
    plan = await planned(school, lead_teacher="Ivy Stone")
    await reported(school)
    await recommended(school, "Visual timetable", "Accepted", button="Recommendation")
    await school.senco.presses("Add to plan")
    await school.senco.fills_in(**LINE)
    await opens_plan(school.other_teacher, plan)
    assert "advised by Speech and language therapy" in school.other_teacher.said
    await opens_plan(school.teacher, plan)  # teaches her, and reads what is to be done
    assert "Visual timetable" in school.teacher.said
    assert "Speech and language" not in school.teacher.said

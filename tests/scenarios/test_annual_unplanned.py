"""EHC plans with no annual review known: in home, in the digest, in the leaders' week, and planned from there."""

import re

from commands.domain.pupil import Provision
from tests.digests import begins, booked
from tests.school import SchoolStory, reference_in


async def test_plans_without_a_review_stand_in_the_sencos_day_until_each_is_planned(school: SchoolStory) -> None:
    senco = school.senco
    await senco.asks("annual reviews missing")
    assert "Of every EHC plan an annual review is known" in senco.said
    for name in ("Dora Finch", "Ben Abel"):
        await school.enrols(name, provision=Provision.PLAN)
    await school.enrols("Cy Bond", provision=Provision.SUPPORT)

    await senco.asks("home")
    assert "EHC plans with no annual review known: 2" in senco.said
    await senco.presses("Plan them")
    assert "EHC plans with no annual review known: 2." in senco.said
    assert senco.said.index("Ben Abel") < senco.said.index("Dora Finch")
    assert "Cy Bond" not in senco.said
    await senco.presses("Ben Abel, Year 4, 4B: Plan")
    await senco.fills_in(plan_first_made_on="2026-02-01")
    await senco.asks("annual reviews missing")
    assert "Ben Abel" not in senco.said
    await senco.presses("Dora Finch, Year 4, 4B: Plan")
    await senco.fills_in(plan_first_made_on="2026-02-01")
    await senco.asks("home")
    assert "no annual review known" not in senco.said


async def test_the_digest_counts_them_by_no_name_and_leads_to_them(school: SchoolStory) -> None:
    await school.enrols("Dora Finch", provision=Provision.PLAN)
    await begins(school)
    await school.senco.asks("digest preview")
    assert "no annual review known" not in school.senco.said  # alone it makes no digest
    await booked(school)
    await school.senco.asks("digest preview")
    assert re.search(r"EHC plans with no annual review known:?\s1\b", school.senco.said)
    assert "Dora" not in school.senco.said
    await school.senco.presses("Plan them")
    assert "Dora Finch" in school.senco.said


async def test_leaders_are_told_in_steps_and_not_that_all_is_well(school: SchoolStory) -> None:
    for n in range(6):
        await school.enrols(f"Zofia Kowal{n}", provision=Provision.PLAN)
    await school.leader.asks("leadership summary")
    assert "EHC plans with no annual review known: 5 to 9." in school.leader.said
    assert "No booked review is overdue" not in school.leader.said
    await school.leader.asks("annual reviews missing")
    assert "may not ask this" in school.leader.said


async def test_a_review_held_long_ago_is_none_known(school: SchoolStory) -> None:
    await school.enrols("Dora Finch", provision=Provision.PLAN)
    await school.senco.asks("book review dora")
    await school.senco.fills_in(kind_of_review="Annual review", on="2026-09-25")
    school.passes(days=14)
    await school.senco.asks("reviews")
    await school.senco.presses("Held")
    await school.senco.fills_in()
    await school.senco.asks("annual reviews missing")
    assert "Of every EHC plan" in school.senco.said
    school.passes(days=280)
    await school.senco.asks("annual reviews missing")
    assert "Dora Finch" in school.senco.said


async def test_what_the_review_calls_late_stands_in_the_day_and_nothing_else_is_called_late(
    school: SchoolStory,
) -> None:
    senco = school.senco
    await senco.asks("book review amina")
    await senco.fills_in(kind_of_review="Annual review", on="2026-10-05")
    reference = reference_in(senco.said, "V")
    school.passes(days=42)  # the meeting's day has passed, and nobody has said that it was held
    await senco.asks("due overdue")
    for words in (f"Annual review {reference}", f"the school's step {reference}"):
        assert words in senco.said, words
    assert senco.said.count(f"the school's step {reference}") == 2  # to invite, and to report
    await senco.asks(f"read review {reference}")
    await senco.presses("Held")
    await senco.fills_in(held_on="2026-10-05")
    await senco.asks(f"annual review {reference}")
    assert "not recorded; School, must; SI 2014/1530, reg 20(3)" in senco.said
    await senco.asks("due overdue")
    assert senco.said.count(f"the school's step {reference}") == 1

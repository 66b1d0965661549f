"""Phase transfers: who goes on and by when, the next place, what is passed on and by whom, whose rights. Every face."""

import io
from datetime import date

from docx import Document

from commands.domain.pupil import Provision
from tests.digests import begins, sets_clock
from tests.school import SchoolStory, reference_in


async def year_six(school: SchoolStory) -> None:
    await school.enrols("Dora Finch", year=6, group="6B", provision=Provision.PLAN)
    await school.enrols("Ben Abel", year=6, group="6B", provision=Provision.SUPPORT)
    await school.enrols("Cy Bond", year=6, group="6B")


async def goes_to(school: SchoolStory, name: str, place: str, **answers: str) -> str:
    await school.senco.asks(f"transfer {name}")
    await school.senco.presses("Next place")
    await school.senco.fills_in(
        where_do_they_go_on="At another school or college", name_of_the_school_or_college=place, **answers
    )
    return reference_in(school.senco.said, "P")


async def test_who_goes_on_is_listed_with_the_laws_days_and_what_is_missing(school: SchoolStory) -> None:
    await school.senco.asks("transfers")
    assert "No pupil on the SEN register is in Year 6 or Year 11" in school.senco.said
    await year_six(school)
    await school.senco.asks("transfers")
    said = school.senco.said
    for words in (
        "2 go on.",
        "Meet by Friday 20 November 2026: the authority then has its twelve weeks.",
        "by Sunday 14 February 2027, which the Code calls “by Monday 15 February 2027”",
        "Dora Finch, Year 6: EHC plan",
        "no review booked",
        "Ben Abel, Year 6: SEN support",
        "0 of 4 passed on",
    ):
        assert words in said, words
    assert "Cy Bond" not in said


async def test_the_review_is_planned_early_enough_for_the_authority_to_name_the_next_place(
    school: SchoolStory,
) -> None:
    await year_six(school)
    await school.senco.asks("transfer dora")
    assert "Friday 20 November 2026" in school.senco.said
    await school.senco.presses("Plan the annual review")
    # No other day is known to count from: the transfer's is enough.
    await school.senco.fills_in()
    assert "the meeting is on Friday 20 November 2026, the day proposed." in school.senco.said
    assert "goes on to the next phase" not in school.senco.said
    await school.senco.presses("Move the meeting")
    await school.senco.fills_in(new_day="2026-12-02", why_is_it_moved="zq-why")
    await school.senco.asks("annual review dora")
    assert "the authority has its twelve weeks only for a review by Friday 20 November 2026" in school.senco.said
    await school.senco.asks("transfers")
    assert "review on Wednesday 2 December 2026, too late for the authority's twelve weeks" in school.senco.said


async def test_what_was_passed_on_stands_on_the_next_schools_list_with_the_day_and_the_colleague(
    school: SchoolStory,
) -> None:
    await year_six(school)
    await begins(school)
    dora = await goes_to(school, "dora", "Meadow High School")
    sets_clock(school, 2027, 3, 1, 9, 0)
    assert "goes on to Meadow High School" in school.senco.said
    await goes_to(school, "ben", "meadow  high school")

    await school.senco.asks("transfer dora")
    await school.senco.presses("Visit: not yet: Record")
    await school.senco.fills_in(on_which_day="2027-02-26", by_whom="Tom Reed", note="zq-note")
    assert "Visit: Friday 26 February 2027 by Tom Reed" in school.senco.said
    await school.senco.presses("Records: not yet: Record")
    await school.senco.fills_in()
    assert "Records: Monday 1 March 2027 by Sam Okoro" in school.senco.said

    await school.senco.asks("transition list")
    assert "To which school or college?" in school.senco.said
    await school.senco.presses("This one")
    said = school.senco.said
    assert "2 go on to Meadow High School; 2 with something still to pass on." in said
    assert (
        "records Monday 1 March 2027 by Sam Okoro; visit Friday 26 February 2027 by Tom Reed; meeting not yet" in said
    )
    assert "A child protection file goes separately" in said
    await school.senco.presses("As a Word document")
    name, content = school.senco.files()[-1]
    assert name.startswith("Transition list")
    page = Document(io.BytesIO(content))
    cells = [cell.text for row in page.tables[0].rows for cell in row.cells]
    assert "Dora Finch, Year 6, EHC plan" in cells
    assert "Friday 26 February 2027 by Tom Reed" in cells
    assert "Visit: zq-note" in [paragraph.text for paragraph in page.paragraphs]

    await school.senco.asks("transfer dora")
    await school.senco.presses("Visit: Friday 26 February 2027 by Tom Reed: Not so")
    assert "Visit: not yet" in school.senco.said
    await school.senco.asks(f"not passed on {dora}.visit")
    assert "Open the pupil from “transfers”" in school.senco.said
    await school.senco.asks("passed on P-ZZZZZ.visit")
    assert "There is no transfer with that reference" in school.senco.said
    await school.senco.asks("pupil dora")
    assert f"Transfer {dora}: records passed on" in school.senco.said
    assert "Phase transfer: the local authority's day" in school.senco.said


async def test_its_days_stand_in_the_digest_without_a_name_until_they_are_met(school: SchoolStory) -> None:
    await year_six(school)
    await begins(school)
    reference = await goes_to(school, "dora", "Meadow High School")
    sets_clock(school, 2026, 11, 9, 7, 45)
    card = (await school.channel())[-1]
    line = f"Phase transfer: review meeting to hold {reference}"
    assert line.replace(f" {reference}", "") in str(card)
    for word in ("Dora", "Meadow"):
        assert word not in str(card)
    sets_clock(school, 2027, 2, 16, 7, 45)
    late = str((await school.channel())[-1])
    assert "Phase transfer: the local authority's day" in late
    assert "Late at the local authority" in late
    await goes_to(school, "dora", "Meadow High School", plan_naming_it_was_sent_on="2027-02-15")
    assert "done on Monday 15 February 2027, late" in school.senco.said
    sets_clock(school, 2027, 2, 17, 7, 45)
    assert "Phase transfer: the local authority's day" not in str((await school.channel())[-1])


async def test_from_the_end_of_compulsory_school_age_the_rights_are_the_young_persons(school: SchoolStory) -> None:
    await school.enrols("Bea Long", year=11, group="11A", born=date(2011, 3, 1), provision=Provision.PLAN)
    await school.senco.asks("transfer bea")
    assert "From Friday 25 June 2027 the rights under the plan are the young person's own" in school.senco.said
    assert "whether that counts as a transfer" in school.senco.said
    await school.senco.presses("Next place")
    await school.senco.fills_in(where_do_they_go_on="Here: in this school's own next phase")
    assert "this school's own next phase" in school.senco.said
    assert "Passed on" not in school.senco.said
    sets_clock(school, 2027, 3, 1, 9, 0)
    await school.senco.asks("due later")
    assert "Rights under an EHC plan pass to the young person" in school.senco.said
    await school.senco.presses("Bea Long, Year 11: Rights under an EHC plan pass to the young person: Done")
    await school.senco.asks("due later")
    assert "Rights under an EHC plan pass" not in school.senco.said


async def test_what_cannot_be_is_asked_about_and_others_may_not_ask(school: SchoolStory) -> None:
    await year_six(school)
    reference = await goes_to(school, "ben", "Meadow High School")
    await school.senco.asks("transfer ben")
    await school.senco.presses("Next place")
    await school.senco.fills_in(plan_naming_it_was_sent_on="2026-09-10")
    assert "no EHC plan" in school.senco.errors["Plan naming it was sent on"]
    await school.senco.fills_in(plan_naming_it_was_sent_on="", name_of_the_school_or_college="")
    assert "Name the school or college" in school.senco.errors["Name of the school or college"]
    await school.senco.asks("transfer cy")
    assert "No transfer is to come: this is a pupil of Year 6, no SEN" in school.senco.said
    await school.senco.asks("transition list hill academy")
    assert "No pupil goes on to a place of that name" in school.senco.said
    words = ("transfers", "transfer ben", "transition list", f"passed on {reference}.visit", "receiving school ben")
    for hands in (school.teacher, school.leader, school.admin):
        for word in words:
            await hands.asks(word)
            assert "You may not ask this here" in hands.said

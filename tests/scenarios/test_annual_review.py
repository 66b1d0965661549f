"""An annual review planned backwards, moved, held, and followed to the authority's decision. On every face."""

import io
from datetime import date

from docx import Document

from commands.domain.days.calendar import Span
from commands.domain.pupil import Provision
from tests.digests import begins, has_term_date, sets_clock
from tests.school import SchoolStory, reference_in


async def planned(school: SchoolStory, **answers: str) -> str:
    await school.senco.asks("annual review amina")
    await school.senco.fills_in(**(answers or {"plan_first_made_on": "2026-02-01"}))
    return reference_in(school.senco.said, "V")


async def test_it_is_planned_backwards_from_a_school_day_and_every_step_says_whose_it_is(school: SchoolStory) -> None:
    reference = await planned(school)
    said = school.senco.said
    assert f"{reference}: the meeting is on Friday 18 December 2026, the day proposed." in said
    for words in (
        "Friday 4 December 2026: Invite the family, the authority, health and social care",
        "School, must; SI 2014/1530, reg 20(3)",
        "Friday 15 January 2027: Decide to keep, amend or cease",
        "Local authority, must; SI 2014/1530, reg 20(10)",
    ):
        assert words in said, words
    await school.senco.asks("annual review amina")
    assert f"Annual review {reference}" in school.senco.said
    assert "That you have looked is recorded" in school.senco.said


async def test_moving_the_meeting_moves_the_chain_and_says_what_no_longer_fits(school: SchoolStory) -> None:
    reference = await planned(school)
    await school.senco.presses("Move the meeting")
    await school.senco.fills_in(new_day="2026-09-24", why_is_it_moved="zq-why")
    await school.senco.asks(f"annual review {reference}")
    assert (
        "The notice of two weeks no longer fits: it was to be given by Thursday 10 September 2026." in school.senco.said
    )
    assert "Move the meeting to Tuesday 29 September 2026 or later" in school.senco.said
    await school.senco.presses("Move the meeting")
    await school.senco.fills_in(new_day="2027-01-20", why_is_it_moved="zq-why")
    await school.senco.asks(f"annual review {reference}")
    assert "no longer fits" not in school.senco.said
    assert "the authority then has less than its four weeks" in school.senco.said
    assert "Wednesday 6 January 2027: Invite" in school.senco.said


async def test_its_steps_stand_in_the_digest_until_they_are_recorded_before_the_meeting_and_after(
    school: SchoolStory,
) -> None:
    await begins(school)
    reference = await planned(school)
    sets_clock(school, 2026, 11, 25, 7, 45)
    card = (await school.channel())[-1]
    line = f"{reference}: Annual review, the school's step"
    assert f"{line}, Invite the family" in str(card)
    assert "Amina" not in str(card)
    await school.senco.presses(f"{line}, Invite: Done", card)
    await school.senco.fills_in(on_which_day="2026-11-25")
    assert "done on Wednesday 25 November 2026, in time" in school.senco.said

    sets_clock(school, 2026, 12, 18, 16, 0)
    await school.senco.asks(f"annual review {reference}")
    await school.senco.presses("Held")
    await school.senco.fills_in(held_on="2026-12-18")
    sets_clock(school, 2027, 1, 18, 7, 45)
    late = str((await school.channel())[-1])
    assert "Late at the local authority" in late
    assert "Annual review, the local authority's step, Decide to keep" in late

    await school.senco.asks(f"annual review {reference}")
    await school.senco.presses("Friday 15 January 2027: Decide to keep: Done")
    await school.senco.fills_in(on_which_day="2027-01-18")
    assert "done on Monday 18 January 2027, late" in school.senco.said
    assert "Send the amended final plan" not in school.senco.said
    await school.senco.presses("Notice of amendments came")
    await school.senco.fills_in(on_which_day="2027-01-18")
    assert (
        "Friday 12 March 2027 (act by" in school.senco.said
        or "Friday 12 March 2027: Send the amended" in school.senco.said
    )
    # The next one is counted from the day this decision was told.
    await school.senco.asks("annual review amina")
    assert school.senco.form == "Annual review"
    await school.senco.fills_in()
    assert "the day proposed" in school.senco.said
    assert "2027" in school.senco.said


async def test_a_young_persons_review_prepares_for_adulthood_and_its_papers_gather_in_word(school: SchoolStory) -> None:
    await school.enrols("Bea Long", year=9, group="9A", provision=Provision.PLAN)
    await school.senco.asks("annual review bea")
    await school.senco.fills_in(plan_first_made_on="2026-02-01")
    assert "Preparing for adulthood (SI 2014/1530, reg 20(6))" in school.senco.said
    await school.senco.presses("Papers (Word)")
    name, content = school.senco.files()[-1]
    assert name.startswith("Papers V-")
    page = Document(io.BytesIO(content))
    text = "\n".join(paragraph.text for paragraph in page.paragraphs)
    for words in ("Annual review: papers", "Bea Long, Year 9, 9A", "Preparing for adulthood", "At the meeting"):
        assert words in text, words


async def test_a_day_to_count_from_is_asked_for_and_only_the_senco_plans(school: SchoolStory) -> None:
    await school.senco.asks("annual review amina")
    await school.senco.fills_in()
    assert "Give the day the plan was first made" in school.senco.errors["Last review: decision told on"]
    reference = await planned(school)
    for hands in (school.teacher, school.leader, school.admin):
        for word in ("annual review amina", f"annual steps {reference}", f"review papers {reference}"):
            await hands.asks(word)
            assert "You may not ask this here" in hands.said


async def test_a_meeting_that_falls_into_a_summer_nobody_has_dates_for_is_never_in_july_or_august(
    school: SchoolStory,
) -> None:
    await has_term_date(school, Span.TERM, date(2026, 12, 18))
    await planned(school, last_review_decision_told_on="2026-09-10")
    assert "the meeting is on Wednesday 30 June 2027, the day proposed" in school.senco.said
    assert "The school's own term dates end before: the usual English terms are assumed" in school.senco.said

"""Reviews booked, held, moved, cancelled, and those missing this term. On every face."""

from typing import Any

from commands.domain.pupil import Provision
from tests.plans import CLOSED, started, under_review
from tests.school import SchoolStory, reference_in

ANNUAL: dict[str, Any] = {
    "pupil": "Amina",
    "kind_of_review": "Annual review",
    "on": "2026-11-10",
    "at": "14:30",
    "place": "Room 4",
    "who_is_invited": "The parents, the local authority",
}


async def booked(school: SchoolStory, **changes: str) -> str:
    await school.senco.asks("book review")
    await school.senco.fills_in(**{**ANNUAL, **changes})
    return reference_in(school.senco.said, "V")


async def test_an_annual_reviews_papers_are_due_two_weeks_before(school: SchoolStory) -> None:
    await booked(school)
    for words in (
        "Amina Yusuf",
        "Annual review",
        "Tuesday 10 November 2026, 14:30",
        "Tuesday 27 October 2026",
        "Room 4",
    ):
        assert words in school.senco.said


async def test_a_day_without_school_is_pointed_out(school: SchoolStory) -> None:
    await booked(school, on="2026-11-14")
    assert "Saturday 14 November 2026 is not a school day" in school.senco.said


async def test_papers_that_cannot_be_in_time_are_said_at_once(school: SchoolStory) -> None:
    await booked(school, on="2026-09-21")
    assert "Its papers were due on Monday 7 September 2026" in school.senco.said


async def test_a_day_that_has_passed_is_put_right_under_the_question(school: SchoolStory) -> None:
    await school.senco.asks("book review Amina")
    await school.senco.fills_in(**{**ANNUAL, "on": "2026-09-11"})
    assert "This day has passed" in str(school.senco.errors)
    await school.senco.fills_in(on="2026-11-10", papers_due="2026-11-11")
    assert "Papers are due before the review" in str(school.senco.errors)
    await school.senco.fills_in(papers_due="2026-11-03")
    assert "Tuesday 3 November 2026" in school.senco.said


async def test_the_list_has_the_overdue_first_and_says_so(school: SchoolStory) -> None:
    await school.enrols("Zofia Kowal")
    later = await booked(school, pupil="Zofia", on="2026-12-01")
    first = await booked(school, on="2026-09-15", kind_of_review="Interim review")
    school.passes(days=1)
    await school.senco.asks("reviews")
    assert "overdue" not in school.senco.said
    school.passes(days=1)
    await school.senco.asks("reviews")

    said = school.senco.said
    assert said.index(first) < said.index(later)
    assert "1 school day late" in said
    assert "Interim review; Tue 15 Sep, 14:30" in said
    assert said.count("late") == 1
    await school.senco.presses(f"{first}: Held")
    await school.senco.fills_in(what_was_agreed_in_a_line="Carry on")
    assert "held on Tuesday 15 September 2026" in school.senco.said
    await school.senco.asks("reviews")
    assert first not in school.senco.said


async def test_moving_keeps_the_old_day_and_why(school: SchoolStory) -> None:
    reference = await booked(school)
    await school.senco.presses("Move")
    await school.senco.fills_in(new_day="2026-11-10", why_is_it_moved="Illness")
    assert "already" in str(school.senco.errors)
    await school.senco.fills_in(new_day="2026-11-24")

    await school.senco.asks(f"read review {reference}")
    for words in (
        "Tuesday 24 November 2026, 14:30",
        "Tuesday 10 November 2026",  # the old day, and the papers' new one
        "Moved from Tuesday 10 November 2026: Illness",
        "Sam Okoro, Monday 14 September 2026",
    ):
        assert words in school.senco.said


async def test_a_cancelled_review_stays_cancelled_and_says_what_to_do(school: SchoolStory) -> None:
    reference = await booked(school)
    await school.senco.presses("Cancel")
    await school.senco.fills_in(why_is_it_cancelled="Family moved away")
    assert f"{reference} is cancelled" in school.senco.said
    for word in ("review held", "move review", "cancel review"):
        await school.second_senco.asks(f"{word} {reference}")
        assert "stands at: cancelled" in school.second_senco.said
        assert "book review" in school.second_senco.said
        assert school.second_senco.form is None


async def test_moving_a_plans_review_moves_the_plans_date_and_tells_its_lead_teacher(school: SchoolStory) -> None:
    plan = await started(school)
    review = reference_in(school.senco.said, "V")
    await school.senco.asks("reviews")
    await school.senco.presses(f"{review}: Move")
    await school.senco.fills_in(new_day="2026-12-11", why_is_it_moved="The parents work on Fridays in December")

    [_, told] = await school.private(school.teacher)
    assert f"Review {review} of plan {plan}" in str(told)
    assert "Friday 11 December 2026" in str(told)
    assert "parents work" not in str(told)
    assert "Amina" not in str(told)
    await school.teacher.presses("Open plan", told)
    assert "Friday 11 December 2026" in school.teacher.said


async def test_a_plans_review_is_held_by_reviewing_it_and_not_cancelled(school: SchoolStory) -> None:
    plan = await started(school)
    review = reference_in(school.senco.said, "V")
    await school.senco.asks(f"review held {review}")
    assert f"Ask for “review {plan}”" in school.senco.said
    await school.senco.asks(f"cancel review {review}")
    assert f"Move {review} instead" in school.senco.said
    await school.senco.asks("reviews")
    await school.senco.presses(f"{review}: Review plan")
    assert "1. Retell a short story" in school.senco.said
    await school.senco.asks(f"change plan {plan}")
    await school.senco.fills_in(review_on="2026-12-11")
    assert "press Move" in str(school.senco.errors)


async def test_a_form_overtaken_by_a_colleague_changes_nothing_and_says_so(school: SchoolStory) -> None:
    reference = await booked(school)
    await school.senco.asks(f"move review {reference}")
    await school.second_senco.asks(f"cancel review {reference}")
    await school.second_senco.fills_in(why_is_it_cancelled="Family moved away")
    await school.senco.fills_in(new_day="2026-11-24", why_is_it_moved="Illness")
    assert f"Nothing was changed. {reference} stands at: cancelled" in school.senco.said


async def test_a_second_review_of_the_same_kind_is_not_booked_beside_the_first(school: SchoolStory) -> None:
    reference = await booked(school)
    await school.second_senco.asks("book review Amina")
    await school.second_senco.fills_in(**{**ANNUAL, "on": "2026-11-12"})
    assert f"{reference} is booked" in str(school.second_senco.errors)


async def test_who_is_missing_a_review_this_term_until_one_is_held(school: SchoolStory) -> None:
    for name in ("Zofia Kowal", "Ben Ames"):
        await school.enrols(name, provision=Provision.SUPPORT)
    await school.senco.asks("reviews missing")
    said = school.senco.said
    assert "2 of 2 at SEN support without a review in Autumn" in said
    assert said.index("Ben Ames") < said.index("Zofia Kowal")
    assert "Amina" not in said  # she is not on the register

    await school.senco.presses("Ben Ames: Book a review")
    await school.senco.fills_in(on="2026-09-14")
    await school.senco.presses("Held")
    await school.senco.fills_in()
    await school.senco.asks("reviews missing")
    assert "1 of 2" in school.senco.said
    assert "Ben Ames" not in school.senco.said
    school.passes(days=112)
    await school.senco.asks("reviews missing")
    assert "2 of 2 at SEN support without a review in Spring" in school.senco.said


async def test_closing_a_plans_review_counts_for_the_term(school: SchoolStory) -> None:
    await school.enrols("Zofia Kowal", provision=Provision.SUPPORT)
    plan = await under_review(school, school.senco, "Zofia")
    await school.senco.asks("reviews missing")
    assert "Zofia Kowal" in school.senco.said
    await school.senco.asks(f"close review {plan}")
    await school.senco.fills_in(**CLOSED)
    await school.senco.asks("reviews missing")
    assert "Every pupil at SEN support has had a review in Autumn" in school.senco.said


async def test_a_long_list_is_turned_by_a_button(school: SchoolStory) -> None:
    for n in range(12):
        await school.enrols(f"Pupil{n:02} Xu", provision=Provision.SUPPORT)
        await booked(school, pupil=f"Pupil{n:02}", on=f"2026-11-{n + 10}")
    await school.senco.asks("reviews")
    assert "1 to 10 of 12" in school.senco.said
    assert "Pupil11" not in school.senco.said
    await school.senco.presses("Next page")
    assert "11 to 12 of 12" in school.senco.said
    assert "Pupil11" in school.senco.said


async def test_teachers_do_not_see_the_diary_of_reviews(school: SchoolStory) -> None:
    reference = await booked(school)
    for asked in ("reviews", "reviews missing", "book review", f"read review {reference}", f"move review {reference}"):
        await school.teacher.asks(asked)
        assert "may not ask this" in school.teacher.said
        assert school.teacher.form is None

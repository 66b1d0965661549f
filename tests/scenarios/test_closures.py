"""Days the school is shut: recorded beforehand or afterwards, what that changes, and taken back. On every face."""

from datetime import date

import pytest

from commands.domain.person import Role
from tests.school import SchoolStory, reference_in

HEATING = "Boiler zq-why"


async def closed(school: SchoolStory, first: str, last: str = "", why: str = HEATING) -> str:
    await school.senco.asks("senco closure")
    days = {"first_day": first, **({"last_day": last} if last else {})}
    await school.senco.fills_in(**days, why_in_a_line=why)
    return reference_in(school.senco.said, "K")


async def booked(school: SchoolStory, on: str, kind: str = "Interim review") -> None:
    await school.senco.asks("book review")
    await school.senco.fills_in(pupil="Amina", kind_of_review=kind, on=on)
    assert "is booked for" in school.senco.said


async def test_a_closure_says_how_many_school_days_and_reviews_it_changes(school: SchoolStory) -> None:
    await booked(school, "2026-11-12")
    await booked(school, "2026-11-17")
    await booked(school, "2026-11-18")

    reference = await closed(school, "2026-11-12", "2026-11-17")  # a Thursday to the Tuesday after

    said = school.senco.said
    assert "is closed on Thursday 12 November 2026 to Tuesday 17 November 2026" in said
    assert "4 school days fewer; reviews on those days: 2, open “reviews”" in said
    assert "Reply-by dates already given stay" in said
    await school.senco.presses("See reviews")
    assert "3 to be held" in school.senco.said
    await school.senco.asks("book review")
    await school.senco.fills_in(pupil="Amina", kind_of_review="Interim review", on="2026-11-16")
    assert "Monday 16 November 2026 is not a school day" in school.senco.said
    assert reference


async def test_one_day_is_enough(school: SchoolStory) -> None:
    await closed(school, "2026-11-12")
    assert "is closed on Thursday 12 November 2026. 1 school day fewer; reviews on those days: 0." in school.senco.said


async def test_a_snow_day_is_recorded_afterwards_and_what_was_promised_stays(school: SchoolStory) -> None:
    before = await school.referred()
    promised = "5 October"
    assert promised in school.teacher.said
    school.passes(days=4)

    await closed(school, "2026-09-15", "2026-09-16", why="Snow in September")

    assert "the school was closed on Tuesday 15 September 2026 to Wednesday 16 September 2026" in school.senco.said
    assert "2 school days fewer" in school.senco.said
    await school.senco.asks("referrals")
    assert "2 school days" in school.senco.said  # Thursday and Friday, where it had been four
    await school.teacher.asks("my referrals")
    assert before in school.teacher.said
    assert promised in school.teacher.said


async def test_a_later_promise_leaves_the_closure_out(school: SchoolStory) -> None:
    await closed(school, "2026-09-15", "2026-09-16")
    await school.referred()
    assert "7 October" in school.teacher.said


async def test_taking_back_a_closure_gives_its_days_back_once(school: SchoolStory) -> None:
    reference = await closed(school, "2026-11-12", "2026-11-13")
    await school.senco.asks("closures")
    assert f"{reference}: Thursday 12 November 2026 to Friday 13 November 2026" in school.senco.said
    assert HEATING in school.senco.said
    assert "recorded by Sam Okoro on Monday 14 September 2026" in school.senco.said

    await school.senco.presses(f"{reference}: Take back")

    assert f"{reference} is taken back" in school.senco.said
    assert "2 school days more" in school.senco.said
    await school.senco.asks("closures")
    assert "No closure is to come" in school.senco.said
    assert reference not in school.senco.said
    await school.second_senco.asks(f"take back closure {reference}")
    assert "Nothing was changed" in school.second_senco.said
    assert "senco closure" in school.second_senco.said
    assert await closed(school, "2026-11-12", "2026-11-13") != reference
    assert "2 school days fewer" in school.senco.said


async def test_closures_to_come_and_past_are_listed_apart_and_paged(school: SchoolStory) -> None:
    past = await closed(school, "2026-09-10")
    days = [date(2026, 11, 2 + 7 * week + n) for week in range(4) for n in range(4)]
    to_come = [await closed(school, day.isoformat()) for day in days]

    await school.senco.asks("closures")
    assert "Closures to come, the earliest first: 16." in school.senco.said
    assert past not in school.senco.said
    assert to_come[0] in school.senco.said
    assert to_come[15] not in school.senco.said
    await school.senco.presses("Next page")
    assert to_come[15] in school.senco.said
    assert "16 to 16 of 16" in school.senco.said
    await school.senco.presses("Past ones")
    assert past in school.senco.said
    assert to_come[0] not in school.senco.said
    await school.senco.asks("closures past")
    assert past in school.senco.said


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        pytest.param({"first_day": "2026-11-14"}, "is shut on Saturday 14 November 2026 already", id="a Saturday"),
        pytest.param({"first_day": "2026-10-26", "last_day": "2026-10-30"}, "already", id="half-term"),
        pytest.param({"first_day": "2026-11-12", "last_day": "2026-11-11"}, "before the first day", id="back to front"),
        pytest.param({"first_day": "2029-11-12"}, "more than two years away", id="a slip in the year"),
        pytest.param(
            {"first_day": "2026-11-12", "last_day": "2027-11-12"}, "more than three months later", id="a year long"
        ),
    ],
)
async def test_days_that_cannot_be_meant_are_put_right_under_the_question(
    school: SchoolStory, answers: dict[str, str], sentence: str
) -> None:
    await school.senco.asks("senco closure")
    await school.senco.fills_in(**answers, why_in_a_line=HEATING)
    assert sentence in str(school.senco.errors)
    await school.senco.asks("closures")
    assert "No closure is to come" in school.senco.said


async def test_the_same_days_are_not_closed_twice(school: SchoolStory) -> None:
    await closed(school, "2026-11-12")
    await school.senco.asks("senco closure")
    await school.senco.fills_in(first_day="2026-11-12", why_in_a_line="Again")
    assert "already" in str(school.senco.errors)


async def test_an_administrator_may_and_the_senco_channel_hears_without_the_reason(school: SchoolStory) -> None:
    await school.has_a_senco_channel()
    await booked(school, "2026-11-12")
    await school.admin.asks("senco closure")
    await school.admin.fills_in(first_day="2026-11-12", why_in_a_line=HEATING)
    assert "reviews on those days: 1; the SENCO is told" in school.admin.said
    assert "See reviews" not in school.admin.said
    assert "Amina" not in school.admin.said

    [card] = [card for card in await school.channel() if "School closure" in str(card)]
    assert "zq-why" not in str(card)
    assert "Thursday 12 November 2026" in str(card)
    await school.senco.presses("See reviews", card)
    assert "Amina Yusuf" in school.senco.said

    await school.admin.asks("closures")
    await school.admin.presses("Take back")
    [card] = [card for card in await school.channel() if "School closure" in str(card)]
    assert "Taken back" in str(card)


async def test_nobody_else_may_record_see_or_take_back(school: SchoolStory) -> None:
    reference = await closed(school, "2026-11-12")
    for hands in (school.teacher, school.leader):
        for typed in ("senco closure", "closures", f"take back closure {reference}"):
            await hands.asks(typed)
            assert "You may not ask this" in hands.said
            assert hands.form is None


async def test_another_schools_closure_cannot_be_seen_or_taken_back(school: SchoolStory) -> None:
    reference = await closed(school, "2026-11-12")
    elmwood = await school.service.schools.add("Elmwood School")
    stranger = await school.employs("Una Vale", Role.SENCO, school=elmwood)
    await stranger.asks("closures")
    assert "No closure is to come" in stranger.said
    await stranger.asks(f"take back closure {reference}")
    assert "There is no closure with that reference" in stranger.said

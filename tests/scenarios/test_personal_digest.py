"""A colleague's own week: asked for, privately, once, by reference; and stopped when they say so. On every face."""

from typing import Any

from commands.domain.person import Role
from tests.digests import sets_clock
from tests.in_class import with_an_adjustment
from tests.plans import opens, started
from tests.school import SchoolStory
from tests.worlds import Hands


async def weeks(school: SchoolStory, hands: Hands) -> list[Any]:
    """The personal digests somebody has been sent."""
    return [message for message in await school.private(hands) if "Your week:" in str(message)]


async def test_who_wants_it_gets_on_monday_what_they_are_asked_for_and_nobody_else_does(school: SchoolStory) -> None:
    await school.has_a_senco_channel()
    reference = await school.referred()
    await school.senco.asks(f"ask about referral {reference}")
    await school.senco.fills_in(what_do_you_need_to_know="zq-question")
    await school.teacher.asks("digest me")
    assert "On Monday mornings" in school.teacher.said
    assert "Monday 21 September 2026 at 07:45" in school.teacher.said
    assert f"{reference}: the SENCO has a question" in school.teacher.said
    assert "digest me off" in school.teacher.said

    sets_clock(school, 2026, 9, 21, 7, 44)
    assert await weeks(school, school.teacher) == []
    sets_clock(school, 2026, 9, 21, 7, 45)
    [week] = await weeks(school, school.teacher)
    for private in ("Amina", "Yusuf", "zq-question"):
        assert private not in str(week)
    assert await weeks(school, school.other_teacher) == []
    assert await weeks(school, school.senco) == []
    await school.teacher.presses("Answer", week)
    assert school.teacher.form

    school.passes(days=1)
    assert len(await weeks(school, school.teacher)) == 1
    await school.teacher.asks("digest me off")
    assert "no personal digest any more" in school.teacher.said
    sets_clock(school, 2026, 9, 28, 8, 0)
    assert len(await weeks(school, school.teacher)) == 1


async def test_a_review_they_lead_and_a_plan_nobody_noted_anything_of(school: SchoolStory) -> None:
    reference = await with_an_adjustment(school)
    await opens(school.senco, reference)
    await school.senco.presses("Start")
    await school.teacher.asks("digest me")
    assert "Today it would hold nothing" in school.teacher.said

    sets_clock(school, 2026, 9, 21, 9, 0)
    assert await weeks(school, school.teacher) == []  # started a week ago: too early to ask
    sets_clock(school, 2026, 10, 5, 9, 0)
    [week] = await weeks(school, school.teacher)
    assert "nothing noted by you since Monday 21 September 2026" in str(week)
    await school.teacher.presses(f"Plan {reference}: How did it go?", week)
    assert "Seat at the front" in school.teacher.said
    await school.teacher.presses("Seat at the front: Helped")
    assert "Amina" in school.teacher.said

    sets_clock(school, 2026, 10, 12, 9, 0)
    assert len(await weeks(school, school.teacher)) == 1  # noted last week, and nothing else is asked
    sets_clock(school, 2026, 12, 7, 9, 0)
    *_, last = await weeks(school, school.teacher)
    assert "SEN support review" in str(last)
    assert "Friday 18 December 2026" in str(last)
    await school.teacher.presses("V-: Open", last)
    assert f"Plan {reference}" in school.teacher.said


async def test_a_monday_without_school_puts_it_off_to_the_first_day_back_and_a_standstill_makes_it_late(
    school: SchoolStory,
) -> None:
    await started(school)
    await school.teacher.asks("digest me")
    sets_clock(school, 2026, 10, 26, 9, 0)  # half-term
    before = len(await weeks(school, school.teacher))
    sets_clock(school, 2026, 10, 30, 9, 0)
    assert len(await weeks(school, school.teacher)) == before
    sets_clock(school, 2026, 11, 2, 7, 45)
    assert len(await weeks(school, school.teacher)) == before + 1
    await school.stops()
    sets_clock(school, 2026, 11, 11, 12, 0)
    await school.starts()
    *_, late = await weeks(school, school.teacher)
    assert "Late: this was due on Monday 9 November 2026 at 07:45" in str(late)
    assert len(await weeks(school, school.teacher)) == before + 2


async def test_who_has_left_gets_none_and_an_administrator_cannot_ask_for_it(school: SchoolStory) -> None:
    await school.admin.asks("digest me")
    assert "You may not ask this here" in school.admin.said
    reference = await school.referred()
    await school.senco.asks(f"ask about referral {reference}")
    await school.senco.fills_in(what_do_you_need_to_know="zq-question")
    await school.teacher.asks("digest me")
    await school.everybody_leaves(Role.TEACHER)
    sets_clock(school, 2026, 9, 21, 8, 0)
    assert await weeks(school, school.teacher) == []

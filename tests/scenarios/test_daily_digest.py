"""The SENCO's day: the digest that comes by itself, what is on it, what can be done from it. On every face."""

from datetime import date

import pytest

from commands.domain.pupil import Provision
from tests.digests import SETTINGS, TO_THE_AUTHORITY, begins, booked, ordered, sets_clock
from tests.scenarios.test_register import puts_on
from tests.scenarios.test_register_clashes import takes_over
from tests.school import SchoolStory


@pytest.fixture
async def school(school: SchoolStory) -> SchoolStory:
    await begins(school)
    return school


async def test_it_comes_at_a_quarter_to_eight_and_not_before_and_once(school: SchoolStory) -> None:
    review = await booked(school)
    assert await school.channel() == []
    sets_clock(school, 2026, 9, 15, 7, 44)
    assert await school.channel() == []
    sets_clock(school, 2026, 9, 15, 7, 45)
    [card] = await school.channel()
    assert ordered(
        card, "The day: Tuesday 15 September 2026", "The next 10 school days (1)", f"{review}: Interim review"
    )
    assert "Tue 22 Sep, 14:30" in str(card)
    for absent in ("Amina", "Yusuf", "zq-", "Late", "Overdue"):
        assert absent not in str(card)
    school.passes(hours=3)
    assert len(await school.channel()) == 1


async def test_what_is_overdue_comes_first_and_the_authoritys_lateness_is_theirs(school: SchoolStory) -> None:
    await puts_on(school)
    await takes_over(school, Provision.SUPPORT, "SEMH", day=date(2026, 9, 14))
    for name, on in (("Ben Oak", "2026-09-15"), ("Cy Elm", "2026-09-16"), ("Di Ash", "2026-09-14")):
        await school.enrols(name)
        await booked(school, pupil=name, on=on)
    await school.senco.asks("parent request")
    await school.senco.fills_in(**TO_THE_AUTHORITY)
    sets_clock(school, 2026, 9, 16, 7, 45)

    card = (await school.channel())[-1]
    assert ordered(
        card, "Overdue (2)", "2 school days late", "Mon 14 Sep", "1 school day late", "Tue 15 Sep", "Today (1)",
        "Late at the local authority (1)", "local authority's answer", "set by law", "Register clashes to settle",
    )  # fmt: skip
    assert "Amina" not in str(card)
    await school.senco.presses("Register clashes", card)
    assert "Theirs: SEN support" in school.senco.said

    for day, listed in ((17, False), (18, False), (21, False), (22, True), (23, False)):  # once more a week on
        sets_clock(school, 2026, 9, day, 7, 45)
        card = (await school.channel())[-1]
        assert ("local authority's answer" in str(card)) is listed, day
        assert ("Late at the local authority, listed once a week" in str(card)) is not listed, day


async def test_each_line_opens_for_the_presser_alone_and_is_done_moved_or_put_off(school: SchoolStory) -> None:
    review = await booked(school)
    sets_clock(school, 2026, 9, 15, 7, 45)
    [card] = await school.channel()

    await school.senco.presses(f"{review}: Open", card)
    assert "Amina Yusuf" in school.senco.said
    assert "zq-place" in school.senco.said
    assert "Amina" not in str(await school.channel())
    await school.second_senco.presses(f"{review}: Move", card)
    await school.second_senco.fills_in(new_day="2026-09-24", why_is_it_moved="Illness")
    assert "moved to Thursday 24 September" in school.second_senco.said
    await school.senco.presses(f"{review}: Snooze", card)
    assert "not due any more: it was done or moved" in school.senco.said  # it has another day now
    await school.senco.presses(f"{review}: Held", card)
    await school.senco.fills_in(held_on="2026-09-15")
    sets_clock(school, 2026, 9, 16, 7, 45)
    assert len(await school.channel()) == 1  # nothing is due any more


async def test_somebody_else_in_the_channel_opens_nothing(school: SchoolStory) -> None:
    review = await booked(school)
    await school.senco.asks("parent request")
    await school.senco.fills_in(**TO_THE_AUTHORITY)
    sets_clock(school, 2026, 9, 15, 7, 45)
    [card] = await school.channel()
    for button in (f"{review}: Open", f"{review}: Snooze"):
        await school.leader.presses(button, card)
        assert "may not ask this" in school.leader.said
        assert "Amina" not in school.leader.said


async def test_a_line_without_a_reference_opens_by_its_mark(school: SchoolStory) -> None:
    """A parent's request is opened under the pupil: in a channel not even the pupil's id is drawn."""
    await school.senco.asks("parent request")
    await school.senco.fills_in(**TO_THE_AUTHORITY)
    sets_clock(school, 2026, 9, 15, 7, 45)
    [card] = await school.channel()
    await school.senco.presses("Open", card)
    assert "Amina Yusuf" in school.senco.said
    assert "regulation 5(1)" in school.senco.said
    await school.senco.presses("Details")
    assert "to the local authority, by father" in school.senco.said


async def test_a_snoozed_line_is_counted_and_back_on_its_day(school: SchoolStory) -> None:
    review = await booked(school)
    sets_clock(school, 2026, 9, 15, 7, 45)
    [card] = await school.channel()
    await school.senco.presses(f"{review}: Snooze", card)
    await school.senco.fills_in(until_which_day="2026-09-15")
    assert "after today" in str(school.senco.errors)
    await school.senco.fills_in(until_which_day="2026-10-01")
    assert "two weeks ahead" in str(school.senco.errors)
    await school.senco.fills_in(until_which_day="2026-09-17")
    assert "back in the digest on Thursday 17 September 2026" in school.senco.said
    assert "due on Tuesday 22 September 2026 as before" in school.senco.said
    await school.second_senco.presses(f"{review}: Snooze", card)
    assert "Snoozed until Thursday 17 September 2026 already" in school.second_senco.said

    sets_clock(school, 2026, 9, 16, 7, 45)
    card = (await school.channel())[-1]
    assert review not in str(card)
    assert ordered(card, "Nothing is due", "Snoozed", "1")
    sets_clock(school, 2026, 9, 17, 7, 45)
    card = (await school.channel())[-1]
    assert review in str(card)
    assert "Snoozed" not in str(card)


async def test_what_the_law_sets_a_day_for_is_never_put_off_past_it(school: SchoolStory) -> None:
    review = await booked(school, kind_of_review="Annual review", on="2026-10-01")  # papers: 17 September
    sets_clock(school, 2026, 9, 15, 7, 45)
    [card] = await school.channel()
    assert ordered(card, f"{review}: Review papers due", "Thu 17 Sep; set by law")
    await school.senco.presses(f"{review}: Review papers due: Snooze", card)
    assert "until Thursday 17 September 2026 at the latest" in school.senco.said
    await school.senco.fills_in(until_which_day="2026-09-18")
    assert "The law sets Thursday 17 September 2026" in str(school.senco.errors)
    await school.senco.fills_in(until_which_day="2026-09-17")
    sets_clock(school, 2026, 9, 17, 7, 45)
    await school.senco.presses(f"{review}: Review papers due: Snooze", card)
    assert "cannot be put off any more" in school.senco.said
    card = (await school.channel())[-1]
    await school.senco.presses(f"{review}: Review papers due: Papers sent", card)
    sets_clock(school, 2026, 9, 18, 7, 45)
    assert "papers" not in str((await school.channel())[-1])


async def test_an_empty_day_sends_nothing_unless_the_school_wants_an_all_clear(school: SchoolStory) -> None:
    sets_clock(school, 2026, 9, 15, 7, 45)
    assert await school.channel() == []
    await school.senco.asks("digest time")
    await school.senco.fills_in(**{**SETTINGS, "a_line_when_nothing_is_due": "Yes"})
    sets_clock(school, 2026, 9, 16, 7, 45)
    [card] = await school.channel()
    assert "Nothing is due today" in str(card)


async def test_after_a_standstill_there_is_one_that_says_what_it_stands_for(school: SchoolStory) -> None:
    review = await booked(school)
    await school.stops()
    sets_clock(school, 2026, 9, 17, 10, 0)
    await school.starts()
    [card] = await school.channel()
    assert ordered(
        card, "The day: Thursday 17 September 2026",
        "Late: this was due on Thursday 17 September 2026 at 07:45.",
        "it stands for Tuesday 15 September 2026 and Wednesday 16 September 2026 too", review,
    )  # fmt: skip
    sets_clock(school, 2026, 9, 18, 7, 45)
    assert "Late" not in str((await school.channel())[-1])


async def test_the_last_before_half_term_lists_all_until_the_next_and_the_first_back_what_passed(
    school: SchoolStory,
) -> None:
    await school.enrols("Ben Oak")
    await school.enrols("Cy Elm")
    during = await booked(school, on="2026-10-28")
    afterwards = await booked(school, pupil="Ben", on="2026-11-03")
    overdue = await booked(school, pupil="Cy", on="2026-10-20")
    sets_clock(school, 2026, 10, 22, 7, 45)
    assert "The last digest" not in str((await school.channel())[-1])
    sets_clock(school, 2026, 10, 23, 7, 45)
    card = (await school.channel())[-1]
    assert ordered(
        card, "The last digest before Monday 2 November 2026", "Overdue (1)", overdue,
        "Before Monday 2 November 2026 (1)", during, "The next 10 school days (1)", afterwards,
    )  # fmt: skip
    for day in range(24, 32):
        sets_clock(school, 2026, 10, day, 12, 0)
        assert (await school.channel())[-1] is not None
        assert str((await school.channel())[-1]) == str(card)
    sets_clock(school, 2026, 11, 2, 7, 45)
    card = (await school.channel())[-1]
    assert ordered(
        card, "The first digest since Friday 23 October 2026", "Overdue (1)", overdue,
        "Passed since Friday 23 October 2026 (1)", during,
    )  # fmt: skip


async def test_in_a_long_break_the_sencos_hear_of_what_the_law_counts_on_if_they_want_to(school: SchoolStory) -> None:
    await booked(school, kind_of_review="Annual review", on="2026-11-11")  # papers: 28 October
    await school.senco.asks("digest time")
    await school.senco.fills_in(**{**SETTINGS, "a_message_in_long_breaks": "Yes"})
    sets_clock(school, 2026, 10, 27, 12, 0)
    assert not [card for card in await school.private(school.second_senco) if "In the break" in str(card)]
    for _ in range(2):
        sets_clock(school, 2026, 10, 28, 7, 45)
        [card] = [card for card in await school.private(school.second_senco) if "In the break" in str(card)]
        assert ordered(card, "In the break: Wednesday 28 October 2026", "Review papers due", "set by law")
        assert "Amina" not in str(card)
        school.passes(days=1)


async def test_a_long_day_keeps_within_a_card_and_counts_the_rest(school: SchoolStory) -> None:
    """Twenty overdue lines do not hide what is due today."""
    for n in range(20):
        await school.enrols(f"Pupil{n:02} Xu")
        await booked(school, pupil=f"Pupil{n:02}", on="2026-09-14")
    today = await booked(school, on="2026-09-15")
    sets_clock(school, 2026, 9, 15, 7, 45)
    [card] = await school.channel()
    assert ordered(card, "Overdue (20)", "Today (1)", today, "Not listed here (6)", "Interim review", "6")
    await school.senco.presses("See all", card)
    assert school.senco.said.count(" Xu, Year 4: Interim review V-") == 15
    assert "1 to 15 of 21." in school.senco.said


async def test_a_closure_of_this_morning_holds_it_back_and_taken_back_lets_it_come(school: SchoolStory) -> None:
    review = await booked(school)
    sets_clock(school, 2026, 9, 15, 7, 0)
    await school.senco.asks("senco closure")
    await school.senco.fills_in(first_day="2026-09-15", why_in_a_line="Snow")
    sets_clock(school, 2026, 9, 15, 7, 45)
    assert not [card for card in await school.channel() if "The day" in str(card)]
    sets_clock(school, 2026, 9, 15, 9, 0)
    await school.senco.asks("closures")
    await school.senco.presses("Take back")
    [card] = [card for card in await school.channel() if "The day" in str(card)]
    assert ordered(card, "Late: this was due on Tuesday 15 September 2026 at 07:45", review)

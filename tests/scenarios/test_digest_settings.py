"""Setting the digests up in chat: the time, what is in them, a preview, the leadership channel. On every face."""

from datetime import date

import pytest
from sqlalchemy import delete

from commands.domain.days.calendar import Span
from storage.tables import channels
from tests.digests import SETTINGS, begins, booked, has_term_date, sets_clock
from tests.school import SchoolStory


@pytest.fixture
async def school(school: SchoolStory) -> SchoolStory:
    await begins(school)
    return school


async def test_setting_up_the_channel_says_when_the_digest_comes_and_leads_to_its_time(school: SchoolStory) -> None:
    await school.has_a_senco_channel()
    assert "The daily digest comes on school days at 07:45" in school.senco.said
    assert "In the daily digest" in school.senco.said
    assert "what comes in the next 10 school days: reviews and their papers, appointments" in school.senco.said
    await school.senco.presses("Digest time")
    assert school.senco.form == "Daily digest"
    await school.senco.fills_in(at_what_time="08:10", how_far_does_it_look_ahead="5 school days")
    assert "The next daily digest comes on Tuesday 15 September 2026 at 08:10" in school.senco.said
    assert "5 school days" in school.senco.said

    late, soon = await booked(school, on="2026-09-24"), await booked(school, on="2026-09-17")
    sets_clock(school, 2026, 9, 15, 8, 9)
    assert await school.channel() == []
    sets_clock(school, 2026, 9, 15, 8, 10)
    [card] = await school.channel()
    assert soon in str(card)
    assert late not in str(card)


async def test_another_time_after_todays_was_sent_sends_no_second(school: SchoolStory) -> None:
    await booked(school)
    sets_clock(school, 2026, 9, 15, 7, 45)
    assert len(await school.channel()) == 1
    for later in ("07:50", "07:40", "09:00"):
        await school.senco.asks("digest time")
        await school.senco.fills_in(**{**SETTINGS, "at_what_time": later})
        assert "Wednesday 16 September 2026" in school.senco.said
    school.passes(hours=12)
    assert len(await school.channel()) == 1


async def test_an_earlier_time_that_has_passed_brings_todays_at_once_and_not_as_late(school: SchoolStory) -> None:
    await booked(school)
    sets_clock(school, 2026, 9, 15, 7, 0)
    await school.senco.asks("digest time")
    await school.senco.fills_in(**{**SETTINGS, "at_what_time": "15:00"})
    assert "Tuesday 15 September 2026 at 15:00" in school.senco.said
    sets_clock(school, 2026, 9, 15, 9, 0)
    await school.senco.asks("digest time")
    await school.senco.fills_in(**SETTINGS)
    assert "Today's daily digest comes in a moment" in school.senco.said
    [card] = await school.channel()
    assert "Late" not in str(card)


async def test_switched_off_it_does_not_come(school: SchoolStory) -> None:
    await booked(school)
    await school.senco.asks("digest time")
    await school.senco.fills_in(**{**SETTINGS, "is_it_sent": "No"})
    assert "not sent any more" in school.senco.said
    sets_clock(school, 2026, 9, 15, 9, 0)
    assert await school.channel() == []
    await school.senco.asks("digest settings")
    assert "Off" in school.senco.said


async def test_the_preview_shows_the_next_to_the_asker_alone(school: SchoolStory) -> None:
    await school.senco.asks("digest preview")
    assert "On Tuesday 15 September 2026 nothing would be sent" in school.senco.said
    review = await booked(school)
    sets_clock(school, 2026, 9, 18, 16, 0)  # a Friday
    standing = len(await school.channel())
    await school.senco.asks("digest preview")
    assert "would be sent on Monday 21 September 2026 at 07:45" in school.senco.said
    assert review in school.senco.said
    assert len(await school.channel()) == standing


async def test_on_inset_days_where_the_school_wants_it(school: SchoolStory) -> None:
    await booked(school)
    tuesday = date(2026, 9, 15)
    await has_term_date(school, Span.INSET, tuesday)
    sets_clock(school, 2026, 9, 15, 9, 0)
    assert await school.channel() == []
    await school.senco.asks("digest time")
    await school.senco.fills_in(**{**SETTINGS, "on_inset_days_too": "Yes"})
    assert len(await school.channel()) == 1


async def test_others_neither_see_nor_change_the_sencos_digest(school: SchoolStory) -> None:
    for hands in (school.teacher, school.leader, school.admin):
        for asked in ("digest time", "digest preview"):
            await hands.asks(asked)
            assert "may not ask this" in hands.said
    await school.teacher.asks("digest settings")
    assert "may not ask this" in school.teacher.said
    await school.leader.asks("digest settings")
    assert "leadership setup" in school.leader.said
    assert "Looks ahead" not in school.leader.said


async def test_the_leaders_have_a_channel_and_a_weekly_summary_at_their_own_time(school: SchoolStory) -> None:
    await school.leader.asks("summary time")
    assert "There is no leadership channel yet" in school.leader.said
    await school.teacher.asks("leadership setup")
    assert "may not ask this" in school.teacher.said
    await school.world.makes_channel("leadership", [school.leader, school.senco])
    await school.leader.asks("leadership setup", channel="leadership")
    assert "This is now the leadership channel" in school.leader.said
    assert "Monday at 08:00" in school.leader.said
    assert "Who can read this channel" in school.leader.said
    await school.leader.presses("Summary time")
    await school.leader.fills_in(on_which_day="Wednesday", at_what_time="08:30")
    assert "The next weekly summary comes on Wednesday 16 September 2026 at 08:30" in school.leader.said

    sets_clock(school, 2026, 9, 16, 8, 29)
    assert await school.channel("leadership") == []
    sets_clock(school, 2026, 9, 16, 8, 30)
    [card] = await school.channel("leadership")
    assert "Amina" not in str(card)
    sets_clock(school, 2026, 9, 22, 9, 0)
    assert len(await school.channel("leadership")) == 1
    sets_clock(school, 2026, 9, 23, 8, 30)
    assert len(await school.channel("leadership")) == 2


@pytest.mark.parametrize("school", ["slack", "web"], indirect=True)
async def test_a_channel_anyone_can_read_is_refused_for_the_leaders(school: SchoolStory) -> None:
    await school.world.makes_channel("staffroom", [school.senco, school.leader, school.teacher], public=True)
    await school.leader.asks("leadership setup", channel="staffroom")
    assert "This channel is public" in school.leader.said


async def test_before_there_is_a_channel_each_senco_who_can_be_reached_gets_it_privately(school: SchoolStory) -> None:
    async with school.service.database.writing() as connection:
        await connection.execute(delete(channels))
    for senco in (school.senco, school.second_senco):
        await senco.asks("help")
    review = await booked(school)
    sets_clock(school, 2026, 9, 15, 7, 45)
    for senco in (school.senco, school.second_senco):
        [card] = await school.private(senco)
        assert review in str(card)
        await senco.presses(f"{review}: Open", card)
        assert "Amina Yusuf" in senco.said

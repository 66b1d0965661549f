"""The safeguarding boundary as staff meet it: a line above every form, and once, for a worrying word, whom to tell."""

import logging
from typing import Any

import pytest
from sqlalchemy import func, select

from commands.domain.referral import Happened
from storage.subjects.referrals import referral_events, referrals
from storage.tables import metadata
from tests.agencies import booked, opens
from tests.school import REFERRAL, SchoolStory

LINE = "A safeguarding concern does not belong here: tell the safeguarding lead now: Grace Lin, extension 112"
NUDGE = (
    "If this is a safeguarding concern, stop here and tell Grace Lin, extension 112 now. If it is not, send it again."
)
WORRYING = "Fell at football; a bruise on the knee."


async def rows(school: SchoolStory) -> dict[str, int]:
    """How many rows each table has."""
    async with school.service.database.reading() as connection:
        return {
            table.name: int(await connection.scalar(select(func.count()).select_from(table)) or 0)
            for table in metadata.sorted_tables
        }


async def everything(school: SchoolStory) -> str:
    """Every row there is, but for the words that are watched for and the platforms' addresses."""
    async with school.service.database.reading() as connection:
        tables = [table for table in metadata.sorted_tables if table.name not in ("schools", "identities")]
        return "".join([str((await connection.execute(select(table))).all()) for table in tables])


async def referral(school: SchoolStory) -> dict[str, Any]:
    """The one referral, as it is stored."""
    async with school.service.database.reading() as connection:
        return dict((await connection.execute(select(referrals))).mappings().one())


async def added(school: SchoolStory, before: dict[str, int]) -> dict[str, int]:
    """How many rows have come since."""
    return {name: n - before[name] for name, n in (await rows(school)).items() if n != before[name]}


async def test_a_worrying_word_brings_the_form_back_once_and_nothing_is_stored(
    school: SchoolStory, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    teacher = school.teacher
    await teacher.asks("refer")
    assert LINE in teacher.everything_shown()
    assert NUDGE not in teacher.everything_shown()
    before = await rows(school)

    await teacher.fills_in(**{**REFERRAL, "what_have_you_noticed": WORRYING})

    assert teacher.form == "Refer a pupil"
    assert NUDGE in teacher.everything_shown()
    assert not teacher.errors
    for kept in (WORRYING, "Story maps", "Amina Yusuf", "2026-09-10"):
        assert kept in teacher.everything_shown()
    # That the form was shown with a pupil in it is in the audit, as it is for every form that comes back.
    assert set(await added(school, before)) <= {"audit", "audit_people"}
    assert "bruise" not in await everything(school)

    await teacher.fills_in()

    assert "is with the SENCO" in teacher.said
    await teacher.resubmits()
    since = await added(school, before)
    assert (since["referrals"], since["asks"]) == (1, 1)
    kept = await everything(school)
    assert kept.count(WORRYING) == 1
    for trace in (".told", "nudge"):
        assert trace not in kept
    for trace in (".told", "nudge", "bruise"):
        assert not any(trace in r.getMessage() for r in caplog.records if not r.name.startswith("aiosqlite"))


async def test_to_the_log_and_the_figures_it_is_a_form_that_came_back_like_any_other(
    school: SchoolStory, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)

    async def said(**changes: str) -> tuple[list[str], dict[str, int]]:
        await school.teacher.asks("refer")
        before = await rows(school)
        caplog.clear()
        await school.teacher.fills_in(**{**REFERRAL, **changes})
        assert school.teacher.form == "Refer a pupil"
        lines = [r.getMessage() for r in caplog.records if r.name == "chatops.asks"]
        return lines, await added(school, before)

    await said(since_when="2027-01-01")  # that somebody searches by name is written down the first time
    assert await said(what_have_you_noticed=WORRYING) == await said(since_when="2027-01-01")


async def test_who_has_been_told_is_told_no_second_time_though_something_else_needs_putting_right(
    school: SchoolStory,
) -> None:
    teacher = school.teacher
    await teacher.asks("refer")
    await teacher.fills_in(**{**REFERRAL, "what_have_you_noticed": WORRYING, "since_when": "2027-01-01"})
    assert NUDGE in teacher.everything_shown()

    await teacher.fills_in()
    assert "in the future" in teacher.errors["Since when?"]
    await teacher.fills_in(since_when="2026-09-01", what_have_you_tried="Asked who hurts me; nobody does.")

    assert "is with the SENCO" in teacher.said


async def test_a_typed_line_with_a_worrying_word_becomes_the_form_first(school: SchoolStory) -> None:
    teacher = school.teacher
    before = await rows(school)
    await teacher.asks("adjust amina seating helped, showed me a bruise")

    assert teacher.form == "Note an adjustment"
    assert NUDGE in teacher.everything_shown()
    assert "bruise" in teacher.everything_shown()
    assert "adjustment_notes" not in await added(school, before)

    await teacher.fills_in()

    assert "Noted: Seating, helped." in teacher.said
    assert (await added(school, before))["adjustment_notes"] == 1


async def test_a_school_watches_for_its_own_words_or_for_none(school: SchoolStory) -> None:
    teacher = school.teacher
    await school.service.schools.change("Oakfield School", nudge_words=("conker*",))
    await teacher.asks("adjust amina seating helped, showed me a bruise")
    assert "Noted" in teacher.said
    await teacher.asks("adjust amina seating helped, threw conkers")
    assert NUDGE in teacher.everything_shown()

    await school.service.schools.change("Oakfield School", nudges=False)
    await teacher.asks("adjust amina scaffold helped, threw conkers")

    assert "Noted: Scaffold, helped." in teacher.said
    await teacher.asks("refer")
    assert LINE in teacher.everything_shown()


async def test_yes_to_the_first_question_stops_the_form_whatever_else_was_typed(school: SchoolStory) -> None:
    await school.teacher.asks("refer")
    before = await rows(school)
    await school.teacher.fills_in(
        is_this_a_safeguarding_or_child_protection_concern="Yes", what_have_you_noticed=WORRYING
    )

    assert "Stop here and tell Grace Lin, extension 112 now" in school.teacher.said
    assert NUDGE not in school.teacher.everything_shown()
    since = await added(school, before)
    assert since["asks"] == 1
    assert set(since) <= {"asks", "audit", "audit_people"}  # when, and by whom
    assert "bruise" not in await everything(school)


async def test_a_redirect_keeps_only_when_it_was_and_by_whom(school: SchoolStory) -> None:
    reference = await school.referred()
    await school.senco.asks(f"accept referral {reference}")
    before = await rows(school)
    was = await referral(school)
    await school.senco.asks(f"decide safeguarding {reference}")
    await school.senco.fills_in(has_the_safeguarding_lead_been_told="Yes")

    now = await referral(school)
    changed = {name for name in now if now[name] != was[name]}
    assert changed == {"state", "outcome", "ended_on", "version"}
    assert "referral_decisions" not in await added(school, before)
    async with school.service.database.reading() as connection:
        [event] = await connection.execute(select(referral_events).where(referral_events.c.what == Happened.DECIDED))
    assert (event.at.date(), event.words) == (school.clock.now().date(), "")
    assert event.by == now["taken_by"]


async def test_was_not_brought_makes_no_referral_and_no_concern_by_itself(school: SchoolStory) -> None:
    reference = await booked(school, "2026-09-16")
    school.passes(days=3)
    before = await rows(school)
    await opens(school.senco, reference)
    await school.senco.presses("Was not brought")

    since = await added(school, before)
    assert "referrals" not in since
    assert "referral_events" not in since
    assert "agency_referrals" not in since
    assert "stopped" not in await everything(school)
    assert "redirect_safeguarding" not in await everything(school)

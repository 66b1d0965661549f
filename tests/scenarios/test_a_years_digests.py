"""The school year 2026/27 played through with a fast clock, both channels, on every face; the tally is printed.

What is expected is worked out here from a list of days, without the calendar that is being tested.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day

from sqlalchemy import insert, select

from commands.domain.agency_referral import AgencyState
from commands.domain.contact import AskedOf, ParentRequest
from commands.domain.days.calendar import LONDON, Span
from commands.domain.due import DueKind
from commands.domain.law.clock_facts import FactWord
from commands.domain.referral import ReferralState
from commands.domain.review import Review, ReviewKind
from commands.domain.tick import Tick
from commands.domain.words.family import Relation
from storage.delivery.codec import card_from
from storage.records import SqlOpenRecords, SqlRecords
from storage.tables import asks, notices, term_dates
from tests.digests import sets_clock
from tests.domain.test_agency_referral import an_agency_referral
from tests.domain.test_referral import a_referral
from tests.school import SchoolStory

DAY = timedelta(days=1)
BEGINS, ENDS = date(2026, 9, 1), date(2027, 8, 31)
TERMS = (
    (date(2026, 9, 1), date(2026, 12, 18)),
    (date(2027, 1, 4), date(2027, 3, 25)),
    (date(2027, 4, 12), date(2027, 7, 20)),
    (date(2027, 9, 1), date(2027, 12, 17)),  # the autumn after, for what falls into the summer
)
BREAKS = (
    (date(2026, 10, 26), date(2026, 10, 30)),
    (date(2027, 2, 15), date(2027, 2, 19)),
    (date(2027, 5, 31), date(2027, 6, 4)),
)
INSET = (date(2026, 9, 1), date(2026, 11, 2), date(2027, 1, 4), date(2027, 6, 7), date(2027, 9, 1))
SNOW, MAY_DAY = date(2027, 1, 20), date(2027, 5, 3)
QUIET = date(2027, 4, 20), date(2027, 5, 25)
"""Weeks in which nothing is due."""


def staff_days() -> Iterator[date]:
    """The days on which staff are in school, INSET days too."""
    for first, last in TERMS:
        for day in days(first, last):
            in_a_break = any(begins <= day <= ends for begins, ends in BREAKS)
            if day.weekday() < 5 and not in_a_break and day not in (SNOW, MAY_DAY):
                yield day


def days(first: date, last: date) -> Iterator[date]:
    return (first + n * DAY for n in range((last - first).days + 1))


SCHOOL_DAYS = [day for day in staff_days() if day not in INSET and BEGINS <= day <= ENDS]
MONDAYS = {day - day.weekday() * DAY for day in staff_days() if BEGINS <= day <= ENDS}
SUMMARIES = sorted(min(day for day in staff_days() if day - day.weekday() * DAY == monday) for monday in MONDAYS)


@dataclass(frozen=True)
class Deadline:
    """What is to be read in a digest of its day or an earlier one: "V-10007: Annual review"."""

    on: date
    words: str


def the_record(school: str, pupil: str) -> Iterator[tuple[tuple[Deadline, ...], object]]:
    """Something due every fifth day of the year, in term and out of it, weekends too, save in the quiet weeks."""
    for n, on in enumerate(days(BEGINS + 7 * DAY, ENDS)):
        if n % 5 or QUIET[0] <= on <= QUIET[1]:
            continue
        number = f"{n:05}"
        match n // 5 % 5:
            case 0:
                of = f"V-{number}"
                review = Review(school, of, pupil, ReviewKind.ANNUAL, on, "S", BEGINS)
                papers = Deadline(on - 14 * DAY, f"{of}: {DueKind.PAPERS.label}")
                yield (Deadline(on, f"{of}: {DueKind.ANNUAL.label}"), papers), review
            case 1:
                of = f"V-{number}"
                review = Review(school, of, pupil, ReviewKind.SUPPORT, on, "S", BEGINS, at=time_of_day(14, 30))
                yield (Deadline(on, f"{of}: {DueKind.REVIEW.label}"),), review
            case 2:
                of = f"A-{number}"
                chased = an_agency_referral(
                    school_id=school, pupil_id=pupil, reference=of, state=AgencyState.SENT, chase_on=on
                )
                yield (Deadline(on, f"{of}: {DueKind.CHASE.label}"),), chased
            case 3:
                of = f"R-{number}"
                yield (
                    (Deadline(on, f"{of}: {DueKind.REPLY.label}"),),
                    a_referral(school_id=school, pupil_id=pupil, reference=of, reply_by=on),
                )
            case 4:
                of = f"Q-{number}"
                asked = on - timedelta(weeks=6)
                request = ParentRequest(school, of, pupil, "S", asked, Relation.MOTHER, AskedOf.LOCAL_AUTHORITY)
                yield (Deadline(on, f"{of}: {DueKind.REQUEST.label}"),), request


def words_on(review: Review, at: datetime, *facts: str) -> Iterator[FactWord]:
    """That steps of an annual review were taken. The papers are ticked off on their day."""
    if review.kind is ReviewKind.ANNUAL:
        yield from (FactWord(review.school_id, review.reference, fact, at.date(), "S", at) for fact in facts)


async def is_done(records: SqlRecords, thing: object, now: datetime) -> None:
    """What was due has been done: the evening of its day, everything is."""
    of = getattr(thing, "reference", "")
    if isinstance(thing, Review):
        review = await records.reviews.one(of)
        assert review
        await records.save(review.held(review.on))
        await records.save(*words_on(review, now, "report_sent_on", "review_decided_on"))
    elif isinstance(thing, ParentRequest):
        request = await records.contacts.request(of)
        assert request
        await records.save(replace(request, answered_on=now.date(), answered_by="The authority"))
    elif of.startswith("A"):
        agency = await records.agencies.one(of)
        assert agency
        await records.save(replace(agency, chase_on=None))
    else:
        referral = await records.referrals.one(of)
        assert referral
        await records.save(replace(referral, state=ReferralState.ASSESSING))


async def test_a_year_of_digests(school: SchoolStory) -> None:
    sets_clock(school, 2026, 9, 1, 5, 0)
    await has_the_years_terms(school)
    await school.has_a_senco_channel()
    await school.world.makes_channel("leadership", [school.leader, school.senco])
    await school.leader.asks("leadership setup", channel="leadership")
    await school.sends_digests()
    pupil = await school.enrols("Bronwen Abernathy")
    record = list(the_record(school.school.id, pupil))
    async with SqlOpenRecords(school.service.database)(school.school, writing=True) as records:
        for _, thing in record:
            await records.save(thing)
            if isinstance(thing, Review):
                now = school.clock.now()
                await records.save(*words_on(thing, now, "views_asked_on", "invited_on"))

    for day in days(BEGINS, ENDS):
        for hour in (5, 6, 7, 8):  # in UTC, so that the clocks change under the service's feet
            at = datetime(day.year, day.month, day.day, hour, 45, tzinfo=UTC)
            school.clock.advance(at - school.clock.now())
            if await school.service.clockwork["digests"].look():
                await school.settles()
        todays = [(one, thing) for deadlines, thing in record for one in deadlines if one.on == day]
        if not todays:
            continue
        async with SqlOpenRecords(school.service.database)(school.school, writing=True) as records:
            for deadline, thing in todays:
                if "Review papers" in deadline.words:
                    papers = Tick(school.school.id, DueKind.PAPERS, deadline.words[:7], "S", school.clock.now())
                    await records.save(papers)
                else:
                    await is_done(records, thing, school.clock.now())

    daily, weekly, sent = await what_was_made(school)
    assert sorted(daily) == SCHOOL_DAYS, "a digest or a reason on every school day, and on no other"
    assert sorted(weekly) == SUMMARIES
    for (kind, on), at in sent.items():
        assert f"{at.astimezone(LONDON):%H:%M}" == ("07:45" if kind == "daily" else "08:45"), on
    told = {day: card for day, card in daily.items() if card}
    assert len(await school.channel("senco")) == len(told)
    assert len(await school.channel("leadership")) == len(weekly)
    every = [deadline for deadlines, _ in record for deadline in deadlines if SCHOOL_DAYS[0] <= deadline.on <= ENDS]
    unannounced = [d for d in every if not any(day <= d.on and d.words in card for day, card in told.items())]
    assert not unannounced, unannounced
    assert 0 < len(told) < len(daily)
    print(
        f"{school.world.name}: {len(daily)} school days, {len(told)} daily digests, {len(daily) - len(told)} days with "
        f"nothing due; {len(weekly)} weekly summaries; {len(every)} deadlines, each announced before it passed"
    )


async def has_the_years_terms(school: SchoolStory) -> None:
    """The year's terms, breaks, INSET days and a day of snow, in place of those a story begins with."""
    rows = [(Span.TERM, first, last) for first, last in TERMS] + [(Span.BREAK, *one) for one in BREAKS]
    rows += [(Span.INSET, day, day) for day in INSET] + [(Span.CLOSURE, SNOW, SNOW)]
    async with school.service.database.writing() as connection:
        await connection.execute(term_dates.delete())
        for kind, first, last in rows:
            await connection.execute(
                insert(term_dates).values(
                    school_id=school.school.id, kind=kind, name=kind.label, first=first, last=last
                )
            )


Sent = dict[tuple[str, date], datetime]


async def what_was_made(school: SchoolStory) -> tuple[dict[date, str], dict[date, str], Sent]:
    """By day, the words of each daily digest ("" where nothing was due) and each weekly one; and when each was sent."""
    made: dict[str, dict[date, str]] = {"daily": {}, "weekly": {}}
    sent: Sent = {}
    async with school.service.database.reading() as connection:
        for key in await connection.scalars(select(asks.c.key).where(asks.c.key.like("digest:%"))):
            _, kind, _, on = key.split(":")
            made[kind][date.fromisoformat(on)] = ""
        rows = await connection.execute(select(notices).where(notices.c.subject.like("digest:%")))
        for row in rows.mappings():
            _, kind, on = row["subject"].split(":")
            day = date.fromisoformat(on)
            assert row["state"] == "sent"
            assert (kind, day) not in sent
            made[kind][day], sent[kind, day] = card_from(row["card"]).plain(), row["sent_at"]
    return made["daily"], made["weekly"], sent

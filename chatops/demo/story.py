"""What has happened at the invented school before you came: a term, asked of the real service, its clock turned back.

Everything is told from whatever day it is: counted back in school days, so that there is a term behind any morning.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from chatops.app import Service
from chatops.clockwork.digest_now import make
from chatops.demo.cast import Cast
from chatops.demo.diary import Diary, Moment, Story
from chatops.demo.stories import beyond, lessons, meetings, plans, referrals, views
from chatops.web.places import FACE, ROOMS, address_in
from commands.domain.channel import Channel
from commands.domain.days.calendar import LONDON, SchoolCalendar
from commands.domain.digest import DigestKind
from commands.domain.pupil import Provision
from commands.domain.school import School
from commands.kit import LEADERSHIP_CHANNEL, SENCO_CHANNEL
from storage.records import SqlOpenRecords

DAILY_AT, WEEKLY_AT = time(7, 45), time(8)
SUMMARIES = 3
"""Mondays whose summary the leaders have."""


async def tell(service: Service, school: School) -> None:
    """Makes the page's channels the school's, and plays the term; ends at the real time, with this morning's digests.

    Raises `RuntimeError` when the service does not answer as the story goes.
    """
    real = service.clock.now()
    people = await service.schools.people(school)
    senco = next(person for person in people if person.is_senco and not person.groups)
    async with SqlOpenRecords(service.database)(school, writing=True) as records:
        calendar = await records.calendar()
        begins = calendar.subtract_school_days(real.astimezone(LONDON).date(), 60)
        for name in (SENCO_CHANNEL, LEADERSHIP_CHANNEL):
            room = next(room for room in ROOMS if room.name == name)
            address = address_in(school, room)
            await records.save(Channel(school.id, name, FACE, address, room.name, senco.id, begins))
        listed = [pupil for provision in Provision for pupil in await records.pupils_with(provision)]
    pupils = sorted(listed, key=lambda pupil: (pupil.group, pupil.surname, pupil.forename))
    diary = Diary(service, school, {person.name: person for person in people}, calendar, real)
    await diary.play((*_told(diary, Cast(pupils, people)), *_digests(service, school, calendar, real)))
    diary.set_clock(real)


def _told(diary: Diary, cast: Cast) -> Iterator[Story]:
    for subject in (
        referrals.referrals, plans.plans, beyond.beyond, meetings.meetings, lessons.lessons, views.views
    ):  # fmt: skip
        yield from subject(diary, cast)


def _digests(service: Service, school: School, calendar: SchoolCalendar, real: datetime) -> Iterator[Story]:
    """The leaders' summaries of the last Mondays, and the daily digest of this morning, or of the last school day."""
    today = real.astimezone(LONDON).date()
    last = calendar.previous_school_day(today) or today

    def made(kind: DigestKind, on: date, at: time) -> Story:
        when = min(datetime.combine(on, at, LONDON), real)
        yield Moment(when, lambda: make(service.database, service.dispatcher, school, kind, on, when))

    monday = last - timedelta(days=last.weekday())
    for weeks in reversed(range(SUMMARIES)):
        on = calendar.next_school_day(monday - timedelta(weeks=weeks))
        if on and on <= last:
            yield made(DigestKind.WEEKLY, on, WEEKLY_AT)
    yield made(DigestKind.DAILY, last, DAILY_AT)

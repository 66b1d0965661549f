"""The invented school: the same every time, whatever the day, with the people on whom software trips."""

from datetime import date, timedelta

import pytest

from chatops.demo.people import pupils, staff
from chatops.demo.running import invented
from chatops.demo.year import terms
from commands.domain.days.calendar import SchoolCalendar, Span
from commands.domain.person import Role

DAYS = [date(2026, 11, 23), date(2026, 8, 12), date(2027, 1, 1), date(2028, 2, 29), date(2027, 7, 31)]


def test_the_school_is_the_same_every_time() -> None:
    assert pupils(DAYS[0]) == pupils(DAYS[0])
    assert staff() == staff()


def test_its_pupils_are_as_many_and_as_old_as_a_primary_schools() -> None:
    made = pupils(date(2026, 11, 23))
    assert len(made) == 238
    assert len({pupil.upn for pupil in made}) == 238
    assert {pupil.year for pupil in made} == {"R", "1", "2", "3", "4", "5", "6"}
    begins = date(2026, 9, 1)
    for pupil in made:
        age = 4 if pupil.year == "R" else 4 + int(pupil.year)
        assert pupil.born
        assert begins - timedelta(days=366 * (age + 1)) <= pupil.born < begins - timedelta(days=365 * age)


def test_two_pupils_share_a_name_and_others_have_names_that_software_trips_on() -> None:
    made = pupils(DAYS[0])
    aminas = [pupil for pupil in made if pupil.name == "Amina Yusuf"]
    assert {pupil.group for pupil in aminas} == {"2 Oak", "4 Ash"}
    names = [pupil.full_name for pupil in made]
    assert "Niamh O'Sullivan" in names
    assert "Dami (Oluwadamilola) Adewale-Fitzgerald-Montgomery" in names
    assert len(set(names)) == len(names) - 1


def test_every_class_has_a_teacher_and_every_role_somebody() -> None:
    taught = {group for person in staff() for group in person.groups}
    assert taught == {pupil.group for pupil in pupils(DAYS[0])}
    assert {person.role for person in staff()} == set(Role)
    assert len(staff()) == 12
    assert all(person.email.endswith("@larkfield.example") for person in staff())


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_its_year_has_about_190_school_days(today: date) -> None:
    dates = terms(today)
    begins = today.year if today.month >= 8 else today.year - 1
    autumn, spring, summer = [row for row in dates if row.kind is Span.TERM][:3]
    first_day = autumn.first - timedelta(days=1)
    assert 180 <= SchoolCalendar(dates).school_days_between(first_day, summer.last) <= 200
    assert date(begins, 9, 1) <= autumn.first
    assert all(row.first <= row.last for row in dates)
    assert autumn.last < spring.first < spring.last < summer.first
    assert len({(row.kind, row.first) for row in dates}) == len(dates)


@pytest.mark.parametrize("clock", ["2026-11-23 09:00", "2026-09-01 08:00", "2027-01-04 08:00", "2027-08-20 12:00"])
async def test_whoever_opens_the_page_finds_a_story_begun(clock: str) -> None:
    async with invented({"PORT": "0", "CLOCK": clock}) as service:
        [school] = await service.schools.all()
        people = {person.name: person for person in await service.schools.people(school)}
        channel = await service.outbox.standing("web", {"channel": "senco", "school": school.id})
        told = await service.outbox.standing("web", {"person": people["Samir Haddadi"].id, "school": school.id})
        backlog = await service.outbox.backlog()
        await service.stop()
    stands = [post.card.plain() for post in channel]
    inset_day = clock == "2027-01-04 08:00"  # which has no digest
    assert [stand.startswith("The day: ") for stand in stands[3:]] == ([] if inset_day else [True])
    assert "Being assessed" in stands[0]
    assert "The SENCO has asked the referrer for more" in stands[1]
    assert "Waiting for the SENCO" in stands[2]
    assert "question" in told[0].card.plain()
    assert backlog.waiting == 0

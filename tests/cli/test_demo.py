"""The invented school: the same every time, whatever the day, with the people on whom software trips."""

from datetime import date, timedelta

import pytest

from chatops.app import Service
from chatops.demo.people import pupils, staff
from chatops.demo.running import invented
from chatops.demo.year import terms
from chatops.faces import Heard
from commands.domain.days.calendar import SchoolCalendar, Span
from commands.domain.person import Role
from commands.kit import Reply
from storage.trials import is_trial

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
    assert len(staff()) == 13
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


@pytest.mark.parametrize("clock", ["2026-12-01 09:00", "2026-09-01 08:00", "2027-01-04 08:00", "2027-08-20 12:00"])
async def test_whoever_opens_the_page_finds_a_school_lived_in_for_a_term(clock: str) -> None:
    async with invented({"PORT": "0", "CLOCK": clock}) as service:
        [school] = await service.schools.all()
        senco = await service.outbox.standing("web", {"channel": "senco", "school": school.id})
        leaders = await service.outbox.standing("web", {"channel": "leadership", "school": school.id})
        backlog = await service.outbox.backlog()
        trial = await is_trial(service.database)
        said = {word: await asked(service, "Priya Raman", word) for word in LOOKS}
        of_the_first = await asked(service, "Callum Reith", "home")
        await service.stop()
    stands = [post.card.plain() for post in sorted(senco, key=lambda post: post.at)]
    assert stands[-1].startswith("The day: ")
    assert any("Waiting for the SENCO" in stand for stand in stands)
    assert any("The SENCO has asked the referrer for more" in stand for stand in stands)
    assert any("Being assessed" in stand for stand in stands)
    assert all(post.card.title.startswith("SEND this week") for post in leaders)
    assert leaders
    assert trial
    assert backlog.waiting == 0
    for word, has in LOOKS.items():
        assert has in said[word], word
    assert "Give your view" in of_the_first, "who is offered first has something to do"


async def test_the_charts_of_a_december_morning_say_something() -> None:
    async with invented({"PORT": "0", "CLOCK": "2026-12-01 09:00"}) as service:
        week = await asked(service, "Ngozi Okafor", "leadership summary")
        works = await asked(service, "Callum Reith", "what works", "Łukasz")
        await service.stop()
    assert "Half of the referrals were decided within (school days)" in week
    assert "Half of those waiting have waited (weeks since sending)" in week
    assert "helped in" in works


LOOKS = {
    "plans": "7 in all",
    "reviews": "to be held",
    "ehc": "E-",
    "agencies": "CAMHS",
    "round robins": "W-",
    "due overdue": "school days late",
    "contacts": "meeting with",
    "trainings": "Pre-teaching",
}
"""What a SENCO may look at, and what stands there."""


async def asked(service: Service, name: str, word: str, typed: str = "") -> str:
    """What somebody is answered who types this."""
    [school] = await service.schools.all()
    person = next(one for one in await service.schools.people(school) if one.name == name)
    heard = Heard(
        "web", "web", person.email, f"{name}-{word}", typed=f"{word} {typed}".strip(), address={"person": person.id}
    )
    outcome = await service.hear(heard)
    assert isinstance(outcome, Reply), outcome
    buttons = " ".join(button.text for button in outcome.card.every_button) if outcome.card else ""
    return f"{outcome.text} {outcome.card.plain() if outcome.card else ''} {buttons}"

"""What has happened at the invented school before you came: three referrals, asked of the real service."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from chatops.app import Service
from chatops.clockwork.digest_now import make
from chatops.faces import Heard
from chatops.web.places import FACE, ROOMS, address_in, address_of
from chatops.web.read import TEAM
from commands.domain.channel import Channel
from commands.domain.days.calendar import LONDON, SchoolCalendar
from commands.domain.digest import DigestKind
from commands.domain.person import Person
from commands.domain.school import School
from commands.kit import SENCO_CHANNEL, Answers, Reply, Show
from storage.records import SqlOpenRecords

TOLD: Sequence[tuple[int, str, str, Mapping[str, str | tuple[str, ...]]]] = (
    (
        6,
        "Magda Lewandowska",
        "Niamh O'Sullivan",
        {
            "areas": ("cognition_learning",),
            "noticed": "Reads aloud well and cannot say afterwards what happened in the story.",
            "tried": "Pre-teaching the key words; reading in pairs",
            "tried_for": "6_to_12_weeks",
            "tried_effect": "some",
            "parents_told": "yes",
            "parents_view": "They see the same at home and are glad we asked.",
            "urgency": "routine",
            "hoped": "To know what lies behind it, so that I can plan for her.",
        },
    ),
    (
        4,
        "Samir Haddadi",
        "نور حداد",
        {
            "areas": ("communication_interaction",),
            "noticed": "Speaks to no adult in school since September; plays happily and talks with two friends.",
            "tried": "A quiet start with the same adult each morning",
            "tried_for": "2_to_6_weeks",
            "tried_effect": "some",
            "parents_told": "no",
            "parents_view": "Meeting arranged for next week, with an interpreter.",
            "urgency": "soon",
            "hoped": "To be able to say when something is wrong.",
        },
    ),
    (
        2,
        "Joanna Whitlock",
        "Amina Yusuf Year 4",
        {
            "areas": ("semh", "cognition_learning"),
            "noticed": "Leaves the room in most maths lessons; holds the pencil in a fist and tires quickly.",
            "tried": "A movement break half-way through",
            "tried_for": "2_to_6_weeks",
            "tried_effect": "none",
            "parents_told": "yes",
            "parents_view": "Worried; homework ends in tears.",
            "urgency": "soon",
            "hoped": "To stay in the room for a whole lesson.",
        },
    ),
)
"""School days ago, who referred, whom, and what they answered."""


async def tell(service: Service, school: School) -> None:
    """Makes the page's SENCO channel the school's, and plays the story on earlier school days; ends at the real time,
    on a school day with its digest.

    Raises `RuntimeError` when the service does not answer as the story goes.
    """
    people = {person.name: person for person in await service.schools.people(school)}
    senco = next(person for person in people.values() if person.is_senco and not person.groups)
    real = service.clock.now()
    async with SqlOpenRecords(service.database)(school, writing=True) as records:
        room = next(room for room in ROOMS if room.name == SENCO_CHANNEL)
        address = address_in(school, room)
        await records.save(Channel(school.id, SENCO_CHANNEL, FACE, address, room.name, senco.id, real.date()))
        calendar = await records.calendar()
    for n, (ago, who, whom, answers) in enumerate(TOLD):
        day = _school_days_ago(calendar, real.astimezone(LONDON).date(), ago)
        _set_clock(service, datetime.combine(day, time(15, 40 + n), LONDON))
        teacher = people[who]
        pupil = await _pupil(service, school, teacher, whom)
        told_on = {"parents_told_on": day.isoformat()} if answers["parents_told"] == "yes" else {}
        raised = await _ask(
            service, school, teacher, "refer", answers={"safeguarding": "no", "pupil": pupil, **answers, **told_on}
        )
        _set_clock(service, datetime.combine(day, time(16, 20 + n), LONDON))
        if n == 0:
            await _ask(service, school, senco, "accept referral", raised.about)
        if n == 1:
            question = {"question": "Does he speak with anyone at home, and in which language?"}
            await _ask(service, school, senco, "ask about referral", raised.about, question)
        await _deliver(service)
    _set_clock(service, real)
    today = real.astimezone(LONDON).date()
    if calendar.is_school_day(today):
        await make(service.database, service.dispatcher, school, DigestKind.DAILY, today, service.clock.now())
        await _deliver(service)


async def _deliver(service: Service) -> None:
    while await service.deliverer.deliver_due():
        pass


async def _ask(
    service: Service, school: School, person: Person, word: str, about: str = "", answers: Answers | None = None
) -> Reply:
    outcome = await service.hear(_heard(school, person, word, f"story-{word}-{about}", about), answers)
    if isinstance(outcome, Show):
        raise RuntimeError(f"the story's “{word}” was not accepted: {dict(outcome.errors)}")
    if not outcome.about:
        raise RuntimeError(f"the story's “{word}” was not accepted: {outcome.text}")
    return outcome


async def _pupil(service: Service, school: School, teacher: Person, typed: str) -> str:
    """The id of the one pupil the teacher's type-ahead offers first for a name, with the year where it is needed."""
    name, _, year = typed.partition(" Year ")
    found = await service.search(_heard(school, teacher, "refer", "story-search"), "pupil", name)
    return next(match.value for match in found if not year or f"Year {year}," in match.label)


def _heard(school: School, person: Person, word: str, nonce: str, about: str = "") -> Heard:
    return Heard(FACE, TEAM, person.email, nonce, word=word, about=about, address=address_of(school, person))


def _set_clock(service: Service, to: datetime) -> None:
    service.clock.advance(to - service.clock.now())


def _school_days_ago(calendar: SchoolCalendar, today: date, count: int) -> date:
    day = today
    while count:
        day -= timedelta(days=1)
        count -= calendar.is_school_day(day)
    return day

"""A school of 420 with two terms behind it: referrals, reviews, meetings and waits as a real one has them."""

from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from random import Random

from sqlalchemy import Table, insert

from commands.domain.agency_referral import AgencyReferral, AgencyState
from commands.domain.contact import Contact, How
from commands.domain.days.calendar import SchoolCalendar, Span, TermDate
from commands.domain.decision import ReferralOutcome
from commands.domain.needs import AreaOfNeed
from commands.domain.pupil import Provision
from commands.domain.referral import Duration, Effect, Referral, ReferralState, Urgency
from commands.domain.review import Review, ReviewKind, ReviewState
from commands.domain.school import School
from commands.domain.words.family import Relation
from storage.database import Database
from storage.subjects.agencies import agency_referrals
from storage.subjects.contacts import contacts
from storage.subjects.people import sought
from storage.subjects.referrals import referrals
from storage.subjects.reviews import reviews
from storage.tables import pupils, term_dates
from tests.school import SchoolStory

TODAY = date(2027, 3, 8)
"""A Monday in the spring term, nine weeks in."""
NOW = datetime(2027, 3, 8, 8, 0, tzinfo=UTC)
TERMS = (
    (Span.TERM, "Autumn", date(2026, 9, 1), date(2026, 12, 18)),
    (Span.BREAK, "Half-term", date(2026, 10, 26), date(2026, 10, 30)),
    (Span.TERM, "Spring", date(2027, 1, 4), date(2027, 3, 25)),
    (Span.BREAK, "Half-term", date(2027, 2, 15), date(2027, 2, 19)),
)
CALENDAR = SchoolCalendar(tuple(TermDate("", *row) for row in TERMS))
FORENAMES = (
    "Amara",
    "Bronwen",
    "Casimir",
    "Dilys",
    "Efosa",
    "Fiadh",
    "Gwilym",
    "Hafsa",
    "Ioan",
    "Jagoda",
    "Kwesi",
    "Lowri",
)
SURNAMES = (
    "Abernathy",
    "Balogun",
    "Czerny",
    "Dhaliwal",
    "Eze",
    "Fairweather",
    "Gill-Hoare",
    "Hossain",
    "Iqbal",
    "Jellicoe",
)
TYPED = "zq-typed"
"""Stands wherever somebody would have typed something."""
NEEDS = ("SLCN",) * 9 + ("SEMH",) * 7 + ("ASD",) * 6 + ("SPLD",) * 5 + ("MLD",) * 3 + ("HI", "PD", "OTH", "NSA", "NSA")
WAITS = {"salt": (9, 16, 5), "camhs": (7, 24, 9), "paed": (6, 20, 8), "ep": (3, 10, 4), "own-penguin-trust": (5, 8, 3)}
"""How many wait for an agency, about how many weeks, give or take how many."""


async def furnish(database: Database, school: School, *, terms: bool = True) -> None:
    """Puts the two terms into a school that has none of them yet."""
    random = Random(7)
    ids = [f"P{n:04}" for n in range(420)]
    rows: dict[Table, list[dict[str, object]]] = {pupils: [], contacts: []}
    on_register: list[str] = []
    for n, id in enumerate(ids):
        provision = Provision.PLAN if n % 35 == 0 else Provision.SUPPORT if n % 6 == 1 else Provision.NONE
        forename, surname = FORENAMES[n % 12], SURNAMES[n // 12 % 10]
        on_register += [id] if provision is not Provision.NONE else []
        rows[pupils].append(
            {
                "id": id,
                "upn": f"U{n:012}",
                "surname": surname,
                "forename": forename,
                "preferred": forename,
                "born": date(2018, 1, 20),
                "year": str(n % 7) if n % 7 else "R",
                "group": f"{n % 7}B",
                "provision": provision,
                "primary_need": "" if provision is Provision.NONE else random.choice(NEEDS),
                "sought": sought(forename, surname, ""),
            }
        )
    if terms:
        rows[term_dates] = [dict(zip(("kind", "name", "first", "last"), row, strict=True)) for row in TERMS]
    rows[referrals] = [asdict(one) for one in _referrals(random, ids)]
    rows[reviews] = [asdict(one) for one in _reviews(random, on_register)]
    rows[agency_referrals] = [asdict(one) for one in _waits(random, ids)]
    for n, id in enumerate(on_register):
        for met in range(2 if n % 3 else 1):
            on = date(2026, 11, 3) + timedelta(weeks=14 * met)
            contact = Contact("", id, "S", on, How.MEETING, Relation.PARENT, TYPED, TYPED)
            rows[contacts].append({**asdict(contact), "n": met + 1})
    async with database.writing() as connection:
        for table, values in rows.items():
            await connection.execute(insert(table), [{**value, "school_id": school.id} for value in values])


async def in_march(school: SchoolStory) -> None:
    """A story's school has its two terms behind it, and it is the Monday in March."""
    school.passes(seconds=(NOW - school.clock.now()).total_seconds())
    await furnish(school.service.database, school.school, terms=False)


def _referrals(random: Random, ids: list[str]) -> list[Referral]:
    """Four a week in the autumn, decided slowly; five a week in the spring, decided faster every week."""
    made: list[Referral] = []
    for first, weeks, each, slowest, fastest in ((date(2026, 9, 7), 14, 4, 24, 17), (date(2027, 1, 4), 9, 5, 18, 8)):
        for n in range(weeks * each):
            week = n // each
            raised = first + timedelta(weeks=week, days=n % 5)
            takes = round(slowest + (fastest - slowest) * week / weeks) + random.randint(-4, 4)
            ended = CALENDAR.add_school_days(raised, max(1, takes))
            open_ = ended > TODAY
            made.append(
                Referral(
                    "",
                    f"R-{len(made):05}",
                    random.choice(ids),
                    "4",
                    "T",
                    raised,
                    CALENDAR.add_school_days(raised, 15),
                    (AreaOfNeed.COGNITION,),
                    Urgency.ROUTINE,
                    TYPED,
                    TYPED,
                    Duration.WEEKS,
                    Effect.SOME,
                    TYPED,
                    True,
                    state=ReferralState.ASSESSING if open_ else ReferralState.DECIDED,
                    outcome=None if open_ else ReferralOutcome.MONITORING,
                    ended_on=None if open_ else ended,
                )
            )
    return made


def _reviews(random: Random, on_register: list[str]) -> list[Review]:
    """Forty this term until now: most held by their day, some late, a few overdue; and some still to come."""
    made: list[Review] = []
    for n in range(48):
        on = date(2027, 1, 11) + timedelta(days=7 * (n // 5) + n % 5)
        past = on < TODAY
        held = on + timedelta(days=random.choice((0, 0, 0, 0, -1, 4))) if past and n % 6 else None
        state = ReviewState.HELD if held and held < TODAY else ReviewState.PLANNED
        held = held if state is ReviewState.HELD else None
        made.append(
            Review(
                *("", f"V-{n:05}", on_register[n], ReviewKind.SUPPORT, on, "S", date(2027, 1, 5)),
                place=TYPED,
                note=TYPED,
                state=state,
                held_on=held,
            )
        )
    return made


def _waits(random: Random, ids: list[str]) -> list[AgencyReferral]:
    made: list[AgencyReferral] = []
    for agency, (count, weeks, spread) in WAITS.items():
        for _ in range(count):
            sent = TODAY - timedelta(weeks=weeks + random.randint(-spread, spread))
            made.append(
                AgencyReferral(
                    *("", f"A-{len(made):05}", agency, random.choice(ids), TYPED, "S", sent),
                    state=AgencyState.WAITING,
                    sent_on=sent,
                )
            )
    return made

"""A small school to type at: pupils of one forename, with marks in their names, and one thing of each kind."""

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import insert, update

from commands.catalogue import COMMANDS
from commands.domain.adjustment import Adjustment, AdjustmentNote, Worked
from commands.domain.agency_referral import AgencyState
from commands.domain.assessment import AskedBy, Assessment
from commands.domain.contact import AskedOf, ParentRequest
from commands.domain.cycle import Stage
from commands.domain.days.closure import Closure
from commands.domain.person import Person, Role
from commands.domain.pupil import Provision
from commands.domain.review import Review, ReviewKind
from commands.domain.round_robin import RobinState, RoundRobin
from commands.domain.transfer import Transfer
from commands.domain.words.family import Relation
from commands.kit import Ask, Place, Reply, Show
from commands.kit.dispatcher import Dispatcher
from storage.database import Database
from storage.lists.schools import Schools
from storage.records import SqlOpenRecords
from storage.subjects.people import sought
from storage.tables import pupils, staff
from tests.domain.test_agency_referral import an_agency_referral
from tests.domain.test_cycle import a_cycle
from tests.domain.test_referral import a_referral
from tests.school import MONDAY

TODAY = date(2026, 9, 14)
ROLES = {"T": Role.TEACHER, "S": Role.SENCO, "L": Role.LEADERSHIP, "A": Role.ADMIN}
GROUPS = {"T": ("4B",), "L": ("4B", "5A")}
PUPILS = (
    ("P1", "Amina", "Yusuf", "4", "4B"),
    ("P2", "Amina", "Khan", "4", "4 Ash"),
    ("P3", "Zoë", "O’Neill", "5", "5A"),
    ("P4", "Ben", "Carter", "6", "7C"),
    ("P5", "Owen", "Oldboy", "6", "7C"),
)
REFERENCES = {letter: f"{letter}-7K2PM" for letter in "RCVAWENTQPK"}
"""One of each letter; a T is not there."""


class TypedAt:
    """A dispatcher over that school, and one person of each role, who types."""

    def __init__(self, database: Database, schools: Schools) -> None:
        self.database, self._schools = database, schools
        keys = (f"form{n}" for n in range(10_000))
        self.dispatcher = Dispatcher(COMMANDS, SqlOpenRecords(database), mint=lambda: next(keys), survey=self._survey)
        self._typed = 0

    async def opens(self) -> None:
        """The school is furnished."""
        self.school = await self._schools.add("Oakfield", safeguarding_lead="Grace Lin")
        id = self.school.id
        async with self.database.writing() as connection:
            for role, its in ROLES.items():
                row = {"id": role, "email": f"{role}@oakfield.example", "name": f"{its.label} One", "role": its}
                groups = GROUPS.get(role, ())
                await connection.execute(insert(staff).values(school_id=id, **row, groups=groups, left=False))
            for pupil, forename, surname, year, group in PUPILS:
                names = {"forename": forename, "preferred": forename, "surname": surname}
                await connection.execute(
                    insert(pupils).values(
                        school_id=id, id=pupil, upn=pupil, **names, year=year, group=group,
                        provision=Provision.PLAN if pupil == "P4" else Provision.NONE, sought=sought(forename, surname),
                    )
                )  # fmt: skip
            await connection.execute(update(pupils).where(pupils.c.id == "P5").values(left_on=TODAY))
        refs, of = REFERENCES, {"school_id": id, "pupil_id": "P4"}
        async with SqlOpenRecords(self.database)(self.school, writing=True) as records:
            await records.save(
                a_referral(**of, reference=refs["R"], raised_by="T"),
                a_cycle(
                    **of, reference=refs["C"], stage=Stage.DO, lead="S", started_on=TODAY,
                    review_on=TODAY + timedelta(days=40),
                ),
                Review(id, refs["V"], "P4", ReviewKind.INTERIM, TODAY + timedelta(days=30), "S", TODAY),
                an_agency_referral(**of, reference=refs["A"], state=AgencyState.ACCEPTED),
                RoundRobin(id, refs["W"], "P4", "", "S", TODAY, RobinState.CLOSED, asked_on=TODAY, closes_on=TODAY,
                           closed_on=TODAY),
                Assessment(id, refs["E"], "P4", AskedBy.SCHOOL, "england-2014", "S", TODAY),
                AdjustmentNote(id, "P4", 1, 1, refs["N"], "S", MONDAY, MONDAY, TODAY, Adjustment.SEATING, "",
                               Worked.HELPED),
                ParentRequest(id, refs["Q"], "P4", "S", TODAY, Relation.MOTHER, AskedOf.LOCAL_AUTHORITY),
                Transfer(id, refs["P"], "P4", 2027, "Larkfield Academy", "england-2014", "S", TODAY),
                Closure(id, refs["K"], TODAY + timedelta(days=3), TODAY + timedelta(days=3), "Snow", "S", TODAY),
            )  # fmt: skip

    async def _survey(self, ask: Ask, place: Place) -> Place:
        return place

    async def types(self, role: str, line: str, slash: str = "") -> tuple[str, Reply | Show]:
        """What a line is taken for (a command's word, with what is left of the line behind a bar; "" for none), and
        what is shown."""
        self._typed += 1
        meaning = self.dispatcher.understand(line, slash)
        person = Person(self.school.id, role, f"{role}@oakfield.example", f"{ROLES[role].label} One", ROLES[role],
                        GROUPS.get(role, ()))  # fmt: skip
        ask = Ask(person, self.school, MONDAY, meaning.word, f"web/{role}/k{self._typed}", "web", typed=meaning.typed,
                  schools=(self.school,), saying=meaning.saying, guessed=meaning.guessed)  # fmt: skip
        meant = await self.dispatcher.meant(ask)
        outcome = await self.dispatcher.ask(replace(ask))
        if isinstance(meant, Reply):
            return "", outcome
        return " | ".join(filter(None, (meant.word, meant.typed))), outcome


def on_screen(outcome: Reply | Show) -> str:
    """The words of what is shown, with the labels of its buttons."""
    if isinstance(outcome, Show):
        return " ".join((f"[{outcome.form.title}]", *outcome.labels.values(), outcome.intro))
    card = outcome.card
    words = f"{outcome.text} {card.plain()}" if card else outcome.text
    return " ".join((words, *(f"[{button.text}]" for button in (card.every_button if card else ()))))

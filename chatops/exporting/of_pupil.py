"""A pupil's documents for whoever runs the bot: the pupil found by name, each as the SENCO would have it."""

from dataclasses import dataclass
from datetime import date

from commands.domain.days.dates import day
from commands.domain.person import Person, Role
from commands.domain.privacy.discreet import Discreet
from commands.domain.pupil import Pupil
from commands.domain.school import School
from commands.domain.words.names import searchable
from commands.kit import Records
from commands.kit.documents import Document
from commands.pupils.evidence import document_of as evidence_of
from commands.pupils.support_plan import document_of, to_hand_out
from storage.database import Database
from storage.records import SqlOpenRecords, SqlRecords
from storage.subjects.people import PUPIL

MOST = 15
"""Namesakes that are listed."""


class NotOne(Exception):
    """No pupil was meant, or several, or one without a plan. `choices` are those it can mean, with year and group."""

    def __init__(self, why: str, *choices: str) -> None:
        super().__init__(why)
        self.choices = choices


@dataclass(frozen=True, repr=False)
class Made(Discreet):
    """A document, and what the audit is told it is about."""

    document: Document
    pupil_id: str
    reference: str = ""


async def support_plan(database: Database, school: School, name: str, group: str | None, today: date) -> Made:
    """The support plan of the pupil on roll whom a name means, in a form group when one is given. Raises `NotOne`."""
    async with SqlOpenRecords(database)(school, writing=False) as records:
        pupil = await the_one(records, name, group)
        plan = to_hand_out(list(await records.cycles.of_pupils([pupil.id])))
        if plan is None:
            raise NotOne("There is no plan for this pupil. The SENCO makes one in chat, with “plan”.")
        made = await document_of(plan, pupil, records, f"Made on {day(today)}. Reference {plan.reference}.")
        return Made(made, pupil.id, plan.reference)


async def evidence(database: Database, school: School, name: str, group: str | None, today: date) -> Made:
    """What there is to show of the pupil on roll whom a name means, and what is missing. Raises `NotOne`."""
    async with SqlOpenRecords(database)(school, writing=False) as records:
        pupil = await the_one(records, name, group)
        return Made(await evidence_of(pupil, today, records, f"Made on {day(today)}."), pupil.id)


async def the_one(records: Records, name: str, group: str | None, *, leavers: bool = False) -> Pupil:
    """The pupil on roll whom a name means, in a form group when one is given. Raises `NotOne`.

    With `leavers`, a name that nobody on roll has means somebody who has left.
    """
    # A search is always somebody's; this one's has no groups.
    nobody = Person(records.school.id, "", "", "", Role.ADMIN)
    listed = await records.find("pupils", name, nobody, MOST)
    if leavers and not listed:
        listed = await records.find("leavers", name, nobody, MOST)
    labels = {one.value: one.label for one in listed}
    found = [(labels[id], pupil) for id, pupil in (await records.pupils(list(labels))).items()]
    if group is not None:
        found = [(label, pupil) for label, pupil in found if pupil.group.casefold() == group.strip().casefold()]
    if len(found) > 1:  # "Amina Khan" means her, though there is an Amina Khanum too
        exact = [(label, pupil) for label, pupil in found if searchable(pupil.name) == searchable(name)]
        found = exact if len(exact) == 1 else found
    if len(found) > 1:
        raise NotOne("Several pupils are called that. Say the whole name, or the form group with --group:",
                     *sorted(label for label, _ in found))  # fmt: skip
    if not found:
        raise NotOne("No pupil on roll is called that. Part of a name is enough; accents do not matter.")
    [(_, pupil)] = found
    return pupil


async def pupil_called(records: SqlRecords, called: str) -> str:
    """Our id of the pupil whom a UPN or a name means, of one who has left too. Raises `NotOne`."""
    by_number = await records.one_of(PUPIL, upn=called.strip().upper())
    if by_number:
        return by_number.id
    try:
        return (await the_one(records, called, None, leavers=True)).id
    except NotOne as why:
        raise NotOne(str(why).replace("or the form group with --group", "or the UPN"), *why.choices) from None

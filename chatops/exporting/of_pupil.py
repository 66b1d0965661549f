"""A pupil's documents for whoever runs the bot: the pupil found by name, each as the SENCO would have it."""

from datetime import date

from commands.domain.dates import day
from commands.domain.names import searchable
from commands.domain.person import Person, Role
from commands.domain.pupil import Pupil
from commands.domain.school import School
from commands.kit import Records
from commands.kit.documents import Document
from commands.pupils.evidence import document_of as evidence_of
from commands.pupils.support_plan import document_of, to_hand_out
from storage.database import Database
from storage.records import OpenRecords

MOST = 15
"""Namesakes that are listed."""


class NotOne(Exception):
    """No pupil was meant, or several, or one without a plan. `choices` are those it can mean, with year and group."""

    def __init__(self, why: str, *choices: str) -> None:
        super().__init__(why)
        self.choices = choices


async def support_plan(database: Database, school: School, name: str, group: str | None, today: date) -> Document:
    """The support plan of the pupil on roll whom a name means, in a form group when one is given. Raises `NotOne`."""
    async with OpenRecords(database)(school, writing=False) as records:
        pupil = await _the_one(records, name, group)
        plan = to_hand_out(list(await records.cycles.of_pupils([pupil.id])))
        if plan is None:
            raise NotOne("There is no plan for this pupil. The SENCO makes one in chat, with “plan”.")
        return await document_of(plan, pupil, records, f"Made on {day(today)}. Reference {plan.reference}.")


async def evidence(database: Database, school: School, name: str, group: str | None, today: date) -> Document:
    """What there is to show of the pupil on roll whom a name means, and what is missing. Raises `NotOne`."""
    async with OpenRecords(database)(school, writing=False) as records:
        pupil = await _the_one(records, name, group)
        return await evidence_of(pupil, today, records, f"Made on {day(today)}.")


async def _the_one(records: Records, name: str, group: str | None) -> Pupil:
    """The pupil on roll whom a name means, in a form group when one is given. Raises `NotOne`."""
    # A search is always somebody's; this one's has no groups.
    nobody = Person(records.school.id, "", "", "", Role.ADMIN)
    labels = {one.value: one.label for one in await records.find("pupils", name, nobody, MOST)}
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

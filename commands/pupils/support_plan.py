"""`support plan`: a pupil's plan as a Word document to hand to the parents, for the SENCO and the lead teacher."""

from commands.domain.cycle import Cycle
from commands.domain.days.dates import day
from commands.domain.person import Role
from commands.domain.privacy.reach import LED
from commands.domain.pupil import Pupil
from commands.kit import Ask, Records, Refusal, Reply, command
from commands.kit.ask import REFERENCE
from commands.kit.documents import Document
from commands.kit.which_pupil import the_pupil
from commands.pupils.plan_in_words import Handed, in_words

NONE_TO_HAND_OUT = (
    "There is no plan of that name or reference that you may hand out: that is for the SENCO and the plan's lead "
    "teacher. Ask for “plans” to see yours, or ask your SENCO."
)
NO_NAME = "the teacher we will name to you"


@command("support plan", LED, "Hand parents a pupil's plan as a Word document", detail=True, look=True)
async def support_plan(ask: Ask, records: Records) -> Reply:
    """A button carries the plan's reference; typed may be that, or the pupil's name."""
    cycle = await _meant(ask, records)
    pupil = await records.pupil(cycle.pupil_id) if cycle and cycle.is_led_by(ask.person) else None
    if cycle is None or pupil is None:
        raise Refusal(NONE_TO_HAND_OUT)
    made = f"Made by {ask.person.name} on {day(ask.today)}. Reference {cycle.reference}."
    return Reply(
        f"The support plan {cycle.reference} as a Word document, for the parents. That you asked for it is recorded.",
        about=cycle.reference,
        document=await document_of(cycle, pupil, records, made),
    )


async def _meant(ask: Ask, records: Records) -> Cycle | None:
    """The plan so called; of a pupil, the newest of those the asker may hand out that fits (see `to_hand_out`)."""
    if REFERENCE.fullmatch(ask.which):
        return await records.cycles.one(ask.which)
    pupil = await the_pupil(ask, records)
    found = await records.cycles.of_pupils([pupil.id])
    return to_hand_out([cycle for cycle in found if cycle.is_led_by(ask.person)])


def to_hand_out(newest_first: list[Cycle]) -> Cycle | None:
    """Of a pupil's plans the one under way; where none is, the newest."""
    running = next((cycle for cycle in newest_first if cycle.stage.is_running), None)
    return running or next(iter(newest_first), None)


async def document_of(cycle: Cycle, pupil: Pupil, records: Records, made: str) -> Document:
    """One plan as the document parents are handed. `made` says who made it, and when."""
    names = await records.names(cycle.lead)
    sencos = await records.staff(Role.SENCO)
    plan = Handed(
        records.school,
        pupil,
        cycle,
        await records.cycles.outcomes(cycle.reference),
        await records.cycles.lines(cycle.reference),
        await records.reviews.of_cycle(cycle.reference),
        names.get(cycle.lead, NO_NAME),
        [person.name for person in sencos],
    )
    return in_words(plan, made)

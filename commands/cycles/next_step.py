"""What follows from the next step a review decides: a sentence, and the button that does it."""

from dataclasses import dataclass

from commands.domain.cycle import Cycle, NextStep
from commands.domain.days.dates import day
from commands.domain.privacy.discreet import Discreet
from commands.domain.pupil import Provision
from commands.kit import About, Button, Records

MAY_ASK = (
    "If more than SEN support is needed, the school may ask the local authority for an EHC needs assessment, and so "
    "may the parents themselves (Children and Families Act 2014, s.36(1))."
)


@dataclass(frozen=True, repr=False)
class Follows(Discreet):
    """What is said of the next step, and what is offered to press."""

    words: str = ""
    buttons: tuple[Button, ...] = ()


async def what_follows(closed: Cycle, records: Records) -> Follows:
    """From a review that has just been closed. Continuing and changing lead nowhere but to the next cycle."""
    if closed.next_step is NextStep.LEAVE:
        return await _leaving(closed, records)
    if closed.next_step is NextStep.STEP_UP:
        about = str(About(closed.pupil_id, word=closed.reference))
        return Follows(f"Stepping up: {MAY_ASK}", (Button("Refer to an agency", "agency referral", about),))
    return Follows()


async def _leaving(closed: Cycle, records: Records) -> Follows:
    assert closed.monitor_until  # noqa: S101 - the form has asked for it
    again = f"Look again on {day(closed.monitor_until)}."
    pupil = await records.pupil(closed.pupil_id)
    if pupil is None or pupil.has_left or pupil.provision is Provision.NONE:
        return Follows(f"The pupil is not on the register, so there is nothing to take off. {again}")
    if pupil.provision is Provision.PLAN:
        return Follows(f"The pupil has an EHC plan and stays on the register while it is in force. {again}")
    return Follows(
        "Next: take the pupil off the register and inform the parents; until then the pupil stays on it. " + again,
        (Button("Take off the register", "take off register", pupil.id, "primary"),),
    )

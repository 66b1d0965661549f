"""What somebody who is not the SENCO may see of a pupil: nothing is shown, or said to exist, before this has looked."""

from collections.abc import Sequence
from dataclasses import dataclass

from commands.domain.cycle import Cycle
from commands.domain.person import Person, Role
from commands.domain.privacy.discreet import Discreet
from commands.domain.pupil import Pupil
from commands.domain.referral import Referral
from commands.kit import Ask, Records, Refusal
from commands.kit.which_pupil import say_whom, whom

NAMESAKES = 100
"""Pupils of a typed name of whom those are picked whom the asker may see."""


@dataclass(frozen=True, repr=False)
class Seen(Discreet):
    """A pupil with what the asker may see: their own referrals of them, and the open plan of one they teach or whose
    plan they lead. `teaches` is whether the pupil is in a group of theirs."""

    pupil: Pupil
    referrals: Sequence[Referral]
    plan: Cycle | None
    teaches: bool


async def seen(ask: Ask, records: Records) -> Seen:
    """The pupil a button carries or a typed name means, among those of whom the asker may see something.

    Raises `Refusal`, with the same words whether there is such a pupil or not.
    """
    id = ask.pressed.which
    if not id and not ask.typed.strip():
        raise say_whom(ask)
    found = () if id else await records.find("pupils", ask.typed, ask.person, NAMESAKES)
    labels = {id: ""} if id else {one.value: one.label for one in found}
    ids = tuple(labels)
    pupils = await records.pupils(ids)
    raised = await records.referrals.raised_by(ask.person.id)
    plans = [cycle for cycle in await records.cycles.of_pupils(ids) if cycle.stage.is_open]
    may = [_of(pupils[id], ask.person, raised, plans) for id in ids if id in pupils]
    those = [one for one in may if one.teaches or one.referrals or one.plan]
    if not those:
        raise Refusal(await _nobody(records))
    if len(those) > 1:
        raise whom(ask, [(labels[one.pupil.id], one.pupil.id) for one in those])
    return those[0]


def _of(pupil: Pupil, person: Person, raised: Sequence[Referral], plans: Sequence[Cycle]) -> Seen:
    """Nobody teaches a pupil who has left, whatever group they were in."""
    teaches = person.teaches(pupil.group) and not pupil.has_left
    theirs = next((cycle for cycle in plans if cycle.pupil_id == pupil.id), None)
    plan = theirs if theirs and (teaches or theirs.lead == person.id) else None
    return Seen(pupil, [one for one in raised if one.pupil_id == pupil.id], plan, teaches)


async def _nobody(records: Records) -> str:
    sencos = " or ".join(person.name for person in await records.staff(Role.SENCO))
    ask_them = f"the SENCO, {sencos}" if sencos else "your school's office"
    return (
        "There is no page here that you may see by that. You see the pupils you teach, and what you have written of "
        f"others yourself. If you need to know more, please ask {ask_them}."
    )

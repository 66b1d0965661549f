"""What a round robin is asked for, and whom it may be shown to."""

from dataclasses import dataclass

from commands.domain.person import Person
from commands.domain.privacy.discreet import Discreet
from commands.domain.pupil import Pupil
from commands.domain.round_robin import RoundRobin
from commands.kit import Ask, Records, Refusal
from commands.kit.ask import REFERENCE
from commands.kit.too_late import as_it_stands
from commands.kit.which_pupil import not_here, the_pupil

NOT_FOUND = "There is no round robin with that reference that you may see. Ask for “round robins” or “views”."
NOTHING_TO_ASK_FOR = (
    "There is no open referral, plan or review with that reference. Ask for “round robin” and part of the pupil's name."
)
INSTEAD = "Ask for “round robin” and the pupil's name to ask their teachers again."
HAS_LEFT = "This pupil has left the school, so no views are asked for any more. What was said is kept."


@dataclass(frozen=True, repr=False)
class ViewsWanted(Discreet):
    """Whom views are asked for of, and the reference of what they are for ("" for nothing in particular)."""

    pupil: Pupil
    about: str = ""


async def wanted(ask: Ask, records: Records) -> ViewsWanted:
    """A button carries a reference or a pupil; typed may be that, or part of a name. Raises `Refusal`."""
    if not REFERENCE.fullmatch(ask.which):
        return ViewsWanted(still_here(await the_pupil(ask, records)))
    pupil_id = await _pupil_of(ask.which, records)
    pupil = await records.pupil(pupil_id) if pupil_id else None
    if pupil is None:
        raise not_here(NOTHING_TO_ASK_FOR, ask)
    return ViewsWanted(still_here(pupil), ask.which)


async def _pupil_of(reference: str, records: Records) -> str:
    """Whose referral, plan or review it is, while that is open."""
    referral = await records.referrals.one(reference)
    if referral:
        return referral.pupil_id if referral.state.is_open else ""
    cycle = await records.cycles.one(reference)
    if cycle:
        return cycle.pupil_id if cycle.stage.is_open else ""
    review = await records.reviews.one(reference)
    return review.pupil_id if review and review.state.is_to_come else ""


def still_here(pupil: Pupil) -> Pupil:
    """The pupil, while they are on roll."""
    if pupil.has_left:
        raise Refusal(HAS_LEFT)
    return pupil


async def the_robin(ask: Ask, records: Records) -> RoundRobin:
    """The round robin a SENCO's ask is about: its reference, and perhaps more after a colon."""
    robin = await records.round_robins.one(ask.named.which)
    if robin is None:
        raise not_here(NOT_FOUND, ask)
    return robin


async def the_robin_going_on(ask: Ask, records: Records) -> RoundRobin:
    """The same, while it has not ended; otherwise says where it stands and what to do."""
    robin = await the_robin(ask, records)
    if robin.closed_on:
        raise as_it_stands(robin.reference, robin.state.in_sentence, instead=INSTEAD)
    return robin


async def may_read(person: Person, robin: RoundRobin, records: Records) -> bool:
    """The SENCO, and who leads a plan of the pupil that is open."""
    if person.is_senco:
        return True
    return any(
        cycle.stage.is_open and cycle.lead == person.id for cycle in await records.cycles.of_pupils([robin.pupil_id])
    )


async def read_by(ask: Ask, records: Records) -> RoundRobin:
    """The round robin, for somebody who may read it."""
    robin = await the_robin(ask, records)
    if not await may_read(ask.person, robin, records):
        raise not_here(NOT_FOUND, ask)
    return robin

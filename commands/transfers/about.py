"""Which pupil's transfer an ask is about, and the record of it, begun when something is said of it first."""

from dataclasses import dataclass

from commands.domain.law.in_force import law_on
from commands.domain.privacy.discreet import Discreet
from commands.domain.pupil import Pupil, year_in_words
from commands.domain.transfer import Moving, PassedOn, Transfer
from commands.kit import Ask, Records, Refusal
from commands.kit.which_pupil import not_here, the_pupil

NOT_FOUND = "There is no transfer with that reference. Ask for “transfers” to see who goes on."
NO_SUCH_THING = "Open the pupil from “transfers” and press the button beside what was passed on."


async def the_moving(ask: Ask, records: Records) -> Moving:
    """By a typed name or a button's pupil. Raises `Refusal` when they do not go on after this school year."""
    pupil = await the_pupil(ask, records)
    moving = await records.transfers.of(pupil.id, ask.today)
    if moving is None:
        raise Refusal(goes_nowhere(pupil, records))
    return moving


def goes_nowhere(pupil: Pupil, records: Records) -> str:
    """Why there is no transfer to show, and what would change that."""
    if pupil.has_left:
        return "This pupil has left the school."
    last = " and ".join(year_in_words(year) for year in records.school.transfer_years)
    return (
        f"No transfer is to come: this is a pupil of {pupil.year_in_words}, {pupil.provision.in_sentence}, and pupils "
        f"on the SEN register go on from here after {last}. An administrator sets those years "
        "(chatops school change --transfer-years)."
    )


def begun(ask: Ask, moving: Moving, reference: str) -> Transfer:
    """A pupil's transfer, recorded for the first time."""
    ruleset = law_on(ask.today)
    return Transfer(ask.school.id, reference, moving.pupil.id, moving.on.year, "", ruleset.id, ask.person.id, ask.today)


@dataclass(frozen=True, repr=False)
class Thing(Discreet):
    """One thing to be passed on, of one transfer."""

    moving: Moving
    transfer: Transfer
    what: PassedOn


async def the_thing(ask: Ask, records: Records) -> Thing:
    """What a button carries: the transfer's reference, and behind a full stop the thing. Raises `Refusal`."""
    reference = ask.named.which
    transfer = await records.transfers.one(reference)
    moving = await records.transfers.of(transfer.pupil_id, ask.today) if transfer else None
    if transfer is None or moving is None or moving.transfer is None or moving.transfer.reference != reference:
        raise not_here(NOT_FOUND, ask)
    what = next((one for one in PassedOn if one.value == ask.named.part), None)
    if what is None:
        raise Refusal(NO_SUCH_THING)
    return Thing(moving, transfer, what)

"""Which pupil is meant: by a button, or by a name typed after the command."""

from collections.abc import Sequence

from commands.domain.pupil import Pupil
from commands.kit import Ask, Records
from commands.kit.limits import ITEMS

NO_PUPIL = "There is no such pupil on your school's list. Type part of the name after it, or open one from “register”."


async def pupils_meant(ask: Ask, records: Records) -> Sequence[Pupil]:
    """The pupil a button carries, or those on roll a typed name can mean; none when neither was given."""
    if ask.about.strip():
        pupil = await records.pupil(ask.about.split()[0])
        return [pupil] if pupil else []
    if not ask.typed.strip():
        return []
    ids = [found.value for found in await records.find("pupils", ask.typed, ask.person, ITEMS)]
    pupils = await records.pupils(ids)
    return [pupils[id] for id in ids if id in pupils]

"""Whose a form is: the pupil and the reference of what its command found, for the one person it opens for."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from commands.domain.privacy.discreet import Discreet
from commands.domain.pupil import Pupil
from commands.kit.records import Records

DEEPEST = 2
"""How many things within a thing are looked into for the pupil it is of."""


async def whose(found: object, said: str, records: Records) -> tuple[str, str]:
    """The id of the one pupil whom `found` is of, and the words for them: "Amina Yusuf, 4 Ash (V-7K2PM)". What is
    `said` beside is left out of the words; both are "" for what is of no pupil, or of several."""
    of = {id: reference for id, reference in reversed([*_pupils(found, DEEPEST)]) if id}
    if len(of) != 1:
        return "", ""
    [(id, reference)] = of.items()
    pupil = await records.pupil(id)
    if pupil is None:
        return "", ""
    name = f"{pupil.name}, {pupil.group}" if pupil.name not in said else ""
    mark = reference if reference and reference not in said else ""
    return (id if name else ""), f"{name} ({mark})" if name and mark else name or mark


def _pupils(found: Any, depth: int) -> Iterator[tuple[str, str]]:
    """The ids of pupils in what was found, each with the reference of what led there: the nearest first."""
    if isinstance(found, tuple):
        for one in found:
            yield from _pupils(one, depth)
    elif isinstance(found, Pupil):
        yield found.id, ""
    elif isinstance(found, Discreet) and is_dataclass(found):
        if isinstance(id := getattr(found, "pupil_id", None), str):
            yield id, str(getattr(found, "reference", ""))
        elif depth:
            for field in fields(found):
                yield from _pupils(getattr(found, field.name), depth - 1)

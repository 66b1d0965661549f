"""What a file changes of a list: who is new, changed, back or gone, compared before anything is written."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Generic, TypeVar

from commands.domain.person import Person
from commands.domain.pupil import Pupil

P = TypeVar("P", Pupil, Person)


@dataclass(frozen=True)
class Counts:
    """What an import did, or would do. `left` are those missing from the file; of term dates, those taken away.

    `clashes` are pupils of whom the file says otherwise than was recorded here, on whom the SENCO must decide.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    left: int = 0
    returned: int = 0
    clashes: int = 0


class TooManyLeavers(Exception):
    """More than half of a list would be marked as left, which looks like a truncated file."""

    def __init__(self, leavers: int, of: int) -> None:
        self.leavers, self.of = leavers, of
        super().__init__(f"{leavers} of {of} people on the list are not in this file and would be marked as left")


@dataclass(frozen=True)
class Plan(Generic[P]):
    """What is to be written: rows to add, and rows there already as they are to be from now on."""

    new: list[P]
    moved: list[P]
    counts: Counts


def planned(
    before: Sequence[P],
    rows: dict[str, P],
    known: Collection[str],
    *,
    identity: Callable[[P], str],
    updated: Callable[[P, P], P],
    gone: Callable[[P], P],
    allow_leavers: bool,
) -> Plan[P]:
    """Compares the list as it is with the list as the file has it."""
    moved: list[P] = []
    counts = dict.fromkeys(("changed", "unchanged", "left", "returned"), 0)
    present = [old for old in before if not _has_left(old)]
    for old in before:
        new = rows.get(identity(old))
        if new is None:
            after = old if identity(old) in known or _has_left(old) else gone(old)
            what = "left" if after != old else None
        else:
            after = updated(old, new)
            what = "returned" if _has_left(old) else "changed" if after != old else "unchanged"
        if what:
            counts[what] += 1
        if after != old:
            moved.append(after)
    if counts["left"] * 2 > len(present) and not allow_leavers:
        raise TooManyLeavers(counts["left"], len(present))
    there = {identity(old) for old in before}
    added = [new for key, new in rows.items() if key not in there]
    return Plan(added, moved, Counts(new=len(added), **counts))


def _has_left(row: Pupil | Person) -> bool:
    return row.has_left if isinstance(row, Pupil) else row.left


def taken(new: Pupil | Person, fields: Collection[str]) -> dict[str, Any]:
    """What the file says, as far as it had columns for it."""
    return {name: value for name, value in asdict(new).items() if name in fields}

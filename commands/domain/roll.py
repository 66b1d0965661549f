"""Whose line of a new list of pupils is whose, by UPN or else by name and date of birth; and which whole parts of the
roll a list lacks."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from commands.domain.privacy.discreet import Discreet
from commands.domain.pupil import YEARS, Provision, Pupil, year_in_words
from commands.domain.words.names import searchable

FEWEST = 2
"""Pupils of a year or group that say something together when all of them are missing: one alone has simply left."""


def identity(pupil: Pupil) -> str:
    """By what a pupil is known in a file: the UPN; without one, the name and the date of birth; "" without either."""
    return pupil.upn or by_name(pupil)


def by_name(pupil: Pupil) -> str:
    """A pupil's name and date of birth in one word; "" where the date is not known."""
    return f"{searchable(pupil.forename)}|{searchable(pupil.surname)}|{pupil.born}" if pupil.born else ""


def is_lasting(upn: str) -> bool:
    """Whether a UPN stays with a pupil: a temporary one ends in a letter (DfE, UPN guide), and another comes after."""
    return bool(upn) and not upn[-1].isalpha()


@dataclass(frozen=True, repr=False)
class Matched(Discreet):
    """Lines by the ids of those on the list whom they mean; lines of new pupils; and those that may mean several."""

    theirs: dict[str, Pupil] = field(default_factory=dict)
    added: list[Pupil] = field(default_factory=list)
    doubtful: list[Pupil] = field(default_factory=list)
    may_be: set[str] = field(default_factory=set)


def matched(before: Sequence[Pupil], lines: Sequence[Pupil]) -> Matched:
    """A line with a UPN that nobody has yet is that of the pupil of its name and date of birth who has none, or only a
    temporary one that the file has no more."""
    found = Matched()
    by_upn = {pupil.upn: pupil for pupil in before if pupil.upn}
    named: dict[str, list[Pupil]] = {}
    for pupil in before:
        if key := by_name(pupil):
            named.setdefault(key, []).append(pupil)
    in_file = {line.upn for line in lines if line.upn}
    for line in sorted(lines, key=lambda line: not line.upn):
        if old := by_upn.get(line.upn):
            found.theirs[old.id] = line
            continue
        alike = [pupil for pupil in named.get(by_name(line), ()) if pupil.id not in found.theirs]
        if line.upn:
            alike = [pupil for pupil in alike if not is_lasting(pupil.upn) and pupil.upn not in in_file]
        if len(alike) > 1:
            found.doubtful.append(line)
            found.may_be.update(pupil.id for pupil in alike)
        elif alike:
            found.theirs[alike[0].id] = line
        else:
            found.added.append(line)
    return found


def missing_parts(before: Sequence[Pupil], leaving: Collection[str]) -> tuple[str, ...]:
    """What a list lacks as a whole of those on roll `before`, in words: years, form groups of other years, everybody
    without SEN. `leaving` are the ids of those it has not."""
    years = _whole(before, leaving, lambda pupil: pupil.year)
    groups = _whole([pupil for pupil in before if pupil.year not in years], leaving, lambda pupil: pupil.group)
    rest = _whole(before, leaving, lambda pupil: "" if pupil.provision is not Provision.NONE else "N")
    all_without = rest and any(pupil.provision is not Provision.NONE and pupil.id not in leaving for pupil in before)
    ordered = sorted(years, key=lambda year: YEARS.index(year) if year in YEARS else len(YEARS))
    return (*map(year_in_words, ordered), *sorted(groups), *(("everybody without SEN",) if all_without else ()))


def _whole(before: Sequence[Pupil], leaving: Collection[str], of: Callable[[Pupil], str]) -> set[str]:
    there: dict[str, list[str]] = {}
    for pupil in before:
        if key := of(pupil):
            there.setdefault(key, []).append(pupil.id)
    return {key for key, ids in there.items() if len(ids) >= FEWEST and all(id in leaving for id in ids)}

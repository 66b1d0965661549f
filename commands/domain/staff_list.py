"""Whose line of a new staff list is whose: by the address, and where that leaves a doubt, by what was said of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from commands.domain.person import Person
from commands.domain.privacy.discreet import Discreet
from commands.domain.words.names import searchable, share_a_word

ALL = "all"
"""Said in place of addresses: every line. As “the same person” it answers only where the name is the same."""


class Doubt(Enum):
    """Why a line may mean somebody who is on the list, or somebody new: nobody's account, referrals and contacts pass
    to another by a guess."""

    LEFT = "the address was that of somebody who has left"
    RENAMED = "the address is that of somebody present whose name shares no word with the line's"
    MOVED = "somebody of that name is on the list, with an address that is not in the file"
    ALIKE = "somebody would leave by this file whose name shares a word with the line's, in the same role"
    TWICE = "the address it had before stands on a line of its own"


@dataclass(frozen=True, repr=False)
class Unsettled(Discreet):
    """A line that is not taken over before it is said whose it is: its address, and whom it may mean."""

    email: str
    doubt: Doubt
    people: tuple[Person, ...]


@dataclass(frozen=True)
class Said:
    """What was said of lines, by their addresses: `same`, the person who is on the list; `new`, somebody else."""

    same: frozenset[str] = frozenset()
    new: frozenset[str] = frozenset()

    def is_same(self, line: Person, person: Person) -> bool:
        """Whether the line was said to mean that person."""
        named_alike = searchable(line.name) == searchable(person.name)
        return line.email in self.same or (ALL in self.same and line.email not in self.new and named_alike)

    def is_new(self, line: Person) -> bool:
        """Whether the line was said to mean nobody who is on the list."""
        return line.email in self.new or (ALL in self.new and line.email not in self.same)


UNSAID = Said()


@dataclass(frozen=True, repr=False)
class Settled(Discreet):
    """Whose line is whose: `theirs` by the ids of those on the list; `added` are lines of new people; `gives_up` the
    ids of those whose address a new person has now; `moved` the new address by the old one; `stay` the ids of those
    who are left as they are, since it is not known whether they have left."""

    theirs: dict[str, Person] = field(default_factory=dict)
    added: list[Person] = field(default_factory=list)
    gives_up: set[str] = field(default_factory=set)
    moved: dict[str, str] = field(default_factory=dict)
    stay: set[str] = field(default_factory=set)
    unsettled: list[Unsettled] = field(default_factory=list)


def settled(
    before: Sequence[Person],
    lines: Sequence[Person],
    said: Said,
    *,
    known: Collection[str] = (),
    former: Mapping[str, str] | None = None,
) -> Settled:
    """Compares a school's list with a file's lines, which have no ids yet. `known` are addresses of lines that cannot
    be used; `former` says which address somebody had before, by the one on their line."""
    found, former = Settled(), former or {}
    by_address = {person.email: person for person in before if person.email}
    in_file = {line.email for line in lines} | {*known}
    left_over = []
    for line in lines:
        old = by_address.get(former.get(line.email, ""))
        if old is None or line.email in by_address:
            left_over.append(line)
        elif old.email in in_file:
            found.unsettled.append(Unsettled(line.email, Doubt.TWICE, (old,)))
        else:
            _moves(found, old, line)
    for line in left_over:
        if old := by_address.get(line.email):
            _of_an_address(found, old, line, said)
    absent = [
        person
        for person in before
        if person.id not in found.theirs and person.id not in found.gives_up and person.email not in in_file
    ]
    for line in left_over:
        if line.email not in by_address:
            _of_nobodys_address(found, absent, line, said)
    return found


def _moves(found: Settled, person: Person, line: Person) -> None:
    """The same person, under another address."""
    found.theirs[person.id] = line
    if person.email:
        found.moved[person.email] = line.email


def _of_an_address(found: Settled, person: Person, line: Person, said: Said) -> None:
    doubtful = person.left or not share_a_word(person.name, line.name)
    if not doubtful or said.is_same(line, person):
        found.theirs[person.id] = line
    elif said.is_new(line):
        found.gives_up.add(person.id)
        found.added.append(line)
    else:
        found.stay.add(person.id)
        found.unsettled.append(Unsettled(line.email, Doubt.LEFT if person.left else Doubt.RENAMED, (person,)))


def _of_nobodys_address(found: Settled, absent: Sequence[Person], line: Person, said: Said) -> None:
    """Of those who have left already only the whole name counts: there are more of them every year."""
    named = [p for p in absent if searchable(p.name) == searchable(line.name)]
    alike = [p for p in absent if not p.left and p.role is line.role and share_a_word(p.name, line.name)]
    meant = tuple(p for p in named or alike if p.id not in found.theirs)
    if not meant or said.is_new(line):
        found.added.append(line)
    elif len(meant) == 1 and said.is_same(line, meant[0]):
        _moves(found, meant[0], line)
    else:
        found.stay.update(person.id for person in meant)
        found.unsettled.append(Unsettled(line.email, Doubt.MOVED if named else Doubt.ALIKE, meant))

"""The conversations on the page: three channels of each school, and everyone's private messages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from commands.domain.person import STAFF, Person, Role
from commands.domain.school import School
from commands.kit import Place

FACE = "web"
MESSAGES = "messages"
"""The name, in the page's address, of the private conversation with the bot."""


@dataclass(frozen=True)
class Room:
    """A channel every invented school has. `hint` says on the page who reads it."""

    name: str
    public: bool
    read_by: frozenset[Role]
    hint: str


ROOMS = (
    Room("senco", False, frozenset({Role.SENCO, Role.LEADERSHIP}), "Private: SENCOs and leadership"),
    Room("leadership", False, frozenset({Role.SENCO, Role.LEADERSHIP}), "Private: leadership and SENCOs"),
    Room("staffroom", True, STAFF, "Public: all staff"),
)


def rooms_of(person: Person) -> tuple[Room, ...]:
    """The channels somebody can open."""
    return tuple(room for room in ROOMS if person.role in room.read_by)


def room_called(name: str, person: Person) -> Room | None:
    """The channel so called, if that person can read it; None for the private conversation and anything unknown."""
    return next((room for room in rooms_of(person) if room.name == name), None)


def entered(name: str, person: Person) -> Room | None:
    """The channel to show: the one so called; before anything was chosen, one that is not for everybody."""
    if not name:
        return next((room for room in rooms_of(person) if not room.public), None)
    return room_called(name, person)


def address_of(school: School, person: Person) -> Mapping[str, Any]:
    """Where somebody's private messages are posted."""
    return {"person": person.id, "school": school.id}


def address_in(school: School, room: Room) -> Mapping[str, Any]:
    """Where a channel's posts are posted."""
    return {"channel": room.name, "school": school.id}


def place_of(school: School, person: Person, name: str) -> Place:
    """Where somebody stands. A channel they cannot read is not there for them: they stand in their own messages."""
    room = room_called(name, person)
    if room is None:
        return Place(FACE, address_of(school, person), "private")
    return Place(FACE, address_in(school, room), "channel", room.name, room.public)

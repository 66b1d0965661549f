"""The tour of the page: four steps for each role, shown until somebody closes them, and then never again."""

from collections.abc import Mapping
from dataclasses import dataclass

from commands.domain.person import Role
from commands.kit import Button

COOKIE = "senco_toured"
A_YEAR = 366 * 24 * 60 * 60


@dataclass(frozen=True)
class Stop:
    """One step: what to do, and the button that begins it."""

    text: str
    button: Button


TOURS: Mapping[Role, tuple[Stop, ...]] = {
    Role.TEACHER: (
        Stop("What needs you stands on your home, each line with the button that does it.", Button("Home", "home")),
        Stop("Refer a pupil: two minutes, and the SENCO answers you here.", Button("Refer a pupil", "refer")),
        Stop("Before a lesson, see what helps in your class.", Button("My class", "class")),
        Stop("After it, note in one line what you adjusted and how it went.", Button("Note it", "adjust")),
    ),
    Role.ASSISTANT: (
        Stop("Before a lesson, see what helps in your class.", Button("My class", "class")),
        Stop("After it, note in one line what you adjusted and how it went.", Button("Note it", "adjust")),
        Stop("What has helped a pupil you work with, counted.", Button("What works", "what works")),
        Stop("Everything you can ask stands in one list.", Button("Help", "help")),
    ),
    Role.SENCO: (
        Stop("Your day: what is overdue, what is today, who waits. One press does it.", Button("Home", "home")),
        Stop("This morning's digest stands in the SENCO channel; a newly asked one is yours alone.",
             Button("Preview", "digest preview")),
        Stop("Plans and their reviews: mark outcomes, close the review, and the next cycle opens.",
             Button("Plans", "plans")),
        Stop("One pupil on one page, in time order: type “pupil amina”, or choose one.",
             Button("Register", "register")),
    ),
    Role.LEADERSHIP: (
        Stop("The week in numbers, which name no pupil.", Button("Summary", "leadership summary")),
        Stop("What the law makes of a date; no pupil needed.", Button("Days in law", "clock")),
        Stop("You may refer a pupil like every teacher.", Button("Refer a pupil", "refer")),
        Stop("When the summary comes, and what is in it.", Button("Settings", "digest settings")),
    ),
    Role.ADMIN: (
        Stop("You see no pupil's records; this is what you can ask.", Button("Help", "help")),
        Stop("Days the school is shut change every day that is counted.", Button("Record one", "senco closure")),
        Stop("Closures to come, each of which can be taken back.", Button("Closures", "closures")),
        Stop("Be a teacher, then the SENCO, by “Be somebody else”: that is how a referral goes.",
             Button("Help", "help")),
    ),
}  # fmt: skip


def tour_of(role: Role, seen: str) -> tuple[Stop, ...]:
    """The steps for somebody of that role; none once they were closed. `seen` is what the browser keeps."""
    return () if role.value in seen.split(".") else TOURS[role]


def closed(role: Role, seen: str) -> str:
    """What the browser keeps from now on."""
    known = {one.value for one in Role} & set(seen.split("."))
    return ".".join(sorted(known | {role.value}))

"""The school every story begins with: furnished once in a run, then copied; and whom Teams installed the bot for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import insert, select

from commands.domain.days.calendar import Span
from commands.domain.digest import DigestKind
from commands.domain.person import Role
from commands.domain.school import School
from storage.database import Database
from storage.delivery.schedules import Schedules
from storage.lists.schools import Schools
from storage.tables import identities, staff, term_dates
from tests.databases import empty_sqlite
from tests.worlds import Installs

MONDAY = datetime(2026, 9, 14, 8, 0, tzinfo=UTC)
"""Monday 14 September 2026, nine o'clock in London: the second week of term."""
STAFF: Mapping[str, tuple[Role, Sequence[str]]] = {
    "Tom Reed": (Role.TEACHER, ("4B",)),
    "Sam Okoro": (Role.SENCO, ()),
    "Ada Quill": (Role.SENCO, ()),
    "Helen Marsh": (Role.LEADERSHIP, ()),
    "Ivy Stone": (Role.TEACHER, ("5A",)),
    "Ned Tull": (Role.ADMIN, ()),
}
TERMS = (
    (Span.TERM, "Autumn", date(2026, 9, 1), date(2026, 12, 18)),
    (Span.BREAK, "Half-term", date(2026, 10, 26), date(2026, 10, 30)),
    (Span.TERM, "Spring", date(2027, 1, 4), date(2027, 3, 25)),
)


def address_of(name: str) -> str:
    """The address of somebody on the staff list."""
    return name.lower().replace(" ", ".") + "@oakfield.example"


def on_the_staff_list(school: School, name: str, role: Role, groups: Sequence[str]) -> dict[str, Any]:
    """Somebody's row."""
    email = address_of(name)
    id = f"{school.id}-{email.split('@')[0]}"
    return {"id": id, "email": email, "name": name, "role": role, "groups": tuple(groups), "left": False}


async def furnish(database: Database) -> School:
    """A school, its terms and its staff list. The daily digest is switched off: most stories are of something else."""
    school = await Schools(database).add("Oakfield School", safeguarding_lead="Grace Lin, extension 112")
    async with Schedules(database).one(school, DigestKind.DAILY) as claim:
        await claim.records.save(claim.thing.changed(MONDAY, active=False))
    terms = [{"kind": kind, "name": name, "first": first, "last": last} for kind, name, first, last in TERMS]
    people = [on_the_staff_list(school, name, role, groups) for name, (role, groups) in STAFF.items()]
    async with database.writing() as connection:
        await connection.execute(insert(term_dates), [{"school_id": school.id, **row} for row in terms])
        await connection.execute(insert(staff), [{"school_id": school.id, **row} for row in people])
    return school


_furnished: list[tuple[School, bytes]] = []


async def moves_into(file: Path) -> School:
    """Turns the empty database that `empty_sqlite` made of `file`, and that nobody has opened yet, into one with the
    school; the same school in every story of a run."""
    if not _furnished:
        with TemporaryDirectory() as folder:
            first = Path(folder) / "school.db"
            database = Database(empty_sqlite(first))
            school = await furnish(database)
            await database.close()
            _furnished.append((school, first.read_bytes()))
    school, whole = _furnished[0]
    file.write_bytes(whole)  # noqa: ASYNC240 - a tenth of a millisecond
    return school


@dataclass(frozen=True)
class _Met:
    platform: Any
    rows: Sequence[Mapping[str, Any]]


_met: dict[str, _Met] = {}


async def comes_to_know(database: Database, world: Installs) -> bool:
    """Whether the bot has been installed for everybody here in an earlier story, and so it is in this one: what it
    wrote down then stands in the database, and the platform has been told of the same accounts."""
    met = _met.get(world.name)
    if met is None:
        return False
    world.has_installed(met.platform)
    heard = {"seen_at": MONDAY, "checked_at": MONDAY}  # no later than anything in this story
    rows = [{**row, **heard, "address": world.of_this_run(row["address"], met.platform)} for row in met.rows]
    async with database.writing() as connection:
        await connection.execute(insert(identities), rows)
    return True


async def is_known_from_now_on(database: Database, world: Installs) -> None:
    """Keeps what the bot wrote down of the accounts it was installed for, for the stories to come."""
    async with database.reading() as connection:
        rows = [dict(row) for row in (await connection.execute(select(identities))).mappings()]
    _met[world.name] = _Met(world.installed(), rows)

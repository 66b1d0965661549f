"""Everything held about one pupil, as a document to read and as JSON: the answer to a subject access request."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Table

from chatops.every_face import asked_by
from commands.domain.days.calendar import LONDON
from commands.domain.days.dates import day
from commands.domain.privacy.discreet import Discreet
from commands.domain.pupil import Pupil
from commands.domain.school import School
from commands.domain.words.labelled import Labelled
from commands.kit.documents import Document, Rows, Words
from storage.delivery.codec import card_from, reply_from
from storage.records import SqlOpenRecords, SqlRecords
from storage.rights.about_pupil import Held, Row, held_about
from storage.rights.mentions import parted, parted_reply
from storage.subjects.people import PERSON, PUPIL

ANOTHER = "[another pupil]"
LEFT_OUT = {
    "notices": {"address": "where a colleague is reached on a platform; nothing about the pupil"},
}
"""Columns that are not handed over, each with its reason."""
LISTED = ("audit", "asks", "notices")
"""Tables of many alike rows, one line for each in the document."""
FIRST = ("pupils", "referrals", "register_entries", "cycles", "outcomes", "provision_lines", "reviews")
"""The tables the document begins with; the others follow by name, those of `LISTED` last."""
TITLES = {
    "asks": "What was asked about them, and what was answered",
    "notices": "What staff were told about them",
    "audit": "Who looked at, changed or exported what",
    "pupils": "The pupil",
}
INTRODUCTION = f"""This is everything the SENCO bot holds about this pupil, table by table, as it stands in its
database. Colleagues are named as authors. The full names of other pupils are left out; whoever hands this over reads it
first, since what staff typed may tell of others without their full names.
What staff were answered privately in {asked_by("or")}, and files they were handed, stand there and are not in this
copy; nor are the school's own files, e-mails, and backups.""".replace("\n", " ")


@dataclass(frozen=True, repr=False)
class Subject(Discreet):
    """What is held about a pupil, ready to be written."""

    pupil: Pupil
    document: Document
    content: bytes
    rows: int


async def everything_about(records: SqlRecords, pupil_id: str, today: date) -> Subject | None:
    """All that is held about a pupil of the records' school; None when there is no such pupil."""
    school = records.school
    held = await held_about(records.connection, school.id, pupil_id)
    if held is None:
        return None
    people = {person.id: person.name for person in await records.some_of(PERSON)}
    others = Others(held, await records.some_of(PUPIL))
    tables = {table.name: [others.hidden_in(row) for row in _shown(held, table)] for table in _in_order(held)}
    found = {name: rows for name, rows in tables.items() if rows}
    content = {
        "school": school.name,
        "made_on": today.isoformat(),
        "people": {id: name for id, name in people.items() if _is_in(id, found)},
        "tables": {name: [_plain(row) for row in rows] for name, rows in found.items()},
        "left_out": LEFT_OUT,
    }
    return Subject(
        held.pupil,
        _document(school, held.pupil, found, people, today),
        json.dumps(content, ensure_ascii=False, indent=2).encode(),
        sum(map(len, found.values())),
    )


async def find_and_gather(records: SqlOpenRecords, school: School, pupil_id: str, today: date) -> Subject | None:
    """The same through a door of its own."""
    async with records(school, writing=False) as opened:
        return await everything_about(opened, pupil_id, today)


class Others:
    """The other pupils of the school, whose names never leave with this one's record."""

    def __init__(self, held: Held, every: Iterable[Pupil]) -> None:
        self._by_first: dict[str, set[str]] = {}
        own = {name.casefold() for name in held.marks.names}
        for pupil in every:
            if pupil.id != held.pupil.id:
                names = {pupil.name, pupil.full_name, f"{pupil.forename} {pupil.surname}", pupil.upn}
                for name in {name.casefold() for name in names} - own:
                    if first := re.match(r"\w+", name):
                        self._by_first.setdefault(first.group(), set()).add(name)

    def hidden_in(self, row: Row) -> Row:
        """The row without another pupil's name."""
        return {name: self._hidden(value) for name, value in row.items()}

    def _hidden(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._without(value)
        return type(value)(self._hidden(one) for one in value) if isinstance(value, tuple | list) else value

    def _without(self, text: str) -> str:
        pieces, done = [], 0
        for word in re.finditer(r"\w+", text):
            if word.start() < done:
                continue
            for name in self._by_first.get(word.group().casefold(), ()):
                end = word.start() + len(name)
                if text[word.start() : end].casefold() == name and not text[end : end + 1].isalnum():
                    pieces += [text[done : word.start()], ANOTHER]
                    done = end
                    break
        return "".join((*pieces, text[done:])) if pieces else text


def _in_order(held: Held) -> list[Table]:
    def place(table: Table) -> tuple[int, str]:
        if table.name in FIRST:
            return FIRST.index(table.name), ""
        return len(FIRST) + (table.name in LISTED), table.name

    return sorted(held.rows, key=place)


def _shown(held: Held, table: Table) -> list[Row]:
    """A table's rows: cards and replies as they read, and of those that are about others too what is about them."""
    rows = [_readable(row) for row in held.rows[table]]
    for row in held.beside.get(table, ()):
        own = dict(row)
        if row.get("card"):
            own["card"] = "\n".join(parted(card_from(row["card"]), held.marks)[0])
        if row.get("reply"):
            own["reply"] = "\n".join(parted_reply(reply_from(row["reply"]), held.marks)[0])
        rows.append(own)
    out = LEFT_OUT.get(table.name, {})
    return [{name: value for name, value in row.items() if name not in out} for row in rows]


def _readable(row: Row) -> Row:
    own = dict(row)
    if row.get("card"):
        own["card"] = card_from(row["card"]).plain()
    if row.get("reply"):
        reply = reply_from(row["reply"])
        own["reply"] = "\n".join(filter(None, (reply.text, reply.card.plain() if reply.card else "")))
    return own


def _is_in(id: str, tables: Mapping[str, Iterable[Row]]) -> bool:
    return any(id == value for rows in tables.values() for row in rows for value in row.values())


def _plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, Labelled):
        return {"code": value.value, "label": value.label}
    return value.isoformat() if isinstance(value, date | time) else value


def _document(
    school: School, pupil: Pupil, tables: Mapping[str, list[Row]], people: Mapping[str, str], today: date
) -> Document:
    parts: list[Words | Rows] = [Words(INTRODUCTION)]
    for name, rows in tables.items():
        title = TITLES.get(name, _words(name))
        if name in LISTED:
            parts.append(Words("\n".join("; ".join(_lines(row, people)).replace("\n", " / ") for row in rows), title))
            continue
        if len(rows) > 1:
            parts.append(Words("", title))
        for n, row in enumerate(rows, start=1):
            heading, level = (title, 1) if len(rows) == 1 else (f"{title} {n}", 2)
            parts.append(Words("\n".join(_lines(row, people)), heading, 1 if level == 1 else 2))
    made = f"Made on {day(today)}. {pupil.in_full}."
    return Document("Everything held", f"Everything held about {pupil.full_name}", school.name, made, tuple(parts))


def _lines(row: Row, people: Mapping[str, str]) -> list[str]:
    """A row as lines, without what is empty. Where the name somebody had then is kept, today's does not stand in."""
    if row.get("person_id") and row.get("name"):
        people = {id: name for id, name in people.items() if id != row["person_id"]}
    return [
        f"{_words(name)}: {_read(value, people)}"
        for name, value in row.items()
        if value not in (None, "", ()) and name not in ("school_id", "version", "sought")
    ]


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize().replace("Upn", "UPN").replace("Eal", "EAL")


def _read(value: Any, people: Mapping[str, str]) -> str:
    """A value as a person reads it; the id of a colleague is their name."""
    if isinstance(value, tuple | list):
        return ", ".join(_read(one, people) for one in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return f"{value.astimezone(LONDON):%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return people.get(str(value), str(value))

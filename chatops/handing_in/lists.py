"""HandedIn: a list is tried, shown, written only as it was shown, and taken back; each that changes is in the audit."""

import asyncio
import secrets
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from chatops.handing_in.held import Handed, Held
from chatops.handing_in.kinds import KINDS, Kind
from chatops.handing_in.preview import Preview, headings_alone, headings_of, without_cells
from chatops.importing.headings import Told, plain
from chatops.importing.table import LineFinding, Reading
from chatops.importing.text import UnreadableFile
from chatops.importing.words import IGNORED, LONGEST, told
from commands.domain.days.calendar import LONDON
from commands.domain.person import Person
from commands.domain.privacy.audit import AuditEntry, Did
from commands.domain.school import School
from storage.database import Database
from storage.lists.import_log import keep_words, words_of
from storage.lists.imports import Imports
from storage.lists.list_plans import Counts, TooManyLeavers
from storage.lists.undoing import NothingToTakeBack, TakenBack, take_back
from storage.rights.audit import add_lines

__all__ = ["Handed", "HandedIn", "NothingToTakeBack"]

CHANGED = "The school's list has changed since this was shown. Look at the counts again, then write it."
NO_LINE = "No line of the file can be used."
DOUBTFUL = "this may be several pupils; give the UPN"
UNSETTLED = (
    "this may be somebody on the list already or somebody new. Whoever runs the bot says which: "
    "chatops import staff, with --same or --new"
)
MEANT = " If another heading means it, choose it below."


class HandedIn:
    """The lists of schools, for a face on which they can be handed in. Who may is asked by the face beforehand."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database, self._now = database, now
        self.held = Held(now)

    async def look(self, school: School, handed: Handed) -> Preview:
        """What the list would do. Nothing is written."""
        return (await self._go(school, handed, trying=True))[0]

    async def write(self, school: School, person: Person, face: str, handed: Handed) -> tuple[Preview, bool]:
        """Writes the list if it still does what was shown, and keeps what was said of its headings for the school.
        Otherwise it is shown again, and not written."""
        preview, _ = await self._go(school, handed, trying=True)
        if preview.counts is None or counted(preview.counts) != dict(handed.shown):
            return replace(preview, note=CHANGED), False
        preview, words = await self._go(school, handed, trying=False)
        if preview.counts is None:
            return preview, False
        await self._recorded(school, person, face, f"import {handed.kind}")
        if words:
            async with self._database.writing() as connection:
                await keep_words(connection, school.id, handed.kind, words)
        return preview, True

    async def back(self, school: School, person: Person, face: str, kind: str) -> TakenBack:
        """Takes the newest import of a kind back. Raises `NothingToTakeBack`."""
        done = await take_back(self._database, school, self._now(), kind)
        await self._recorded(school, person, face, "import undo")
        return done

    async def _go(self, school: School, handed: Handed, *, trying: bool) -> tuple[Preview, Mapping[str, str]]:
        kind, now = KINDS[handed.kind], self._now()
        today = now.astimezone(LONDON).date()
        async with self._database.reading() as connection:
            saved = await words_of(connection, school.id, kind.name)
        words = told(saved, handed.words)
        try:
            reading = await asyncio.to_thread(kind.read, handed.data, today, words)
        except UnreadableFile as why:
            return await self._unread(kind, handed.data, words, str(why)), {}
        shown = Preview(
            kind,
            headings_of(kind, reading),
            leavers=handed.leavers,
            refused=without_cells(reading.problems),
            remarks=without_cells(reading.remarks),
            fixed=reading.of_some,
        )
        if not reading.rows:
            return replace(shown, trouble=NO_LINE), {}
        imports = Imports(self._database, school, trying=trying, at=now)
        try:
            counts = await kind.write(imports, reading, today, handed.leavers)
        except TooManyLeavers as leavers:
            return replace(shown, asks=str(leavers)), {}
        findings = [*reading.problems, *_left_out(imports, reading)]
        return replace(shown, counts=counts, refused=without_cells(findings), stayed=imports.stayed), handed.words

    async def _unread(self, kind: Kind, data: bytes, words: Told, why: str) -> Preview:
        said, sign, _ = why.partition(" If another heading means it")
        headings = await asyncio.to_thread(headings_alone, kind, data, words) if sign else []
        return Preview(kind, headings, trouble=said + (MEANT if headings else ""))

    async def _recorded(self, school: School, person: Person, face: str, word: str) -> None:
        key = f"{face}/{person.id}/{secrets.token_hex(12)}/{word}"
        line = AuditEntry(
            school.id, key, Did.CHANGED, self._now(), person.id, person.role, face, word, name=person.name
        )
        async with self._database.writing() as connection:
            await add_lines(connection, [line])


def counted(counts: Counts) -> dict[str, int]:
    """The counts by their names, as a preview keeps what it showed."""
    return asdict(counts)


def meant(kind: str, said: Mapping[str, str]) -> dict[str, str]:
    """What was chosen for headings, in the form it is compared in; what is no column of the kind is left out."""
    ours = {column.name for column in KINDS[kind].columns} | {IGNORED}
    return {plain(theirs)[:LONGEST]: column for theirs, column in said.items() if column in ours and plain(theirs)}


def _left_out(imports: Imports, reading: Reading[Any]) -> list[LineFinding]:
    doubtful = [LineFinding(reading.lines.get(key, 0), "", DOUBTFUL) for key in imports.doubtful]
    return doubtful + [LineFinding(reading.lines.get(one.email, 0), "", UNSETTLED) for one in imports.unsettled]

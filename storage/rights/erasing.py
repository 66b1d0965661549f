"""Erasing a pupil: every row of theirs in one transaction, what mentions them, and the list of posts to take down."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Table, and_, delete, func, insert, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.privacy.audit import AuditEntry
from commands.domain.privacy.discreet import Discreet
from commands.domain.privacy.erasure import standing
from storage.asks import notice_id
from storage.delivery.codec import card_from, card_text, reply_from, reply_text
from storage.one_school import reading
from storage.rights.about_pupil import Belongs, Held, Row, belongs, held_about, theirs
from storage.rights.audit import audit, remove
from storage.rights.holds import holds_of, take_downs
from storage.rights.mentions import parted, parted_reply
from storage.sealed.keys import Keyring
from storage.sealed.sealing import engine_for, tidy
from storage.tables import asks, metadata, notices

OWN_PAGE = "web"
"""The face whose posts are the notices themselves: there is nothing else to take down."""


class MayNotGo(Exception):
    """Nothing was erased, and why; the sentence names nobody."""


@dataclass(frozen=True, repr=False)
class Erased(Discreet):
    """How many rows went by table, from how many others what mentions the pupil was taken out, and how many posts are
    to be taken down, by face."""

    rows: Mapping[str, int]
    beside: Mapping[str, int]
    posts: Mapping[str, int]


async def would_go(connection: AsyncConnection, school_id: str, pupil_id: str) -> Erased | None:
    """What erasing would do now; None when there is no such pupil."""
    held = await held_about(connection, school_id, pupil_id)
    return await _erased(connection, held) if held else None


async def erase(connection: AsyncConnection, school_id: str, pupil_id: str, by: AuditEntry, now: datetime) -> Erased:
    """Erases all that is held about a pupil, within the transaction the connection is in. `by` is the audit's line that
    stays. Raises `MayNotGo` when a hold stands, when there is no such pupil, or while a post about them is being made.
    """
    if connection.dialect.name == "postgresql":
        # Every ask that writes begins with its key there: those under way end first, later ones wait for this.
        await connection.execute(text("LOCK TABLE asks IN SHARE ROW EXCLUSIVE MODE"))
    held = await held_about(connection, school_id, pupil_id)
    if held is None:
        raise MayNotGo("There is no such pupil any more.")
    if standing(await holds_of(connection, school_id, pupil_id)):
        raise MayNotGo("There is a legal hold on this pupil: nothing about them may be erased until it is released.")
    if any((row["claimed_until"] or now) > now for row in _noticed(held)):
        raise MayNotGo("A post about this pupil is being made this very moment. Try again in a minute.")
    erased = await _erased(connection, held)
    for face, address, post in await _posted(connection, held):
        await connection.execute(
            insert(take_downs).values(
                school_id=school_id,
                id=notice_id(),
                face=face,
                address=address,
                post=post,
                state="waiting",
                made_at=now,
                due_at=now,
                tries=0,
                trouble="",
            )
        )
    for table, rows in held.rows.items():
        if belongs(table) is Belongs.MENTIONS:
            for one in rows:
                await connection.execute(delete(table).where(_this(table, one)))
        elif table is not audit:
            await connection.execute(delete(table).where(theirs(table, held.marks, school_id)))
    for one in held.beside.get(asks, ()):
        rest = reply_text(parted_reply(reply_from(one["reply"]), held.marks)[1])
        await connection.execute(update(asks).where(_this(asks, one)).values(reply=rest))
    for one in held.beside.get(notices, ()):
        left = card_text(parted(card_from(one["card"]), held.marks)[1])
        await connection.execute(update(notices).where(_this(notices, one)).values(card=left))
    await remove(connection, by, pupil_id=pupil_id)
    return erased


def scrub(url: str, keyring: Keyring) -> None:
    """Leaves nothing of what was erased in the database's files. SQLite has overwritten it, and empties its log here;
    PostgreSQL writes the tables anew, for which each is locked a moment."""
    engine = engine_for(url, keyring)
    try:
        tidy(engine, wholly=False)
        if engine.dialect.name == "postgresql":
            with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                for table in metadata.sorted_tables:
                    if belongs(table) is not Belongs.NOBODYS:
                        connection.execute(text(f'VACUUM FULL "{table.name}"'))
    finally:
        engine.dispose()


async def _erased(connection: AsyncConnection, held: Held) -> Erased:
    posts: dict[str, int] = {}
    for face, _, _ in await _posted(connection, held):
        posts[face] = posts.get(face, 0) + 1
    return Erased(held.counts, held.counts_beside, posts)


async def _posted(connection: AsyncConnection, held: Held) -> Sequence[tuple[str, Mapping[str, Any], str]]:
    """Where posts stand that are theirs, or that name them beside others as last drawn; each once."""
    found = {_place(row): row for row in _on_a_platform(held.rows[notices])}
    for row in _on_a_platform(held.beside.get(notices, ())):
        of = notices.c
        drawn = reading(notices, row["school_id"], func.max(of.id)).where(of.state == "sent")
        there = (of.face == row["face"], of.post == row["post"], of.address == row["address"])
        latest = await connection.scalar(drawn.where(*there))
        if latest == row["id"]:
            found[_place(row)] = row
    return [(row["face"], row["address"], row["post"]) for row in found.values()]


def _noticed(held: Held) -> Iterable[Row]:
    return (*held.rows[notices], *held.beside.get(notices, ()))


def _on_a_platform(rows: Iterable[Row]) -> Iterable[Row]:
    return (row for row in rows if row["post"] and row["address"] and row["face"] != OWN_PAGE)


def _place(row: Row) -> str:
    return f"{row['face']} {json.dumps(row['address'], sort_keys=True)} {row['post']}"


def _this(table: Table, row: Row) -> Any:
    return and_(*(column == row[column.name] for column in table.primary_key.columns))

"""What is kept of every ask: its key first of all, then its reply and its notices."""

import secrets
import time
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.privacy.audit import Did
from commands.kit import Ask, Card, Notice, Reply
from storage.delivery.codec import card_text, reply_from, reply_text
from storage.part import Part
from storage.prepared import SCHOOL, added, changed, filled
from storage.rights.audit import SqlAudit
from storage.tables import asks, notices

TOLD = insert(notices)


class SqlAsks(Part):
    """The dispatcher's bookkeeping."""

    audit: SqlAudit

    async def begin(self, ask: Ask) -> Reply | None:
        """Writes the key down before anything else is done.

        Two deliveries of one ask at the same moment meet here: the second waits for the first to commit and is then
        given its reply, or, if the first was rolled back, goes on as the first.
        """
        writing = added(asks, self.connection.dialect.name, gives="key")
        begun = row_of(self.school.id, ask, ask.key, "begun")
        if await self.connection.scalar(writing, dict(begun)) is not None:
            return None
        reply = await self.connection.scalar(self.select(asks, asks.c.reply).where(asks.c.key == ask.key))
        return reply_from(reply) if reply else Reply("This has already been answered.")

    async def is_stored(self, ask: Ask) -> bool:
        return bool(await self.count_of(asks, key=ask.key))

    async def answer_to(self, ask: Ask) -> Reply | None:
        reply = await self.connection.scalar(self.select(asks, asks.c.reply).where(asks.c.key == ask.key))
        return reply_from(reply) if reply else None

    async def finish(self, ask: Ask, reply: Reply, *, outcome: str, keep: bool) -> None:
        came, this = outcome_of(ask, reply, outcome, keep=keep), {SCHOOL: self.school.id, **filled(key=ask.key)}
        await self.connection.execute(changed(asks, ("key",)), {**came, **this})
        for notice in reply.notices:
            await tell(self.connection, self.school.id, ask.key, notice, ask.now)
        if outcome == "answered":
            if keep:
                await self.audit.did(ask, ask.key, Did.CHANGED, about_of(ask, reply))
            else:
                await self.looked(ask, reply)

    async def looked(self, ask: Ask, reply: Reply) -> None:
        did = Did.EXPORTED if reply.document else Did.LOOKED
        await self.audit.did(ask, ask.key, did, about_of(ask, reply), _named_on(reply.card))

    async def would_show(self, abouts: Sequence[str]) -> bool:
        return bool(await self.audit.concerned(abouts))

    async def shown(self, ask: Ask, abouts: Sequence[str]) -> None:
        await self.audit.did(ask, f"{ask.key}/{ask.word}/{ask.subject}/shown", Did.LOOKED, abouts)

    async def has_searched(self, ask: Ask) -> bool:
        return await self.audit.knows(_search(ask))

    async def searched(self, ask: Ask) -> None:
        await self.audit.did(ask, _search(ask), Did.SEARCHED, about_of(ask))

    async def refused(self, ask: Ask, card: Card | None = None) -> None:
        key = f"{ask.key}/refused/{secrets.token_hex(6)}"
        await self.audit.did(ask, key, Did.REFUSED, about_of(ask))
        if await self.would_show(named := _named_on(card)):
            await self.audit.did(ask, key, Did.LISTED, (), named)
        await self.connection.execute(insert(asks), dict(row_of(self.school.id, ask, key, "refused")))


def row_of(school_id: str, ask: Ask, key: str, outcome: str) -> Mapping[str, object]:
    """An ask as it is written down before it is answered, or when it is refused."""
    whose = {"school_id": school_id, "key": key, "person_id": ask.person.id, "face": ask.face}
    return {**whose, "word": ask.word, "about": ask.subject, "at": ask.now, "outcome": outcome}


def outcome_of(ask: Ask, reply: Reply, outcome: str, *, keep: bool) -> dict[str, object]:
    """What is written of it when it is answered."""
    return {"outcome": outcome, "about": reply.about or ask.subject, "reply": reply_text(reply) if keep else None}


def about_of(ask: Ask, reply: Reply | None = None) -> tuple[str, ...]:
    """What an ask was about, the surest first."""
    return (reply.about if reply else "", ask.about, ask.subject)


def _named_on(card: Card | None) -> tuple[str, ...]:
    """What the buttons of a card are about: a list's lines are the things their buttons open."""
    return tuple(button.about for button in card.every_button if button.about) if card else ()


def _search(ask: Ask) -> str:
    """Whose search it is, from which form, in which hour: every keystroke is one, and some clients send no form's key
    with it."""
    return f"{ask.face}/{ask.person.id}/{ask.word}/{ask.subject}/searched/{ask.now:%Y-%m-%dT%H}"


async def tell(connection: AsyncConnection, school_id: str, ask_key: str, notice: Notice, now: datetime) -> None:
    """Puts a notice into the outbox, to be posted once this transaction is committed."""
    await connection.execute(TOLD, dict(told(school_id, ask_key, notice, now)))


def told(school_id: str, ask_key: str, notice: Notice, now: datetime) -> Mapping[str, object]:
    """A notice as it lies in the outbox."""
    whose = {"school_id": school_id, "id": notice_id(), "ask_key": ask_key, "to": notice.to, "subject": notice.subject}
    return {**whose, "card": card_text(notice.card), "made_at": now, "due_at": now, "state": "waiting"}


def notice_id() -> str:
    """An id that sorts by the moment it was made, in this process and, clocks being close, among several."""
    return f"{time.time_ns():020d}-{secrets.token_hex(4)}"

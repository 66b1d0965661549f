"""Notices that do not reach a colleague: given up, which whoever caused them is told, or waiting, as the SENCO asks."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import and_, or_
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.person import Person, Role
from commands.domain.privacy.audit import named_in
from commands.domain.undelivered import LONG, STANDS, Undelivered
from commands.kit import CHANNELS, SENCO_CHANNEL, Card, Notice
from commands.kit.ask import CLOCK
from commands.kit.undelivered import given_up_card
from storage.asks import tell
from storage.delivery.codec import card_from
from storage.one_school import of, reading
from storage.part import Part
from storage.rights.audit import audit
from storage.subjects.people import PRESENT, person_from
from storage.tables import asks, notices, staff

Drawn = Callable[[Card, str], Card]
"""Makes the buttons of a card pressable in a school, by its id."""
TOLD, LAST = "/undelivered", "/undelivered/senco"
"""What the keys of notices end with that tell of one given up: to whoever caused it, and to the SENCOs, after whom
nobody is told."""
LONGEST = 280
"""Characters of a key that are kept before that ending."""
QUIET = ("digest:", "channel:")
"""Subjects of which nobody is told: a digest says again what there is, and a channel's trouble each SENCO has heard."""


async def tell_of(connection: AsyncConnection, *, school_id: str, id: str, now: datetime, drawn: Drawn) -> bool:
    """Tells of a notice that was given up: whoever caused it, or when that cannot be, each SENCO; whether anybody had
    to be told. In the transaction of the giving up, so that neither is without the other."""
    notice = (await connection.execute(reading(notices, school_id).where(notices.c.id == id))).mappings().one()
    key, subject, to = notice["ask_key"], notice["subject"], notice["to"]
    if (
        key.endswith(LAST)
        or subject.startswith(QUIET)
        or await _told_elsewhere(connection, school_id, key, subject, to)
    ):
        return False
    reference = _reference(subject, await _about(connection, school_id, key), card_from(notice["card"]))
    causer = None if key.endswith(TOLD) else await _causer(connection, school_id, key)
    if causer and causer.id != to:
        card = given_up_card(reference, causer, caused=True)
        told = [(Notice(causer.id, drawn(card, school_id)), key[:LONGEST] + TOLD)]
    else:
        ending = key.removesuffix(TOLD)[:LONGEST] + LAST
        others = reading(staff, school_id).where(staff.c.role == Role.SENCO, PRESENT, staff.c.id != to)
        rows = await connection.execute(others)
        sencos = [person_from(row) for row in rows.mappings()]
        card = given_up_card(reference, Person(school_id, "", "", "", Role.SENCO), caused=False)
        whom = [senco.id for senco in sencos] or [SENCO_CHANNEL]  # which waits until there is a SENCO
        told = [(Notice(one, drawn(card, school_id)), ending) for one in whom]
    for one, its_key in told:
        await tell(connection, school_id, its_key, one, now)
    return True


async def _told_elsewhere(connection: AsyncConnection, school_id: str, key: str, subject: str, to: str) -> bool:
    """Whether it was one of several copies of what a channel was told, or each SENCO in its place, and others have it
    or wait for it."""
    if not subject:
        return False
    n = notices.c
    same = reading(notices, school_id, n.id).where(n.ask_key == key, n.subject == subject).limit(1)
    channels = await connection.scalar(same.where(n.to.in_(CHANNELS)))
    reached = same.where(n.to != to, n.state.in_(("sent", "waiting")))
    return bool(channels and await connection.scalar(reached))


async def _about(connection: AsyncConnection, school_id: str, key: str) -> str:
    about = reading(asks, school_id, asks.c.about).where(asks.c.key == key)
    return await connection.scalar(about) or ""


async def _causer(connection: AsyncConnection, school_id: str, key: str) -> Person | None:
    """Who asked what made a notice, if they are present; of an act at the terminal, the colleague in whose name."""
    asked = reading(asks, school_id, asks.c.person_id).where(asks.c.key == key, asks.c.face != CLOCK)
    acted = reading(audit, school_id, audit.c.person_id).where(audit.c.ask_key == key).limit(1)
    id = await connection.scalar(asked) or await connection.scalar(acted)
    present = reading(staff, school_id).where(staff.c.id == (id or ""), PRESENT)
    row = (await connection.execute(present)).mappings().first()
    return person_from(row) if row else None


def _reference(subject: str, about: str, card: Card) -> str:
    """What a notice was about, the surest first; "" when that has no reference."""
    references, _ = named_in((subject, about, *(button.about for button in card.every_button)))
    return references[0] if references else ""


class SqlUndelivered(Part):
    """The part of the records about what could not be told colleagues."""

    async def of_school(self, now: datetime) -> Sequence[Undelivered]:
        n = notices.c
        waits = and_(n.state == "waiting", or_(n.refused, n.made_at <= now - LONG))
        given_up = and_(n.state == "undeliverable", n.given_up_at > now - STANDS)
        # Those that tell of one given up are left out: that one is itself in the list.
        others = and_(n.to.not_in(CHANNELS), n.ask_key.not_like(f"%{TOLD}"), n.ask_key.not_like(f"%{LAST}"))
        asked = notices.outerjoin(asks, of(asks, n.school_id) & (asks.c.key == n.ask_key))
        columns = (n.id, n.to, n.subject, n.card, n.made_at, n.trouble, n.given_up_at, asks.c.about)
        rows = await self.connection.execute(
            self.select(notices, *columns)
            .select_from(asked)
            # The states stand apart too, and the order is made below, for the index: nearly all notices were sent.
            .where(n.state.in_(("waiting", "undeliverable")), others, or_(waits, given_up))
        )
        found: dict[tuple[str, str, bool], Undelivered] = {}
        for row in sorted(rows, key=lambda row: str(row.id)):
            reference = _reference(row.subject, row.about or "", card_from(row.card))
            one = Undelivered(row.to, reference, row.made_at, row.trouble, row.given_up_at)
            kind = (one.to, reference, one.given_up_at is None)
            earlier = found.get(kind)
            found[kind] = replace(one, since=earlier.since, count=earlier.count + 1) if earlier else one
        return list(found.values())

"""Notices in hand: as they are taken to be posted, and as they stand afterwards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.channel import Channel
from commands.domain.privacy.discreet import Discreet
from commands.kit import CHANNELS, Card
from storage.delivery.claims import BEFORE, CHANGING, CHANNELS_OF, LEASE, OLDER, SUPERSEDING, these
from storage.delivery.codec import card_from


@dataclass(frozen=True, repr=False)
class Waiting(Discreet):
    """A notice in hand, to be posted now. `tries` counts this one. `uncertain`: an earlier try may have posted it,
    since it ended without a word (a crash, a connection that broke off). `ask_key` is of the ask that made it."""

    school_id: str
    id: str
    ask_key: str
    to: str
    subject: str
    card: Card
    tries: int
    made_at: datetime
    uncertain: bool = False
    channel: Channel | None = None
    """The channel it is for, if it is for one that there is, as it was when the notice was taken."""
    before: tuple[tuple[str, Mapping[str, Any], str], ...] = ()
    """The posts that earlier notices of its subject made, by face and address, the newest first."""

    @property
    def place(self) -> str:
        """Whose channel, or whom, it is for."""
        return f"{self.school_id} {self.to}"

    @property
    def which(self) -> tuple[str, str]:
        """The school and the id."""
        return self.school_id, self.id

    def post_at(self, face: str, address: Mapping[str, Any]) -> str | None:
        """The post of its subject that stands in the same place."""
        return next((post for name, at, post in self.before if name == face and dict(at) == dict(address)), None)


@dataclass(frozen=True, repr=False)
class Posted(Discreet):
    """A notice that stands in a place since `at`, as a post."""

    waiting: Waiting
    face: str
    address: Mapping[str, Any]
    post: str
    at: datetime


async def take(
    connection: AsyncConnection, taken: Sequence[Waiting], now: datetime, given: Mapping[str, Any]
) -> Sequence[Waiting]:
    """Takes them in hand: those they stand for are put aside, and what was posted before of the same is found."""
    which = these("taken", [one.which for one in taken])
    older = [{"of": of, "which": id} for of, id in await connection.execute(OLDER, {**given, **which})]
    if older:
        await connection.execute(SUPERSEDING, older)
    rows = [
        {"claimed_until": now + LEASE, "tries": one.tries, "uncertain": one.uncertain, "of": of, "which": id}
        for one in taken
        for of, id in [one.which]
    ]
    await connection.execute(CHANGING, rows)
    before: dict[str, list[tuple[str, Mapping[str, Any], str]]] = {}
    for id, face, address, post in await connection.execute(BEFORE, which):
        before.setdefault(id, []).append((face, address or {}, post))
    there = sorted({one.school_id for one in taken if one.to in CHANNELS})
    found = (await connection.execute(CHANNELS_OF, {"schools": there})).mappings() if there else ()
    of_place = {f"{row['school_id']} {row['name']}": Channel(**row) for row in found}
    return [replace(one, before=tuple(before.get(one.id, ())), channel=of_place.get(one.place)) for one in taken]


def waiting(row: Mapping[Any, Any]) -> Waiting:
    """A row that is being claimed. One that still bears a claim was in hand when its process ended."""
    return Waiting(
        school_id=row["school_id"],
        id=row["id"],
        ask_key=row["ask_key"],
        to=row["to"],
        subject=row["subject"],
        card=card_from(row["card"]),
        tries=row["tries"] + 1,
        made_at=row["made_at"],
        uncertain=row["uncertain"] or row["claimed_until"] is not None,
    )

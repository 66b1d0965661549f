"""Which notices may be taken in hand now, as statements built once: an idle process asks every few seconds."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, Update, and_, bindparam, exists, or_, select

from commands.kit import SENCO_CHANNEL
from storage.one_school import changing, of
from storage.tables import channels, notices

LEASE = timedelta(seconds=60)
"""How long a claimed notice is its claimer's: twice what the slowest attempt to post one takes. After a crash the next
process takes it up then (on SQLite at once, when it starts and no other serves)."""
FARTHEST = timedelta(hours=1)
"""No notice rests longer; one that seems to was put to rest by a clock that has been put back since."""
IN_ONE_PLACE = 4
"""How many of one place's notices a process has in hand at a time."""
STUCK = 8
"""After so many tries a notice no longer holds back the later ones to the same person."""


def moments(now: datetime) -> dict[str, datetime]:
    """The times the statements ask for. No claim reaches beyond two leases, unless a clock has been put back."""
    return {"now": now, "claimed_at_most": now + 2 * LEASE, "due_at_most": now + FARTHEST}


def _moment(name: str) -> Any:
    return bindparam(name, type_=notices.c.due_at.type)


def _is(table: Any, state: str) -> Any:
    """In a state, written so that rows are found by whose and which they are: by their state, half of all that there
    ever was would be looked through."""
    return table.c.state.concat("") == state


_other = notices.alias("other")
_SAME = and_(of(_other, notices.c.school_id), _other.c.to == notices.c.to, _other.c.subject == notices.c.subject)
_LANE = and_(_SAME, _is(_other, "waiting"))


def _held(table: Any) -> Any:
    return and_(table.c.claimed_until > _moment("now"), table.c.claimed_until <= _moment("claimed_at_most"))


def _ours(table: Any) -> Any:
    return table.c.id.in_(bindparam("but", expanding=True))


_WAITING = notices.c.state == "waiting"
_FREE = or_(notices.c.claimed_until.is_(None), ~_held(notices))
# Not tried yet, it is due whatever the clock said when it was made.
_DUE = or_(notices.c.due_at <= _moment("now"), notices.c.due_at > _moment("due_at_most"), notices.c.tries == 0)
_NEWER = exists().where(_LANE, _other.c.id.concat("") > notices.c.id)
_EARLIER = exists().where(_LANE, _other.c.id.concat("") < notices.c.id, _other.c.tries < STUCK)

ANY_DUE: Select[Any] = select(notices.c.id).where(_WAITING, _FREE, _DUE).limit(1)
"""Whether there may be anything to take, so that a look at nothing need not lock anybody out. Asks for `moments`."""

PLACE = notices.c.school_id + " " + notices.c.to
"""Whose channel, or whom, a notice is for."""

TAKEN: Select[Any] = (
    select(notices)
    .where(_WAITING, _FREE, _DUE, ~_ours(notices), PLACE.not_in(bindparam("full", expanding=True)))
    .where(or_(notices.c.subject != "", ~_EARLIER), or_(notices.c.subject == "", ~_NEWER))
    .where(~exists().where(_LANE, or_(_held(_other), _ours(_other))))
    .order_by(notices.c.due_at)
    .limit(bindparam("most"))
)
"""What is due and free: the newest of each post that none is drawing, and each person's oldest plain notice. Asks for
`moments`, `but` (ids that are in the asking process's own hands, whatever their claims say), `full` (places that get
nothing now) and `most`. In the order of the index, so that it costs the same however many wait behind them."""


def _these(table: Any, name: str) -> Any:
    """Those of two parameters: ids of schools, and of notices, by which rows are found however many there are."""
    ids: Any = bindparam(f"{name}_ids", expanding=True)
    return table.c.school_id.in_(bindparam(f"{name}_schools", expanding=True)) & table.c.id.in_(ids)


def these(name: str, which: Collection[tuple[str, str]]) -> dict[str, list[str]]:
    """What a statement about some notices is given, by their schools and ids."""
    return {f"{name}_schools": sorted({of for of, _ in which}), f"{name}_ids": [id for _, id in which]}


OLDER: Select[Any] = (
    select(_other.c.school_id, _other.c.id)
    .select_from(notices)
    .join(_other, and_(_LANE, _other.c.id.concat("") < notices.c.id.concat("")))
    .where(_these(notices, "taken"), notices.c.subject != "", ~_ours(_other))
    .where(or_(_other.c.claimed_until.is_(None), ~_held(_other)))
)
"""The notices that redraw the same posts as some that are `taken`, and are older. Asks for `moments` and `but`."""

_this = changing(notices, bindparam("of", type_=notices.c.school_id.type)).where(
    notices.c.id == bindparam("which", type_=notices.c.id.type), _WAITING
)
SUPERSEDING: Update = _this.values(state="superseded")
CHANGING: Update = _this
"""Change notices that still wait, each by the school it is `of` and its id; `CHANGING` as its other parameters say."""

_waits_still = _these(notices, "these") & _is(notices, "waiting")
STILL_WAITING: Select[Any] = select(notices.c.school_id, notices.c.id).where(_waits_still)
"""Which of `these` still wait."""

BEFORE: Select[Any] = (
    select(notices.c.id, _other.c.face, _other.c.address, _other.c.post)
    .join(_other, and_(_SAME, _is(_other, "sent")))
    .where(_these(notices, "taken"), notices.c.subject != "")
    .order_by(_other.c.id.desc())
)
"""The posts that earlier notices of the same subjects made, the newest first."""

CHANNELS_OF: Select[Any] = select(channels).where(channels.c.school_id.in_(bindparam("schools", expanding=True)))
"""The channels of some schools, of which each has a few."""

TOLD_BESIDE: Select[Any] = (
    select(notices.c.id, _other.c.to)
    .join(
        _other,
        and_(of(_other, notices.c.school_id), _other.c.subject == notices.c.subject, _other.c.to != SENCO_CHANNEL),
    )
    .where(_these(notices, "sent"), notices.c.to.concat("") == SENCO_CHANNEL, notices.c.subject != "")
    .distinct()
)
"""Who was told privately what now stands in the SENCOs' channel."""

"""Which notices may be taken in hand now, as statements built once: an idle process asks every few seconds."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, Update, and_, bindparam, exists, or_, select, update

from storage.one_school import of
from storage.tables import notices

LEASE = timedelta(seconds=60)
"""How long a claimed notice is its claimer's: twice what the slowest attempt to post one takes. After a crash the next
process takes it up then (on SQLite at once, when it starts and no other serves)."""
FARTHEST = timedelta(hours=1)
"""No notice rests longer; one that seems to was put to rest by a clock that has been put back since."""
STUCK = 8
"""After so many tries a notice no longer holds back the later ones to the same person."""


def moments(now: datetime) -> dict[str, datetime]:
    """The times the statements ask for. No claim reaches beyond two leases, unless a clock has been put back."""
    return {"now": now, "claimed_at_most": now + 2 * LEASE, "due_at_most": now + FARTHEST}


def _moment(name: str) -> Any:
    return bindparam(name, type_=notices.c.due_at.type)


_other = notices.alias("other")
_LANE = and_(
    of(_other, notices.c.school_id),
    _other.c.to == notices.c.to,
    _other.c.subject == notices.c.subject,
    _other.c.state == "waiting",
)


def _held(table: Any) -> Any:
    return and_(table.c.claimed_until > _moment("now"), table.c.claimed_until <= _moment("claimed_at_most"))


def _ours(table: Any) -> Any:
    return table.c.id.in_(bindparam("but", expanding=True))


_WAITING = notices.c.state == "waiting"
_FREE = or_(notices.c.claimed_until.is_(None), ~_held(notices))
# Not tried yet, it is due whatever the clock said when it was made.
_DUE = or_(notices.c.due_at <= _moment("now"), notices.c.due_at > _moment("due_at_most"), notices.c.tries == 0)
_NEWER = exists().where(_LANE, _other.c.id > notices.c.id)
_EARLIER = exists().where(_LANE, _other.c.id < notices.c.id, _other.c.tries < STUCK)

ANY_DUE: Select[Any] = select(notices.c.id).where(_WAITING, _FREE, _DUE).limit(1)
"""Whether there may be anything to take, so that a look at nothing need not lock anybody out. Asks for `moments`."""

SUPERSEDING: Update = (
    update(notices).where(_WAITING, _FREE, ~_ours(notices), notices.c.subject != "", _NEWER).values(state="superseded")
)
"""Of several notices that redraw one post, all but the newest. Asks for `moments` and `but` (ids left out)."""

TAKEN: Select[Any] = (
    select(notices)
    .where(_WAITING, _FREE, _DUE, ~_ours(notices), or_(notices.c.subject != "", ~_EARLIER))
    .where(~exists().where(_LANE, or_(_held(_other), _ours(_other))))
    .order_by(notices.c.id)
    .limit(bindparam("most"))
)
"""What is due and free: the newest of each post that none is drawing, and each person's oldest plain notice. Asks for
`moments`, `but` (ids that are in the asking process's own hands, whatever their claims say) and `most`."""

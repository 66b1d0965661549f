"""Erasing what is held about a pupil: who decides it, how long a request stands, and the hold that forbids it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from commands.domain.person import Person, Role
from commands.domain.privacy.discreet import Discreet

STANDS = timedelta(days=7)
"""How long a second person has to agree."""
DECIDES = frozenset({Role.ADMIN, Role.SENCO})
"""Who may ask for an erasure, and who may agree to one."""


@dataclass(frozen=True, repr=False)
class Hold(Discreet):
    """That nothing held about a pupil may be erased: the `n`-th hold of this pupil, why, by whom and when.

    `by` and `released_by` are accounts of the machine the bot runs on. A legal claim or an inquiry that says so
    (the child sexual abuse inquiry did) comes before every period of retention.
    """

    school_id: str
    pupil_id: str
    n: int
    reason: str
    by: str
    at: datetime
    released_by: str = ""
    released_at: datetime | None = None

    @property
    def stands(self) -> bool:
        return self.released_at is None

    def released(self, by: str, at: datetime) -> "Hold":
        """Ended. Raises ValueError when it has been already."""
        if not self.stands:
            raise ValueError("the hold has ended")
        return replace(self, released_by=by, released_at=at)


def standing(holds: Iterable[Hold]) -> Hold | None:
    """The hold that forbids erasing, if one does."""
    return next((hold for hold in holds if hold.stands), None)


@dataclass(frozen=True, repr=False)
class ErasureRequest(Discreet):
    """That somebody wants a pupil erased, and who is to agree; several pupils under one code are one list.

    `code` is the digest of what the second person was sent, never that itself. `account` is that of the machine,
    `asked_by` and `confirmer` are ids of two members of staff.
    """

    school_id: str
    code: str
    pupil_id: str
    account: str
    asked_by: str
    confirmer: str
    asked_at: datetime
    expires_at: datetime

    def has_run_out(self, now: datetime) -> bool:
        """Whether nobody can agree any more at `now` (aware): after seven days, and to what a clock that ran ahead
        wrote down as asked on a day to come."""
        return not self.asked_at - timedelta(days=1) <= now < self.expires_at


def not_these_two(asker: Person, confirmer: Person) -> str:
    """Why these two may not decide it together; "" when they may."""
    if asker.id == confirmer.id:
        return "Two different people decide an erasure: name somebody else to confirm it."
    if not {asker.role, confirmer.role} <= DECIDES:
        return "Only an administrator or a SENCO of the staff list may ask for an erasure or confirm it."
    return ""

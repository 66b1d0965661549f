"""What could not be told a colleague: since when and why, and for how long it stands before the SENCO."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from commands.domain.privacy.discreet import Discreet

LONG = timedelta(days=1)
"""How long something waits for a colleague before it stands before the SENCO; at once when a platform has said that it
cannot be posted."""
STANDS = timedelta(days=14)
"""How long something that was given up stands there."""


@dataclass(frozen=True, repr=False)
class Undelivered(Discreet):
    """Something a colleague (`to`, their id) was not told. `reference` is what it was about, "" where that has none.
    `since` and `given_up_at` (None while it waits) are UTC; `why` names nobody; `count` says how many of a kind."""

    to: str
    reference: str
    since: datetime
    why: str
    given_up_at: datetime | None = None
    count: int = 1

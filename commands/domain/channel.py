"""A channel the bot posts to: which conversation on which platform is the school's SENCO channel."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from commands.domain.discreet import Discreet


@dataclass(frozen=True, repr=False)
class Channel(Discreet):
    """One channel of one school. `name` is what notices are addressed to; `called` is what the platform calls it.

    `trouble` says, for the SENCO and the administrator, why nothing can be posted there; "" while all is well.
    """

    school_id: str
    name: str
    face: str
    address: Mapping[str, Any] = field(default_factory=dict)
    called: str = ""
    set_by: str = ""
    set_on: date | None = None
    trouble: str = ""

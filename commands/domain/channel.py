"""A channel the bot posts to: which conversation is the school's SENCO channel, and what must not be one."""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from commands.domain.privacy.discreet import Discreet
from commands.domain.words.labelled import Labelled

TELLS_APART = ("channel", "conversation", "school")
"""What of an address says which conversation it is. The rest is the way there, which may change."""
KEPT_FOR = timedelta(days=1)
"""How long a set-up waits to be confirmed, and a move can be put back."""


class Unfit(Labelled):
    """What keeps a place from being a school's channel. The label is said when somebody sets it up there, the hint
    when a channel has become that; both say what to do."""

    PUBLIC = (
        "public",
        "This channel is public: anyone at the school could read it. "
        "Make it private, or say this in a private channel.",
        "It is public now: anyone at the school can read it. Make it private again, or say “senco setup” in another.",
    )
    SHARED = (
        "shared",
        "This channel is shared with another organisation, or is about to be: people who are not the school's could "
        "read it. Say this in a channel of the school's own.",
        "It is shared with another organisation now, or about to be. End the sharing, or say “senco setup” in another.",
    )
    ORG_WIDE = (
        "org_wide",
        "This channel is shared with the whole organisation: people of other schools could read it. Say this in a "
        "channel of the school's own workspace.",
        "It is shared with the whole organisation now. End the sharing, or say “senco setup” in another.",
    )
    INDIRECT = (
        "indirect",
        "This is a shared channel of Teams: it can be read by members of other teams, whom a bot is not shown. Say "
        "this in a private channel.",
        "It is a shared channel of Teams now, whose readers a bot is not all shown. Say “senco setup” in another.",
    )
    ARCHIVED = (
        "archived",
        "This channel is archived, so nothing can be posted here. Say this in one that is in use.",
        "It is archived. Restore it, or say “senco setup” in one that is in use.",
    )
    GROUP_MESSAGE = (
        "group_message",
        "This is a group message: it cannot be managed as a channel can. Make a private channel and say this there.",
        "It is a group message. Say “senco setup” in a private channel.",
    )
    NOT_IN = (
        "not_in",
        "I am not in this channel. Add me first (in Slack: type /invite and my name), then say this again.",
        "The bot is not in it any more. Add it again (in Slack: /invite and its name), or say “senco setup” in "
        "another.",
    )
    NOT_IN_ITSELF = (
        "not_in_itself",
        "I am not in this channel, only in its team. Add me to the channel itself; where that is not offered, say this "
        "in the standard channel of a private team, or in a group chat.",
        "The bot is in its team and not in the channel itself. Add it there under “Manage channel”, “Apps”; where that "
        "is not offered, bots have not reached private channels there yet: say “senco setup” in the standard channel "
        "of a private team, or in a group chat.",
    )
    TOO_MANY = (
        "too_many",
        "More than 500 people can read this channel. Choose a smaller one for referrals.",
        "More than 500 people can read it now. Take people out, or say “senco setup” in a smaller one.",
    )
    ANOTHERS = (
        "anothers",
        "This channel is in use for something else and cannot be taken. Say this in another private channel.",
        "It is in use for something else as well. Say “senco setup” in another private channel.",
    )
    STRANGERS = (
        "strangers",
        "{people} not on the staff list can read this channel.",
        "{people} not on the staff list can read it now. Press “Accept them”, take them out, or say “senco setup” in "
        "another.",
    )

    @property
    def at_setup(self) -> str:
        return self.label

    def drifted(self, strangers: int = 0) -> str:
        """What is told when a channel has become this; of `strangers` only how many they are."""
        return self.hint.format(people=people(strangers))


def people(number: int) -> str:
    """“1 person who is”, “3 people who are”."""
    return "1 person who is" if number == 1 else f"{number} people who are"


def where_is(face: str, address: Mapping[str, Any]) -> str:
    """Which conversation an address means, the same whichever way leads there."""
    return f"{face} {json.dumps({key: address[key] for key in TELLS_APART if key in address}, sort_keys=True)}"


def sign_of(strangers: Collection[str]) -> str:
    """A short sign of a set of people, to tell whether they are still the same. It names nobody."""
    return hashlib.sha256("\n".join(sorted(strangers)).encode()).hexdigest()[:16]


@dataclass(frozen=True, repr=False)
class Channel(Discreet):
    """One channel of one school. `name` is what notices are addressed to; `called` is what the platform calls it.

    `trouble` says, for the SENCO and the administrator, why nothing can be posted there; "" while all is well. `drift`
    is set while the reason is that the place must not be posted to. `strangers` are the platform's ids of readers who
    are on no staff list and were accepted. `looked_at` (UTC) is when it was last seen who can read it; None when that
    is to be looked at before anything else is posted.
    """

    school_id: str
    name: str
    face: str
    address: Mapping[str, Any] = field(default_factory=dict)
    called: str = ""
    set_by: str = ""
    set_on: date | None = None
    trouble: str = ""
    drift: Unfit | None = None
    strangers: tuple[str, ...] = ()
    looked_at: datetime | None = None

    @property
    def where(self) -> str:
        return where_is(self.face, self.address)


@dataclass(frozen=True, repr=False)
class PendingSetup(Discreet):
    """A place that is made a channel once somebody says so: a set-up that asked first, or the place a channel was
    moved away from. `strangers` are the readers on no staff list that were spoken of, `replaces` where the channel was
    then ("" for none), `by` who asked and `at` (UTC) when; `used` once it has been said.
    """

    school_id: str
    id: str
    name: str
    face: str
    address: Mapping[str, Any]
    called: str
    strangers: tuple[str, ...]
    replaces: str
    by: str
    at: datetime
    used: bool = False

    @property
    def where(self) -> str:
        return where_is(self.face, self.address)

    def is_over(self, now: datetime) -> bool:
        return now > self.at + KEPT_FOR

"""What a face is to the service, and the service to a face. A face is one platform: Slack, Teams, or the web page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from aiohttp import web

from commands.domain.channel import Unfit
from commands.domain.privacy.discreet import Discreet
from commands.kit import Answers, Card, Found, Place, Reply, Show

TAKE_A_MESSAGE = ("noticed", "note")
"""The questions that the words of a message go into, when a command is used on one; a form has one of them at most."""


@dataclass(frozen=True, repr=False)
class Heard(Discreet):
    """What a face heard, before anyone knows who the asker is: the platform's own ids and words, nothing trusted.

    `team` and `user` are the platform's ids of the workspace or tenant and of the person. Exactly one of `word` (a
    button, a form, a shortcut: the command's word) and `typed` (a typed line) says what is asked; both empty means
    `help`. `prefix` is what a typed line may be short for ("senco" after Slack's /senco). `nonce` is the same when
    the platform delivers the same thing again; for a filled-in form it is the key the form carried. It holds no "/".
    `address` is how to reach this person privately later; what is in it is the face's own, JSON values only. `org` is
    the platform's id of the organisation the workspace belongs to, "" where it names none.
    """

    face: str
    team: str
    user: str
    nonce: str
    typed: str = ""
    prefix: str = ""
    word: str = ""
    about: str = ""
    given: Answers = field(default_factory=dict)
    place: Place | None = None
    address: Mapping[str, Any] = field(default_factory=dict)
    org: str = ""


@dataclass(frozen=True, repr=False)
class Identity(Discreet):
    """Who the platform says a user is. `emails` are those the platform itself vouches for, the best first.

    Empty for guests and people of other organisations, whose addresses somebody else vouches for, for accounts that are
    gone or switched off, and for whoever is heard from another workspace than the bot's.
    """

    user: str
    emails: tuple[str, ...] = ()


@dataclass(frozen=True, repr=False)
class Readers(Discreet):
    """Who can read a conversation. `public` is None when the platform cannot tell. Bots are left out. When it is
    `unfit` to be a school's channel, nobody is listed."""

    called: str
    public: bool | None
    people: tuple[Identity, ...] = ()
    unfit: Unfit | None = None


class Undeliverable(Exception):
    """A post that did not happen. The message says why, in words for the SENCO and the administrator, no content.

    `permanent`: trying again is no use until a person acts (channel archived, bot removed, token revoked). Otherwise
    try again, not before `wait` seconds when the platform said so. `uncertain`: it may have been posted after all.
    `of_place`: the failure is of this conversation or post; otherwise it is of the bot (`of_bot`: its token is refused,
    it was removed) or of the card, and another place would fail as well.
    """

    def __init__(
        self,
        why: str,
        *,
        permanent: bool = False,
        wait: float | None = None,
        uncertain: bool = False,
        of_place: bool = True,
        of_bot: bool = False,
    ) -> None:
        super().__init__(why)
        self.permanent, self.wait, self.uncertain = permanent, wait, uncertain
        self.of_place, self.of_bot = of_place and not of_bot, of_bot


class Inside(Protocol):
    """What a face may ask the service. None of these raises; trouble comes back as words for the person."""

    async def hear(self, heard: Heard, answers: Answers | None = None) -> Reply | Show:
        """Answers what was heard: resolves the asker, passes the dispatcher. With `answers`, a form filled in."""
        ...

    async def search(self, heard: Heard, question: str, typed: str) -> Sequence[Found]:
        """Type-ahead for a question of the form of command `heard.word`. At most 15; nobody finds what they may not."""
        ...

    async def meet(self, heard: Heard) -> None:
        """Remembers how to reach somebody (the app was installed for them) without their having asked anything."""
        ...

    async def account_changed(self, face: str, user: str) -> None:
        """Told that something about an account is not as it was: the platform is asked about it again, soon."""
        ...

    def opens(self, heard: Heard) -> bool:
        """Whether the command meant by what was heard opens over the page: a form, or a detail for the asker alone."""
        ...

    def changes(self, heard: Heard) -> bool:
        """Whether the command meant by what was heard may change something, rather than only look."""
        ...

    async def place_changed(self, face: str, hint: str, called: str = "") -> None:
        """Told when something about a conversation or a team has changed: who is in it, its name, what it is. `hint`
        is the platform's id of it, `called` its name where that is told."""
        ...

    def missed(self, face: str, failure: Undeliverable) -> None:
        """Told when the platform did not show somebody their answer, for the figures; nothing is done about it."""
        ...


class Face(Protocol):
    """One platform. `name` is what its `About` says."""

    name: str
    lacks: Sequence[str]
    """What was wanting when it was last checked without which it works all the same, a sentence each."""

    def routes(self) -> Sequence[web.RouteDef]:
        """The addresses it listens at."""
        ...

    async def start(self) -> None: ...
    async def stop(self) -> None: ...

    async def identify(self, heard: Heard) -> Identity:
        """Asks the platform who the user is. Raises `Undeliverable` when the platform does not answer."""
        ...

    async def readers(self, place: Place, patience: float) -> Readers:
        """Asks the platform who can read a conversation, and whether it is unfit for a channel before anybody is
        listed. `patience` is how many seconds it may wait in all when the platform asks to slow down. Raises
        `Undeliverable` when it does not say, `Refusal` where there is no such conversation at all."""
        ...

    async def find(self, email: str) -> Mapping[str, Any] | None:
        """An address to reach a member of staff who has not spoken to the bot yet, if the platform gives one."""
        ...

    async def post(self, address: Mapping[str, Any], card: Card, notice: str = "") -> str:
        """Posts a card to a channel or a person; gives the platform's id of the post. Raises `Undeliverable`. `notice`
        is the notice's id, for a platform that can tell by it that a post comes a second time."""
        ...

    async def take_down(self, address: Mapping[str, Any], post: str) -> None:
        """Deletes a post of ours; one that is gone already is as good. Raises `Undeliverable`."""
        ...

    async def redraw(self, address: Mapping[str, Any], post: str, card: Card) -> None:
        """Replaces a post by a card. Raises `Undeliverable`."""
        ...

    async def check(self) -> Sequence[str]:
        """What is wrong with the connection to the platform, a sentence each; empty when it answers as it should."""
        ...

"""The platforms, played by local servers, and the people on them: the only things that are not real in a scenario."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, runtime_checkable

Answer = str | tuple[str, ...]


class Hands(Protocol):
    """A person's hands and eyes on one platform. Everything is found in the JSON (or HTML) actually drawn for them:
    questions by label, buttons by text, options by their words; nothing is known that the screen does not show.

    Each act posts the platform's own signed request to the bot and waits until the bot has said what it has to say.
    """

    said: str
    """The words this person was last shown in answer to what they did: message, dialog or page, as plain text."""
    errors: Mapping[str, str]
    """Label of the question -> the sentence shown under it, in the form now open; "" for the form as a whole."""

    @property
    def form(self) -> str | None:
        """The title of the form now open, or None."""
        ...

    async def asks(self, typed: str, *, channel: str | None = None) -> None:
        """Types a command: to the bot in private, or in the channel so called."""
        ...

    async def fills_in(self, **answers: Answer) -> None:
        """Answers questions of the open form and submits it. `main_areas_of_need=("Cognition and learning",)`: the
        keyword is the label in lower case with `_` for everything else; a choice is given by its option's words, a
        day as YYYY-MM-DD, a type-ahead by what is typed (the first option offered is taken). What is already in the
        form stays. Raises AssertionError when the form does not show such a question or option."""
        ...

    async def resubmits(self) -> None:
        """Sends the last submission again exactly as the platform would after a time-out (or a person after a false
        error): same form, same answers."""
        ...

    async def finds(self, question: str, typed: str) -> Sequence[str]:
        """What the type-ahead of the open form offers, in order, as shown."""
        ...

    async def presses(self, text: str, card: Any = None) -> None:
        """Presses the button so labelled on `card`, or, without one, on what was last shown to this person. Buttons
        of list items can be named by the item's text too: "R-7K2PM: Read it" means the "Read it" of the item whose
        text begins with "R-7K2PM"."""
        ...

    async def forges(self, word: str, about: str, *, opens: bool) -> None:
        """Presses a button nobody has drawn: the platform's own signed request, with what a stranger wrote into it.
        `opens` is whether the button would ask for something over the page."""
        ...

    def everything_shown(self) -> str:
        """All that the platform was last given to show this person, filled-in answers and hidden values included."""
        ...

    def received(self) -> Sequence[Any]:
        """The private messages the bot sent by itself, oldest first, each as it is drawn now."""
        ...

    def files(self) -> Sequence[tuple[str, bytes]]:
        """The files this person was handed, oldest first: their names and what is in them. What a platform asks
        before it hands one over (may it be saved?) they agree to, as soon as they are asked."""
        ...


class World(Protocol):
    """One platform, played locally."""

    name: str

    async def start(self) -> Mapping[str, str]:
        """Starts the stand-in; gives the bot's settings that point at it, by environment name."""
        ...

    async def connect(self, bot: str) -> None:
        """Tells the platform the bot's address, such as http://127.0.0.1:41234."""
        ...

    async def stop(self) -> None: ...

    async def joins(self, email: str, name: str) -> Hands:
        """An account on the platform whose e-mail the platform vouches for."""
        ...

    def readdresses(self, hands: Hands, email: str) -> None:
        """From now on the platform vouches for another address of that account."""
        ...

    def switches_off(self, hands: Hands, off: bool = True) -> None:
        """The account is switched off (or on again): it can neither ask nor be written to."""
        ...

    async def makes_channel(self, name: str, members: Sequence[Hands], *, public: bool = False) -> None:
        """A channel with these members and the bot in it."""
        ...

    def channel(self, name: str) -> Sequence[Any]:
        """What stands in the channel now, oldest first: each post of the bot as it is drawn (redrawn ones once)."""
        ...

    def admits(self, name: str, bot: bool) -> None:
        """Whether the bot is in that channel, from now on."""
        ...

    def breaks(self, how: str, times: int) -> None:
        """The next `times` posts fail: "429" (with a wait of a second), "500", "gone" (the bot is not in
        there). 0 mends."""
        ...


@runtime_checkable
class Screens(Protocol):
    """A world that shows what is new only to those who look again, as a page in a browser does."""

    async def looks_at(self, channel: str) -> None:
        """Somebody who may read the channel looks at it again."""
        ...

    async def looks_for(self, hands: Hands) -> None:
        """That person looks at their private messages again."""
        ...


@runtime_checkable
class Installs(Protocol):
    """A world in which the bot is installed for each person, and told so, before they ask it anything."""

    name: str

    def installed(self) -> Any:
        """The accounts the bot has been installed for by now, and what it said to each."""
        ...

    def has_installed(self, installed: Any) -> None:
        """From the start the bot is installed for these accounts of another such world; who joins with the address of
        one of them has that account, and the bot is not told again."""
        ...

    def of_this_run(self, address: Mapping[str, Any], installed: Any) -> Mapping[str, Any]:
        """Where the bot reaches in this world whom it reached at that address in the other one."""
        ...


def slug(label: str) -> str:
    """A question's label as the keyword of `fills_in`."""
    words = "".join(c if c.isalnum() else " " for c in label.lower()).split()
    return "_".join(words)

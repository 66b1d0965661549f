"""What a face says of itself before it is switched on: its name, its settings and what is wrong with them, how it is
made, and what an administrator uploads for it. Nothing slow is loaded until a face is made."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from chatops.watching.findings import State

if TYPE_CHECKING:
    from chatops.faces import Face, Inside
    from chatops.handing_in.lists import HandedIn
    from storage.delivery.outbox import Outbox
    from storage.lists.schools import Schools

S = TypeVar("S", contravariant=True)


@dataclass(frozen=True)
class Within:
    """What a face is made with: the service; the outbox and schools for one that shows what lies in them; and where
    staff ask the bot (“Slack or Teams”), "" where nowhere, for one that has to send them there; `lists` takes those of
    a school, for one they can be handed in at."""

    inside: "Inside"
    outbox: "Outbox"
    schools: "Schools"
    lists: "HandedIn"
    asked_in: str = ""


@dataclass(frozen=True)
class ManifestAsk:
    """What was given to `chatops manifest`: the options by their names, and the settings, read when they are needed."""

    base_url: str | None
    settings: Callable[[], Any]
    given: Mapping[str, Any] = field(default_factory=dict)


class FaceDescription(ABC, Generic[S]):
    """One face, spoken of without being switched on. `S` is the part of the settings that is its own.

    `name` is what it is called in what is stored and logged, `title` what people call it. `hears`: people ask by it;
    one that does not is tried last for a notice. `own_words`: what an address on the staff list goes by there, when
    that is not plain. `options`: help for those options of `chatops manifest` that are for it alone; `uploaded`: what
    to do with the file then, "" where nothing is uploaded. `unheard`: what may be wrong where no channel is heard from.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    hears: ClassVar[bool] = True
    own_words: ClassVar[str] = ""
    options: ClassVar[Mapping[str, str]] = {}
    uploaded: ClassVar[str] = ""
    unheard: ClassVar[str] = ""

    @abstractmethod
    def is_on(self, settings: S) -> bool:
        """Whether it is switched on; of settings that are half there nobody asks, for they are refused."""

    @abstractmethod
    def wrong(self, settings: S) -> Iterator[str]:
        """What keeps its settings from being used, a sentence each; none quotes what was set."""

    @abstractmethod
    def standing(self, settings: S) -> tuple[State, str]:
        """How it is set up, for `doctor`."""

    def is_called(self, settings: S) -> bool:
        """Whether its platform calls the bot at HOST, once it is on."""
        return self.hears

    @abstractmethod
    def make(self, settings: S, again: Callable[[], S], within: Within) -> "Face":
        """The face, with its platform's SDK. `again` reads the settings once more: a secret may have been renewed."""

    def manifest(self, asked: ManifestAsk) -> bytes:
        """What an administrator uploads; nothing, as a rule. Raises `NotUsable` with what is wanted."""
        return b""


def listed(titles: Iterable[str], last: str) -> str:
    """Names in a sentence: “Slack or Teams”, “a, b or c”; "" for none."""
    *first, end = titles or ("",)
    return f"{', '.join(first)} {last} {end}" if first else end

"""What the web page says of itself: it is switched on by whoever starts the demo, and has no settings."""

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from chatops.about import FaceDescription, Within
from chatops.watching.findings import State

if TYPE_CHECKING:
    from chatops.web.face import WebFace
    from chatops.web.people import Member
    from storage.delivery.outbox import Outbox
    from storage.lists.schools import Schools


class WebPage(FaceDescription[Any]):
    """One page on the loopback address."""

    name = "web"
    title = "the web page"

    def is_on(self, settings: Any) -> bool:
        return False

    def wrong(self, settings: Any) -> Iterator[str]:
        return iter(())

    def standing(self, settings: Any) -> tuple[State, str]:
        return "off", "Off: it is the demo's alone."

    def make(self, settings: Any, again: Callable[[], Any], within: Within) -> "WebFace":
        from chatops.web.face import WebFace

        return WebFace(
            within.inside, posts=_Posts(within.outbox), people=_everybody(within.schools), lists=within.lists
        )


class _Posts:
    """What the page shows: the posts standing at one of its addresses."""

    def __init__(self, outbox: "Outbox") -> None:
        self._outbox = outbox

    async def standing(self, address: Mapping[str, Any]) -> Any:
        return await self._outbox.standing(WebPage.name, address)


def _everybody(schools: "Schools") -> "Callable[[], Awaitable[Sequence[Member]]]":
    """Everyone the page can be seen as: the staff of every school."""

    async def people() -> "Sequence[Member]":
        return [(school, person) for school in await schools.all() for person in await schools.people(school)]

    return people

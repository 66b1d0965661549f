"""The web face: what the service asks of a platform, answered for a page that anybody on this machine may open."""

import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from aiohttp import web

from chatops.faces import Heard, Identity, Inside, Readers
from chatops.handing_in.lists import HandedIn
from chatops.web.importing import Lists
from chatops.web.page import Page
from chatops.web.people import Member, Viewers
from chatops.web.places import FACE, ROOMS, address_of
from chatops.web.posts import Posts
from commands.domain.channel import Unfit
from commands.kit import Card, Place, Refusal


class WebFace:
    """One page on the loopback address. Whoever opens it chooses which member of staff to be; see `Face`.

    `people` gives everybody on the staff lists, `posts` what was delivered to them and to the channels;
    `lists` takes the lists of a school.
    """

    name = FACE
    lacks: Sequence[str] = ()

    def __init__(
        self,
        inside: Inside,
        *,
        posts: Posts,
        people: Callable[[], Awaitable[Sequence[Member]]],
        lists: HandedIn,
    ) -> None:
        self._people = people
        self._page = Page(inside, Viewers(inside, posts, self._staff), Lists(inside, lists))

    def routes(self) -> Sequence[web.RouteDef]:
        return self._page.routes()

    async def start(self) -> None:
        """Nothing to open: the page comes when it is asked for."""

    async def stop(self) -> None:
        """Nothing to close."""

    async def identify(self, heard: Heard) -> Identity:
        """The chosen member of staff, by the address on the staff list; nobody else can be chosen."""
        known = any(person.email == heard.user for _, person in await self._staff())
        return Identity(heard.user, (heard.user,) if known else ())

    async def readers(self, place: Place, patience: float) -> Readers:
        """Who reads a channel of the page. Raises `Refusal` for a conversation that is none of its channels."""
        room = next((room for room in ROOMS if room.name == place.address.get("channel")), None)
        if room is None:
            raise Refusal("This is not a channel of the page. Say it in one of the channels.")
        if room.public:
            return Readers(room.name, room.public, unfit=Unfit.PUBLIC)
        at = [person for school, person in await self._staff() if school.id == place.address.get("school")]
        people = tuple(Identity(p.email, (p.email,)) for p in at if p.role in room.read_by)
        return Readers(room.name, room.public, people)

    async def find(self, email: str) -> Mapping[str, Any] | None:
        """Everybody on a staff list can be written to before they first ask."""
        return next(
            (address_of(school, person) for school, person in await self._staff() if person.email == email), None
        )

    async def post(self, address: Mapping[str, Any], card: Card, notice: str = "") -> str:
        """The page shows what is recorded as delivered, so that to post is to name the post."""
        return secrets.token_hex(8)

    async def redraw(self, address: Mapping[str, Any], post: str, card: Card) -> None:
        """The page is drawn anew each time it is looked at."""

    async def take_down(self, address: Mapping[str, Any], post: str) -> None:
        """What is not stored any more does not stand on the page."""

    async def check(self) -> Sequence[str]:
        return ()

    async def _staff(self) -> Sequence[Member]:
        """Those who have not left, of every school."""
        return [(school, person) for school, person in await self._people() if not person.left]

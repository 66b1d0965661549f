"""Who can look at the page, and what each sees before anything is asked: channels and their posts, what one may ask."""

import secrets
from collections.abc import Awaitable, Callable, Hashable, Sequence
from dataclasses import replace

from aiohttp import web

from chatops.faces import Heard, Inside
from chatops.web import guard, read
from chatops.web.places import FACE, MESSAGES, address_in, address_of, entered, rooms_of
from chatops.web.posts import Posts
from chatops.web.tour import COOKIE, tour_of
from chatops.web.views import PageView, PersonView, PostView, RoomView
from commands.domain.person import Person, Role
from commands.domain.school import School
from commands.kit import Reply, Show

Member = tuple[School, Person]

FIRST = (Role.TEACHER, Role.SENCO, Role.LEADERSHIP)
"""Who is offered by name before anybody is chosen: one of each, in the order a referral meets them."""
STAFF = web.RequestKey("staff", Sequence[Member])


class Viewers:
    """Draws nothing: it gives views. `staff` gives everybody one can be, and is asked once in a request."""

    def __init__(self, inside: Inside, posts: Posts, staff: Callable[[], Awaitable[Sequence[Member]]]) -> None:
        self._inside, self._posts, self._everyone = inside, posts, staff
        self._menus: dict[Hashable, Reply] = {}

    async def one(self, request: web.Request, value: str) -> Member | None:
        """The member of staff that a page or a cookie calls so."""
        return next((member for member in await self._staff(request) if value_of(member) == value), None)

    async def welcome(self, request: web.Request) -> PageView:
        """The page while nobody is chosen."""
        people = await self._people(request)
        first = [next((p for p in people if p.role == role.label), None) for role in FIRST]
        return PageView(_csrf(request), _mint, people, tuple(p for p in first if p))

    async def whole(self, request: web.Request, place: str, me: Member) -> PageView:
        """The page of somebody who stands in that place, with nothing open."""
        pane = await self.channels(request, place, me)
        tour = tour_of(me[1].role, request.cookies.get(COOKIE, ""))
        return replace(pane, menu=await self._menu(request, me), people=await self._people(request), tour=tour)

    async def may_ask(self, request: web.Request, me: Member, word: str) -> bool:
        """Whether a command stands in the list of what one may ask."""
        menu = await self._menu(request, me)
        return isinstance(menu, Reply) and menu.card is not None and word in (b.word for b in menu.card.every_button)

    async def channels(self, request: web.Request, place: str, me: Member) -> PageView:
        """The part of it that changes by itself: the channels and what stands in the one that is open."""
        school, person = me
        here = entered(place, person)
        shown = []
        for room in rooms_of(person):
            posts = await self._posts.standing(address_in(school, room))
            shown.append((RoomView(room.name, room.name, room.hint, room.public, len(posts), room is here), posts))
        posts = [
            post
            for at, who in await self._staff(request)
            if who.email == person.email
            for post in await self._posts.standing(address_of(at, who))
        ]
        hint = "Private: you and the bot"
        shown.append((RoomView(MESSAGES, "My messages", hint, None, len(posts), here is None), posts))
        standing = next(posts for room, posts in shown if room.here)
        return PageView(
            csrf=_csrf(request),
            mint=_mint,
            people=(),
            me=_person_view(me),
            rooms=tuple(room for room, _ in shown),
            posts=tuple(PostView(post) for post in sorted(standing, key=lambda post: post.at, reverse=True)),
        )

    async def _staff(self, request: web.Request) -> Sequence[Member]:
        if STAFF not in request:
            request[STAFF] = await self._everyone()
        return request[STAFF]

    async def _people(self, request: web.Request) -> tuple[PersonView, ...]:
        return tuple(_person_view(member) for member in await self._staff(request))

    async def _menu(self, request: web.Request, me: Member) -> Reply | Show:
        """What one may ask: asked once for each person as the staff list has them, and again while it fails."""
        school, person = me
        as_listed = school.name, person, sum(who.email == person.email for _, who in await self._staff(request))
        if as_listed in self._menus:
            return self._menus[as_listed]
        hello = Heard(FACE, read.TEAM, person.email, "menu", word="help", about="all", address=address_of(*me))
        menu = await self._inside.hear(hello)
        if isinstance(menu, Reply) and menu.card:
            self._menus[as_listed] = menu
        return menu


def value_of(member: Member) -> str:
    """What a member of staff is called in the page's forms and its cookie."""
    school, person = member
    return f"{school.id}/{person.id}"


def _person_view(member: Member) -> PersonView:
    school, person = member
    return PersonView(value_of(member), person.name, person.role.label, school.name)


def _csrf(request: web.Request) -> str:
    return guard.token(guard.session_of(request))


def _mint() -> str:
    return secrets.token_hex(8)

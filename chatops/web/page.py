"""What the page answers at each of its addresses, and to whom."""

import logging
import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote, unquote, urlencode

from aiohttp import web

from chatops.faces import Heard, Inside
from chatops.web import guard, read, render
from chatops.web.asked import Addresses, PageAsk
from chatops.web.download import download
from chatops.web.importing import Answered, Lists
from chatops.web.people import Member, Viewers, value_of
from chatops.web.places import FACE, address_of
from chatops.web.read import Fields, Malformed
from chatops.web.tour import A_YEAR, COOKIE, closed
from chatops.web.upload import is_upload, received
from chatops.web.views import ListView
from commands.kit import Answers, Found, Reply, Show
from commands.kit.lookups import chosen_lines

Answer = Callable[[web.Request, Fields], Awaitable[web.StreamResponse]]

AGAIN = (
    "This cannot be answered just now. What you typed is kept on this page: send it again in a minute. "
    "It will not be stored twice."
)
NO_ANSWER = "No answer of yours stands at this address any more. Nothing was done; ask again on the page."
PART = "X-Part"
"""Sent by the page's own script, which needs what has changed: the answer and the place, not all that may be asked."""
WHO = "senco_who"
IMPORT = ("/import", "/import/again", "/import/write", "/import/back")
HOME = "home"
"""What opens by itself for whoever may ask it."""
STATIC = {
    "page.css": "text/css",
    "page.js": "text/javascript",
    "combobox.js": "text/javascript",
    "table.js": "text/javascript",
    "tour.css": "text/css",
    "mark.svg": "image/svg+xml",
}

log = logging.getLogger("chatops.web")


class Page:
    """The page. Who one is travels in the page and in a cookie, what one has typed in the form. It keeps what was asked
    for as long as it runs, so that an answer has an address; what stands there is asked anew each time."""

    def __init__(self, inside: Inside, viewers: Viewers, lists: Lists) -> None:
        self._inside, self._viewers, self._lists, self._addresses = inside, viewers, lists, Addresses()
        folder = Path(__file__).parent / "static"
        self._static = {name: (folder / name).read_bytes() for name in STATIC}

    def routes(self) -> Sequence[web.RouteDef]:
        return (
            web.get("/", self._guarded(self._page)),
            web.get("/places", self._guarded(self._places)),
            web.get("/answers/{name}", self._guarded(self._again)),
            web.get("/static/{name}", self._guarded(self._asset)),
            web.post("/me", self._guarded(self._choose)),
            web.post("/tour", self._guarded(self._toured)),
            web.post("/ask", self._guarded(self._ask)),
            web.post("/form", self._guarded(self._form)),
            web.post("/file", self._guarded(self._file)),
            web.post("/search", self._guarded(self._search)),
            *(web.post(path, self._guarded(self._import)) for path in IMPORT),
            *(web.get(path, self._guarded(self._back)) for path in IMPORT),
            web.get("/tour", self._guarded(self._back)),
            web.get("/ask", self._guarded(self._back)),
            web.get("/form", self._guarded(self._back)),
            web.get("/file", self._guarded(self._back)),
        )

    async def _page(self, request: web.Request, fields: Fields) -> web.StreamResponse:
        """Whoever comes in, rather than goes from place to place, finds open what needs them now."""
        me = None if fields.one("place") else await self._me(request, fields)
        if me is None or not await self._viewers.may_ask(request, me, HOME):
            return await self._draw(request, fields)
        home = Heard(FACE, read.TEAM, me[1].email, secrets.token_hex(12), word=HOME, address=address_of(*me))
        return await self._draw(request, fields, me, await self._inside.hear(home))

    async def _places(self, request: web.Request, fields: Fields) -> web.StreamResponse:
        """The pane of channels alone, for a page that looks again."""
        me = await self._me(request, fields)
        if me is None:
            return web.Response(status=409, text="Nobody is chosen.")
        return _html(render.places(await self._viewers.channels(request, fields.one("place"), me)))

    async def _asset(self, request: web.Request, fields: Fields) -> web.StreamResponse:
        name = request.match_info["name"]
        if name not in self._static:
            return _html(render.refused("There is nothing at this address."), 404)
        return web.Response(body=self._static[name], content_type=STATIC[name], charset="utf-8")

    async def _choose(self, request: web.Request, fields: Fields) -> web.StreamResponse:
        """Somebody says who they are."""
        me = await self._me(request, fields, posted_only=True)
        if me is None:
            raise guard.Barred(400, "That person is not on the staff list any more. Choose somebody else.")
        response = web.Response(status=303, headers={"Location": "/?" + urlencode({"me": value_of(me)})})
        response.set_cookie(WHO, quote(value_of(me), safe=""), httponly=True, samesite="Strict", path="/")
        return response

    async def _toured(self, request: web.Request, fields: Fields) -> web.StreamResponse:
        """The tour was closed: for this role it is not shown in this browser again."""
        me = await self._chosen(request, fields)
        back = urlencode({"me": value_of(me), "place": fields.one("place")})
        response = web.Response(status=303, headers={"Location": f"/?{back}"})
        seen = closed(me[1].role, request.cookies.get(COOKIE, ""))
        response.set_cookie(COOKIE, seen, max_age=A_YEAR, httponly=True, samesite="Strict", path="/")
        return response

    async def _ask(self, request: web.Request, fields: Fields) -> web.StreamResponse:
        """A typed line or a pressed button. A look is asked where its answer stands; so is what an act was answered,
        where that is kept."""
        me = await self._chosen(request, fields)
        asked = self._asked(request, fields, me)
        if not self._inside.changes(asked.heard):
            return self._to(asked)
        outcome = await self._inside.hear(asked.heard)
        if isinstance(outcome, Show) and not outcome.errors:
            return self._to(asked, outcome)
        return await self._done(request, fields, me, asked, outcome)

    def _asked(self, request: web.Request, fields: Fields, me: Member, answers: Answers | None = None) -> PageAsk:
        heard = read.heard(fields, *me)
        answers = None if self._inside.changes(heard) else answers
        return PageAsk(guard.session_of(request), value_of(me), fields.one("place"), heard, answers)

    def _to(self, asked: PageAsk, outcome: Reply | Show | None = None) -> web.StreamResponse:
        """Sends the browser to the answer's own address."""
        name = self._addresses.keep(asked, outcome)
        return web.Response(status=303, headers={"Location": f"/answers/{name}?{urlencode({'me': asked.me})}"})

    async def _done(
        self, request: web.Request, fields: Fields, me: Member, asked: PageAsk, outcome: Reply | Show
    ) -> web.StreamResponse:
        """What was done has an address where its answer is found again. What was refused, or has to be put right, was
        not: it is drawn where it was sent."""
        if isinstance(outcome, Reply) and await self._inside.is_stored(asked.heard):
            return self._to(asked, outcome)
        return await self._draw(request, fields, me, outcome)

    async def _again(self, request: web.Request, fields: Fields) -> web.StreamResponse:
        """An answer at its address: for the browser and the person who asked, and shown by whoever may see it now."""
        name = request.match_info["name"]
        me = await self._me(request, fields)
        asked = self._addresses.find(name, guard.session_of(request), value_of(me)) if me else None
        if asked is None:
            return _html(render.refused(NO_ANSWER), 404)
        outcome = self._addresses.fresh(name) or await self._inside.again(asked.heard, asked.answers)
        if outcome is None:
            return _html(render.refused(NO_ANSWER), 404)
        return await self._draw(request, Fields((("place", asked.place),)), me, outcome)

    async def _file(self, request: web.Request, fields: Fields) -> web.StreamResponse:
        """A document that an answer offered: asked for anew, by whoever may still have it, and handed over as a file.
        Posted, so that no address of it exists that could be passed on."""
        me = await self._chosen(request, fields)
        outcome = await self._inside.hear(read.heard(fields, *me))
        if not isinstance(outcome, Reply) or outcome.document is None:
            return await self._draw(request, fields, me, outcome)
        return await download(outcome.document)

    async def _form(self, request: web.Request, fields: Fields) -> web.StreamResponse:
        """A form filled in. A name that was typed and not chosen is taken when it can mean only one; else the form
        comes back with those it can mean."""
        me = await self._chosen(request, fields)
        heard = read.heard(fields, *me)
        answers, matches = dict(read.answers(fields)), {}
        for name, typed in read.unchosen(fields).items():
            found = await self._inside.search(heard, name, typed)
            meant = [f for f in found if f.label.casefold() == typed.casefold()] if len(found) > 1 else found
            if len(meant) == 1:
                answers[name] = meant[0].value
            else:
                matches[name] = found
        outcome = await self._inside.hear(heard, answers)
        if isinstance(outcome, Reply):
            return await self._done(request, fields, me, self._asked(request, fields, me, answers), outcome)
        lines = chosen_lines(answers)
        typed_names = {n: words for n, words in read.unchosen(fields).items() if n in matches or n in lines}
        return await self._draw(request, fields, me, outcome, typed_names, matches)

    async def _import(self, request: web.Request, fields: Fields) -> web.StreamResponse:
        """A list handed in, and what is done with it. It is drawn where it was sent: it has no address."""
        me = await self._chosen(request, fields)
        return await self._draw(request, fields, me, await self._lists.answer(request, fields, me))

    async def _search(self, request: web.Request, fields: Fields) -> web.StreamResponse:
        """Type-ahead. It is posted, so that part of a name never stands in an address or in a log of addresses."""
        me = await self._chosen(request, fields)
        heard = read.heard(fields, *me)
        found = await self._inside.search(heard, fields.one("question"), fields.one("part")[:200])
        return web.json_response({"found": [{"value": f.value, "label": f.label} for f in found]})

    async def _back(self, request: web.Request, fields: Fields) -> web.StreamResponse:
        """An answer reopened from the browser's history: it is gone, the page is there."""
        return web.Response(status=303, headers={"Location": "/"})

    async def _me(self, request: web.Request, fields: Fields, *, posted_only: bool = False) -> Member | None:
        """Who the page was drawn for; else whom this browser chose last. So two windows can be two people."""
        wanted = fields.one("me")
        if not wanted and not posted_only:
            wanted = unquote(request.cookies.get(WHO, ""))
        return await self._viewers.one(request, wanted)

    async def _chosen(self, request: web.Request, fields: Fields) -> Member:
        me = await self._me(request, fields, posted_only=True)
        if me is None:
            raise guard.Barred(400, "This page was drawn for somebody who is not on the staff list. Choose who to be.")
        return me

    async def _draw(
        self,
        request: web.Request,
        fields: Fields,
        me: Member | None = None,
        outcome: Answered | None = None,
        typed: render.Typed | None = None,
        matches: Mapping[str, Sequence[Found]] | None = None,
    ) -> web.StreamResponse:
        me = me or await self._me(request, fields)
        if me is None:
            return _html(render.page(await self._viewers.welcome(request)))
        part = PART in request.headers
        place = fields.one("place")
        view = await (self._viewers.channels if part else self._viewers.whole)(request, place, me)
        if isinstance(outcome, Show):
            view = replace(view, form=render.form_view(outcome, typed, matches))
        view = replace(
            view,
            reply=outcome if isinstance(outcome, Reply) else None,
            list=outcome if isinstance(outcome, ListView) else None,
        )
        return _html(render.answered(view) if part else render.page(view))

    def _guarded(self, answer: Answer) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        """The same answer, for this machine's own page only, with every header; whatever is wrong becomes words."""

        async def guarded(request: web.Request) -> web.StreamResponse:
            fields = Fields(())
            try:
                guard.check_host(request)
                if request.method == "POST":
                    guard.check_origin(request)
                    upload = is_upload(request) and _route(request) == IMPORT[0]
                    fields = await received(request) if upload else read.fields(await guard.body_of(request))
                    guard.check_token(request, fields.one("csrf"))
                else:
                    fields = Fields(tuple(request.query.items()))
                response = await answer(request, fields)
                if response.content_type == "text/html" or response.status == 303:
                    guard.keep_session(request, response)
            except guard.Barred as kept:
                response = _html(render.refused(str(kept)), kept.status)
            except Malformed:
                response = _html(render.refused("This is not a form of this page. Nothing was done."), 400)
            except Exception as trouble:  # a traceback of the database can hold what was typed: its kind is enough
                log.error("not answered path=%s error=%s", _route(request), type(trouble).__name__)
                page = render.refused("Sorry, this cannot be answered just now. Try again in a minute.")
                if _route(request) == "/form":
                    page = render.again(AGAIN, "/form", fields.pairs)
                response = _html(page, 503)
            response.headers.update(guard.HEADERS)
            return response

        return guarded


def _html(page: str, status: int = 200) -> web.Response:
    return web.Response(status=status, text=page, content_type="text/html", charset="utf-8")


def _route(request: web.Request) -> str:
    """The route's own address, to be logged; the one asked for is a stranger's text."""
    resource = request.match_info.route.resource
    return resource.canonical if resource else "unknown"

"""Lists handed in on the page: what is answered to a file, to what is said of it, to “Write it” and “Take it back”."""

import secrets
from collections.abc import Mapping
from dataclasses import replace

from aiohttp import web

from chatops.faces import Heard, Inside
from chatops.handing_in.held import Handed
from chatops.handing_in.kinds import KINDS, LEFT, PART
from chatops.handing_in.lists import HandedIn, NothingToTakeBack, counted, meant
from chatops.handing_in.preview import Preview
from chatops.web import guard, read
from chatops.web.people import Member, value_of
from chatops.web.places import FACE, address_of
from chatops.web.read import Fields, Malformed
from chatops.web.upload import FILE
from chatops.web.views import ListView
from commands.domain.days.calendar import LONDON
from commands.domain.days.dates import day
from commands.kit import Reply, Show

WORD = "import"
STALE = (
    "This preview is used up or older than ten minutes, and the file is no longer kept. Nothing was done. Choose the "
    "file again."
)
NO_FILE = "No file was chosen. Choose the kind of list and its file, CSV or xlsx."


Answered = Reply | Show | ListView


class Lists:
    """The page's way in. Whoever may ask for `import` may go on: that is asked again at every step."""

    def __init__(self, inside: Inside, lists: HandedIn) -> None:
        self._inside, self._lists = inside, lists

    async def answer(self, request: web.Request, fields: Fields, me: Member) -> Answered:
        """What is answered to a form that was posted here: the step is the last part of its address."""
        heard = Heard(FACE, read.TEAM, me[1].email, secrets.token_hex(12), word=WORD, address=address_of(*me))
        may = await self._inside.hear(heard)
        if not isinstance(may, Reply) or not may.takes_list:
            return may
        step = {"/import": self._first, "/import/again": self._again, "/import/write": self._write}
        return await step.get(request.path, self._back)(request, fields, me, may)

    async def _first(self, request: web.Request, fields: Fields, me: Member, may: Reply) -> Answered:
        data, kind = request.get(FILE, b""), fields.one("kind")
        if not data or kind not in KINDS:
            return replace(may, text=NO_FILE)
        return await self._look(request, me, Handed(kind, data))

    async def _again(self, request: web.Request, fields: Fields, me: Member, may: Reply) -> Answered:
        """Looked at anew, with what is said now of its headings and of those who would leave."""
        handed = self._lists.held.take(fields.one("token"), _whose(request, me))
        if handed is None:
            return replace(may, text=STALE)
        words = {**handed.words, **meant(handed.kind, _chosen(fields))}
        leavers = fields.one("leavers") if fields.one("leavers") in (LEFT, PART) else handed.leavers
        return await self._look(request, me, replace(handed, words=words, leavers=leavers))

    async def _write(self, request: web.Request, fields: Fields, me: Member, may: Reply) -> Answered:
        handed = self._lists.held.take(fields.one("token"), _whose(request, me))
        if handed is None:
            return replace(may, text=STALE)
        preview, written = await self._lists.write(*me, FACE, handed)
        return ListView(preview, written=True) if written else self._shown(request, me, handed, preview)

    async def _back(self, request: web.Request, fields: Fields, me: Member, may: Reply) -> Answered:
        if fields.one("kind") not in KINDS:
            raise Malformed
        try:
            done = await self._lists.back(*me, FACE, fields.one("kind"))
        except NothingToTakeBack as why:
            return replace(may, text=str(why))
        at = done.at.astimezone(LONDON)
        said = (
            f"The import of {KINDS[done.kind].title.lower()} of {day(at.date())}, "
            f"{at:%H:%M}, was taken back: {done.restored} as before, {done.removed} removed."
        )
        left = f" {len(done.kept)} left as they are: changed since, or something was recorded of them."
        return replace(may, text=said + (left if done.kept else ""))

    async def _look(self, request: web.Request, me: Member, handed: Handed) -> ListView:
        return self._shown(request, me, handed, await self._lists.look(me[0], handed))

    def _shown(self, request: web.Request, me: Member, handed: Handed, preview: Preview) -> ListView:
        shown = counted(preview.counts) if preview.counts else {}
        return ListView(preview, self._lists.held.keep(replace(handed, shown=shown), _whose(request, me)))


def _whose(request: web.Request, me: Member) -> str:
    return f"{guard.session_of(request)} {value_of(me)}"


def _chosen(fields: Fields) -> Mapping[str, str]:
    """What was chosen for each heading, where that is other than it was taken for."""
    was = {name: fields.one(f"was.{name}") for name in fields.after("was.")}
    return {
        fields.one(f"heading.{name}"): fields.one(f"means.{name}")
        for name in fields.after("means.")
        if fields.one(f"means.{name}") != was.get(name)
    }

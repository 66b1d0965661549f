"""What follows when somebody does something in Slack: the service is asked, and its answer put on their screen."""

import asyncio
import logging
from collections.abc import Coroutine
from dataclasses import replace
from functools import partial
from typing import Any

from chatops.admitting.recent import Recent
from chatops.faces import Heard, Inside, Undeliverable
from chatops.insist import insist
from chatops.slack import read, render
from chatops.slack.api import Api, Refused, undeliverable
from chatops.slack.charts import with_or_without
from chatops.slack.files import ON_ITS_WAY, Files
from chatops.slack.forms import found_options
from chatops.slack.homes import Homes
from chatops.slack.read import DEEPEST, Screen
from chatops.slack.text import JSON
from commands.kit import Answers, Reply, Show, Stop
from commands.kit.documents import Document
from commands.kit.failed import UNSURE, UNTIL_MENDED

log = logging.getLogger("chatops.slack")

PATIENCE = 2.5
"""Seconds Slack is kept waiting for the answer to a form. Its own limit is 3."""
SOON = 1.0
"""Seconds a file is given to arrive before the screen says that it is on its way: a screen opens within 3 seconds."""
OPENING = 1.5
"""Seconds of waiting when Slack is busy, before a view must be open: a trigger is good for 3."""
FINISHING = 4.5
"""Seconds given at shutdown to what was acknowledged and not yet answered."""
TOO_SLOW = "That took too long, so Slack would not open it. If you do not see what you asked for, please ask again."
NOT_SHOWN = "Sorry, Slack would not show the answer. Please ask again."
DONE_UNSEEN = "Slack would not show the answer. What you asked may be done: look before you ask it again."
USED = ("exchanged_trigger_id", "trigger_exchanged")
"""A trigger opens one view: another attempt, or another process that the same request reached, has opened it."""
EXPIRED = ("expired_trigger_id", "trigger_expired", "invalid_trigger_id")


class Talk:
    """Slack is acknowledged first; the answering goes on in tasks that are kept here until they are done."""

    def __init__(self, inside: Inside, api: Api) -> None:
        self._inside, self._api = inside, api
        self._homes, self._files = Homes(inside, api), Files(api)
        self._tasks: set[asyncio.Task[Any]] = set()
        self._heard_before: Recent[bool] = Recent(5000)

    def answer_soon(self, heard: Heard, screen: Screen) -> None:
        """Answers after Slack has been acknowledged.

        Delivered again, it is not said again: it stands on the screen, or will. What this process does not remember
        (another heard it, or it was before a restart) is answered once more, and by its key nothing is done twice.
        """
        which = "/".join((heard.team, heard.user, heard.nonce, heard.word, heard.about))
        if self._heard_before.find(which):
            return
        self._heard_before.note(which, True)
        self._begin(self._on_screen(heard, screen, self._answer(heard, screen)))

    def pressed(self, body: JSON) -> None:
        """A press: of a card's button, or of the question that ends a form. Any other changes nothing yet."""
        if read.is_button(body):
            self.answer_soon(*read.press(body))
        elif stop := read.stop(body):
            heard, answers, screen = stop
            if Stop.YES in answers.values():
                self._begin(self._on_screen(heard, screen, self._stop(heard, answers, screen)))

    def home_opened(self, heard: Heard, hash: str) -> None:
        """Draws somebody's Home tab after Slack has been acknowledged."""
        self._begin(self._homes.opened(heard, hash))

    def account_changed(self, user: str) -> None:
        """Has somebody's account asked about again after Slack has been acknowledged."""
        self._begin(self._inside.account_changed("slack", user))

    async def submitted(self, body: JSON) -> JSON:
        """The answer to a form sent: sentences under its questions, or the view that takes its place."""
        heard, answers = read.submission(body)
        first = read.first_question(body)
        task = self._begin(self._hear(heard, answers))
        done, _ = await asyncio.wait({task}, timeout=PATIENCE)
        if not done:  # it goes on; sent again, the form's key finds what came of it
            return {"response_action": "errors", "errors": {first: UNSURE}}
        outcome = task.result()
        if isinstance(outcome, Reply):
            return {"response_action": "update", "view": render.page(outcome)}
        if outcome.errors:
            return {"response_action": "errors", "errors": render.errors(outcome, first)}
        return {"response_action": "update", "view": render.form(outcome)}

    async def offered(self, body: JSON) -> JSON:
        """What a type-ahead offers."""
        found = await self._inside.search(*read.suggestion(body))
        return {"options": found_options(tuple(found))}

    async def finish(self) -> None:
        """Lets what has been begun end; what has not ended in time is given up."""
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=FINISHING)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _begin(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        task = asyncio.create_task(work)
        self._tasks.add(task)  # the loop itself holds tasks weakly
        task.add_done_callback(self._tasks.discard)
        return task

    async def _hear(self, heard: Heard, answers: Answers | None = None) -> Reply | Show:
        """Asks the service. What the asker may have changed is soon seen on their Home tab."""
        outcome = await self._inside.hear(heard, answers)
        if isinstance(outcome, Reply) and self._inside.changes(heard):
            self._begin(self._homes.changed(heard))
        return outcome

    async def _answer(self, heard: Heard, screen: Screen) -> None:
        if screen.home:
            self._homes.seen(heard, screen.home)
        outcome = await self._hear(heard)
        try:
            await self._put(outcome, heard, screen)
        except (Refused, Undeliverable) as trouble:
            if isinstance(outcome, Show) or not self._inside.changes(heard):
                raise
            log.warning("not shown word=%s error=%s", heard.word, trouble)
            # It may be done, so that "nothing was changed" could be untrue. Where only the asker reads it, its own
            # words say what came of it.
            await self._apologise(heard, screen, outcome.text if screen.response_url else DONE_UNSEEN)

    async def _put(self, outcome: Reply | Show, heard: Heard, screen: Screen) -> None:
        """Puts an outcome on the screen."""
        if isinstance(outcome, Show):
            await self._over(render.form(outcome), screen)
        elif outcome.document:
            await self._hand_over(outcome, outcome.document, heard, screen)
        else:
            await self._show(outcome, heard, screen)

    async def _show(self, reply: Reply, heard: Heard, screen: Screen) -> Screen:
        """Shows a reply; gives where it stands now, to be replaced there."""
        opens = self._inside.opens(heard)
        if screen.view and not opens:
            await self._replace(render.page(reply), screen)
            return replace(screen, hash="")
        if screen.view or not screen.response_url or (opens and (reply.card or reply.document)):
            return Screen(view=await self._over(render.page(reply), screen))
        url = screen.response_url
        await with_or_without(
            lambda drawn: insist(lambda: self._api.respond(url, drawn)), partial(render.message, reply)
        )
        return screen

    async def _hand_over(self, reply: Reply, document: Document, heard: Heard, screen: Screen) -> None:
        """Hands the file over and says where it went; when that takes longer than a screen can wait, says so first."""
        sending = self._begin(self._files.hand_over(document, heard.user))
        done, _ = await asyncio.wait({sending}, timeout=SOON)
        if done:
            await self._show(_and(reply, sending.result()), heard, screen)
            return
        shown = await self._show(_and(reply, ON_ITS_WAY), heard, screen)
        said = _and(reply, await sending)
        if shown.view:
            await self._replace(render.page(said), shown)
        elif shown.response_url:
            await self._api.respond(shown.response_url, render.message(said))

    async def _stop(self, heard: Heard, answers: Answers, screen: Screen) -> None:
        outcome = await self._hear(heard, answers)
        view = render.page(outcome) if isinstance(outcome, Reply) else render.form(outcome)
        await self._replace(view, screen)

    async def _over(self, view: JSON, screen: Screen) -> str:
        """Opens a view over what is on the screen; where three lie on each other already, in place of the top one.
        Gives the id of the view, "" where an earlier delivery has opened it."""
        if screen.view and screen.depth >= DEEPEST:
            await self._replace(view, screen)
            return screen.view
        method = "views.push" if screen.view else "views.open"
        try:
            opened = await insist(
                lambda: self._api.call(method, trigger_id=screen.trigger, view=view),
                OPENING,
            )
        except Refused as refused:
            if refused.code in USED:
                return ""
            raise
        return str((opened.get("view") or {}).get("id") or "")

    async def _replace(self, view: JSON, screen: Screen) -> None:
        """Puts a view in place of the one pressed in, unless that has changed or gone meanwhile."""
        try:
            await insist(lambda: self._api.call("views.update", view_id=screen.view, hash=screen.hash, view=view))
        except Refused as refused:
            if refused.code not in ("hash_conflict", "not_found", "view_not_found"):
                raise

    async def _on_screen(self, heard: Heard, screen: Screen, work: Coroutine[Any, Any, None]) -> None:
        """Runs the work; when Slack would not show its result, says so in the way that is left."""
        try:
            await work
        except (Refused, Undeliverable) as trouble:
            log.warning("not shown error=%s", trouble)
            self._missed(trouble)
            await self._apologise(heard, screen, _sentence(trouble))
        except Exception as trouble:
            log.error("failed error=%s", type(trouble).__name__)

    async def _apologise(self, heard: Heard, screen: Screen, sentence: str) -> None:
        message = render.message(Reply(sentence))
        try:
            url = screen.response_url
            await insist(
                lambda: (
                    self._api.respond(url, message)
                    if url
                    else self._api.call("chat.postMessage", channel=heard.address["channel"], **message)
                )
            )
        except (Refused, Undeliverable) as trouble:
            log.warning("not answered error=%s", trouble)
            self._missed(trouble)

    def _missed(self, trouble: Refused | Undeliverable) -> None:
        self._inside.missed("slack", undeliverable(trouble) if isinstance(trouble, Refused) else trouble)


def _sentence(trouble: Refused | Undeliverable) -> str:
    """What somebody is told whose answer Slack would not show."""
    if isinstance(trouble, Refused) and trouble.code in EXPIRED:
        return TOO_SLOW
    refused = undeliverable(trouble) if isinstance(trouble, Refused) else trouble
    return f"Sorry, Slack does not let the bot show the answer. {UNTIL_MENDED}" if refused.of_bot else NOT_SHOWN


def _and(reply: Reply, sentence: str) -> Reply:
    """The reply with where its file went."""
    return replace(reply, text=f"{reply.text}\n{sentence}")

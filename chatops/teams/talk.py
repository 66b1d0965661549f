"""What is answered to each activity of Teams: typed lines, dialogs, pressed buttons, type-ahead, installation."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from chatops.admitting.recent import Recent
from chatops.faces import Heard, Inside, Undeliverable
from chatops.insist import insist
from chatops.teams import places, read
from chatops.teams.chats import Chats
from chatops.teams.files import Files
from chatops.teams.fitting import Drawn
from chatops.teams.forms import form_card
from chatops.teams.read import Json, Pressed, part, text
from chatops.teams.render import OPENS_FOR_YOU, again_card, attached, draw, opening_card, reply_card
from commands.kit import Answers, Card, Found, Lookup, Reply, Show
from commands.kit.limits import FOUND

log = logging.getLogger("chatops.teams")

GREETING = (
    "Hello. I carry referrals to your school's SENCO. Say “refer” to refer a pupil, or “help” to see what you can ask."
)
PRIVATELY = "I have answered you privately."
UNREACHABLE = "I could not write to you privately. Please add me to your own chats, then ask me there."
NAME = "SENCO"
MOST_CHANGED = 100
"""People that one update is believed to tell of; whoever is not among them is asked about again in some minutes."""
LATE = "This is taking longer than usual. Wait a moment and press again: nothing is done twice."


class Turns:
    """Answers activities whose sender has been checked."""

    def __init__(self, inside: Inside, chats: Chats) -> None:
        self.inside, self.chats = inside, chats
        self._files = Files(inside, chats)
        self._heard_before: Recent[bool] = Recent(5000)
        self._greeted: Recent[bool] = Recent(5000)

    async def answer(self, activity: Json) -> dict[str, Any] | None:
        """The JSON for an invoke; None for everything else, whose answer is a message of its own."""
        self.chats.met(read.address(activity), read.own_chat(activity))
        await places.heard(self.inside, activity)
        match text(activity, "type"):
            case "invoke":
                return await self._invoke(activity)
            case "message":
                await self._message(activity)
            case "messageUpdate" if read.is_edited(activity):
                await self._message(activity)
            case "installationUpdate" if text(activity, "action").startswith("add"):
                await self._installed(activity)
            case "conversationUpdate" if _bot_added(activity):
                await self._installed(activity)
            case "conversationUpdate":
                for user in read.accounts_changed(activity)[:MOST_CHANGED]:
                    await self.inside.account_changed("teams", user)
        return None

    def late(self, activity: Json) -> dict[str, Any] | None:
        """What is said when the answer is not ready in time; the work goes on and its key keeps it single."""
        name, value = text(activity, "name"), part(activity, "value")
        match name:
            case "task/fetch" | "task/submit" | "composeExtension/submitAction":
                return _dialog(NAME, again_card(dict(part(value, "data"))), small=True)
            case "composeExtension/fetchTask":
                word = read.extension(value)[0].word
                return _dialog(NAME, again_card({read.ASKS: {"word": word}}), small=True)
            case "adaptiveCard/action":
                return _said(LATE)
            case "application/search":
                return _results(())
        return None

    async def _message(self, activity: Json) -> None:
        heard_before = read.nonce(activity)
        if self._heard_before.find(heard_before):
            return  # delivered again: the first one is being answered
        self._heard_before.note(heard_before, True)
        asked = read.asked({"data": activity.get("value")})
        if not (asked.word or asked.typed):
            asked = Pressed(typed=read.line(activity))
            if not read.own_chat(activity) and not read.mentions_bot(activity):
                return
        heard = await self.inside.understood(self._heard(activity, asked))
        if self.inside.opens(heard) and not asked.key:
            await self._tell(activity, heard, opening_card(replace(asked, once=heard.nonce)), OPENS_FOR_YOU)
            return
        outcome = await self._hear(heard, read.answers(asked) if asked.key else None)
        if isinstance(outcome, Show):
            await self._tell(activity, heard, opening_card(Pressed(outcome.word, outcome.about)), OPENS_FOR_YOU)
        else:
            await self._tell(activity, heard, draw(outcome.card, "chat") if outcome.card else None, outcome.text)

    async def _tell(self, activity: Json, heard: Heard, card: Drawn | None, words: str) -> None:
        """Answers a message to the asker alone. A channel hears at most that they have been answered."""
        said: Drawn = {"type": "message", "text": words, "textFormat": "plain"}
        if card:
            said["attachments"] = [attached(card)]
        where = heard.address
        try:
            await insist(lambda: self.chats.send(where, said))
            aloud = PRIVATELY
        except Undeliverable as failure:
            log.warning("not answered permanent=%s", failure.permanent)
            self.inside.missed("teams", failure)
            aloud = UNREACHABLE
        if read.own_chat(activity):
            return
        thread = text(part(activity, "conversation"), "id")
        try:
            await self.chats.connector.send(where, thread, {"type": "message", "text": aloud, "textFormat": "plain"})
        except Undeliverable as failure:
            log.warning("not acknowledged permanent=%s", failure.permanent)
            self.inside.missed("teams", failure)

    async def _invoke(self, activity: Json) -> dict[str, Any]:
        value = part(activity, "value")
        match text(activity, "name"):
            case "task/fetch":
                return await self._open(activity, read.asked(value))
            case "task/submit" | "composeExtension/submitAction":
                asked = read.asked(value)
                return await self._open(activity, asked, answers=read.answers(asked) if asked.key else None)
            case "composeExtension/fetchTask":
                asked, given = read.extension(value)
                return await self._open(activity, asked, given=given)
            case "adaptiveCard/action":
                return await self._pressed(activity, read.asked(value))
            case "fileConsent/invoke":
                await self._files.answered(activity)
                return {}
            case "application/search":
                asked, question, typed = read.searched(value)
                found = await self.inside.search(self._heard(activity, asked), question, typed)
                return _results(tuple(found)[:FOUND])
        return {}

    async def _hear(self, heard: Heard, answers: Answers | None = None) -> Reply | Show:
        """What comes of an ask; a file that comes of it is offered in the asker's own chat."""
        outcome = await self.inside.hear(heard, answers)
        if isinstance(outcome, Reply) and outcome.document:
            return await self._files.offer(heard, outcome, outcome.document)
        return outcome

    async def _open(
        self, activity: Json, asked: Pressed, *, given: Answers | None = None, answers: Answers | None = None
    ) -> dict[str, Any]:
        """A dialog with what comes of an ask: its form, or its reply."""
        heard = await self.inside.understood(self._heard(activity, asked, given))
        outcome = await self._hear(heard, answers)
        if isinstance(outcome, Reply):
            return _dialog(outcome.card.title if outcome.card else NAME, reply_card(outcome), small=not outcome.card)
        asking = replace(heard, word=outcome.word, about=outcome.about, typed="")
        lookups = [name for name, question in outcome.form.questions.items() if isinstance(question, Lookup)]
        offered = await asyncio.gather(*(self.inside.search(asking, name, "") for name in lookups))
        known: dict[str, list[Found]] = {
            name: list(found[:FOUND]) for name, found in zip(lookups, offered, strict=True)
        }
        return _dialog(outcome.form.title, form_card(outcome, known))

    async def _pressed(self, activity: Json, asked: Pressed) -> dict[str, Any]:
        """A button that opens nothing, pressed in a chat: Teams shows the answer to the presser alone."""
        outcome = await self._hear(self._heard(activity, asked))
        if isinstance(outcome, Show):
            return _said(f"Say “{outcome.word}” to me in our own chat: it opens a form.")
        if not outcome.card:
            return _said(outcome.text)
        return {
            "statusCode": 200,
            "type": "application/vnd.microsoft.card.adaptive",
            "value": draw(outcome.card, "chat", outcome.text),
        }

    async def _installed(self, activity: Json) -> None:
        """The app was added for one person: remember how to reach them, and greet them once."""
        chat = read.own_chat(activity)
        if not chat:
            return
        heard = self._heard(activity, Pressed())
        await self.inside.meet(heard)
        if text(activity, "action") == "add-upgrade" or self._greeted.find(chat):
            return
        self._greeted.note(chat, True)
        await self._tell(activity, heard, None, GREETING)

    def _heard(self, activity: Json, asked: Pressed, given: Answers | None = None) -> Heard:
        heard = read.heard(activity, asked, given)
        return replace(heard, address=self.chats.current(heard.address))


def notice(card: Card) -> Drawn:
    """A post the bot makes by itself; the summary is what a notification shows."""
    return {"type": "message", "summary": card.title, "attachments": [attached(draw(card, "chat"))]}


def _bot_added(activity: Json) -> bool:
    added, bot = activity.get("membersAdded"), text(part(activity, "recipient"), "id")
    return isinstance(added, list) and any(text(member, "id") == bot for member in added)


def _dialog(title: str, card: Drawn, *, small: bool = False) -> dict[str, Any]:
    value = {"title": title, "height": "small" if small else "large", "width": "medium", "card": attached(card)}
    return {"task": {"type": "continue", "value": value}}


def _said(words: str) -> dict[str, Any]:
    return {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": words}


def _results(found: tuple[Found, ...]) -> dict[str, Any]:
    results: list[Mapping[str, str]] = [{"title": one.label, "value": one.value} for one in found]
    return {
        "statusCode": 200,
        "type": "application/vnd.microsoft.search.searchResponse",
        "value": {"results": results},
    }

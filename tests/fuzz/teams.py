"""Teams' activities of every kind the face reads, made of crafted asks."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from chatops.teams.read import ASKS, dataset
from chatops.teams.words import MESSAGE_ACTIONS
from commands.domain.person import Role
from commands.kit import Choices
from commands.kit.questions import Answer
from tests.fuzz import junk
from tests.fuzz.crafted import Crafted, Pool, crafted
from tests.fuzz.draw import Draw
from tests.worlds.teams import BOT, TeamsWorld
from tests.worlds.teams_connector import Account

KINDS = ("submit", "submit", "submit", "fetch", "fetch", "execute", "search", "line", "line", "extension",
         "extension submit", "installed", "file", "other")  # fmt: skip
INSTALLED: tuple[dict[str, Any], ...] = (
    {"type": "installationUpdate", "action": "add"},
    {"type": "installationUpdate", "action": "remove"},
    {"type": "conversationUpdate", "membersAdded": [{"id": BOT}]},
)
OTHERS = ("endOfConversation", "messageReaction", "event", "typing", "messageUpdate", "handoff", "trace")


class TeamsRequests:
    """Makes activities; `people` are accounts by name, with their roles."""

    def __init__(
        self, world: TeamsWorld, accounts: Mapping[str, Account], people: Mapping[str, Role | None], pool: Pool
    ) -> None:
        self.world, self.accounts, self.people, self.pool = world, accounts, people, pool
        self.numbers = 0

    def press(self, ask: Crafted) -> tuple[bytes, None]:
        """A button that asks this, pressed in one's own chat; it opens a dialog."""
        account = self.accounts[ask.who]
        asked = {"data": {ASKS: {"word": ask.command.word, "about": ask.about}}}
        activity = self.world.activity(account, self.world.private(account), _invoke("task/fetch", asked))
        return json.dumps(activity).encode(), None

    def draw(self, draw: Draw) -> tuple[bytes, Crafted | None]:
        """A body and, when nothing in it was spoilt, the ask it is."""
        kind = draw.one(KINDS)
        self.numbers += 1
        forms = kind in ("submit", "search", "extension submit")
        ask = crafted(draw, self.pool, self.people, f"fuzz{self.numbers}", with_form=forms)
        account = self.accounts[ask.who]
        talks = [self.world.private(account), self.world.talk_called("senco")]
        activity = self.world.activity(account, draw.one(talks), self._said(draw, kind, ask))
        how = draw.one(range(10))
        if how >= 7:
            activity = junk.spoilt(draw, activity)
        body = json.dumps(activity).encode()
        if how == 6:
            body = junk.broken(draw, body)
        return body, _as_it_arrives(ask) if how < 6 and kind in ("submit", "extension submit") else None

    def _said(self, draw: Draw, kind: str, ask: Crafted) -> dict[str, Any]:
        word, about = ask.command.word, ask.about
        questions = ask.command.form.questions if ask.command.form else {}
        asked: dict[str, Any] = {"word": word, "about": about}
        answers = {name: a if isinstance(a, str) else ",".join(a) for name, a in ask.answers.items() if name != ASKS}
        many = [name for name, question in questions.items() if isinstance(question, Choices)]
        sent = {ASKS: {**asked, "key": ask.key, "many": many}, **answers}
        match kind:
            case "submit":
                return _invoke("task/submit", {"data": sent})
            case "extension submit":
                return _invoke("composeExtension/submitAction", {"commandId": word.replace(" ", "_"), "data": sent})
            case "fetch":
                more = draw.one(({}, {"typed": ask.typed, "once": "x"}, {"once": "a/b"}, {"key": "x"}))
                return _invoke("task/fetch", {"data": {ASKS: {**asked, **more}}})
            case "execute":
                action = {"type": "Action.Execute", "verb": word, "data": {ASKS: asked}}
                return _invoke("adaptiveCard/action", {"action": action, "trigger": "manual"})
            case "search":
                question = draw.one([*questions, "zz"])
                typed = draw(st.one_of(st.sampled_from(("", "a", "amina")), junk.words))
                return _invoke("application/search", {"queryText": typed, "dataset": dataset(word, question, about)})
            case "line":
                mention = {"type": "mention", "text": "<at>SENCO</at>", "mentioned": {"id": BOT}}
                said = draw(st.one_of(st.just(f"<at>SENCO</at>&nbsp;{word} {ask.typed}"), junk.words))
                value = draw.one((None, {ASKS: asked}, {ASKS: {**asked, "key": ask.key}}))
                return {"type": "message", "text": said, "entities": [mention], **({"value": value} if value else {})}
            case "extension":
                command = draw.one((*MESSAGE_ACTIONS, word.replace(" ", "_")))
                content = draw(st.one_of(st.just("<p>Amina<br>&amp; <b>Noah</b></p>"), junk.words))
                message = {"body": {"contentType": draw.one(("html", "text")), "content": content}}
                return _invoke("composeExtension/fetchTask", {"commandId": command, "messagePayload": message})
            case "installed":
                return dict(draw.one(INSTALLED))
            case "file":
                info = {
                    "uploadUrl": draw.one(("https://e.example/x", "http://127.0.0.1:9/x", "")),
                    "name": "x",
                }
                consent = draw.one(("accept", "decline", "x"))
                return _invoke("fileConsent/invoke", {"action": consent, "context": asked, "uploadInfo": info})
        return {"type": draw.one(OTHERS), "value": draw(junk.values)}


def _as_it_arrives(ask: Crafted) -> Crafted:
    """The ask with its answers as Teams sends them: ticks joined by commas, and no NUL, which no database stores."""
    questions = ask.command.form.questions if ask.command.form else {}
    answers: dict[str, Answer] = {}
    for name, answer in ask.answers.items():
        text = (answer if isinstance(answer, str) else ",".join(answer)).replace("\0", "").replace("\r\n", "\n")
        ticked = isinstance(questions.get(name), Choices)
        answers[name] = tuple(one for one in text.split(",") if one) if ticked else text
    return replace(ask, answers=answers)


def _invoke(name: str, value: Any) -> dict[str, Any]:
    return {"type": "invoke", "name": name, "value": value}

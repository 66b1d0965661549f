"""A person's hands and eyes in Teams: what they type, press and fill in, as the activities their client sends."""

from collections.abc import Mapping, Sequence
from typing import Any

from tests.worlds import Answer, adaptive, slug
from tests.worlds.adaptive import Drawn, Pressable
from tests.worlds.teams import BOT, TeamsWorld
from tests.worlds.teams_connector import CARD, Account, Post, Talk


class TeamsHands:
    """One person. A dialog, when one is open, lies over everything else; closing it is done by opening another."""

    def __init__(self, world: TeamsWorld, account: Account) -> None:
        self.world, self.account = world, account
        self.said = ""
        self.errors: Mapping[str, str] = {}
        self.form: str | None = None
        self.dialog: Drawn | None = None
        self._extension: Drawn | None = None
        self._shown: Post | None = None
        self._where: Talk = world.private(account)
        self._typed: dict[str, str] = {}
        self.sent: Drawn | None = None
        self.allows: bool | None = True
        """What is answered when a file is offered; None leaves the question open."""

    async def asks(self, typed: str, *, channel: str | None = None) -> None:
        chat = self.world.private(self.account)
        before = len(chat.posts)
        self._close()
        if channel is None:
            self._where = chat
            said: Drawn = {"type": "message", "text": typed, "textFormat": "plain"}
        else:
            self._where = self.world.talk_called(channel)
            mention = {"type": "mention", "text": "<at>SENCO</at>", "mentioned": {"id": BOT, "name": "SENCO"}}
            said = {"type": "message", "text": f"<at>SENCO</at>&nbsp;{typed}\n", "entities": [mention]}
        await self.world.sends(self.account, self._where, said)
        answers = [post for post in self.world.seen(chat)[before:] if "text" in post.activity]
        assert len(answers) == 1, f"{len(answers)} answers to one line"
        await self._reads(answers[0])
        await self.answers_offers()

    async def _reads(self, post: Post) -> None:
        """Reads an answer; presses Open when that is what it offers."""
        self._where, self._shown = post.talk, post
        self.said = post.activity["text"]
        if not post.activity.get("attachments"):
            self._shown = None
            return
        self.said += "\n" + adaptive.words(post.card)
        buttons = adaptive.pressables(post.card)
        if [b.action["title"] for b in buttons] == ["Open"]:
            await self._press(buttons[0], post.card, post.talk)

    async def uses(self, command: str, *, on: str | None = None, talk: Talk | None = None) -> None:
        """Uses an action of the app from the compose box, or on a message (its HTML) of somebody."""
        self._close()
        self._where = talk or self.world.private(self.account)
        self._extension = {"commandId": command, "commandContext": "message" if on is not None else "compose"}
        if on is not None:
            self._extension["messagePayload"] = {"id": "1", "body": {"contentType": "html", "content": on}}
        value = {**self._extension, "context": {"theme": "default"}}
        self._opens(await self._invoke("composeExtension/fetchTask", value))

    async def fills_in(self, **answers: Answer) -> None:
        card = self._form()
        asked = {slug(question.label): question.input for question in adaptive.questions(card)}
        values = self._typed = {input["id"]: input.get("value", "") for input in asked.values()} | self._typed
        for name, answer in answers.items():
            assert name in asked, f"the form does not ask {name}; it asks {', '.join(asked)}"
            values[asked[name]["id"]] = await self._value(asked[name], answer)
        missing = {
            question.label: question.input["errorMessage"]
            for question in adaptive.questions(card)
            if question.input.get("isRequired") and not values[question.input["id"]].strip()
        }
        if missing:  # Teams does not send it, and keeps what was typed
            self.errors = missing
            return
        [send] = [b.action for b in adaptive.pressables(card) if b.action.get("associatedInputs") != "none"]
        self.sent = {**send["data"], **values}
        await self.resubmits()

    async def resubmits(self) -> None:
        assert self.sent is not None, "nothing was sent yet"
        self._opens(await self._submit(self.sent))
        await self.answers_offers()

    async def finds(self, question: str, typed: str) -> Sequence[str]:
        [input] = [q.input for q in adaptive.questions(self._form()) if slug(q.label) == slug(question)]
        return [found["title"] for found in await self._search(input, typed)]

    async def presses(self, text: str, card: Any = None) -> None:
        drawn, talk = (card.card, card.talk) if card is not None else self._last_shown()
        found = [b for b in adaptive.pressables(drawn) if b.action["title"] == text]
        if not found and ": " in text:
            item, _, title = text.rpartition(": ")
            found = [b for b in adaptive.pressables(drawn) if b.action["title"] == title and b.beside.startswith(item)]
        assert found, f"there is no {text!r}; there is {[b.action['title'] for b in adaptive.pressables(drawn)]}"
        if card is not None:
            self._close()
        await self._press(found[0], drawn, talk)
        await self.answers_offers()

    async def forges(self, word: str, about: str, *, opens: bool) -> None:
        self._close()
        chat = self.world.private(self.account)
        action: Drawn = {"type": "Action.Submit" if opens else "Action.Execute", "verb": word}
        data: Drawn = {"_ask": {"word": word, "about": about}}
        action["data"] = {**data, "msteams": {"type": "task/fetch"}} if opens else data
        await self._press(Pressable(action, ""), {}, chat)
        await self.answers_offers()

    def everything_shown(self) -> str:
        return self.said + str(self.dialog or (self._shown and self._shown.activity) or "")

    async def answers_offers(self) -> None:
        """Presses Allow or Decline on each file offered in one's own chat."""
        chat, drive = self.world.private(self.account), self.world.connector.onedrive
        for post in list(chat.posts):
            if self.allows is not None and (value := drive.answer(post, self.world.url("/"), allow=self.allows)):
                asked = {"type": "invoke", "name": "fileConsent/invoke", "replyToId": post["id"], "value": value}
                await self.world.sends(self.account, chat, asked)

    def files(self) -> Sequence[tuple[str, bytes]]:
        return self.world.connector.onedrive.shown_in(self.world.private(self.account).posts)

    def received(self) -> Sequence[Post]:
        return self.world.seen(self.world.private(self.account), cards=True)

    async def _press(self, button: Pressable, card: Drawn, talk: Talk) -> None:
        """What the client does for a button: a dialog is asked for, sent from, or the answer shown beside the card."""
        action, self._where = button.action, talk
        data = {**action.get("data", {})}
        if action["type"] == "Action.Execute":
            value = {"action": {**action, "data": data}, "trigger": "manual"}
            self._shows(await self._invoke("adaptiveCard/action", value))
        elif data.get("msteams", {}).get("type") == "task/fetch":
            self._extension = None
            value = {"data": {**data, "type": "task/fetch"}, "context": {"theme": "default"}}
            self._opens(await self._invoke("task/fetch", value))
        else:
            assert self.dialog is not None, "an Action.Submit in a chat answers nobody"
            self._opens(await self._submit(data))

    async def _submit(self, data: Drawn) -> Any:
        if self._extension:
            return await self._invoke("composeExtension/submitAction", {**self._extension, "data": data})
        return await self._invoke("task/submit", {"data": data, "context": {"theme": "default"}})

    async def _value(self, input: Drawn, answer: Answer) -> str:
        """What the client sends for an answer given in the words on the screen."""
        if input["type"] != "Input.ChoiceSet":
            assert isinstance(answer, str)
            return answer
        if "choices.data" in input:
            assert isinstance(answer, str)
            offered = await self._search(input, answer)
            assert offered, f"nothing is offered for {answer!r}"
            return str(offered[0]["value"])
        return ",".join(_option(input, wanted) for wanted in ((answer,) if isinstance(answer, str) else answer))

    async def _search(self, input: Drawn, typed: str) -> list[Drawn]:
        query = {"queryText": typed, "queryOptions": {"skip": 0, "top": 15}, **input["choices.data"]}
        answer = await self._invoke("application/search", query)
        assert answer["type"] == "application/vnd.microsoft.search.searchResponse"
        results: list[Drawn] = answer["value"]["results"]
        assert len(results) <= 15, "Teams shows fifteen"
        return results

    async def _invoke(self, name: str, value: Drawn) -> Any:
        answer = await self.world.sends(self.account, self._where, {"type": "invoke", "name": name, "value": value})
        assert isinstance(answer, dict), f"{name} was answered with nothing"
        return answer

    def _opens(self, answer: Drawn) -> None:
        """A dialog opens, or the open one shows something else."""
        task = answer["task"]
        assert task["type"] == "continue", task
        assert task["value"]["card"]["contentType"] == CARD
        self._typed = {}
        self.dialog = card = adaptive.check(task["value"]["card"]["content"])
        asked = adaptive.questions(card)
        self.form = task["value"]["title"] if asked else None
        self.errors = {question.label: question.error for question in asked if question.error}
        if whole := adaptive.whole_error(card):
            self.errors = {"": whole, **self.errors}
        self.said = adaptive.words(card)

    def _shows(self, answer: Drawn) -> None:
        """The answer to a button that opens nothing."""
        assert answer["statusCode"] == 200, answer
        if answer["type"] == "application/vnd.microsoft.activity.message":
            self.said = answer["value"]
            return
        assert answer["type"] == CARD
        self._shown = Post(self._where, {"attachments": [{"content": adaptive.check(answer["value"])}]})
        self.said = adaptive.words(answer["value"])

    def _close(self) -> None:
        self.dialog, self._extension, self.form, self.errors = None, None, None, {}

    def _form(self) -> Drawn:
        assert self.dialog is not None, f"no form is open; last said: {self.said}"
        assert self.form is not None, f"no form is open; last said: {self.said}"
        return self.dialog

    def _last_shown(self) -> tuple[Drawn, Talk]:
        if self.dialog is not None:
            return self.dialog, self._where
        assert self._shown is not None, "nothing with buttons has been shown"
        return self._shown.card, self._shown.talk


def _option(input: Drawn, wanted: str) -> str:
    for choice in input["choices"]:
        if choice["title"] == wanted or choice["title"].startswith(wanted + ": "):
            return str(choice["value"])
    raise AssertionError(f"{input['label']!r} does not offer {wanted!r}")

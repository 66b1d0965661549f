"""The web page in people's browsers: no platform to play, so what is played here is the browser."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import aiohttp

from tests.worlds import Answer, Hands, slug
from tests.worlds.html import Node, tree

HIDDEN = (".unseen", ".optional")
MESSAGES = "messages"


@dataclass(frozen=True, eq=False)
class Drawn:
    """A post as it stands on somebody's page."""

    node: Node

    def __str__(self) -> str:
        return self.node.text()


class WebWorld:
    """Everybody's browsers. Each school has two channels, and who reads them goes by the staff list."""

    name = "web"

    def __init__(self) -> None:
        self.bot = ""
        self.people: list[WebHands] = []
        self.rooms: dict[str, str] = {}

    async def start(self) -> Mapping[str, str]:
        return {}

    async def connect(self, bot: str) -> None:
        self.bot = bot

    async def stop(self) -> None:
        for hands in self.people:
            await hands.browser.close()

    async def joins(self, email: str, name: str) -> "WebHands":
        """Somebody sits down at a browser. Whether the page lets them be themselves, its staff list says."""
        hands = WebHands(self, name)
        self.people.append(hands)
        return hands

    def readdresses(self, hands: Hands, email: str) -> None:
        """Who can sit down at the page, the staff list alone says."""

    def switches_off(self, hands: Hands, off: bool = True) -> None:
        raise AssertionError("the web page has no accounts to switch off; tell this story on the others")

    async def makes_channel(self, name: str, members: Sequence[Any], *, public: bool = False) -> None:
        """The page has channels of its own; from now on the one that fits goes by this name in the story."""
        self.rooms[name] = "staffroom" if public else "leadership" if name == "leadership" else "senco"

    def channel(self, name: str) -> Sequence[Drawn]:
        room = self.rooms[name]
        return next((hands.seen[room] for hands in self.people if room in hands.seen), [])

    def admits(self, name: str, bot: bool) -> None:
        """The page's channels are the bot's own."""
        raise AssertionError("from the web page the bot cannot be taken away; tell this story on the others")

    def breaks(self, how: str, times: int) -> None:
        """Between the bot and its own page there is no platform that could fail."""
        raise AssertionError("the web page has no platform to break; tell this story on the others")

    async def looks_at(self, channel: str) -> None:
        """The first whose page has that channel looks at it again: what stands in one is the same for all its readers,
        and a school where everybody looks at everything after each step is a slow one."""
        room = self.rooms[channel]
        for hands in self.people:
            hands.seen.pop(room, None)
        for hands in self.people:
            if await hands.looks(room):
                return

    async def looks_for(self, hands: Hands) -> None:
        assert isinstance(hands, WebHands)
        await hands.looks(MESSAGES)


class WebHands:
    """One person at one browser: cookies are kept, scripts are not run but for the type-ahead."""

    def __init__(self, world: WebWorld, name: str) -> None:
        self.world, self.name = world, name
        self.browser = aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))
        self.page = Node("")
        self.at = ""
        self.said = ""
        self.errors: Mapping[str, str] = {}
        self.form: str | None = None
        self.seen: dict[str, Sequence[Drawn]] = {}
        self.last: tuple[str, list[tuple[str, str]]] | None = None
        self._saved: list[tuple[str, bytes]] = []

    def sees(self, page: Node) -> None:
        """Reads the page that has come."""
        self.page = page
        self.said = self._answer()
        self.form = page.the("#answer h2").text() if page.first("#answer form.ask") else None
        wrong = {label: error.text(*HIDDEN) for label, q in self.questions.items() if (error := q.first(".error"))}
        whole = " ".join(line.text() for line in page.all("#wrong [data-whole]"))
        self.errors = {"": whole, **wrong} if whole else wrong

    def _answer(self) -> str:
        answer = self.page.first("#answer")
        if answer is None or not answer.first(".said"):
            return (answer or self.page.the("#main")).text()
        card = [answer.the("h2"), *answer.all(".whole")] if answer.first(".whole") else []
        return "\n".join(node.text() for node in (answer.the(".said"), *card))

    @property
    def questions(self) -> Mapping[str, Node]:
        """The questions of the open form, by label."""
        return {_label(q): q for q in self.page.all("#answer form.ask .question")}

    async def asks(self, typed: str, *, channel: str | None = None) -> None:
        await self._enters(self.world.rooms[channel] if channel else MESSAGES)
        say = self.page.first("form.say")
        if say is None:
            return  # on no staff list: the page says so and offers nothing to type into
        say.the("#typed").holds(typed)
        await self.sends(say)

    async def fills_in(self, **answers: Answer) -> None:
        questions = {slug(label): question for label, question in self.questions.items()}
        for name, answer in answers.items():
            assert name in questions, f"the form does not ask {name!r}; it asks {sorted(questions)}"
            await self._answers(questions[name], answer)
        await self.sends(self.page.the("#answer form.ask"))

    async def _answers(self, question: Node, answer: Answer) -> None:
        if question.is_a("[data-lookup]"):
            assert isinstance(answer, str)
            found = await self.searches(question, answer)
            assert found, f"nothing is offered for {answer!r}"
            name = question.attributes["data-lookup"]
            for old in [n for n in question if n.attributes.get("name") in (f"a.{name}", f"l.{name}")]:
                old.attributes.pop("name")  # what the page's script does when one is chosen
            question.the(f"[name=t.{name}]").holds(found[0]["label"])
            for field, value in (("a", found[0]["value"]), ("l", found[0]["label"])):
                question.children.append(Node("input", {"type": "hidden", "name": f"{field}.{name}", "value": value}))
        elif question.first(".options"):
            wanted = (answer,) if isinstance(answer, str) else answer
            inputs = {node.attributes["id"]: node for node in question.all("input")}
            options = {label.text(): inputs[label.attributes["for"]] for label in question.all(".option label")}
            assert set(wanted) <= set(options), f"offered are {list(options)}, not {answer!r}"
            for words, box in options.items():
                box.attributes.pop("checked", "")
                if words in wanted:
                    box.attributes["checked"] = ""
        elif select := question.first("select"):
            for option in select.all("option"):
                option.attributes.pop("selected", "")
            chosen = [option for option in select.all("option") if option.text() == answer]
            assert chosen, f"{answer!r} is not in the list"
            chosen[0].attributes["selected"] = ""
        else:
            assert isinstance(answer, str)
            (question.first("textarea") or question.the("input")).holds(answer)

    async def resubmits(self) -> None:
        assert self.last, "nothing was sent yet"
        await self._posts(*self.last)

    async def finds(self, question: str, typed: str) -> Sequence[str]:
        return [found["label"] for found in await self.searches(self.questions[question], typed)]

    async def searches(self, question: Node, typed: str) -> list[dict[str, str]]:
        """What the page's script asks for while somebody types."""
        form = self.page.the("#answer form.ask")
        fields = {name: value for name, value in form.sends() if name[1] != "."}
        asked = {**fields, "question": question.attributes["data-lookup"], "part": typed}
        async with self.browser.post(f"{self.world.bot}/search", data=asked) as answer:
            found: list[dict[str, str]] = (await answer.json())["found"]
            return found

    async def presses(self, text: str, card: Any = None) -> None:
        await self._enters_unless_in()
        where = card.node if isinstance(card, Drawn) else self.page.the("#answer")
        if ": " in text:
            line, text = text.rsplit(": ", 1)
            lines = [node for node in where if node.tag in ("li", "tr") and node.first(".text")]
            where = next(node for node in lines if node.the(".text").text().startswith(line))
        pressed = [button for button in where.all("[name=press]") if button.text(*HIDDEN) == text]
        assert pressed, f"there is no button {text!r} in: {where.text()}"
        await self.sends(self.page.all("form.presses")[0], pressed[0])

    async def forges(self, word: str, about: str, *, opens: bool) -> None:
        await self._enters_unless_in()
        if self.page.first("form.say"):
            own = [(name, value) for name, value in self._say.sends() if name in ("csrf", "me", "place")]
            key = f"forged-{secrets.token_hex(8)}"
            await self._posts("/ask", [*own, ("key", key), ("word", word), ("about", about)])

    def everything_shown(self) -> str:
        """Not the list of colleagues to choose from, which the demo's page has instead of a sign-in."""
        answer = self.page.first("#answer") or self.page.first("#main")
        return f"{[node.attributes for node in answer]} {answer.text()}" if answer else ""

    def received(self) -> Sequence[Drawn]:
        return self.seen.get(MESSAGES, [])

    async def sends(self, form: Node, by: Node | None = None) -> None:
        """Sends a form, by the button `by` where it has several. One drawn for somebody else goes with this person's
        own session, as if they had crafted it."""
        own = {name: value for name, value in self._say.sends() if name in ("csrf", "me", "place")}
        fields = [(name, own.get(name, value)) for name, value in form.sends(by)]
        await self._posts(form.attributes["action"], fields)

    async def _posts(self, action: str, fields: list[tuple[str, str]]) -> None:
        self.last = action, fields
        async with self.browser.post(self.world.bot + action, data=aiohttp.FormData(fields)) as answer:
            disposition = answer.content_disposition
            if disposition and disposition.type == "attachment":
                assert answer.headers["X-Content-Type-Options"] == "nosniff"
                assert answer.headers["Cache-Control"] == "no-store"
                self._saved.append((str(disposition.filename), await answer.read()))
                return  # a browser saves it and leaves the page as it was
            self.at = str(answer.url)
            self.sees(tree(await answer.text()))
        if offered := self.page.first("#answer form.file"):
            await self.sends(offered, offered.the("button"))

    def files(self) -> Sequence[tuple[str, bytes]]:
        return list(self._saved)

    @property
    def _say(self) -> Node:
        return self.page.the("form.say")

    async def _enters_unless_in(self) -> None:
        if not self.page.first("form.say"):
            await self._enters(MESSAGES)

    async def _enters(self, room: str) -> None:
        """Opens the page where one stands in `room`, as oneself."""
        self.sees(await self._opens("/", place=room))
        if self.page.first("#me"):
            return
        choose = self.page.first("form.choose")
        me = [o for o in choose.all("option") if o.text().startswith(f"{self.name}, ")] if choose else []
        if choose and me:
            fields = {**dict(choose.sends()), "me": me[0].attributes["value"]}
            async with self.browser.post(f"{self.world.bot}/me", data=fields, allow_redirects=False) as answer:
                assert answer.status == 303, await answer.text()
            self.sees(await self._opens("/", place=room))

    async def looks(self, room: str) -> bool:
        """Sees a channel, or one's messages, without leaving what is open; whether one's page has it."""
        await self._enters_unless_in()
        if room not in {link.attributes["data-room"] for link in self.page.all(".rooms a")}:
            return False
        pane = await self._opens("/places", me=dict(self._say.sends())["me"], place=room)
        posts = pane.all("article.post") if pane.first("#places") else []
        self.seen[room] = [Drawn(post) for post in reversed(posts)]  # the newest stands first
        return room in self.seen

    async def _opens(self, path: str, **query: str) -> Node:
        async with self.browser.get(self.world.bot + path, params=query) as answer:
            return tree(await answer.text())


def _label(question: Node) -> str:
    return (question.first("legend") or question.the("label.asks")).text(*HIDDEN)

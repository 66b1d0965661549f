"""A member of a Slack workspace: types, fills in, presses, and sees what Slack would show them."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from tests.worlds import Answer
from tests.worlds.block_kit import Invalid, check_options, check_view
from tests.worlds.slack_api import TEAM
from tests.worlds.slack_eyes import JSON, Open, Post, button, is_empty, option, question, words
from tests.worlds.slack_home import PATIENCE, HomeHands, accepted

if TYPE_CHECKING:
    from tests.worlds.slack import SlackWorld

COMMANDS = ("refer", "adjust", "senco", "oakfield-senco", "sen-refer")
"""Those of the app's manifest, and two as a school may have renamed them."""
FORM = "application/x-www-form-urlencoded"
TROUBLE = "We had some trouble connecting. Try again?"
REQUIRED = "Please complete this required field."
TOO_LONG = "At most {:,} characters fit here."


class SlackHands(HomeHands):
    """One member of the workspace. See `tests.worlds.Hands`."""

    def __init__(self, world: "SlackWorld", id: str) -> None:
        self.world, self.api, self.id = world, world.api, id
        self.team = TEAM
        self.said = ""
        self.errors: Mapping[str, str] = {}
        self._last: Post | None = None
        self.submitted: tuple[JSON, str] | None = None

    @property
    def form(self) -> str | None:
        return str(self.view.view["title"]["text"]) if self.view and self.view.is_form else None

    @property
    def view(self) -> Open | None:
        """The modal on top of the screen."""
        stack = self.api.screens.get(self.id)
        return stack[-1] if stack else None

    async def asks(self, typed: str, *, channel: str | None = None) -> None:
        first, _, rest = typed.strip().partition(" ")
        command, text = (first, rest) if first in COMMANDS else ("senco", typed)
        id = self.world.channel_id(channel) if channel else self.api.direct(self.id)
        assert not channel or self.id in self.api.members[id], f"not a member of {channel}"
        private = channel is None or self.api.channels[id]["is_private"]
        self.closes()
        body = {
            "token": "old", "team_id": self.team, "team_domain": "school", "channel_id": id,
            "channel_name": "directmessage" if channel is None else "privategroup" if private else channel,
            "user_id": self.id, "user_name": "someone", "command": f"/{command}", "text": escaped(text),
            "api_app_id": "A1", "is_enterprise_install": "false",
            "response_url": self.api.response_url(self.id, id), "trigger_id": self.api.trigger(self.id),
        }  # fmt: skip
        await self._does(self.world.sends(urlencode(body).encode(), FORM))

    async def uses_shortcut(self, callback_id: str, message: str | None = None) -> None:
        """A shortcut from the composer, or from the menu of a message with these words."""
        self.closes()
        payload = self._payload("shortcut", callback_id=callback_id, action_ts=self.api.stamp())
        if message is not None:
            payload |= {
                "type": "message_action",
                "response_url": self.api.response_url(self.id, "C0"),
                "channel": {"id": "C0", "name": "privategroup"},
                "message": {"type": "message", "user": self.id, "ts": self.api.stamp(), "text": escaped(message)},
            }
        await self._does(self.world.delivers(payload))

    async def fills_in(self, **answers: Answer) -> None:
        view = self.view
        assert view, "no form is open"
        assert view.is_form, "what is open is no form"
        asked = [(question(view, keyword), answer) for keyword, answer in answers.items()]
        # A press in a question that is told at once may end the form, so it comes when the rest is filled in.
        for block, answer in sorted(asked, key=lambda pair: bool(pair[0].get("dispatch_action"))):
            await self._fills(view, block, answer)
        if self.view is view and view.is_form:
            await self._sends(view)

    async def resubmits(self) -> None:
        assert self.submitted, "nothing was submitted yet"
        payload, id = self.submitted
        await self._submission({**payload, "trigger_id": self.api.trigger(self.id, id)}, id)

    async def finds(self, question_: str, typed: str) -> Sequence[str]:
        view = self.view
        assert view, "no form is open"
        return [one["text"]["text"] for one in await self._offered(view, question(view, question_), typed)]

    async def presses(self, text: str, card: Any = None) -> None:
        on: Post | Open | None = card or self.view or self._last
        assert on, "nothing is shown that could be pressed"
        blocks = on.view["blocks"] if isinstance(on, Open) else on.blocks
        found = button(blocks, text)
        pressed = found.button
        if found.menu:
            pressed = {"type": "overflow", "action_id": found.menu, "selected_option": pressed}
        action = {**pressed, "block_id": found.block, "action_ts": self.api.stamp()}
        if isinstance(on, Post) or on.is_home:
            self.closes()
        await self._does(self.world.delivers(self._press(on, action)))

    async def forges(self, word: str, about: str, *, opens: bool) -> None:
        self.closes()
        direct = self.api.direct(self.id)
        value = json.dumps({"word": word, "about": about})
        action: JSON = {"type": "button", "action_id": "ask_0", "block_id": "forged", "value": value}
        press = self._payload(
            "block_actions",
            container={"type": "message", "message_ts": "1", "channel_id": direct, "is_ephemeral": True},
            channel={"id": direct, "name": "directmessage"},
            response_url=self.api.response_url(self.id, direct),
            actions=[{**action, "action_ts": self.api.stamp()}],
        )
        await self._does(self.world.delivers(press))

    def everything_shown(self) -> str:
        last = self.api.shown.get(self.id, [None])[-1]
        return str(last.view if isinstance(last, Open) else last.blocks) if last else ""

    def received(self) -> Sequence[Post]:
        return list(self.api.posts.get(self.api.direct(self.id), []))

    def files(self) -> Sequence[tuple[str, bytes]]:
        return self.api.files.shared_in(self.api.direct(self.id))

    def closes(self) -> None:
        """Closes what is open; Slack tells the bot nothing of it unless asked to."""
        self.api.screens.get(self.id, []).clear()
        self.errors = {}

    async def _fills(self, view: Open, block: JSON, answer: Answer) -> None:
        element, kind = block["element"], block["element"]["type"]
        state: JSON = {"type": kind}
        match kind:
            case "plain_text_input":
                state["value"] = answer or None
            case "datepicker":
                state["selected_date"] = answer or None
            case "timepicker":
                state["selected_time"] = answer or None
            case "checkboxes":
                ticked = (answer,) if isinstance(answer, str) else answer
                state["selected_options"] = [option(element, one) for one in ticked]
            case "radio_buttons" | "static_select":
                state["selected_option"] = option(element, str(answer))
            case "external_select":
                offered = await self._offered(view, block, str(answer))
                assert offered, f"nothing is offered for {answer!r}"
                state["selected_option"] = offered[0]
        view.typed[block["block_id"]] = {element["action_id"]: state}
        if block.get("dispatch_action"):
            action: JSON = {**state, "action_id": element["action_id"], "block_id": block["block_id"]}
            press = self.world.delivers(self._press(view, {**action, "action_ts": self.api.stamp()}))
            # The bot answers "yes" by putting another view in its place, and "no" by nothing at all.
            await (self._does(press) if answer == "Yes" else accepted(press))

    async def _sends(self, view: Open) -> None:
        """Presses the submit button. Slack's own client stops at questions left empty, and sends nothing."""
        wrong = {}
        for block in view.inputs:
            [state] = view.typed[block["block_id"]].values()
            if is_empty(state) and not block["optional"]:
                wrong[block["label"]["text"]] = REQUIRED
            most = block["element"].get("max_length", 3000)
            if len(state.get("value") or "") > most:
                wrong[block["label"]["text"]] = TOO_LONG.format(most)
        self.errors = wrong
        if not wrong:
            payload = self._payload("view_submission", view=json.loads(json.dumps(view.payload())), response_urls=[])
            self.submitted = payload, view.id
            await self._submission(payload, view.id)

    async def _submission(self, payload: JSON, id: str) -> None:
        status, answer = await self.world.delivers(payload)
        stack = self.api.screens.setdefault(self.id, [])
        view = next((view for view in stack if view.id == id), None)
        self.errors = {}
        if status != 200:
            self.errors = {"": TROUBLE}
            return
        match answer.get("response_action"):
            case "errors":
                shown = {block["block_id"]: block["label"]["text"] for block in payload["view"]["blocks"]
                         if block["type"] == "input"}  # fmt: skip
                assert answer["errors"].keys() <= shown.keys(), "an error for no question of this form"
                self.errors = {shown[block]: sentence for block, sentence in answer["errors"].items()}
                self.said = "\n".join(answer["errors"].values())
            case "update":
                self._checked(answer["view"])
                if view is None:
                    view = self.api.opened(self.id, answer["view"])
                else:
                    self.api.replaced(view, answer["view"])
                self._sees(view)
            case None:
                assert not answer, answer
                stack.pop()
            case other:
                raise AssertionError(f"Slack knows no response_action {other!r} that is used here")

    async def _offered(self, view: Open, block: JSON, typed: str) -> list[JSON]:
        assert block["element"]["type"] == "external_select", "not a question that is answered by typing"
        if len(typed) < block["element"].get("min_query_length", 3):
            return []
        status, answer = await self.world.delivers(
            self._payload(
                "block_suggestion",
                action_id=block["element"]["action_id"],
                block_id=block["block_id"],
                value=typed,
                container={"type": "view", "view_id": view.id},
                # Slack sends no state with a type-ahead.
                view={key: value for key, value in view.payload().items() if key != "state"},
            )
        )
        assert status == 200, f"the type-ahead was answered {status}"
        try:
            check_options(answer["options"])
        except Invalid as wrong:
            self.api.faults.append(f"options: {wrong}")
        return list(answer["options"])

    async def _does(self, request: Any) -> None:
        """Sends what was done and waits until the bot has put its answer on this person's screen."""
        seen = len(self.api.shown.setdefault(self.id, []))
        await accepted(request)
        async with self.api.changed:
            await asyncio.wait_for(self.api.changed.wait_for(lambda: len(self.api.shown[self.id]) > seen), PATIENCE)
        self.errors = {}
        self._sees(self.api.shown[self.id][-1])

    def _sees(self, what: Post | Open) -> None:
        if isinstance(what, Post):
            self._last = what
        self.said = words(what.view["blocks"] if isinstance(what, Open) else what.blocks)

    def _press(self, on: Post | Open, action: JSON) -> JSON:
        if isinstance(on, Open):
            container: JSON = {"type": "view", "view_id": on.id}
            over = "" if on.is_home else on.id  # a modal opens over a Home tab; none can be pushed onto it
            return self._payload("block_actions", over, container=container, view=on.payload(), actions=[action])
        container = {"type": "message", "message_ts": on.ts, "channel_id": on.channel, "is_ephemeral": on.ephemeral}
        return self._payload(
            "block_actions",
            container=container,
            channel={"id": on.channel, "name": "directmessage" if on.channel.startswith("D") else "privategroup"},
            response_url=self.api.response_url(self.id, on.channel),
            actions=[action],
        )

    def _payload(self, kind: str, over: str = "", **more: Any) -> JSON:
        return {
            "type": kind, "team": {"id": self.team, "domain": "school"}, "api_app_id": "A1", "token": "old",
            "user": {"id": self.id, "username": "someone", "name": "someone", "team_id": self.team},
            "enterprise": None, "is_enterprise_install": False, "trigger_id": self.api.trigger(self.id, over), **more,
        }  # fmt: skip

    def _checked(self, view: JSON) -> None:
        try:
            check_view(view)
        except Invalid as wrong:
            self.api.faults.append(f"response_action: {wrong}")


def escaped(text: str) -> str:
    """Slack sends what people typed with its three special characters escaped."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

"""Slack's Web API, played by a local server: it remembers who opened what, and says no where Slack would."""

import asyncio
import json
import math
import time
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.worlds.block_kit import CHART, Invalid, check_message, check_view
from tests.worlds.breaking import broken_off, fails
from tests.worlds.slack_eyes import JSON, Open, Post, untouched
from tests.worlds.slack_files import SlackFiles
from tests.worlds.slack_home import HomeTabs, No

TEAM = "T0SCHOOL1"
BOT = "U0SENCOBT"
TOKEN = "xoxb-local-stand-in"
TRIGGER_LIFE = 3.0
SCOPES = "commands,chat:write,im:write,files:write,users:read,users:read.email,channels:read,groups:read"
READING = ("auth.test", "users.info", "users.lookupByEmail", "conversations.info", "conversations.members")


@dataclass
class Trigger:
    user: str
    until: float
    view: str = ""
    used: bool = False


@dataclass
class Limit:
    """So many calls of one method in so many seconds, of everybody together; `refused` counts those beyond."""

    most: int
    seconds: int
    made: int = 0
    refused: int = 0
    until: float = 0.0

    def over(self) -> int:
        """The whole seconds to wait; 0 when the call may be made."""
        if time.monotonic() >= self.until:
            self.made, self.until = 0, time.monotonic() + self.seconds
        self.made += 1
        if self.made <= self.most:
            return 0
        self.refused += 1
        return max(1, math.ceil(self.until - time.monotonic()))


class SlackApi(HomeTabs):
    """What Slack knows. `faults` are drawings it refused: a test that leaves any there has found a bug."""

    def __init__(self) -> None:
        super().__init__()
        self.users: dict[str, JSON] = {
            BOT: {"id": BOT, "team_id": TEAM, "name": "senco", "is_bot": True, "profile": {}}
        }
        self.channels: dict[str, JSON] = {}
        self.members: dict[str, list[str]] = {}
        self.posts: dict[str, list[Post]] = {}
        self.screens: dict[str, list[Open]] = {}
        self.shown: dict[str, list[Post | Open]] = {}
        self.calls: list[tuple[str, JSON]] = []
        self.faults: list[str] = []
        self.failing: list[str] = []
        self.answering: list[str] = []  # how the next answers to somebody's ask fail
        self.refusing: dict[str, str] = {}
        self.messages: list[str] = []  # what Slack says beside its code when it refuses
        self.scopes = SCOPES
        self.silent: tuple[str, ...] = ()  # the beginnings of methods that are not answered
        self.limits: dict[str, Limit] = {}  # of methods that are limited as Slack does
        self.takes = 0.0  # seconds that a post takes to be answered, once it stands
        self.answers = asyncio.Event()  # unset, no post is answered until it is set
        self.answers.set()
        self.knows_charts = True  # the block is of June 2026, and not everywhere yet
        self.token = TOKEN
        self.url = ""
        self.files = SlackFiles()
        self._triggers: dict[str, Trigger] = {}
        self._answerable: dict[str, tuple[str, str, int]] = {}

    def application(self) -> web.Application:
        application = web.Application()
        application.add_routes([web.post("/api/{method}", self._call), web.post("/respond/{token}", self._respond)])
        application.add_routes(self.files.routes())
        return application

    # What Slack hands out with what it sends.

    def trigger(self, user: str, view: str = "") -> str:
        id = f"{next(self._numbers)}.{TEAM}.trigger"
        self._triggers[id] = Trigger(user, time.monotonic() + TRIGGER_LIFE, view)
        return id

    def response_url(self, user: str, channel: str) -> str:
        token = f"r{next(self._numbers)}"
        self._answerable[token] = (user, channel, 5)
        return f"{self.url}/respond/{token}"

    def direct(self, user: str) -> str:
        """The conversation of the bot with one person."""
        return "D" + user[1:]

    # The screen of one person.

    async def show(self, user: str, what: Post | Open) -> None:
        async with self.changed:
            self.shown.setdefault(user, []).append(what)
            self.changed.notify_all()

    def opened(self, user: str, view: JSON, *, over: Open | None = None) -> Open:
        id = f"V{next(self._numbers)}"
        new = Open(id, self.stamp(), over.root if over else id, over.id if over else None, view)
        self.fill(new)
        self.screens.setdefault(user, []).append(new)
        return new

    def replaced(self, old: Open, view: JSON) -> None:
        """The same place on the screen, drawn anew; what was typed under the same ids stays."""
        old.view, old.hash = view, self.stamp()
        kept, old.typed = old.typed, {}
        self.fill(old)
        for block, elements in kept.items():
            if block in old.typed and old.typed[block].keys() == elements.keys():
                old.typed[block] = elements

    def fill(self, view: Open) -> None:
        for block in view.inputs:
            view.typed[block["block_id"]] = {block["element"]["action_id"]: untouched(block["element"])}

    # The HTTP side.

    async def _call(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        if request.content_type == "application/json":
            sent = {} if method in READING else await request.json()
        else:
            sent = {key: _value(str(value)) for key, value in (await request.post()).items()}
        self.calls.append((method, sent))
        if method in self.limits and (wait := self.limits[method].over()):
            refused = {"ok": False, "error": "ratelimited"}
            return web.json_response(refused, status=429, headers={"Retry-After": str(wait)})
        if method.startswith(self.silent):
            return web.Response(status=503, text="upstream")
        how = ""
        if method in ("chat.postMessage", "chat.update") and self.failing:
            how = self.failing.pop(0)
        elif method.startswith("views.") and self.answering:
            how = self.answering.pop(0)
        if how == "gone":
            return web.json_response({"ok": False, "error": "not_in_channel"})
        if failure := await fails(request, how):
            return failure
        try:
            if request.headers.get("Authorization") != f"Bearer {self.token}":
                raise No("invalid_auth")
            if method in self.refusing:
                raise No(self.refusing[method])
            answer = await self._answer(method, sent)
        except No as no:
            said = {"response_metadata": {"messages": self.messages}} if self.messages else {}
            return web.json_response({"ok": False, "error": str(no), **said})
        except Invalid as wrong:
            self.faults.append(f"{method}: {wrong}")
            return web.json_response({"ok": False, "error": "invalid_blocks"})
        if self.takes and method == "chat.postMessage":
            await asyncio.sleep(self.takes)
        if method == "chat.postMessage":
            await self.answers.wait()
        if how == "half":
            return await broken_off(request)
        return web.json_response({"ok": True, **answer}, headers={"X-OAuth-Scopes": self.scopes})

    async def _answer(self, method: str, sent: JSON) -> JSON:
        match method:
            case "auth.test":
                return {"team_id": TEAM, "user_id": BOT, "team": "School", "url": "https://school.invalid/"}
            case "users.info":
                return {"user": self._known(self.users, sent["user"], "user_not_found")}
            case "users.lookupByEmail":
                return {"user": self._by_email(sent["email"])}
            case "conversations.info":
                channel = self._known(self.channels, sent["channel"], "channel_not_found")
                return {"channel": {**channel, "is_member": BOT in self.members[channel["id"]]}}
            case "conversations.members":
                return self._page_of_members(sent)
            case "chat.postMessage":
                return self._post(sent)
            case "chat.update":
                return self._update(sent)
            case "chat.delete":
                return self._delete(sent)
            case "conversations.open":
                return {"channel": {"id": self.direct(self._known(self.users, sent["users"], "user_not_found")["id"])}}
            case "files.getUploadURLExternal":
                return self.files.announced(sent)
            case "files.completeUploadExternal":
                if why := self.files.completed(sent, {self.direct(user) for user in self.users}):
                    raise No(why)
                return {"files": sent["files"]}
            case "views.open" | "views.push":
                return await self._open(method, sent)
            case "views.update":
                return await self._update_view(sent)
            case "views.publish":
                return await self.publish(self._known(self.users, sent["user_id"], "invalid_arguments")["id"], sent)
        raise No("unknown_method")

    def _known(self, all_of_them: dict[str, JSON], id: str, error: str) -> JSON:
        if not isinstance(id, str) or id not in all_of_them:
            raise No(error)
        return all_of_them[id]

    def _by_email(self, email: str) -> JSON:
        for user in self.users.values():
            if user["profile"].get("email") == email and not user.get("deleted"):
                return user
        raise No("users_not_found")

    def _page_of_members(self, sent: JSON) -> JSON:
        ids, start = self.members[sent["channel"]], int(sent.get("cursor") or 0)
        end = start + int(sent["limit"])
        return {
            "members": ids[start:end],
            "response_metadata": {"next_cursor": str(end) if end < len(ids) else ""},
        }

    def _post(self, sent: JSON) -> JSON:
        channel = sent["channel"]
        if channel in self.users:
            if self.users[channel].get("deleted"):
                raise No("user_disabled")
            channel = self.direct(channel)
        elif channel not in self.channels:
            raise No("channel_not_found")
        elif BOT not in self.members[channel]:
            raise No("not_in_channel")
        elif self.channels[channel].get("is_archived"):
            raise No("is_archived")
        self._check(sent)
        post = Post(channel, self.stamp(), sent["text"], sent["blocks"])
        self.posts.setdefault(channel, []).append(post)
        return {"channel": channel, "ts": post.ts}

    def _check(self, message: JSON) -> None:
        check_message(message)
        if not self.knows_charts and any(block["type"] == CHART for block in message["blocks"]):
            raise No("invalid_blocks")

    def _update(self, sent: JSON) -> JSON:
        for post in self.posts.get(sent["channel"], []):
            if post.ts == str(sent["ts"]):
                self._check(sent)
                post.text, post.blocks = sent["text"], sent["blocks"]
                return {"channel": post.channel, "ts": post.ts}
        raise No("message_not_found")

    def _delete(self, sent: JSON) -> JSON:
        standing = self.posts.get(sent["channel"], [])
        for post in standing:
            if post.ts == str(sent["ts"]):
                standing.remove(post)
                return {"channel": post.channel, "ts": post.ts}
        raise No("message_not_found")

    async def _open(self, method: str, sent: JSON) -> JSON:
        trigger = self._triggers.get(sent["trigger_id"])
        if trigger is None or (method == "views.push" and not trigger.view):
            raise No("invalid_trigger_id")
        if trigger.used:
            raise No("exchanged_trigger_id")
        if time.monotonic() > trigger.until:
            raise No("expired_trigger_id")
        check_view(sent["view"])
        stack = self.screens.setdefault(trigger.user, [])
        if method == "views.push" and len(stack) >= 3:
            raise No("push_limit_reached")
        trigger.used = True
        if method == "views.open":
            stack.clear()
        new = self.opened(trigger.user, sent["view"], over=stack[-1] if stack else None)
        await self.show(trigger.user, new)
        return {"view": {"id": new.id}}

    async def _update_view(self, sent: JSON) -> JSON:
        for user, stack in self.screens.items():
            for view in stack:
                if view.id == sent["view_id"]:
                    if sent.get("hash") not in (None, view.hash):
                        raise No("hash_conflict")
                    check_view(sent["view"])
                    self.replaced(view, sent["view"])
                    await self.show(user, view)
                    return {"view": {"id": view.id}}
        raise No("not_found")

    async def _respond(self, request: web.Request) -> web.Response:
        token, sent = request.match_info["token"], await request.json()
        how = self.answering.pop(0) if self.answering else ""
        if failure := await fails(request, how):
            return failure
        user, channel, left = self._answerable.get(token, ("", "", 0))
        if not left:
            return web.Response(status=404, text="used_url")
        try:
            self._check(sent)
        except No as no:
            return web.Response(status=400, text=str(no))
        except Invalid as wrong:
            self.faults.append(f"response_url: {wrong}")
            return web.Response(status=400, text="invalid_blocks")
        self._answerable[token] = (user, channel, left - 1)
        assert sent["response_type"] == "ephemeral", "an answer by response_url is for the asker alone"
        await self.show(user, Post(channel, self.stamp(), sent["text"], sent["blocks"], ephemeral=True))
        return await broken_off(request) if how == "half" else web.Response(text="ok")


def _value(text: str) -> Any:
    """Form-encoded arguments: lists and objects come as JSON, a ts stays the text it is."""
    return json.loads(text) if text[:1] in "[{" else text

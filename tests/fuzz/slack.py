"""Slack's requests of every kind the face reads, made of crafted asks."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from hypothesis import strategies as st

from chatops.slack.forms import STOP
from commands.domain.person import Role
from commands.kit import Choice, Choices, Command, Day, Lookup, Stop, Time
from commands.kit.questions import Answer
from tests.fuzz import junk
from tests.fuzz.crafted import Crafted, Pool, crafted
from tests.fuzz.draw import Draw
from tests.worlds.slack import SlackWorld
from tests.worlds.slack_api import TEAM
from tests.worlds.slack_hands import FORM

JSON_TYPE = "application/json"
KINDS = ("submission", "submission", "submission", "press", "press", "command", "suggestion", "shortcut", "message",
         "stop", "home", "event")  # fmt: skip
TYPES = (FORM, JSON_TYPE, "text/plain", "application/json; charset=utf-16", "multipart/form-data; boundary=x", "x", "")


class SlackRequests:
    """Makes requests; `people` are ids of accounts with their roles."""

    def __init__(self, world: SlackWorld, people: Mapping[str, Role | None], pool: Pool) -> None:
        self.world, self.people, self.pool = world, people, pool
        self.numbers = 0

    def press(self, ask: Crafted) -> tuple[bytes, str, None]:
        """A button that asks this, pressed in a message."""
        payload = self._payload(Draw(lambda _: b""), "press", ask)
        return urlencode({"payload": json.dumps(payload)}).encode(), FORM, None

    def draw(self, draw: Draw) -> tuple[bytes, str, Crafted | None]:
        """A body, its content type and, when nothing in it was spoilt, the ask it is."""
        kind = draw.one(KINDS)
        self.numbers += 1
        ask = crafted(
            draw, self.pool, self.people, f"fuzz{self.numbers}", with_form=kind in ("submission", "suggestion")
        )
        payload = self._payload(draw, kind, ask)
        how = draw.one(range(10))
        if how >= 7:
            payload = junk.spoilt(draw, payload)
        body = (
            urlencode({key: _written(value) for key, value in payload.items()}).encode()
            if kind == "command"
            else json.dumps(payload).encode()
            if kind in ("home", "event")
            else urlencode({"payload": json.dumps(payload)}).encode()
        )
        content_type = JSON_TYPE if kind in ("home", "event") else FORM
        if how == 6:
            body = junk.broken(draw, body)
            content_type = draw.one(TYPES)
        return body, content_type, ask if how < 6 and kind in ("submission", "press") else None

    def _payload(self, draw: Draw, kind: str, ask: Crafted) -> dict[str, Any]:
        word, about, user = ask.command.word, ask.about, ask.who
        carried = json.dumps({"word": word, "about": about, "key": ask.key})
        view = {
            "id": "V1", "root_view_id": "V1", "hash": "1.1", "type": "modal", "callback_id": "form",
            "private_metadata": carried, "blocks": [{"type": "input", "block_id": name} for name in _questions(ask)],
        }  # fmt: skip
        match kind:
            case "command":
                channel = draw.one([*self.world.api.channels, self.world.api.direct(user)])
                return {
                    "token": "old", "team_id": TEAM, "channel_id": channel, "channel_name": "privategroup",
                    "user_id": user, "command": draw.one(("/senco", "/senco", "/refer", "/adjust", "/x")),
                    "text": f"{word} {ask.typed}", "trigger_id": self.world.api.trigger(user),
                    "response_url": self.world.api.response_url(user, channel),
                }  # fmt: skip
            case "submission":
                values = {name: {name: _state(draw, ask.command, name, answer)} for name, answer in ask.answers.items()}
                return self._about(user, "view_submission", view=view | {"state": {"values": values}})
            case "press":
                action: dict[str, Any] = {
                    "type": "button", "action_id": "ask_0", "block_id": "b", "action_ts": f"fuzz.{ask.key}",
                    "value": json.dumps({"word": word, "about": about}),
                }  # fmt: skip
                where: dict[str, Any] = draw.one(
                    ({}, {"view": view | {"callback_id": "page"}}, {"view": {"type": "home", "hash": "1"}})
                )
                return self._about(user, "block_actions", actions=[action], **where)
            case "suggestion":
                question = draw.one([*_questions(ask), "zz"])
                typed = draw(st.one_of(st.sampled_from(("a", "amina", "yus")), junk.words))
                return self._about(
                    user, "block_suggestion", view=view, block_id=question, action_id=question, value=typed
                )
            case "stop":
                chosen = {"value": draw.one(("yes", "no", "", "x"))}
                action = {"type": "radio_buttons", "action_id": STOP, "block_id": next(iter(_questions(ask)), "x"),
                          "selected_option": chosen, "action_ts": "1.1"}  # fmt: skip
                return self._about(user, "block_actions", view=view, actions=[action])
            case "shortcut":
                return self._about(user, "shortcut", callback_id=word.replace(" ", "_"))
            case "message":
                message = {"type": "message", "text": draw(st.one_of(st.just("Amina & <@U1>"), junk.words))}
                callback = draw.one(("refer_message", "adjust_message", f"{word}_message"))
                return self._about(user, "message_action", callback_id=callback, message=message)
            case "home":
                direct = self.world.api.direct(user)
                event: dict[str, Any] = {"type": "app_home_opened", "user": user, "tab": "home", "channel": direct}
                if draw.one((True, False)):
                    event["view"] = {"hash": "1"}
                return {"type": "event_callback", "team_id": TEAM, "event_id": f"Ev{ask.key}", "event": event}
        event = {"type": draw(st.one_of(st.sampled_from(("message", "tokens_revoked")), junk.words)), "user": user}
        return {"type": "event_callback", "team_id": TEAM, "event_id": f"Ev{ask.key}", "event": event}

    def _about(self, user: str, kind: str, **more: Any) -> dict[str, Any]:
        return {
            "type": kind, "team": {"id": TEAM}, "user": {"id": user, "team_id": TEAM}, "token": "old",
            "trigger_id": self.world.api.trigger(user, "V1" if "view" in more else ""),
            "response_url": self.world.api.response_url(user, "C0"), **more,
        }  # fmt: skip


def _questions(ask: Crafted) -> list[str]:
    return list(ask.command.form.questions) if ask.command.form else []


def _state(draw: Draw, command: Command, name: str, answer: Answer) -> dict[str, Any]:
    """The state of the element that asks a question, with this answer in it."""
    assert command.form
    question = command.form.questions.get(name)
    if isinstance(answer, tuple):
        return {"type": "checkboxes", "selected_options": [{"value": one} for one in answer]}
    match question:
        case Day():
            return {"type": "datepicker", "selected_date": answer or None}
        case Time():
            return {"type": "timepicker", "selected_time": answer or None}
        case Choices():
            return {"type": "checkboxes", "selected_options": [{"value": answer}]}
        case Stop() | Choice():
            kind = draw.one(("radio_buttons", "static_select"))
            return {"type": kind, "selected_option": {"value": answer} if answer else None}
        case Lookup():
            return {"type": "external_select", "selected_option": {"value": answer} if answer else None}
    return {"type": "plain_text_input", "value": answer or None}


def _written(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    return text.encode("utf-8", "replace").decode()

"""Slack's payloads read into what was heard and answered: pure, JSON in and values out.

Every function takes a payload whose signature has been proved, and raises `Unreadable` when it is not what Slack's
reference describes.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chatops.faces import TAKE_A_MESSAGE, Heard
from chatops.slack.forms import STOP
from chatops.slack.text import JSON, cut, unmarked
from commands.domain.channel import Unfit
from commands.domain.privacy.discreet import Discreet
from commands.kit import Answers, Place
from commands.kit.limits import LONG_TEXT
from commands.kit.questions import Answer

ON_MESSAGE = "_message"
DEEPEST = 3
"""Views that can lie on each other. Source: Slack, "Modals", the view stack."""
LONGEST_ID = 80
"""Characters of an id. Slack's have about eleven; its reference sets no limit, the database does."""
UNNAMED = ("directmessage", "privategroup")
"""What Slack says instead of the name of a conversation that is not public."""


class UnreadablePayload(ValueError):
    """Not a payload of Slack's. The message says which part is missing, never what was there."""


@dataclass(frozen=True, repr=False)
class Screen(Discreet):
    """Where on the asker's screen an answer can appear.

    `trigger` lets one view open within three seconds; `response_url` takes five messages within half an hour; `view`,
    `hash` and `depth` are of the modal that was open, when there was one; `home` is the hash of the Home tab pressed
    in, over which a view opens as over a message.
    """

    trigger: str = ""
    response_url: str = ""
    view: str = ""
    hash: str = ""
    depth: int = 0
    home: str = ""


def command(body: JSON) -> tuple[Heard, Screen]:
    """A slash command. After `/senco` stand the words of a command; any other may itself be the first word. A school
    may have given each another name, such as `/oakfield-refer`: what that means the inside knows."""
    name, text = _text(body, "command").lstrip("/"), unmarked(str(body.get("text") or ""))
    team, user = _id(body, "team_id"), _id(body, "user_id")
    heard = Heard(
        "slack",
        team,
        user,
        _text(body, "trigger_id"),
        typed=text.strip(),
        prefix=name,
        place=_place(team, str(body.get("channel_id") or ""), str(body.get("channel_name") or "")),
        address=_privately(team, user),
        org=_organisation(body),
    )
    return heard, Screen(_text(body, "trigger_id"), str(body.get("response_url") or ""))


def shortcut(body: JSON) -> tuple[Heard, Screen]:
    """A shortcut: its callback id is a command's word, "_" for a space. One on a message gives the message's words."""
    callback, given = _text(body, "callback_id"), dict[str, Answer]()
    if body.get("type") == "message_action":
        callback = callback.removesuffix(ON_MESSAGE)
        words = cut(unmarked(str(_object(body, "message").get("text") or "")), LONG_TEXT)
        given = dict.fromkeys(TAKE_A_MESSAGE, words)
    return _heard(body, _text(body, "trigger_id"), callback.replace("_", " "), given=given), _screen(body)


def home_opened(body: JSON) -> tuple[Heard, str] | None:
    """The Home tab was opened: by whom, and the hash of what stands there, "" before anything does. None for any other
    event, the opening of the bot's other tabs included."""
    event = body.get("event")
    if not isinstance(event, dict) or event.get("type") != "app_home_opened" or event.get("tab") != "home":
        return None
    team, user = _id(body, "team_id"), _id(event, "user")
    heard = Heard("slack", team, user, _text(body, "event_id"), address=_privately(team, user), org=_organisation(body))
    return heard, str((event.get("view") or {}).get("hash") or "")


def account_changed(body: JSON) -> str:
    """The id of the person whose account an event says has changed (made a guest, switched off, another e-mail address)
    or has come; "" for any other event. What it says of them is not believed: they are asked about."""
    event = body.get("event")
    if not isinstance(event, dict) or event.get("type") not in ("user_change", "team_join"):
        return ""
    return _id(_object(event, "user"), "id")


def is_button(body: JSON) -> bool:
    """Whether a press is of a card's button or of a line's menu, rather than within a question of a form."""
    return _action(body).get("type") in ("button", "overflow")


def press(body: JSON) -> tuple[Heard, Screen]:
    """A press of a card's button, or of an option of a line's menu: its value says what it asks."""
    action = _action(body)
    asked = _loaded(_text(action if action.get("type") == "button" else _object(action, "selected_option"), "value"))
    nonce = f"{_text(action, 'action_ts')}-{_text(action, 'action_id')}"
    return _heard(body, nonce, _text(asked, "word"), str(asked.get("about") or "")), _screen(body)


def stop(body: JSON) -> tuple[Heard, Answers, Screen] | None:
    """A press within the question that ends a form, as a form with that answer alone; None when it is another's."""
    action = _action(body)
    if action.get("action_id") != STOP or not body.get("view"):
        return None
    chosen = _object(action, "selected_option").get("value")
    heard, screen = _form(body), _screen(body)
    return heard, {_text(action, "block_id"): str(chosen)}, screen


def submission(body: JSON) -> tuple[Heard, Answers]:
    """A form sent: what was asked, and the answers."""
    return _form(body), answers(_object(_object(_object(body, "view"), "state"), "values"))


def suggestion(body: JSON) -> tuple[Heard, str, str]:
    """A type-ahead: the command whose form it is, the question's name, and what has been typed."""
    return _form(body), _text(body, "block_id"), str(body.get("value") or "")


def answers(values: Mapping[str, Any]) -> dict[str, Answer]:
    """The answers of a view's state. A question left untouched, which Slack sends as null, is absent."""
    read: dict[str, Answer] = {}
    for name, block in values.items():
        for element in block.values():
            answer = _answer(element)
            if answer:
                read[name] = answer
    return read


def first_question(body: JSON) -> str:
    """The block id of the first question drawn in the view."""
    blocks = _object(body, "view").get("blocks") or []
    return next((str(block["block_id"]) for block in blocks if block.get("type") == "input"), "")


def _answer(element: Mapping[str, Any]) -> Answer:
    match element.get("type"):
        case "plain_text_input":
            return str(element.get("value") or "")
        case "datepicker":
            return str(element.get("selected_date") or "")
        case "timepicker":
            return str(element.get("selected_time") or "")
        case "checkboxes":
            return tuple(str(option["value"]) for option in element.get("selected_options") or ())
        case "radio_buttons" | "static_select" | "external_select":
            return str((element.get("selected_option") or {}).get("value") or "")
    raise UnreadablePayload("a kind of input that this bot never draws")


def _heard(
    body: JSON, nonce: str, word: str, about: str = "", given: Answers | None = None, *, key: bool = False
) -> Heard:
    user = _object(body, "user")
    # An organisation-wide install has no team in the payload; the person's own is then the one to ask about.
    team = _id(body["team"] if body.get("team") else {"id": user.get("team_id")}, "id")
    id, channel = _id(user, "id"), body.get("channel") or {}
    return Heard(
        "slack",
        team,
        id,
        nonce if key else nonce.replace("/", "-"),
        word=word,
        about=about,
        given=given or {},
        place=_place(team, str(channel.get("id") or ""), str(channel.get("name") or "")),
        address=_privately(team, id),
        org=_organisation(body),
    )


def _organisation(body: JSON) -> str:
    """The organisation (Slack: enterprise) a request names: a command and an event by id, everything else with an
    object."""
    named = body.get("enterprise_id") or (body.get("enterprise") or {}).get("id")
    return named if isinstance(named, str) else ""


def _form(body: JSON) -> Heard:
    carried = _loaded(_text(_object(body, "view"), "private_metadata"))
    return _heard(body, _text(carried, "key"), _text(carried, "word"), str(carried.get("about") or ""), key=True)


def _screen(body: JSON) -> Screen:
    view = body.get("view") or {}
    if view.get("type") == "home":
        return Screen(str(body.get("trigger_id") or ""), home=_text(view, "hash"))
    id, root, previous = (str(view.get(key) or "") for key in ("id", "root_view_id", "previous_view_id"))
    depth = 0 if not id else 1 if root in ("", id) else 2 if previous == root else DEEPEST
    return Screen(
        str(body.get("trigger_id") or ""), str(body.get("response_url") or ""), id, str(view.get("hash") or ""), depth
    )


def _place(team: str, channel: str, name: str) -> Place | None:
    if not channel:
        return None
    private = channel.startswith("D")
    group = name.startswith("mpdm-")
    return Place(
        "slack",
        {"team": team, "channel": channel},
        "private" if private else "channel",
        "" if group or name in UNNAMED else name,
        unfit=Unfit.GROUP_MESSAGE if group else None,
    )


def _privately(team: str, user: str) -> dict[str, str]:
    """A message to a person's id reaches them in the bot's own conversation with them."""
    return {"team": team, "channel": user}


def _action(body: JSON) -> JSON:
    actions = body.get("actions")
    if not isinstance(actions, list) or not actions or not isinstance(actions[0], dict):
        raise UnreadablePayload("actions")
    return actions[0]


def _object(body: Mapping[str, Any], key: str) -> JSON:
    value = body.get(key)
    if not isinstance(value, dict):
        raise UnreadablePayload(key)
    return value


def _text(body: Mapping[str, Any], key: str) -> str:
    value = body.get(key)
    if not isinstance(value, str) or not value:
        raise UnreadablePayload(key)
    return value


def _id(body: Mapping[str, Any], key: str) -> str:
    """An id of Slack's, which is kept: as short and plain as they are."""
    value = _text(body, key)
    if len(value) > LONGEST_ID or not value.isprintable():
        raise UnreadablePayload(key)
    return value


def _loaded(text: str) -> JSON:
    try:
        value = json.loads(text)
    except ValueError:
        raise UnreadablePayload("JSON within the payload") from None
    if not isinstance(value, dict):
        raise UnreadablePayload("JSON within the payload")
    return value

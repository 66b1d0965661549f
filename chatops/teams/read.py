"""What Teams sends, read into what was heard: activities (JSON) to `Heard` and answers. Pure.

Every value is checked for its type, since an activity is data from outside even when its token is good; a wrong type
reads as empty, never as an error. Shapes are those of the Bot Framework's activity schema and of Teams' invokes
(learn.microsoft.com/microsoftteams/platform: bots, task modules, message extensions, Adaptive Card actions).
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from chatops.faces import Heard
from commands.domain.channel import Unfit
from commands.domain.privacy.discreet import Discreet
from commands.kit import Answers, Place

Json = Mapping[str, Any]

ASKS = "_ask"
"""The key in a button's or form's data under which what it asks travels, beside the answers themselves."""
MOST_ANSWERS = 50
OWN_CHAT_ONLY = ("message", "messageUpdate", "installationUpdate", "conversationUpdate")
"""Activities that reach a bot only where it is a member. An invoke comes from a chat between two other people, too."""


@dataclass(frozen=True, repr=False)
class Pressed(Discreet):
    """What a button or a form carried: the word, what it is about, a typed line, and the nonce under which that was
    typed, since pressing Open again is not asking again; for a form also its key, and which of its questions take
    several answers. `data` is all of it as it came, to be sent again."""

    word: str = ""
    about: str = ""
    typed: str = ""
    once: str = ""
    key: str = ""
    many: tuple[str, ...] = ()
    data: Json = field(default_factory=dict)


def part(of: Any, *path: str) -> Json:
    """The object at a path, or an empty one."""
    for name in path:
        of = of.get(name) if isinstance(of, Mapping) else None
    return of if isinstance(of, Mapping) else {}


def text(of: Any, name: str) -> str:
    """The text under a name, or "". NUL, which no database stores, is left out."""
    value = of.get(name) if isinstance(of, Mapping) else None
    return value.replace("\0", "") if isinstance(value, str) else ""


def tenant(activity: Json) -> str:
    """The Entra tenant. Teams gives it in channelData; `conversation.tenantId` repeats it."""
    return text(part(activity, "channelData", "tenant"), "id") or text(part(activity, "conversation"), "tenantId")


def tenants(activity: Json) -> frozenset[str]:
    """Every Entra tenant an activity names, of the conversation or of who speaks, in lower case as Entra has them."""
    named = (
        text(part(activity, "channelData", "tenant"), "id"),
        text(part(activity, "conversation"), "tenantId"),
        text(part(activity, "from"), "tenantId"),
    )
    return frozenset(tenant.lower() for tenant in named if tenant)


def accounts_changed(activity: Json) -> tuple[str, ...]:
    """The people a conversation's update says have come or gone, by the ids under which they are known here. What
    it says of them is not believed: they are asked about."""
    told = [activity.get("membersAdded"), activity.get("membersRemoved")]
    people = [one for some in told if isinstance(some, list) for one in some if not text(one, "id").startswith("28:")]
    return tuple(id for one in people if (id := text(one, "aadObjectId") or text(one, "id")))


def conversation(activity: Json) -> str:
    """The conversation's id without the thread: a channel is one place whichever of its posts is answered."""
    return text(part(activity, "conversation"), "id").split(";messageid=")[0]


def own_chat(activity: Json) -> str:
    """The id of the asker's own chat with the bot when this activity proves it to be that, else "".

    An invoke proves nothing: a message extension and every dialog, button and type-ahead it leads to may be used in a
    chat between two people, which Teams calls personal too. Nor does anything from such a chat, once the app was added
    there.
    """
    proved = text(activity, "type") in OWN_CHAT_ONLY and _is_personal(activity)
    return at if proved and not is_of_two(at := conversation(activity)) else ""


def is_of_two(conversation: str) -> bool:
    """Whether an id is that of a chat of two people, rather than of somebody's own with a bot ("a:…")."""
    return conversation.startswith("19:") and conversation.endswith("@unq.gbl.spaces")


def _is_personal(activity: Json) -> bool:
    """Whether two take part: the asker and the bot, or the asker and another person."""
    talk = part(activity, "conversation")
    return text(talk, "conversationType") == "personal" or not (talk.get("conversationType") or talk.get("isGroup"))


def address(activity: Json) -> dict[str, Any]:
    """How to reach the asker privately later: who they are, never where they spoke. `Chats` finds the way."""
    asker = part(activity, "from")
    return {
        "serviceUrl": text(activity, "serviceUrl"),
        "tenant": tenant(activity),
        "user": text(asker, "id"),
        "aad": text(asker, "aadObjectId"),
        "bot": text(part(activity, "recipient"), "id"),
    }


def place(activity: Json) -> Place:
    """Where it was asked. Teams tells a bot whether a group chat is public (never), not whether a team is.

    A private place is no address to write to: it may be a chat between two people (see `own_chat`).
    """
    data = part(activity, "channelData")
    kind = text(part(activity, "conversation"), "conversationType")
    where = {
        "serviceUrl": text(activity, "serviceUrl"),
        "tenant": tenant(activity),
        "conversation": conversation(activity),
        "bot": text(part(activity, "recipient"), "id"),
    }
    if team := text(part(data, "team"), "id"):
        where["team"] = team
    name = (
        text(part(data, "channel"), "name")
        or text(part(data, "team"), "name")
        or text(part(activity, "conversation"), "name")
    )
    channel = text(part(data, "channel"), "type")  # only a channel of a team has one
    return Place(
        "teams",
        where,
        "private" if _is_personal(activity) else "channel",
        name,
        False if kind == "groupChat" or channel == "private" else None,
        unfit=Unfit.INDIRECT if channel == "shared" else None,
    )


def nonce(activity: Json) -> str:
    """The same for the same activity delivered again. Ids are unique in a conversation only; a message that was edited
    keeps its id, and asks anew by what it says now."""
    id = text(activity, "id") or json.dumps([activity.get("timestamp"), activity.get("value")], sort_keys=True)
    if text(activity, "type") == "messageUpdate":
        id += " " + text(activity, "text")
    return hashlib.sha256(f"{conversation(activity)} {id}".encode()).hexdigest()[:32]


def heard(activity: Json, asked: Pressed, given: Answers | None = None) -> Heard:
    """What was heard, from the activity that brought it and what its button, form or line asked."""
    return Heard(
        face="teams",
        team=tenant(activity),
        user=text(part(activity, "from"), "aadObjectId") or text(part(activity, "from"), "id"),
        nonce=(asked.key or asked.once).replace("/", "") or nonce(activity),
        typed="" if asked.word else asked.typed,
        word=asked.word,
        about=asked.about,
        given=given or {},
        place=place(activity),
        address=address(activity),
    )


def is_edited(activity: Json) -> bool:
    """Whether a message's update is its author's new wording, rather than one deleted that is put back."""
    return text(part(activity, "channelData"), "eventType") in ("", "editMessage")


def asked(value: Json) -> Pressed:
    """What a pressed button or a sent form carried. Any of it may be forged: the dispatcher checks the role."""
    data = part(value, "data") or part(value, "action", "data")
    carried = part(data, ASKS)
    many = carried.get("many")
    return Pressed(
        word=text(carried, "word") or text(part(value, "action"), "verb"),
        about=text(carried, "about"),
        typed=text(carried, "typed"),
        once=text(carried, "once")[:100],
        key=text(carried, "key")[:100],
        many=tuple(name for name in many if isinstance(name, str)) if isinstance(many, list) else (),
        data=data,
    )


def answers(of: Pressed) -> dict[str, str | tuple[str, ...]]:
    """The answers of a sent form. Ticks arrive joined by commas (the values never hold one)."""
    found: dict[str, str | tuple[str, ...]] = {}
    for name, value in of.data.items():
        if name in (ASKS, "msteams") or not isinstance(value, str) or len(found) == MOST_ANSWERS:
            continue
        value = value.replace("\0", "").replace("\r\n", "\n")
        found[name] = tuple(v for v in value.split(",") if v) if name in of.many else value
    return found


def just_added(value: Json) -> bool:
    """Whether an action comes a second time, since the app has now been added where it was used (Teams: just-in-time
    installation)."""
    return part(value, "data", "msteams").get("justInTimeInstall") is True


def dataset(word: str, question: str, about: str = "") -> str:
    """The name of the list a type-ahead searches: it carries the command, the question and what it is about."""
    return f"{word}/{question}/{about}"


def searched(value: Json) -> tuple[Pressed, str, str]:
    """What a type-ahead asks: the command and what it is about, the question, and what was typed so far."""
    word, question, about = [*text(value, "dataset").split("/", 2), "", ""][:3]
    return Pressed(word=word, about=about), question, text(value, "queryText")

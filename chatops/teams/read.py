"""What Teams sends, read into what was heard: activities (JSON) to `Heard` and answers. Pure.

Every value is checked for its type, since an activity is data from outside even when its token is good; a wrong type
reads as empty, never as an error. Shapes are those of the Bot Framework's activity schema and of Teams' invokes
(learn.microsoft.com/microsoftteams/platform: bots, task modules, message extensions, Adaptive Card actions).
"""

import hashlib
import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from chatops.faces import TAKE_A_MESSAGE, Heard
from commands.domain.channel import Unfit
from commands.domain.privacy.discreet import Discreet
from commands.kit import Answers, Place
from commands.kit.limits import LONG_TEXT

Json = Mapping[str, Any]

ASKS = "_ask"
"""The key in a button's or form's data under which what it asks travels, beside the answers themselves."""
MESSAGE_ACTIONS = {"refer_message": "refer", "adjust_message": "adjust"}
"""Actions on a message, whose words go into the form; every other action's id is a command with `_` for spaces."""
MOST_ANSWERS = 50
OWN_CHAT_ONLY = ("message", "installationUpdate", "conversationUpdate")
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
    chat between two people, which Teams calls personal too.
    """
    return conversation(activity) if text(activity, "type") in OWN_CHAT_ONLY and _is_personal(activity) else ""


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
    """The same for the same activity delivered again. Ids are unique in a conversation only."""
    id = text(activity, "id") or json.dumps([activity.get("timestamp"), activity.get("value")], sort_keys=True)
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


def _mentions(activity: Json) -> list[str]:
    """The words that stand for the bot in a message."""
    bot, entities = text(part(activity, "recipient"), "id"), activity.get("entities")
    return [
        text(entity, "text")
        for entity in (entities if isinstance(entities, list) else ())
        if text(entity, "type") == "mention" and text(part(entity, "mentioned"), "id") == bot
    ]


def mentions_bot(activity: Json) -> bool:
    """Whether a message is meant for the bot; in a channel no other is answered, whatever it may hear."""
    return bool(_mentions(activity))


def line(activity: Json) -> str:
    """The typed line without the bot's own mention, markup and hard spaces, which Teams leaves in."""
    said = text(activity, "text")
    for mention in filter(None, _mentions(activity)):
        said = said.replace(mention, " ")
    return " ".join(html.unescape(re.sub(r"<[^<>]*>", " ", said)).split())


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


def extension(value: Json) -> tuple[Pressed, dict[str, str]]:
    """What an action of the compose box or of a message asks, and what the message it was used on said."""
    command = text(value, "commandId")
    word = MESSAGE_ACTIONS.get(command, command.replace("_", " "))
    body = part(value, "messagePayload", "body")
    said = text(body, "content")
    words = in_plain_words(said) if text(body, "contentType") != "text" else said.strip()
    if command not in MESSAGE_ACTIONS or not words:
        return Pressed(word=word), {}
    return Pressed(word=word), dict.fromkeys(TAKE_A_MESSAGE, words[:LONG_TEXT].rstrip())


def dataset(word: str, question: str, about: str = "") -> str:
    """The name of the list a type-ahead searches: it carries the command, the question and what it is about."""
    return f"{word}/{question}/{about}"


def searched(value: Json) -> tuple[Pressed, str, str]:
    """What a type-ahead asks: the command and what it is about, the question, and what was typed so far."""
    word, question, about = [*text(value, "dataset").split("/", 2), "", ""][:3]
    return Pressed(word=word, about=about), question, text(value, "queryText")


class _Words(HTMLParser):
    """Collects the text of a message's HTML, a line for each block."""

    BLOCKS = frozenset({"p", "div", "br", "li", "tr", "h1", "h2", "h3", "blockquote", "pre"})
    UNSEEN = frozenset({"script", "style", "attachment"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in self.UNSEEN
        if tag in self.BLOCKS:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in self.UNSEEN and self._unseen > 0
        if tag in self.BLOCKS:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.words.append(data)


def in_plain_words(markup: str) -> str:
    """A message's HTML as the words a person reads, a line for each paragraph."""
    words = _Words()
    words.feed(markup)
    words.close()
    lines = ("".join(words.words)).replace("\xa0", " ").split("\n")
    return "\n".join(spaced for one in lines if (spaced := " ".join(one.split())))

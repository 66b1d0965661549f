"""The words of a message in Teams: a line typed to the bot, and what a message that an action is used on says. Pure."""

import html
import re
from html.parser import HTMLParser
from typing import Any

from chatops.faces import TAKE_A_MESSAGE
from chatops.teams.read import Json, Pressed, part, text
from commands.kit.limits import LONG_TEXT

MESSAGE_ACTIONS = {"refer_message": "refer", "adjust_message": "adjust"}
"""Actions on a message, whose words go into the form; every other action's id is a command with `_` for spaces."""
HTML = "text/html"
NO_FILE = (HTML, "application/vnd.microsoft.card.", "messagereference", "forwardedmessagereference", "meetingreference")
"""How the kinds of attachment begin that bring nothing of the sender's own: the message's words once more, the card
that Teams draws of a link, another message that is quoted or passed on."""
_MENTION = re.compile(r"<at\b[^<>]*>(.*?)</at>", re.DOTALL | re.IGNORECASE)


def mentions_bot(activity: Json) -> bool:
    """Whether a message is meant for the bot; in a channel no other is answered, whatever it may hear."""
    return any(_is_of_bot(activity, mention) for mention in _mentions(activity))


def line(activity: Json) -> str:
    """The typed line without the bot's own mention, the words it quotes, markup and hard spaces, which Teams leaves
    in."""
    said = _without_mentions(activity, text(activity, "text"))
    copies = [copy for one in _attachments(activity) if _kind(one) == HTML and (copy := text(one, "content"))]
    if any("<blockquote" in copy.lower() for copy in copies):  # only there the quoted words are told from the reply
        said = _without_mentions(activity, "\n".join(html.escape(in_plain_words(copy)) for copy in copies))
    return " ".join(html.unescape(re.sub(r"<[^<>]*>", " ", said)).split())


def brings_a_file(activity: Json) -> bool:
    """Whether a picture, a recording or a file came with a message, or is all of it."""
    return any(not _kind(one).startswith(NO_FILE) for one in _attachments(activity))


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


def in_plain_words(markup: str) -> str:
    """A message's HTML as the words its author wrote, a line for each paragraph; what they quote is another's."""
    words = _Words()
    words.feed(markup)
    words.close()
    lines = ("".join(words.words)).replace("\xa0", " ").split("\n")
    return "\n".join(spaced for one in lines if (spaced := " ".join(one.split())))


class _Words(HTMLParser):
    """Collects the text of a message's HTML, a line for each block. A reply shows what it answers as a block quote, an
    attachment stands for it where it is kept apart."""

    BLOCKS = frozenset({"p", "div", "br", "li", "tr", "h1", "h2", "h3", "blockquote", "pre"})
    UNSEEN = frozenset({"script", "style", "attachment", "blockquote"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.UNSEEN:
            self._unseen.append(tag)
        if tag in self.BLOCKS:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._unseen:  # an end that nothing began must not show what another tag hides
            while self._unseen.pop() != tag:
                pass
        if tag in self.BLOCKS:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.words.append(data)


def _attachments(activity: Json) -> list[Any]:
    given = activity.get("attachments")
    return given if isinstance(given, list) else []


def _kind(attachment: Any) -> str:
    return text(attachment, "contentType").lower()


def _mentions(activity: Json) -> list[Any]:
    """Who is mentioned in a message, in the order of its words."""
    entities = activity.get("entities")
    return [one for one in (entities if isinstance(entities, list) else ()) if text(one, "type") == "mention"]


def _is_of_bot(activity: Json, mention: Any) -> bool:
    return text(part(mention, "mentioned"), "id") == text(part(activity, "recipient"), "id")


def _without_mentions(activity: Json, said: str) -> str:
    """What was said without the words that stand for the bot.

    Teams leaves out which words those are where the bot's name holds "&" or the like: then it is the mention of that
    name, or else the one that stands as far along as this one does among all; and where the words are not marked as a
    mention at all, the name at their beginning.
    """
    mentions = _mentions(activity)
    marked = list(_MENTION.finditer(said))
    for at, mention in enumerate(mentions):
        if not _is_of_bot(activity, mention):
            continue
        word, name = text(mention, "text"), _spaced(text(part(mention, "mentioned"), "name"))
        if word and word in said:
            said = said.replace(word, " ")
            continue
        named = [one.group() for one in marked if name and _spaced(one.group(1)) == name]
        there = named or [one.group() for one in marked[at : at + 1]]
        for found in there:
            said = said.replace(found, " ")
        if not there and name:
            plain = _spaced(said)
            said = html.escape(plain.removeprefix(name)) if plain.startswith(name) else said
    return said


def _spaced(marked: str) -> str:
    """Words as they are read: entities resolved, one blank between them."""
    return " ".join(html.unescape(marked).split())

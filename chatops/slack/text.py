"""Words made to fit Slack: cut, split, escaped, and Slack's own marks turned back into plain words."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

JSON = dict[str, Any]

_JOINERS = "\u200d\ufe0e\ufe0f"
_MARKED = re.compile(r"<([@#!])?([^<>|]*)(?:\|([^<>]*))?>")


def plain_text(text: str) -> JSON:
    """Slack's text object without markup: what people typed cannot become a link, a mention or bold.

    `emoji` is true because Slack hands over a typed emoji as ":smile:", and its author expects to see it again.
    """
    return {"type": "plain_text", "text": text, "emoji": True}


def escaped(text: str) -> str:
    """Text for a field that Slack reads as mrkdwn, so that "<!channel>" calls nobody.

    Source: Slack, "Formatting message text": &, < and > are the three characters to escape.
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def cut(text: str, most: int) -> str:
    """At most `most` characters, the last an ellipsis when something was left out. Ends after a whole word where one
    ends in the second half, and never within a character.

    Slack's client counts UTF-16 units (an emoji is two), so this does.
    """
    if _units(text) <= most:
        return text
    kept = _head(text, most - 1)
    while kept and (kept[-1] in _JOINERS or unicodedata.combining(kept[-1])):
        kept = kept[:-1]
    if not text[len(kept)].isspace() and (end := kept.rstrip().rfind(" ")) >= len(kept) // 2:
        kept = kept[:end]
    return kept.rstrip(" ,;:–") + "…"


def pieces(text: str, most: int) -> Iterator[str]:
    """The text in pieces that fit, broken at a line's end or between words where possible. Nothing is left out."""
    text = text.strip()
    while _units(text) > most:
        head = _head(text, most)
        at = max(head.rfind("\n"), head.rfind(" "))
        piece = head[:at] if at > len(head) // 2 else head
        yield piece
        text = text[len(piece) :].strip()
    if text:
        yield text


def unmarked(text: str) -> str:
    """A message as people read it: `<@U1|Ann>` is "@Ann", `<https://a.b|here>` is "here", `&amp;` is "&"."""

    def words(mark: re.Match[str]) -> str:
        kind, target, label = mark.groups()
        if kind == "@":
            return f"@{label}" if label else "a colleague"
        if kind == "#":
            return f"#{label}" if label else "a channel"
        if kind == "!":
            return label or "@" + target.split("^")[0]
        return label or target.removeprefix("mailto:")

    return _MARKED.sub(words, text).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _units(text: str) -> int:
    return len(text) + sum(c > "\uffff" for c in text)


def _head(text: str, units: int) -> str:
    return text.encode("utf-16-le", "surrogatepass")[: units * 2].decode("utf-16-le", "ignore")

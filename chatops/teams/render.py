"""Cards and words drawn as Adaptive Cards 1.5, the newest version Teams draws on every client. Pure."""

import re
from collections.abc import Sequence
from typing import Any, Literal

from chatops.teams.read import ASKS
from commands.kit import Button, Card, Chart, Facts, Prose, Reply
from commands.kit.cards import Part

Drawn = dict[str, Any]
Where = Literal["chat", "dialog"]
"""A card in a chat stays and may be read by others; in a dialog it is open for one person."""

VERSION = "1.5"
ACTIONS = 6
"""Actions in one set; Teams drops or hides more (learn.microsoft.com, "Designing Adaptive Cards")."""
TOOLTIP = 120
"""Characters of a button's tooltip."""
LINES = 40
"""Lines of a text drawn each as a block of its own."""
BUDGET = 80_000
"""Bytes in UTF-16 a message may take: Teams refuses about 100 KB with everything around it ("Format your bot
messages")."""
NOT_DRAWN = "This app does not draw the chart; its numbers are below."

_STYLES = {"primary": "positive", "danger": "destructive"}
# What a TextBlock or a fact would take for a format, a link, a list, an entity or a date function.
_FORMAT = re.compile(r"[*_`~\[\]\\<>|&#]|\{\{|://|www\.|^\s*([-+]|\d+[.)])\s", re.IGNORECASE | re.MULTILINE)


_DATE_FUNCTION = re.compile(r"\{(?=\{\s*(?:DATE|TIME)\s*\()", re.IGNORECASE)
_JOINER = "\u2060"


def as_typed(text: str) -> str:
    """Text in which a date function is none: clients put a day in its place wherever one stands, in runs and labels
    too. An unseen joiner between its braces leaves the words as they were typed."""
    return _DATE_FUNCTION.sub("{" + _JOINER, text)


def reads_plainly(text: str) -> bool:
    """Whether a TextBlock, which takes its text for Markdown, would show these words as they are written."""
    return not _FORMAT.search(text) and "\n" not in text


def words(text: str, *, heading: bool = False, **style: Any) -> list[Drawn]:
    """Words as blocks, so that nothing a person typed becomes a link or a format.

    A RichTextBlock shows its runs as they are; a TextBlock is used where there is nothing to mistake, since only it
    can be a heading for a screen reader.
    """
    if reads_plainly(text):
        return [{"type": "TextBlock", "text": text, "wrap": True, **({"style": "heading"} if heading else {}), **style}]
    lines = [line for line in as_typed(text).split("\n") if line.strip()]
    if len(lines) > LINES:
        lines = [*lines[: LINES - 1], "\n".join(lines[LINES - 1 :])]
    outer = {name: style.pop(name) for name in ("id", "spacing", "separator") if name in style}
    blocks = [
        {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": line, **style}], "spacing": "small"}
        for line in lines
    ]
    if blocks:
        blocks[0] = {k: v for k, v in blocks[0].items() if k != "spacing"} | outer
    return blocks


def sheet(body: Sequence[Drawn], actions: Sequence[Drawn] = ()) -> Drawn:
    """An Adaptive Card around its body, as wide as Teams allows."""
    card: Drawn = {
        "type": "AdaptiveCard",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "version": VERSION,
        "body": [*body],
        "msteams": {"width": "full"},
    }
    if actions:
        card["actions"] = [*actions]
    return card


def attached(card: Drawn) -> Drawn:
    """A card as an attachment."""
    return {"contentType": "application/vnd.microsoft.card.adaptive", "content": card}


def draw(card: Card, where: Where, above: str = "") -> Drawn:
    """A card, with the words that go with it above its title when it has nowhere else to say them."""
    body = words(above) if above else []
    body += words(card.title, heading=True, weight="bolder", size="large")
    for number, part in enumerate(card.parts):
        body += _part(part, where, number)
    foot, more = card.buttons[:ACTIONS], card.buttons[ACTIONS:]
    for start in range(0, len(more), ACTIONS):
        body.append(_set(more[start : start + ACTIONS], where))
    return fitted(sheet(body, [action(button, where) for button in foot]))


def reply_card(reply: Reply) -> Drawn:
    """The end of a dialog: the words, and the card under them."""
    return draw(reply.card, "dialog", reply.text) if reply.card else sheet(words(reply.text))


def action(button: Button, where: Where) -> Drawn:
    """A button. In a chat, one that opens asks for its dialog and any other is answered to the presser alone; in a
    dialog each is sent from the dialog and answered in it."""
    asks = {"word": button.word} | ({"about": button.about} if button.about else {})
    data: Drawn = {ASKS: asks}
    drawn: Drawn = {"type": "Action.Submit", "title": button.text, "data": data}
    if where == "dialog":
        drawn["associatedInputs"] = "none"
    elif button.opens:
        data["msteams"] = {"type": "task/fetch"}
    else:
        drawn |= {"type": "Action.Execute", "verb": button.word, "associatedInputs": "none"}
    if button.style in _STYLES:
        drawn["style"] = _STYLES[button.style]
    return drawn


def _part(part: Part, where: Where, number: int) -> list[Drawn]:
    if isinstance(part, Prose):
        if not part.heading:
            return words(part.text, spacing="medium")
        heading = words(part.heading, weight="bolder", spacing="medium")
        return heading + (words(part.text, spacing="small") if part.text else [])
    if isinstance(part, Facts):
        return _facts(part)
    if isinstance(part, Chart):
        return _chart(part)
    return [
        {
            "type": "Container",
            "id": f"item-{number}-{n}",
            "separator": True,
            "items": [
                *words(item.text),
                *(words(item.late, color="attention", weight="bolder", spacing="small") if item.late else ()),
                *(words(item.detail, isSubtle=True, spacing="small") if item.detail else ()),
                *([_set(item.buttons, where, of=item.text)] if item.buttons else ()),
            ],
        }
        for n, item in enumerate(part.items)
    ]


def _facts(part: Facts) -> list[Drawn]:
    """Two columns, unless a value would be taken for a format: then a line each, the label in bold."""
    if all(reads_plainly(label) and reads_plainly(value) for label, value in part.facts):
        facts = [{"title": label, "value": value} for label, value in part.facts]
        return [{"type": "FactSet", "facts": facts, "spacing": "medium"}]
    return [
        {
            "type": "RichTextBlock",
            "inlines": [
                {"type": "TextRun", "text": f"{as_typed(label)}: ", "weight": "bolder"},
                {"type": "TextRun", "text": as_typed(value)},
            ],
            "spacing": "small",
        }
        for label, value in part.facts
    ]


def _chart(chart: Chart) -> list[Drawn]:
    """Teams' own chart under its heading, and the numbers as text below: not every client draws charts (the iOS app
    does not), and a screen reader reads none."""
    heading = words(chart.heading, weight="bolder", spacing="medium")
    data: list[Drawn] = [
        {
            "legend": one.name,
            "values": [
                {"x": label, "y": value}
                for label, value in zip(chart.categories, one.values, strict=True)
                if value is not None
            ],
        }
        for one in chart.series
    ]
    table = words(chart.table, isSubtle=True) if len(data) == 1 else _facts(Facts(chart.rows))
    if not any(one["values"] for one in data):
        return [*heading, *table]
    drawn: Drawn = {"type": "Chart.Line" if chart.style == "line" else "Chart.VerticalBar.Grouped", "data": data}
    if chart.style == "bar" and len(data) == 1:
        drawn = {"type": "Chart.VerticalBar", "data": data[0]["values"], "showBarValues": True}
    drawn |= {"yAxisTitle": chart.unit, "colorSet": "categorical", "fallback": words(NOT_DRAWN, isSubtle=True)[0]}
    return [*heading, drawn, *table]


def _set(buttons: Sequence[Button], where: Where, of: str = "") -> Drawn:
    """Buttons in a row. Those `of` one line of many say which, to whoever hears them read: they are titled alike."""
    actions = [action(button, where) for button in buttons[:ACTIONS]]
    for drawn in actions if of else ():
        drawn["tooltip"] = f"{drawn['title']}: {of}"[:TOOLTIP]
    return {"type": "ActionSet", "actions": actions}


SHORTENED = " … (shortened to fit)"


def fitted(card: Drawn) -> Drawn:
    """The card, its longest texts shortened while Teams would refuse it for its size."""
    texts = list(_texts(card))
    while size(card) > BUDGET and texts:
        holder, name = max(texts, key=lambda at: len(at[0][at[1]]))
        text = holder[name].removesuffix(SHORTENED)
        if len(text) < 200:
            break
        holder[name] = text[: len(text) * 3 // 4] + SHORTENED
    return card


def size(card: Drawn) -> int:
    """Bytes as Teams counts them: UTF-16, everything included. (Quotes and commas are counted, spaces are not.)"""
    return 2 * _length(card)


def _length(of: Any) -> int:
    if isinstance(of, dict):
        return 2 + sum(len(name) + 4 + _length(value) for name, value in of.items())
    if isinstance(of, list | tuple):
        return 2 + sum(1 + _length(value) for value in of)
    if isinstance(of, str):
        return 2 + len(of.encode("utf-16-le", "replace")) // 2 + of.count("\n") + of.count('"') + of.count("\\")
    return len(str(of))


def _texts(of: Any) -> list[tuple[Drawn, str]]:
    """Every text that may be shortened, as the object that holds it and the name it has there."""
    if isinstance(of, dict):
        own = [(of, name) for name in ("text", "value") if isinstance(of.get(name), str) and "id" not in of]
        return own + [found for name, value in of.items() if name != "data" for found in _texts(value)]
    if isinstance(of, list):
        return [found for value in of for found in _texts(value)]
    return []

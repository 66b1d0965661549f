"""Cards and words drawn as Adaptive Cards 1.5, the newest version Teams draws on every client. Pure."""

import re
from collections.abc import Sequence
from typing import Any, Literal

from chatops.teams.fitting import Drawn, fitted
from chatops.teams.read import ASKS, Pressed
from commands.kit import Button, Card, Chart, Facts, Item, Prose, Reply
from commands.kit.cards import Part

Where = Literal["chat", "dialog"]
"""A card in a chat stays and may be read by others; in a dialog it is open for one person."""

VERSION = "1.5"
ACTIONS = 6
"""Actions in one set; Teams drops or hides more (learn.microsoft.com, "Designing Adaptive Cards")."""
TOOLTIP = 120
"""Characters of a button's tooltip."""
LINES = 40
"""Lines of a text drawn each as a block of its own."""
OPEN = "Open"
MORE = "More"
NOT_DRAWN = "This app does not draw the chart; its numbers are below."
OPENS_FOR_YOU = "Press Open. It opens for you alone."

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


def opening_card(asked: Pressed) -> Drawn:
    """The way from a typed line to a dialog: Teams opens one only for a press."""
    asks = {"word": asked.word, "about": asked.about, "typed": asked.typed, "once": asked.once}
    data = {ASKS: {name: value for name, value in asks.items() if value}, "msteams": {"type": "task/fetch"}}
    return sheet((), [{"type": "Action.Submit", "title": OPEN, "style": "positive", "data": data}])


def again_card(data: dict[str, Any]) -> Drawn:
    """When the answer is not ready in time: everything typed is in the button, and pressing it asks the same again."""
    return sheet(
        words("This is taking longer than usual. Wait a moment, then press Try again: nothing is done twice."),
        [{"type": "Action.Submit", "title": "Try again", "data": data, "associatedInputs": "none"}],
    )


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
    return [_item(item, where, f"item-{number}-{n}") for n, item in enumerate(part.items)]


def _item(item: Item, where: Where, id: str) -> Drawn:
    """A line of a list: a row to be tapped where one of several buttons opens it, with More beside it, which shows the
    others; a lone button stands beside the words; else all of them stand below."""
    text = [*words(item.text), *_said(item)]
    drawn: Drawn = {"type": "Container", "id": id, "separator": True, "items": text}
    if opening := item.opening:
        rest = [button for button in item.buttons if button is not opening]
        hidden = f"{id}-more"
        more: Drawn = {"type": "Action.ToggleVisibility", "title": MORE, "targetElements": [hidden]}
        others = {"type": "Container", "id": hidden, "isVisible": False, "items": [_set(rest, where, item.text)]}
        drawn["items"] = [_row(text, _of(more, item.text), _of(action(opening, where), item.text)), others]
    elif len(item.buttons) == 1:
        drawn["items"] = [_row(text, _of(action(item.buttons[0], where), item.text))]
    elif item.buttons:
        text.append(_set(item.buttons, where, of=item.text))
    return drawn


def _said(item: Item) -> list[Drawn]:
    """A line's second line: how late it is, in colour, and the rest beside that, or below where it is of several."""
    late: Drawn = {"color": "attention", "weight": "bolder"}
    if item.late and item.detail and "\n" not in item.detail:
        told = {"type": "TextRun", "text": as_typed(item.late), **late}
        inlines = [told, {"type": "TextRun", "text": f"; {as_typed(item.detail)}", "isSubtle": True}]
        return [{"type": "RichTextBlock", "inlines": inlines, "spacing": "none"}]
    above = words(item.late, **late, spacing="none") if item.late else []
    return above + (words(item.detail, isSubtle=True, spacing="none") if item.detail else [])


def _row(text: Sequence[Drawn], beside: Drawn, tapped: Drawn | None = None) -> Drawn:
    """Words, which may be tapped, and one button at their side."""
    said: Drawn = {"type": "Column", "width": "stretch", "verticalContentAlignment": "center", "items": [*text]}
    if tapped:
        said["selectAction"] = {name: value for name, value in tapped.items() if name != "style"}
    button = {"type": "ActionSet", "actions": [beside]}
    return {"type": "ColumnSet", "columns": [said, {"type": "Column", "width": "auto", "items": [button]}]}


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
    return {"type": "ActionSet", "actions": [_of(drawn, of) for drawn in actions] if of else actions}


def _of(drawn: Drawn, line: str) -> Drawn:
    """An action that says which line it is of."""
    return drawn | {"tooltip": f"{drawn['title']}: {line}"[:TOOLTIP]}

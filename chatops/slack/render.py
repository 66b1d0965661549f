"""Forms, cards and replies drawn as Block Kit: pure, values in and JSON out."""

import json
from collections.abc import Iterator, Sequence
from typing import assert_never

from chatops.slack import forms
from chatops.slack.text import JSON, cut, escaped, pieces, plain_text
from commands.kit import Button, Card, Chart, Facts, Item, Items, Prose, Reply, Show
from commands.kit.cards import Part
from commands.kit.limits import TITLE

# Source of the figures: Slack's Block Kit reference.
MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
SECTION = 3000
FIELDS = 10
FIELD = 2000
CONTEXT = 2000
LATE = "\N{LARGE RED CIRCLE}"
"""Before how late a line is: colour beside the words, where a face has none of its own."""
ACTIONS = 25
FALLBACK = 3000
HEADER = 150
SPOKEN = 75
MENU = 5
MENU_VALUE = 150
"""Options of an overflow menu, and characters of the value of each."""

FORM = "form"
PAGE = "page"
HOME = "home"
"""The callback ids of a view that asks, of one that only shows, and of the Home tab."""


def form(show: Show) -> JSON:
    """A form as a modal. What travels with it (word, about, key) is in `private_metadata`, which Slack keeps."""
    blocks = [_section(cut(show.of, SECTION))] if show.of else []
    blocks += [_context(piece) for piece in pieces(show.form.intro, CONTEXT)]
    blocks += [_context(piece) for piece in pieces(show.banner, CONTEXT)]
    blocks += [_section(piece) for piece in pieces(show.intro, SECTION)]
    blocks += [_section(show.errors[""])] if show.errors.get("") else []
    for name, question in show.form.questions.items():
        blocks.append(forms.block(name, question, show))
        if name in show.errors:
            blocks.append(_context(show.errors[name]))
    return {
        "type": "modal",
        "callback_id": FORM,
        "private_metadata": json.dumps({"word": show.word, "about": show.about, "key": show.key}),
        "title": plain_text(show.form.title),
        "submit": plain_text(show.form.submit),
        "close": plain_text(show.form.leave),
        "blocks": blocks,
    }


def errors(show: Show, first: str) -> dict[str, str]:
    """The sentences under the questions of a form that is open. Slack has no place for one about the whole form, so
    it goes under `first`, the first question drawn."""
    return {name or first: sentence for name, sentence in sorted(show.errors.items(), reverse=True)}


def page(reply: Reply) -> JSON:
    """A reply as a modal with nothing to send: a receipt, or a detail for the asker alone."""
    blocks = [_section(piece) for piece in pieces(reply.text, SECTION)]
    title = "SENCO"
    if reply.card:
        title = cut(reply.card.title, TITLE)
        titled = title != reply.card.title
        blocks += _parts(reply.card, VIEW_BLOCKS - len(blocks), titled=titled, charts=False)  # a modal takes none
    return {
        "type": "modal",
        "callback_id": PAGE,
        "title": plain_text(title),
        "close": plain_text("Close"),
        "blocks": blocks or [_section("Done.")],
    }


def home(reply: Reply) -> JSON:
    """A reply as somebody's Home tab, which has no title of its own."""
    blocks = [_section(piece) for piece in pieces(reply.text, SECTION)]
    if reply.card:
        blocks += _parts(reply.card, VIEW_BLOCKS - len(blocks), titled=True, charts=False)  # nor does a Home tab
    return {"type": "home", "callback_id": HOME, "blocks": blocks or [_section("Nothing yet.")]}


def message(reply: Reply, *, charts: bool = True) -> JSON:
    """A reply as a message: `text`, which notifications and screen readers use, and `blocks`.

    Without `charts` their numbers stand as text, for where Slack refuses the block, which is new.
    """
    blocks = [_section(piece) for piece in pieces(reply.text, SECTION)]
    text = reply.text
    if reply.card:
        blocks += _parts(reply.card, MESSAGE_BLOCKS - len(blocks), titled=True, charts=charts)
        text = f"{text}\n{reply.card.plain()}"
    return {"text": escaped(cut(text, FALLBACK)), "blocks": blocks}


def post(card: Card, *, charts: bool = True) -> JSON:
    """A card as a message of its own; `charts` as for `message`."""
    blocks = _parts(card, MESSAGE_BLOCKS, titled=True, charts=charts)
    return {"text": escaped(cut(card.plain(), FALLBACK)), "blocks": blocks}


def has_charts(message: JSON) -> bool:
    """Whether there is a chart in a drawn message."""
    return any(block["type"] == "data_visualization" for block in message["blocks"])


def _parts(card: Card, most: int, *, titled: bool, charts: bool) -> list[JSON]:
    """The card's blocks, at most `most`. A long list is drawn closer together before anything is left out."""
    top = [_header(card.title)] if titled else []
    numbers = iter(range(10_000))
    foot = _actions(card.buttons, "", numbers)
    room = most - len(top) - len(foot)
    for close in (False, True):
        body = [block for part in card.parts for block in _part(part, numbers, close=close, charts=charts)]
        if len(body) <= room:
            return [*top, *body, *foot]
    return [*top, *body[: room - 1], _context("There is more than fits here."), *foot]


def _part(part: Part, numbers: Iterator[int], *, close: bool, charts: bool) -> Iterator[JSON]:
    match part:
        case Prose():
            if part.heading:
                yield _heading(part.heading)
            yield from (_section(piece) for piece in pieces(part.text, SECTION))
        case Facts():
            yield from _facts(part)
        case Items():
            for item in part.items:
                yield from _item(item, numbers, close=close)
        case Chart():
            yield _chart(part) if charts and part.complete else _heading(part.heading)
            yield from (_context(piece) for piece in pieces(part.table, CONTEXT))
        case _:
            assert_never(part)


def _facts(part: Facts) -> Iterator[JSON]:
    """Label and value side by side. Only the label, which is ours, is marked up; the value is plain."""
    fields: list[JSON] = []
    for label, value in part.facts:
        fields.append({"type": "mrkdwn", "text": f"*{cut(escaped(label), FIELD - 2)}*"})
        fields.append(plain_text(cut(value, FIELD) or "–"))
    for start in range(0, len(fields), FIELDS):
        yield {"type": "section", "fields": fields[start : start + FIELDS]}


def _chart(chart: Chart) -> JSON:
    """Slack's chart, which has a number for each category in each series: a category with one hidden is left out.

    The SDK's models do not know the block, and would drop it without a word.
    """
    categories = [chart.categories[n] for n in chart.complete]
    series = [
        {
            "name": one.name,
            "data": [{"label": chart.categories[n], "value": one.values[n]} for n in chart.complete],
        }
        for one in chart.series
    ]
    return {
        "type": "data_visualization",
        "title": chart.title,
        "chart": {
            "type": chart.style,
            "series": series,
            "axis_config": {"categories": categories, "y_label": chart.unit},
        },
    }


def _item(item: Item, numbers: Iterator[int], *, close: bool) -> Iterator[JSON]:
    """A line of a list. With one button, or several of which one opens it, it is one row: its words, and beside them
    the button or a menu. Else its detail and its buttons stand below it."""
    said = f"{LATE} {item.said}" if item.late else item.detail
    beside = _beside(item, numbers)
    close = close or beside is not None
    text = f"{item.text}\n{said}" if close and said else item.text
    first, *more = [*pieces(text, SECTION)] or ["–"]
    yield _section(first) | ({"accessory": beside} if beside else {})
    yield from (_section(piece) for piece in more)
    if said and not close:
        yield _context(cut(said, CONTEXT))
    if item.buttons and not beside:
        yield from _actions(item.buttons, item.text, numbers)


def _beside(item: Item, numbers: Iterator[int]) -> JSON | None:
    """The one thing to press beside a line: its only button, or a menu with what opens it first. None where there is
    none, or where a menu does not hold them."""
    if len(item.buttons) == 1:
        return _button(item.buttons[0], item.text, numbers)
    opening = item.opening
    if opening is None or len(item.buttons) > MENU:
        return None
    rest = (button for button in item.buttons if button is not opening)
    options = [{"text": plain_text(button.text), "value": _asks(button)} for button in (opening, *rest)]
    values = {option["value"] for option in options}
    if len(values) < len(options) or max(map(len, values)) > MENU_VALUE:
        return None
    return {"type": "overflow", "action_id": f"ask_{next(numbers)}", "options": options}


def _actions(buttons: Sequence[Button], of: str, numbers: Iterator[int]) -> list[JSON]:
    drawn = [_button(button, of, numbers) for button in buttons]
    return [{"type": "actions", "elements": drawn[n : n + ACTIONS]} for n in range(0, len(drawn), ACTIONS)]


def _button(button: Button, of: str, numbers: Iterator[int]) -> JSON:
    """A button says what it asks in its value. In a list a screen reader says which line it belongs to."""
    drawn: JSON = {
        "type": "button",
        "action_id": f"ask_{next(numbers)}",
        "text": plain_text(button.text),
        "value": _asks(button),
    }
    if button.style != "plain":
        drawn["style"] = button.style
    if of:
        drawn["accessibility_label"] = cut(f"{button.text}: {of}", SPOKEN)
    return drawn


def _asks(button: Button) -> str:
    """What pressing it asks, as `read.press` reads it."""
    return json.dumps({"word": button.word, "about": button.about}, separators=(",", ":"))


def _header(text: str) -> JSON:
    return {"type": "header", "text": plain_text(cut(text, HEADER))}


def _heading(text: str) -> JSON:
    return {"type": "section", "text": {"type": "mrkdwn", "text": f"*{escaped(text)}*"}}


def _section(text: str) -> JSON:
    return {"type": "section", "text": plain_text(text)}


def _context(text: str) -> JSON:
    return {"type": "context", "elements": [plain_text(text)]}

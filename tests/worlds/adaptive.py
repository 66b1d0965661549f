"""An Adaptive Card as a person meets it: its words, its questions, its buttons; and what Teams would refuse in one."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Drawn = dict[str, Any]

KNOWN = {
    "AdaptiveCard",
    "TextBlock",
    "RichTextBlock",
    "TextRun",
    "FactSet",
    "Container",
    "ColumnSet",
    "Column",
    "ActionSet",
    "Input.Text",
    "Input.Date",
    "Input.Time",
    "Input.ChoiceSet",
    "Action.Submit",
    "Action.Execute",
    "Action.ToggleVisibility",
    "Chart.Line",
    "Chart.VerticalBar",
    "Chart.VerticalBar.Grouped",
}
ASKING = ("Action.Submit", "Action.Execute")
"""The actions that ask the bot something; any other changes what is seen of the card."""
LARGEST = 80 * 1024
DATE_FUNCTION = re.compile(r"\{\{\s*(?:DATE|TIME)\s*\(", re.IGNORECASE)
OPTIONAL = " (optional)"
# What the Markdown of a TextBlock or a fact would make a format, a link or a list of.
MARKDOWN = re.compile(r"[*_`~\[\]<>|\\]|&\w+;|https?:|www\.|\{\{|^\s*(?:[-+#]|\d+[.)])\s|\n", re.MULTILINE)


@dataclass
class Asked:
    """A question as drawn: its label without the mark of an optional one, its input, the sentence under it."""

    label: str
    input: Drawn
    error: str = ""


@dataclass
class Pressable:
    """A button as drawn, and the words of the line of a list it belongs to."""

    action: Drawn
    beside: str = ""


def check(card: Drawn) -> Drawn:
    """The card, if Teams would take it. Raises AssertionError with what it would not."""
    size = len(json.dumps(card, ensure_ascii=False, separators=(",", ":")).encode("utf-16-le"))
    assert size < LARGEST, f"the card has {size} bytes"
    assert card["type"] == "AdaptiveCard", card["type"]
    assert card["version"] == "1.5", card["version"]
    assert len(card.get("actions", [])) <= 6, "more than six actions"
    ids: list[str] = []
    toggled: list[str] = []
    hidden: list[str] = []
    for element in _elements(card):
        kind = element["type"]
        shown = [element.get(name, "") for name in ("text", "label", "title", "tooltip", "inlines", "facts", "choices")]
        assert not DATE_FUNCTION.search(json.dumps(shown)), "words in whose place a client would put a day"
        assert kind in KNOWN, f"{kind} is not known"
        if "id" in element:
            ids.append(element["id"])
        if kind == "TextBlock":
            assert element["text"], "an empty TextBlock"
            assert element.get("wrap"), "a TextBlock that is cut off"
            assert not MARKDOWN.search(element["text"]), f"a TextBlock would format: {element['text']!r}"
        if kind == "FactSet":
            for fact in element["facts"]:
                for words in (fact["title"], fact["value"]):
                    assert words, "an empty fact"
                    assert not MARKDOWN.search(words), f"a fact would format: {words!r}"
        if kind == "ActionSet":
            assert 1 <= len(element["actions"]) <= 6, "an ActionSet holds one to six"
        if kind.startswith("Input."):
            _check_input(element)
        if kind.startswith("Chart."):
            _check_chart(element)
        if kind.startswith("Action."):
            assert element["title"], "a button without words"
            assert kind != "Action.Execute" or element["verb"], "an Execute without a verb"
        if kind == "Action.ToggleVisibility":
            toggled += element["targetElements"]
        if element.get("isVisible") is False:
            hidden.append(element["id"])
    assert len(ids) == len(set(ids)), "an id twice"
    assert sorted(toggled) == sorted(hidden), "something hidden that no button shows, or a button that shows nothing"
    return card


def _check_input(element: Drawn) -> None:
    assert element.get("id"), "an input without an id"
    assert element.get("label"), "an input without a label"
    assert not element.get("isRequired") or element.get("errorMessage"), "required, and no words when it is missing"
    if element["type"] == "Input.ChoiceSet":
        offered = [choice["value"] for choice in element["choices"]]
        assert len(offered) == len(set(offered)), "an option twice"
        assert all(choice["title"] for choice in element["choices"]), "an option without words"
        assert offered or "choices.data" in element, "nothing to choose"
        chosen = element.get("value", "")
        for value in chosen.split(",") if element.get("isMultiSelect") else [chosen]:
            assert not value or value in offered, "chosen, and not among the options"
    elif element["type"] == "Input.Date" and element.get("value"):
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", element["value"]), "not a date"


def _check_chart(element: Drawn) -> None:
    """Source: Microsoft, "Charts in Adaptive Cards": what `data` holds differs between one series and several."""
    assert element["fallback"]["type"] == "TextBlock", "a client that draws no charts shows nothing"
    assert element["data"], "a chart of nothing"
    if element["type"] == "Chart.VerticalBar":
        points = element["data"]
    else:
        assert all(one["legend"] for one in element["data"]), "a series without a name"
        points = [point for one in element["data"] for point in one["values"]]
    for point in points:
        assert isinstance(point["x"], str), "a category is text"
        assert isinstance(point["y"], int | float), "a number is missing"


def words(card: Drawn) -> str:
    """What can be read on it, in order, a line for each block; buttons and options left out."""
    lines = []
    for element in _elements(card):
        if element["type"] == "TextBlock":
            lines.append(element["text"])
        elif element["type"] == "RichTextBlock":
            lines.append("".join(run["text"] for run in element["inlines"]))
        elif element["type"] == "FactSet":
            lines += [f"{fact['title']}: {fact['value']}" for fact in element["facts"]]
    return "\n".join(lines).replace("\u2060", "")  # which is not seen


def questions(card: Drawn) -> list[Asked]:
    """Its questions in order, each with the sentence in warning colour that stands under it."""
    found: list[Asked] = []
    for element in card["body"]:
        if element["type"].startswith("Input."):
            found.append(Asked(element["label"].removesuffix(OPTIONAL).removesuffix(" *"), element))
        elif found and _in_warning_colour(element):
            found[-1].error = words({"type": "AdaptiveCard", "body": [element]})
    return found


def whole_error(card: Drawn) -> str:
    """The sentence about the form as a whole."""
    said = (e for e in _elements(card) if e.get("id") == "error")
    return next((words({"type": "AdaptiveCard", "body": [element]}) for element in said), "")


def pressables(card: Drawn) -> list[Pressable]:
    """Every button and every row that is tapped, those of list items with the item's words. A button that only shows
    others is not among them: those are, for `check` has seen that it shows them."""
    found = []
    for element in card["body"]:
        beside = words({"type": "AdaptiveCard", "body": [element]}) if element["type"] == "Container" else ""
        found += [Pressable(e, beside) for e in _elements(element) if e["type"] in ASKING]
    return found + [Pressable(action) for action in card.get("actions", [])]


def _in_warning_colour(element: Drawn) -> bool:
    return element.get("color") == "attention" or any(
        run.get("color") == "attention" for run in element.get("inlines", [])
    )


def _elements(of: Any) -> Iterator[Drawn]:
    """The element and all within it, in the order they are read."""
    if of.get("type"):
        yield of
    if tapped := of.get("selectAction"):
        yield from _elements(tapped)
    for holder in ("body", "columns", "items", "inlines", "actions"):
        for inner in of.get(holder, ()):
            yield from _elements(inner)

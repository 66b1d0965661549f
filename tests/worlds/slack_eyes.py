"""What a person sees of Block Kit: words, questions and buttons, read from the JSON that was drawn and nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.worlds import slug

JSON = dict[str, Any]


@dataclass
class Post:
    """A message as it stands in a conversation. `ephemeral` ones only `to` sees."""

    channel: str
    ts: str
    text: str
    blocks: list[JSON]
    ephemeral: bool = False

    def __str__(self) -> str:
        return words(self.blocks, buttons=True)


@dataclass
class Open:
    """A modal on somebody's screen, or their Home tab. `typed` is the state of its inputs, by block."""

    id: str
    hash: str
    root: str
    previous: str | None
    view: JSON
    typed: dict[str, dict[str, JSON]] = field(default_factory=dict)

    @property
    def is_form(self) -> bool:
        return "submit" in self.view

    @property
    def is_home(self) -> bool:
        return bool(self.view["type"] == "home")

    @property
    def inputs(self) -> list[JSON]:
        return [block for block in self.view["blocks"] if block["type"] == "input"]

    def payload(self) -> JSON:
        """The view as Slack describes it in what it sends."""
        about = {"id": self.id, "hash": self.hash, "root_view_id": self.root, "previous_view_id": self.previous}
        return {"private_metadata": "", **self.view, **about, "state": {"values": self.typed}}

    def __str__(self) -> str:
        return words(self.view["blocks"], buttons=True)


@dataclass(frozen=True)
class Pressable:
    """A button, or an option of a menu, and the text of the line it stands by."""

    button: JSON
    block: str
    line: str
    menu: str = ""
    """The action id of the menu that is opened first, of an option."""

    @property
    def text(self) -> str:
        return str(self.button["text"]["text"])


def words(blocks: list[JSON], *, buttons: bool = False) -> str:
    """What a screen reader would say of blocks, a line each."""
    return "\n".join(_words(blocks, buttons=buttons))


def pressables(blocks: list[JSON]) -> list[Pressable]:
    """Every button and every option of a menu, in order."""
    found = []
    line = ""
    for n, block in enumerate(blocks):
        id = block.get("block_id", f"b{n}")
        if block["type"] == "section" and "text" in block:
            line = block["text"]["text"]
        for one in _elements(block):
            if one["type"] == "overflow":
                found += [Pressable(option, id, line, one["action_id"]) for option in one["options"]]
            elif one["type"] == "button":
                found.append(Pressable(one, id, line))
    return found


def button(blocks: list[JSON], text: str) -> Pressable:
    """The button so labelled, or "line: label" for one beside the line that begins so. Raises AssertionError."""
    all_of_them = pressables(blocks)
    for found in all_of_them:
        if found.text == text:
            return found
    line, _, label = text.rpartition(": ")
    for found in all_of_them:
        if line and found.text == label and found.line.startswith(line):
            return found
    raise AssertionError(f"no button {text!r} is shown; there are {[found.text for found in all_of_them]}")


def question(view: Open, keyword: str) -> JSON:
    """The input whose label is `keyword`, as it is or as a keyword. Raises AssertionError."""
    for block in view.inputs:
        label = block["label"]["text"]
        if keyword in (label, slug(label)):
            return block
    raise AssertionError(f"{view.view['title']['text']!r} shows no question {keyword!r}")


def option(element: JSON, shown: str) -> JSON:
    """The option with these words. Raises AssertionError."""
    for one in element["options"]:
        if one["text"]["text"] == shown:
            return dict(one)
    raise AssertionError(f"no option {shown!r}; there are {[one['text']['text'] for one in element['options']]}")


def untouched(element: JSON) -> JSON:
    """The state of an input nobody has touched yet: what it was drawn with, or null, as Slack sends it."""
    kind = element["type"]
    match kind:
        case "plain_text_input":
            return {"type": kind, "value": element.get("initial_value")}
        case "datepicker":
            return {"type": kind, "selected_date": element.get("initial_date")}
        case "timepicker":
            return {"type": kind, "selected_time": element.get("initial_time")}
        case "checkboxes":
            return {"type": kind, "selected_options": list(element.get("initial_options", []))}
    return {"type": kind, "selected_option": element.get("initial_option")}


def is_empty(state: JSON) -> bool:
    return not any(value for key, value in state.items() if key != "type")


def _words(blocks: list[JSON], *, buttons: bool) -> Iterator[str]:
    for block in blocks:
        match block["type"]:
            case "header":
                yield block["text"]["text"]
            case "section":
                if "text" in block:
                    yield block["text"]["text"]
                texts = [part["text"].strip("*") for part in block.get("fields", [])]
                yield from (f"{label}: {value}" for label, value in zip(texts[::2], texts[1::2], strict=True))
            case "context":
                yield from (part["text"] for part in block["elements"])
            case "input":
                yield block["label"]["text"]
            case "data_visualization":
                yield block["title"]
        if buttons:
            for one in _elements(block):
                pressed = one["options"] if one["type"] == "overflow" else [one] if one["type"] == "button" else []
                yield from (f"[{option['text']['text']}]" for option in pressed)


def _elements(block: JSON) -> list[JSON]:
    """What stands beside a block's text or in it."""
    return [one for one in (block.get("accessory"), *block.get("elements", [])) if one]

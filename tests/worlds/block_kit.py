"""Slack's rules for what is drawn, kept by the stand-in as Slack keeps them: limits, ids, and what belongs where."""

from collections.abc import Iterator
from typing import Any

from slackblocks import blocks as second_blocks
from slackblocks import elements as second_elements
from slackblocks.objects import AxisConfig, BarChart, DataPoint, DataSeries, LineChart, Option, Text, TextType
from slackblocks.views import HomeTabView, ModalView

JSON = dict[str, Any]

KINDS: dict[str, Any] = {
    "section": second_blocks.SectionBlock,
    "context": second_blocks.ContextBlock,
    "header": second_blocks.HeaderBlock,
    "actions": second_blocks.ActionsBlock,
    "input": second_blocks.InputBlock,
    "button": second_elements.Button,
    "overflow": second_elements.OverflowMenu,
    "plain_text_input": second_elements.PlainTextInput,
    "datepicker": second_elements.DatePicker,
    "timepicker": second_elements.TimePicker,
    "radio_buttons": second_elements.RadioButtonGroup,
    "checkboxes": second_elements.CheckboxGroup,
    "static_select": second_elements.StaticSelectMenu,
    "external_select": second_elements.ExternalSelectMenu,
    "modal": ModalView,
    "home": HomeTabView,
}
CHART = "data_visualization"
MOST = {"message": 50, "modal": 100, "home": 100}


class Invalid(Exception):
    """Slack would answer `invalid_blocks` or `invalid_arguments`. The message says which rule and where."""


def check_message(message: JSON) -> None:
    """A message: fallback text beside the blocks, at most 50 of them. Raises `Invalid`."""
    text, blocks = message.get("text"), message.get("blocks")
    if not isinstance(text, str) or not text.strip():
        raise Invalid("a message needs text for notifications and screen readers")
    if len(text) >= 4000:
        raise Invalid("a message's text is best kept below 4,000 characters")
    if sum(len(string) for string in _strings(blocks or [])) > 13_200:
        raise Invalid("msg_blocks_too_long")
    _check_blocks(blocks or [], "message")
    if any(block["type"] == "input" for block in blocks or []):
        raise Invalid("this stand-in takes no inputs in messages")
    if sum(block["type"] == CHART for block in blocks or []) > 2:
        raise Invalid("at most two charts in a message")


def check_view(view: JSON) -> None:
    """A modal. Raises `Invalid`."""
    if view.get("type") != "modal":
        raise Invalid("a view here is a modal")
    blocks = view.get("blocks") or []
    if any(block["type"] == "input" for block in blocks) and not view.get("submit"):
        raise Invalid("a modal with inputs needs a submit button")
    if len(repr(view)) > 250_000:
        raise Invalid("view_too_large")
    _check_blocks(blocks, "modal")
    if any(block["type"] == CHART for block in blocks):
        raise Invalid("a modal takes no chart")
    _second_opinion(view)


def check_home(view: JSON) -> None:
    """A Home tab: blocks alone, neither title nor submit button. Raises `Invalid`."""
    if view.get("type") != "home":
        raise Invalid("what is published is a home")
    if {"title", "submit", "close"} & view.keys():
        raise Invalid("a home has no title and no buttons of its own")
    if len(repr(view)) > 250_000:
        raise Invalid("view_too_large")
    _check_blocks(view.get("blocks") or [], "home")
    _second_opinion(view)


def check_options(options: list[JSON]) -> None:
    """What a type-ahead offers. Raises `Invalid`."""
    if len(options) > 100:
        raise Invalid("at most 100 options")
    for option in options:
        _second_opinion(option)
    if len({option["value"] for option in options}) < len(options):
        raise Invalid("two options with one value")


def _check_blocks(blocks: list[JSON], surface: str) -> None:
    if not 1 <= len(blocks) <= MOST[surface]:
        raise Invalid(f"1 to {MOST[surface]} blocks in a {surface}, not {len(blocks)}")
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    if len(set(ids)) < len(ids):
        raise Invalid("two blocks with one block_id")
    for n, block in enumerate(blocks):
        try:
            _second_opinion(block)
        except Invalid as wrong:
            raise Invalid(f"/blocks/{n} ({block.get('type')}): {wrong}") from None
        actions = [element["action_id"] for element in _elements(block)]
        if len(set(actions)) < len(actions):
            raise Invalid(f"/blocks/{n}: two elements with one action_id")
        for element in _elements(block):
            _check_chosen(element, f"/blocks/{n}")


def _check_chosen(element: JSON, where: str) -> None:
    """An initial option must be one of the options to the letter, or Slack refuses the view."""
    options = element.get("options", [])
    chosen = [element["initial_option"]] if "initial_option" in element else element.get("initial_options", [])
    if element["type"] != "external_select" and any(option not in options for option in chosen):
        raise Invalid(f"{where}: the initial option is not one of the options")
    if len({option["value"] for option in options}) < len(options):
        raise Invalid(f"{where}: two options with one value")
    initial = element.get("initial_value")
    if initial is not None and len(initial) > element.get("max_length", 3000):
        raise Invalid(f"{where}: initial_value is longer than max_length")


def _elements(block: JSON) -> Iterator[JSON]:
    for element in (block.get("element"), block.get("accessory"), *block.get("elements", [])):
        if element and "action_id" in element:
            yield element


def _second_opinion(drawn: JSON) -> None:
    """Built again with slackblocks, whose constructors know Slack's limits too."""
    try:
        _rebuilt(drawn)
    except (Exception, AssertionError) as wrong:
        raise Invalid(f"{type(wrong).__name__}: {wrong}") from None


def _rebuilt(value: Any) -> Any:
    if isinstance(value, list):
        return [_rebuilt(one) for one in value]
    if not isinstance(value, dict):
        return value
    kind = value.get("type")
    if kind in ("plain_text", "mrkdwn"):
        return Text(value["text"], type_=TextType(kind), emoji=value.get("emoji", False))
    if kind == CHART:
        return second_blocks.DataVisualizationBlock(value["title"], _chart(value["chart"]))
    inside = {key: _rebuilt(one) for key, one in value.items() if key != "type"}
    return Option(**inside) if kind is None else KINDS[kind](**inside)


def _chart(chart: JSON) -> Any:
    """A bar or a line chart, of at most six series: of the two figures there are (six, twelve), the smaller."""
    if len(chart["series"]) > 6:
        raise Invalid("at most six series")
    series = [DataSeries(one["name"], [DataPoint(**point) for point in one["data"]]) for one in chart["series"]]
    return {"bar": BarChart, "line": LineChart}[chart["type"]](series, AxisConfig(**chart["axis_config"]))


def _strings(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for one in value.values():
                yield from _strings(one)
        case list():
            for one in value:
                yield from _strings(one)

"""Questions drawn as Block Kit inputs: one function per kind of question. The name is the block's and action's id."""

from contextlib import suppress
from datetime import date, time

from chatops.slack.text import JSON, cut, plain_text
from commands.kit import Choice, Choices, Day, Lookup, Show, Stop, Text, Time
from commands.kit.found import Found
from commands.kit.limits import BOXES, OPTION
from commands.kit.questions import Answer, Question

STOP = "stop"
"""The action id of the question that ends a form, so that a press of it is told from any other."""


def block(name: str, question: Question[object], show: Show) -> JSON:
    """One question as an input block, with what is already answered."""
    drawn: JSON = {
        "type": "input",
        "block_id": name,
        "label": plain_text(question.label),
        "element": _element(question, show.answers.get(name, ""), show.labels.get(name, "")),
        "optional": not question.required,
    }
    if isinstance(question, Stop):
        # Without this Slack says nothing until the form is sent, and the answer must stop it before.
        drawn["dispatch_action"] = True
        drawn["element"]["action_id"] = STOP
    else:
        drawn["element"]["action_id"] = name
    if question.hint:
        drawn["hint"] = plain_text(question.hint)
    return drawn


def found_options(found: list[Found] | tuple[Found, ...]) -> list[JSON]:
    """Type-ahead results as Slack's options."""
    return [_option(match.value, match.label) for match in found]


def _element(question: Question[object], answer: Answer, label: str) -> JSON:
    match question:
        case Text():
            return _text(question, answer)
        case Day():
            return _day(answer)
        case Time():
            return _time(answer)
        case Choices():
            return _boxes(question, answer)
        case Choice():
            return _choice(question, answer)
        case Lookup():
            return _lookup(answer, label)
    raise TypeError(f"Slack has no drawing for a {type(question).__name__}")


def _text(question: Text, answer: Answer) -> JSON:
    element: JSON = {"type": "plain_text_input", "multiline": question.long, "max_length": question.most}
    if isinstance(answer, str) and answer:
        element["initial_value"] = cut(answer, question.most)
    return element


def _day(answer: Answer) -> JSON:
    element: JSON = {"type": "datepicker", "placeholder": plain_text("Choose a date")}
    with suppress(ValueError):  # nothing answered yet, or nothing that is a day: the person chooses one
        element["initial_date"] = date.fromisoformat(str(answer)).isoformat()
    return element


def _time(answer: Answer) -> JSON:
    element: JSON = {"type": "timepicker", "placeholder": plain_text("Choose a time")}
    with suppress(ValueError):
        element["initial_time"] = f"{time.fromisoformat(str(answer)):%H:%M}"
    return element


def _choice(question: Choice, answer: Answer) -> JSON:  # type: ignore[type-arg]
    options = [_option(o.value, o.label, o.hint) for o in question.options]
    few = len(options) <= BOXES
    element: JSON = {"type": "radio_buttons" if few else "static_select", "options": options}
    if not few:
        element["placeholder"] = plain_text("Choose one")
    chosen = [option for option in options if option["value"] == answer]
    if chosen:
        element["initial_option"] = chosen[0]
    return element


def _boxes(question: Choices, answer: Answer) -> JSON:  # type: ignore[type-arg]
    options = [_option(o.value, o.label, o.hint) for o in question.options]
    element: JSON = {"type": "checkboxes", "options": options}
    ticked = (answer,) if isinstance(answer, str) else answer
    chosen = [option for option in options if option["value"] in ticked]
    if chosen:
        element["initial_options"] = chosen
    return element


def _lookup(answer: Answer, label: str) -> JSON:
    element: JSON = {
        "type": "external_select",
        "min_query_length": 1,
        "placeholder": plain_text("Type part of the name"),
    }
    if isinstance(answer, str) and answer and label:
        element["initial_option"] = _option(answer, label)
    return element


def _option(value: str, label: str, hint: str = "") -> JSON:
    option: JSON = {"text": plain_text(cut(label, OPTION)), "value": value}
    if hint:
        option["description"] = plain_text(cut(hint, OPTION))
    return option

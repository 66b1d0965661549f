"""Forms drawn as Adaptive Card inputs, with what is already answered and what needs putting right. Pure."""

from typing import Any

from chatops.teams.fitting import Drawn
from chatops.teams.read import ASKS, dataset
from chatops.teams.render import as_typed, sheet, words
from commands.domain.words.labelled import Labelled
from commands.kit import Choice, Choices, Day, Found, Lookup, Show, Stop, Text, Time
from commands.kit.forms import Form
from commands.kit.limits import BOXES
from commands.kit.questions import Question

OPTIONAL = " (optional)"
NEEDED = " *"
"""What Teams puts after a label by itself, where it checks before sending."""


def form_card(show: Show, known: dict[str, list[Found]] | None = None) -> Drawn:
    """A form as a card for a dialog.

    `known` are the first options of its type-ahead questions by question name: what is offered before anything is
    typed. The key, the word and what the form is about travel in the data of the button that sends it.
    """
    known = known or {}
    body: list[Drawn] = _mistakes(show)
    body += words(show.of, weight="bolder") if show.of else []
    for intro in (show.form.intro, show.banner, show.intro):
        body += words(intro) if intro else []
    for name, question in show.form.questions.items():
        body.append(_input(show, question, known.get(name, [])))
        if question.hint:
            body += words(question.hint, isSubtle=True, size="small", spacing="small")
        if name in show.errors:
            body += words(show.errors[name], id=f"error.{name}", color="attention", weight="bolder", spacing="small")
    asks: dict[str, Any] = {"word": show.word, "about": show.about, "key": show.key}
    asks["many"] = [name for name, question in show.form.questions.items() if isinstance(question, Choices)]
    send = {"type": "Action.Submit", "title": show.form.submit, "style": "positive", "data": {ASKS: asks}}
    return sheet(body, [send])


def _mistakes(show: Show) -> list[Drawn]:
    """What needs putting right, said first, since a screen reader starts at the top."""
    whole, each = show.errors.get("", ""), [n for n in show.form.questions if n in show.errors]
    items = words(whole, id="error", weight="bolder") if whole else []
    if each:
        labels = "; ".join(f"“{show.form.questions[name].label}”" for name in each)
        count = "One answer needs" if len(each) == 1 else f"{len(each)} answers need"
        items += words(f"{count} putting right: {labels}. Everything you typed is still here.", id="mistakes")
    return [{"type": "Container", "style": "attention", "items": items}] if items else []


def _input(show: Show, question: Question[Any], known: list[Found]) -> Drawn:
    answer = show.answers.get(question.name, "")
    value = answer if isinstance(answer, str) else ",".join(answer)
    drawn: Drawn = {
        "id": question.name,
        "label": as_typed(question.label) + ("" if question.required else OPTIONAL),
        "spacing": "large",
    }
    if value:
        drawn["value"] = value
    if question.required and _checked_before_sending(show.form, question):
        drawn |= {"isRequired": True, "errorMessage": question.missing}
    elif question.required:
        drawn["label"] += NEEDED
    kind = _kind(show, question, value, known)
    return {"type": kind["type"], **drawn, **kind}


def _checked_before_sending(form: type[Form], question: Question[Any]) -> bool:
    """Teams would not send a form with an empty required question; one that may stop must be sent as it stands."""
    return form.stop is None or question is form.stop


def _kind(show: Show, question: Question[Any], value: str, known: list[Found]) -> Drawn:
    """What is particular to each kind of question."""
    match question:
        case Text():
            return {"type": "Input.Text", "isMultiline": question.long, "maxLength": question.most}
        case Day():
            return {"type": "Input.Date"}
        case Time():
            return {"type": "Input.Time"}
        case Choices():
            return _choice_set(question.options, "expanded") | {"isMultiSelect": True}
        case Stop():
            return _choice_set(question.options, "expanded")
        case Choice():
            return _choice_set(question.options, "expanded" if len(question.options) <= BOXES else "compact")
        case Lookup():
            offered = {found.value: found.label for found in known}
            if value:
                offered = {value: show.labels.get(question.name, offered.get(value, value))} | offered
            return {
                "type": "Input.ChoiceSet",
                "style": "filtered",
                "placeholder": "Type part of the name",
                "choices": [{"title": as_typed(label), "value": id} for id, label in offered.items()],
                "choices.data": {"type": "Data.Query", "dataset": dataset(show.word, question.name, show.about)},
            }
    raise TypeError(f"{type(question).__name__} cannot be drawn in Teams")


def _choice_set(options: tuple[Labelled, ...], style: str) -> Drawn:
    """Each option with its hint beside it, where a screen reader reads it with the option."""
    return {
        "type": "Input.ChoiceSet",
        "style": style,
        "wrap": True,
        "choices": [
            {"title": as_typed(f"{o.label}: {o.hint}" if o.hint else o.label), "value": str(o.value)} for o in options
        ],
    }

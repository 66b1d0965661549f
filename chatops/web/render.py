"""Show, Reply, Card -> the page's HTML: pure views of what is to be drawn, and the templates that draw them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from chatops.documents.files import file_name
from chatops.web import charts
from chatops.web.read import NOBODY
from chatops.web.views import FormView, OptionView, PageView, QuestionView
from commands.domain.days.calendar import LONDON
from commands.kit import Choice, Choices, Day, Found, Lookup, Show, Stop, Text, Time
from commands.kit.cards import number
from commands.kit.limits import BOXES
from commands.kit.lookups import NO_NAME
from commands.kit.questions import Question

Typed = Mapping[str, str]
Matches = Mapping[str, Sequence[Found]]

NONE_MATCH = "Nothing on the list matches that. Check the spelling, or type less of the name."
WHICH_MATCH = "More than one on the list matches what you typed. Choose the right one."


def form_view(show: Show, typed: Typed | None = None, matches: Matches | None = None) -> FormView:
    """What to draw of a form. `typed` and `matches` are of type-aheads in which nothing was chosen, by name."""
    typed, matches = typed or {}, matches or {}
    questions = []
    for name, question in show.form.questions.items():
        error = show.errors.get(name, "")
        if name in typed and error not in NO_NAME.values():
            error = WHICH_MATCH if matches.get(name) else NONE_MATCH
        questions.append(_question(question, show, error, typed.get(name, ""), matches.get(name, ())))
    return FormView(
        title=show.form.title,
        intro=show.form.intro,
        banner=show.banner,
        opening=show.intro,
        submit=show.form.submit,
        leave=show.form.leave,
        word=show.word,
        about=show.about,
        key=show.key,
        questions=tuple(questions),
        wrong=tuple(words for name, words in show.errors.items() if name not in show.form.questions),
    )


def _question(question: Question[Any], show: Show, error: str, typed: str, found: Sequence[Found]) -> QuestionView:
    answer = show.answers.get(question.name, "")
    value = answer if isinstance(answer, str) else ""
    drawn = QuestionView("", question.name, question.label, question.hint, question.required, value=value, error=error)
    match question:
        case Choice() | Choices():
            kind = "boxes" if isinstance(question, Choices) else "radios" if len(question.options) <= BOXES else "menu"
            ticked = (answer,) if isinstance(answer, str) else answer
            options = tuple(OptionView(str(o.value), o.label, o.hint, o.value in ticked) for o in question.options)
            return replace(drawn, kind=kind, options=options, stops=isinstance(question, Stop))
        case Lookup():
            label = show.labels.get(question.name, "")
            matches = tuple(OptionView(f.value, f.label) for f in found)
            chosen = value if label and value != NOBODY else ""
            return replace(drawn, kind="lookup", value=chosen, label_of=label, typed=typed, options=matches)
        case Day():
            return replace(drawn, kind="day" if _is_day(value) else "line")
        case Time():
            return replace(drawn, kind="time" if _is_time(value) else "line")
        case Text():
            return replace(drawn, kind="lines" if question.long else "line")
    raise TypeError(f"the web page does not know how to draw a {type(question).__name__}")


def _is_day(value: str) -> bool:
    """Whether a browser's date box can show it. What it cannot show is drawn as text, so that it is not lost."""
    try:
        return not value or datetime.strptime(value, "%Y-%m-%d").date().isoformat() == value  # noqa: DTZ007 - a day
    except ValueError:
        return False


def _is_time(value: str) -> bool:
    """Whether a browser's time box can show it."""
    return not value or re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value) is not None


def when(at: datetime) -> str:
    """A time as people in the school read it: "Mon 14 Sep, 09:05"."""
    local = at.astimezone(LONDON)
    return f"{local:%a} {local.day} {local:%b}, {local:%H:%M}"


def _environment() -> Environment:
    drawing = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    drawing.filters.update(when=when, file_name=file_name, drawing=charts.draw, number=number)
    return drawing


_drawing = _environment()


def page(view: PageView) -> str:
    """The whole page."""
    return _drawing.get_template("page.html").render(view=view)


def answered(view: PageView) -> str:
    """The answer and the place, without what is around them: for the page's script, which has the rest."""
    return _drawing.get_template("answered.html").render(view=view)


def places(view: PageView) -> str:
    """The pane of channels and messages alone, for the page that looks again every few seconds."""
    return _drawing.get_template("places.html").render(view=view)


def again(why: str, action: str, fields: Sequence[tuple[str, str]]) -> str:
    """The page for a form that could not be answered: everything that was typed, to be sent again as it was."""
    return _drawing.get_template("again.html").render(why=why, action=action, fields=fields)


def refused(why: str) -> str:
    """The page for a request that is not answered."""
    return _drawing.get_template("refused.html").render(why=why)

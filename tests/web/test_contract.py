"""Every kind of question drawn on the page, filled in by a browser, and read back: the same answer."""

from datetime import date
from urllib.parse import urlencode

import pytest

from chatops.web import read
from chatops.web.render import Matches, Typed
from commands.kit import Answers, Found, Show
from tests.every_kind import ANSWERS, EveryKind, Month
from tests.web.drawing import page
from tests.worlds.html import Node

WHO = {"who": "Amina Yusuf, Year 4, 4B"}


def form_of(answers: Answers, typed: Typed | None = None, matches: Matches | None = None) -> Node:
    show = Show(EveryKind, "try it", "key-1", "R-7K2PM", answers, WHO)
    return page(show=show, typed=typed, matches=matches).the("form.ask")


def sent(form: Node) -> read.Fields:
    """What the service reads when the browser sends the form as it stands."""
    return read.fields(urlencode(form.sends()).encode())


def test_what_is_drawn_as_answered_is_read_as_answered() -> None:
    posted = sent(form_of(ANSWERS))

    assert read.answers(posted) == ANSWERS
    assert [posted.one(name) for name in ("word", "about", "key")] == ["try it", "R-7K2PM", "key-1"]
    assert EveryKind.read(read.answers(posted), date(2026, 9, 14)).many is Month.DECEMBER


def test_a_form_left_as_it_was_has_no_answers() -> None:
    assert not any(read.answers(sent(form_of({}))).values())


@pytest.mark.parametrize("name", list(EveryKind.questions))
def test_each_question_can_be_left_out_of_an_otherwise_full_form(name: str) -> None:
    rest = {other: answer for other, answer in ANSWERS.items() if other != name}

    assert {n: a for n, a in read.answers(sent(form_of(rest))).items() if a} == rest


def test_radio_buttons_when_few_and_a_list_when_many() -> None:
    kinds = {
        box.attributes["name"]: box.attributes.get("type", box.tag)
        for box in form_of({})
        if box.attributes.get("name", "")[1:2] == "." and box.attributes.get("type") != "hidden"
    }
    assert kinds == {
        "a.danger": "radio",
        "t.who": "text",
        "a.few": "radio",
        "a.many": "select",
        "m.several": "checkbox",
        "a.line": "text",
        "a.story": "textarea",
        "a.day": "date",
        "a.time": "time",
    }


def test_a_name_typed_over_a_chosen_one_never_sends_the_one_before() -> None:
    form = form_of(ANSWERS)
    form.the("#f-who").holds("Zo")

    assert read.answers(sent(form))["who"] == read.NOBODY
    assert read.unchosen(sent(form)) == {"who": "Zo"}


def test_a_name_wiped_out_is_no_answer() -> None:
    form = form_of(ANSWERS)
    form.the("#f-who").holds(" ")

    assert read.answers(sent(form))["who"] == ""
    assert read.unchosen(sent(form)) == {}


def test_of_several_matches_one_is_chosen_by_a_radio_button_unless_something_else_is_typed() -> None:
    found = (Found("P1", "Amina Yusuf, Year 4"), Found("P2", "Amina Yusuf, Year 6"))
    form = form_of({"who": read.NOBODY}, typed={"who": "ami"}, matches={"who": found})
    assert "More than one" in form.the("#e-who").text()
    form.the("#f-who-2").attributes["checked"] = ""

    assert read.answers(sent(form))["who"] == "P2"
    form.the("#f-who").holds("Zo")
    assert read.answers(sent(form))["who"] == read.NOBODY


def test_a_day_that_no_date_box_can_show_is_kept_as_it_was_typed() -> None:
    form = form_of({"day": "14/9/26"})

    assert form.the("#f-day").attributes["type"] == "text"
    assert read.answers(sent(form))["day"] == "14/9/26"


def test_a_story_that_begins_with_an_empty_line_keeps_it() -> None:
    """A browser drops the first newline of a textarea's words; the page gives it one more."""
    answers = {**ANSWERS, "story": "\n É\n"}
    assert read.answers(sent(form_of(answers)))["story"] == answers["story"]

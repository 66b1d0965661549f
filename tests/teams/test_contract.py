"""Every kind of question drawn by Teams, filled in, and read back: the same answer."""

from datetime import date
from typing import Any

import pytest

from chatops.teams import forms, read
from commands.kit import Answers, Found, Show
from tests.every_kind import ANSWERS, EveryKind
from tests.worlds import adaptive
from tests.worlds.adaptive import Drawn


def drawn(answers: Answers, about: str = "R-7K2PM") -> Drawn:
    show = Show(EveryKind, "try it", "key-1", about, answers, {"who": "Amina Yusuf"})
    return adaptive.check(forms.form_card(show, {"who": [Found("P2", "Bo Reed")]}))


def sent(answers: Answers) -> dict[str, Any]:
    """The value Teams sends when a form is sent back just as it was drawn."""
    card = drawn(answers)
    [send] = card["actions"]
    values = {q.input["id"]: q.input.get("value", "") for q in adaptive.questions(card)}
    return {"data": {**send["data"], **values}}


def filled_in(answers: Answers) -> dict[str, Any]:
    """What was answered; Teams sends questions left empty as empty words."""
    return {name: answer for name, answer in read.answers(read.asked(sent(answers))).items() if answer}


def test_what_is_drawn_as_answered_is_read_as_answered() -> None:
    asked = read.asked(sent(ANSWERS))

    assert filled_in(ANSWERS) == ANSWERS
    assert (asked.word, asked.about, asked.key) == ("try it", "R-7K2PM", "key-1")
    assert EveryKind.read(filled_in(ANSWERS), date(2026, 9, 14)).answers() == ANSWERS


def test_a_form_left_as_it_was_has_no_answers() -> None:
    assert filled_in({}) == {}


@pytest.mark.parametrize("name", list(EveryKind.questions))
def test_each_question_can_be_left_out_of_an_otherwise_full_form(name: str) -> None:
    rest = {other: answer for other, answer in ANSWERS.items() if other != name}
    assert filled_in(rest) == rest


def test_radio_buttons_when_few_a_list_when_many_and_type_ahead_for_a_name() -> None:
    kinds = {q.input["id"]: (q.input["type"], q.input.get("style")) for q in adaptive.questions(drawn({}))}
    assert kinds == {
        "danger": ("Input.ChoiceSet", "expanded"),
        "who": ("Input.ChoiceSet", "filtered"),
        "few": ("Input.ChoiceSet", "expanded"),
        "many": ("Input.ChoiceSet", "compact"),
        "several": ("Input.ChoiceSet", "expanded"),
        "line": ("Input.Text", None),
        "story": ("Input.Text", None),
        "day": ("Input.Date", None),
        "time": ("Input.Time", None),
    }


def test_a_form_that_may_stop_is_sent_however_little_is_filled_in() -> None:
    """Teams holds back a form with an empty required question: a safeguarding concern must get through alone."""
    required = [q.input["id"] for q in adaptive.questions(drawn({})) if q.input.get("isRequired")]
    assert required == ["danger"]


def test_a_type_ahead_offers_what_was_chosen_and_what_is_likely_before_anything_is_typed() -> None:
    [who] = [q.input for q in adaptive.questions(drawn({"who": "P1"})) if q.input["id"] == "who"]
    assert [choice["title"] for choice in who["choices"]] == ["Amina Yusuf", "Bo Reed"]
    asked, question, typed = read.searched({"dataset": who["choices.data"]["dataset"], "queryText": "am"})
    assert (asked.word, asked.about, question, typed) == ("try it", "R-7K2PM", "who", "am")


@pytest.mark.parametrize("about", ["", "R-7K2PM", "R-7K2PM@S123", "@S123", "a/b@S123", "/", "É & ?"])
def test_what_a_form_is_about_comes_back_to_the_letter_from_its_type_ahead_and_from_the_form(about: str) -> None:
    card = drawn({}, about)
    [who] = [q.input for q in adaptive.questions(card) if q.input["id"] == "who"]
    [send] = card["actions"]
    asked, question, _ = read.searched({"dataset": who["choices.data"]["dataset"]})
    assert (asked.word, question, asked.about) == ("try it", "who", about)
    assert read.asked({"data": send["data"]}).about == about


def test_what_a_button_or_a_form_carried_shows_nothing_in_a_traceback() -> None:
    asked = read.asked({"data": {"_ask": {"typed": "refer Amina"}, "noticed": "Amina"}})
    assert asked.typed == "refer Amina"
    assert repr(asked) == "<Pressed>"

"""Every kind of question drawn by Slack, filled in, and read back: the same answer."""

from datetime import date

import pytest

from chatops.slack import read, render
from commands.kit import Answers, Show
from tests.every_kind import ANSWERS, EveryKind
from tests.worlds.block_kit import check_view
from tests.worlds.slack_eyes import JSON, Open, untouched


def seen(answers: Answers) -> JSON:
    """The view as Slack would send it when what it was drawn with is sent back untouched."""
    view = render.form(Show(EveryKind, "try it", "key-1", "R-7K2PM", answers, {"who": "Amina Yusuf"}))
    check_view(view)
    shown = Open("V1", "h1", "V1", None, view)
    shown.typed = {b["block_id"]: {b["element"]["action_id"]: untouched(b["element"])} for b in shown.inputs}
    return {"type": "view_submission", "team": {"id": "T1"}, "user": {"id": "U1"}, "view": shown.payload()}


def test_what_is_drawn_as_answered_is_read_as_answered() -> None:
    heard, answers = read.submission(seen(ANSWERS))

    assert answers == ANSWERS
    assert (heard.word, heard.about, heard.nonce) == ("try it", "R-7K2PM", "key-1")
    form = EveryKind.read(answers, date(2026, 9, 14))
    assert form.answers() == ANSWERS


def test_a_form_left_as_it_was_has_no_answers() -> None:
    assert read.submission(seen({}))[1] == {}


@pytest.mark.parametrize("name", list(EveryKind.questions))
def test_each_question_can_be_left_out_of_an_otherwise_full_form(name: str) -> None:
    rest = {other: answer for other, answer in ANSWERS.items() if other != name}
    assert read.submission(seen(rest))[1] == rest


def test_radio_buttons_when_few_and_a_list_when_many() -> None:
    kinds = {block["block_id"]: block["element"]["type"] for block in seen({})["view"]["blocks"] if "element" in block}
    assert kinds == {
        "danger": "radio_buttons",
        "who": "external_select",
        "few": "radio_buttons",
        "many": "static_select",
        "several": "checkboxes",
        "line": "plain_text_input",
        "story": "plain_text_input",
        "day": "datepicker",
        "time": "timepicker",
    }

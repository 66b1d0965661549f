"""Forms: what is typed is read, put right with a sentence, and never lost or shown in a traceback."""

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commands.domain.words.labelled import Labelled
from commands.kit import Answers, Choice, Choices, Day, Form, Lookup, Mistakes, Stop, Text, YesNo, optional, questions
from commands.referrals.refer import ReferralForm
from tests import every_kind

TODAY = date(2026, 9, 14)


class Colour(Labelled):
    RED = "red", "Red"
    BLUE = "blue", "Blue"


class EveryKind(Form, title="Every kind"):
    """One of each."""

    stop = Stop("Is it dangerous?")
    who = Lookup("Who?", of="pupils")
    colour = Choice("Which colour?", Colour)
    colours = Choices("Which colours?", Colour)
    words = Text("Some words")
    when = optional(Day("When?"))

    def check(self, today: date) -> Iterator[tuple[str, str]]:
        if self.when and self.when > today:
            yield "when", "In the future."


FILLED: Answers = {
    "stop": "no",
    "who": "P1",
    "colour": "red",
    "colours": ("blue", "red"),
    "words": "  two\r\nlines ",
    "when": "2026-09-01",
}


def test_answers_are_typed() -> None:
    form = EveryKind.read(FILLED, TODAY)

    assert form.stop is YesNo.NO
    assert form.colour is Colour.RED
    assert form.colours == (Colour.RED, Colour.BLUE)  # in the form's order
    assert form.words == "two\nlines"
    assert form.when == date(2026, 9, 1)


def test_a_question_on_the_class_is_the_question() -> None:
    assert EveryKind.colour.label == "Which colour?"
    assert list(EveryKind.questions) == ["stop", "who", "colour", "colours", "words", "when"]


@pytest.mark.parametrize(
    ("change", "question", "sentence"),
    [
        ({"colour": ""}, "colour", "Please choose one."),
        ({"colour": "green"}, "colour", "Please choose from the list."),
        ({"colour": ("red", "blue")}, "colour", "Please choose one."),
        ({"colours": ()}, "colours", "Please tick at least one."),
        ({"words": "   "}, "words", "Please write a few words here."),
        ({"words": "x" * 201}, "words", "Please keep this to 200 characters; it has 201."),
        ({"words": "a\x00b"}, "words", "cannot be stored"),
        ({"words": "a\ud800b"}, "words", "cannot be stored"),
        ({"who": "P\x00"}, "who", "Please type part of the name"),
        ({"when": "14/09/2026"}, "when", "year-month-day"),
        ({"when": "2026-02-30"}, "when", "year-month-day"),
        ({"when": "2026-10-01"}, "when", "In the future."),
        ({"who": "P" * 500}, "who", "Please type part of the name"),
    ],
)
def test_each_mistake_has_a_sentence_under_its_question(change: Answers, question: str, sentence: str) -> None:
    with pytest.raises(Mistakes) as raised:
        EveryKind.read({**FILLED, **change}, TODAY)
    assert sentence in raised.value.sentences[question]


def test_every_question_left_empty_is_named_at_once_but_not_the_optional_one() -> None:
    with pytest.raises(Mistakes) as raised:
        EveryKind.read({}, TODAY)
    assert set(raised.value.sentences) == {"stop", "who", "colour", "colours", "words"}


def test_a_form_and_its_mistakes_show_no_answers_in_a_traceback() -> None:
    form = EveryKind.read({**FILLED, "words": "Amina"}, TODAY)
    assert "Amina" not in repr(form)
    with pytest.raises(Mistakes) as raised:
        EveryKind.read({**FILLED, "words": "Amina" * 100}, TODAY)
    assert "Amina" not in repr(raised.value)


def test_what_was_read_travels_and_is_read_again() -> None:
    form = EveryKind.read(FILLED, TODAY)
    assert EveryKind.read(form.answers(), TODAY).answers() == form.answers()


# A busy machine is slow to make up answers; that says nothing about reading them.
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dictionaries(st.sampled_from(list(ReferralForm.questions)), st.one_of(st.text(), st.lists(st.text()).map(tuple)))
)
def test_whatever_arrives_is_read_or_answered_with_sentences(answers: Answers) -> None:
    sentences = {}
    try:
        ReferralForm.read(answers, TODAY)
    except Mistakes as mistakes:
        sentences = dict(mistakes.sentences)
    complete = all(answers.get(n) for n, q in ReferralForm.questions.items() if q.required)
    assert complete or sentences
    assert all(sentence.endswith(".") for sentence in sentences.values())


def test_yes_to_the_first_question_stops_the_form() -> None:
    assert ReferralForm.is_stopped_by({"safeguarding": "yes"})
    assert not ReferralForm.is_stopped_by({"safeguarding": "no"})
    assert not ReferralForm.is_stopped_by({})


def test_limits_stop_the_program_and_not_a_teacher() -> None:
    with pytest.raises(ValueError, match="1 to 24 characters"):
        type("TooLong", (Form,), {"words": Text("Words")}, title="A title that no platform shows whole")
    with pytest.raises(ValueError, match="1 to 150 characters"):
        Text("x" * 151)
    with pytest.raises(ValueError, match="comes first"):
        type("StopLate", (Form,), {"words": Text("Words"), "stop": Stop("Stop?")}, title="Stop late")


def test_the_form_every_face_is_tried_with_asks_every_kind_of_question_there_is() -> None:
    defined = [kind for kind in vars(questions).values() if isinstance(kind, type)]
    kinds = {kind for kind in defined if issubclass(kind, questions.Question)}
    assert {type(question) for question in every_kind.EveryKind.questions.values()} == kinds - {questions.Question}

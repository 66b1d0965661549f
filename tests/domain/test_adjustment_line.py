"""A note typed in one line: whatever the order and the case, and with names that are words of their own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.domain.adjustment import Adjustment, Worked
from commands.domain.words.adjustment_line import name_words, read_line
from commands.domain.words.adjustment_words import PHRASES, adjustment_in, meanings
from commands.domain.words.names import searchable

A, W = Adjustment, Worked
SCHOOL = {
    "yusuf": "Amina Yusuf",
    "young": "Amina Young",
    "hill": "May Hill",
    "may": "Will May",
    "early": "Tom Early",
    "obrien": "Siobhán O'Brien",
    "som": "Ola Somerset",
    "ann": "Ann Lee",
    "anna": "Anna Lee",
    "art": "Art Novak",
}


@pytest.mark.parametrize(
    ("typed", "pupils", "what", "how", "rest"),
    [
        ("amina yusuf seating helped", "yusuf", A.SEATING, W.HELPED, ""),
        ("AMINA YU Seating HELPED", "yusuf", A.SEATING, W.HELPED, ""),
        ("seating helped amina yusuf", "yusuf", A.SEATING, W.HELPED, ""),
        ("helped yusuf amina seating", "yusuf", A.SEATING, W.HELPED, ""),
        ("amina seating did not help", "yusuf young", A.SEATING, W.NOT, ""),
        ("yusuf seating didn't help", "yusuf", A.SEATING, W.NOT, ""),
        ("amina y scaffold some maths", "yusuf young", A.SCAFFOLD, W.SOME, "maths"),
        ("amina yus scaffold some Food Technology", "yusuf", A.SCAFFOLD, W.SOME, "Food Technology"),
        ("yusuf scaffold in Maths helped a little", "yusuf", A.SCAFFOLD, W.SOME, "Maths"),
        ("yusuf pre-teaching too early to say", "yusuf", A.PRE_TEACHING, W.EARLY, ""),
        ("yusuf check-in used it", "yusuf", A.CHECK_IN, W.EARLY, ""),
        ("yusuf worked example worked", "yusuf", A.SCAFFOLD, W.HELPED, ""),
        ("yusuf movement break need advice", "yusuf", A.MOVEMENT, W.ADVICE, ""),
        ("siobhan obrien visual timetable helped", "obrien", A.TIMETABLE, W.HELPED, ""),
        ("may seating helped", "hill may", A.SEATING, W.HELPED, ""),
        ("May Hill seating helped", "hill", A.SEATING, W.HELPED, ""),
        ("will may seating helped", "may", A.SEATING, W.HELPED, ""),
        ("will seating did not help", "may", A.SEATING, W.NOT, ""),
        ("seating did not help will", "may", A.SEATING, W.NOT, ""),
        ("tom early seating helped", "early", A.SEATING, W.HELPED, ""),
        ("tom seating early", "early", A.SEATING, W.EARLY, ""),
        ("tom early seating", "early", A.SEATING, None, ""),  # his name, or too early? it is asked
        ("yusuf some seating", "yusuf", A.SEATING, W.SOME, ""),  # "some" is not short for Somerset
        ("somerset seating helped", "som", A.SEATING, W.HELPED, ""),
        ("ann lee seating helped", "ann", A.SEATING, W.HELPED, ""),
        ("ann seating helped", "ann anna", A.SEATING, W.HELPED, ""),
        ("yusuf seating helped art", "yusuf", A.SEATING, W.HELPED, "art"),  # a lesson, though Art is a pupil too
        ("yusuf helped", "yusuf", None, W.HELPED, ""),
        ("yusuf seating", "yusuf", A.SEATING, None, ""),
        ("yusuf seating and scaffold helped", "yusuf", None, W.HELPED, "seating and scaffold"),
        ("yusuf seat at the front helped", "yusuf", A.SEATING, W.HELPED, ""),
        ("yusuf seating helped, she was not tired", "yusuf", A.SEATING, W.HELPED, "she was not tired"),
        ("yusuf seating helped in the lesson", "yusuf", A.SEATING, W.HELPED, ""),
        ("yusuf seating helped in the whole maths lesson", "yusuf", A.SEATING, W.HELPED, "whole maths"),
        (
            "yusuf seating helped and she stayed for all of it",
            "yusuf",
            A.SEATING,
            W.HELPED,
            "and she stayed for all of it",
        ),
        ("she did not like it but yusuf seating helped", "yusuf", A.SEATING, None, "she did not like it but helped"),
        ("yusuf trampoline helped", "yusuf", None, W.HELPED, "trampoline"),
        ("nobody seating helped", "", A.SEATING, W.HELPED, "nobody"),
        ("amina yusuf", "yusuf", None, None, ""),
        ("", "", None, None, ""),
        ("🙂", "", None, None, ""),
    ],
)
def test_a_line_as_it_is_read(typed: str, pupils: str, what: Adjustment | None, how: Worked | None, rest: str) -> None:
    line = read_line(typed, SCHOOL)
    assert (set(line.pupils), line.what, line.how, line.rest) == (set(pupils.split()), what, how, rest)


def test_what_is_left_over_is_a_lesson_when_short_and_a_note_when_long() -> None:
    assert read_line("yusuf seating helped design technology", SCHOOL).is_lesson
    assert not read_line("yusuf seating helped she finished the whole page", SCHOOL).is_lesson
    assert not read_line("yusuf seating helped not maths", SCHOOL).is_lesson


@pytest.mark.parametrize(
    ("typed", "sure"),
    [
        ("art seating helped", True),
        ("seating helped in art", True),  # a lesson or a pupil: the only name in the line
        ("zofai art seating helped", False),  # somebody misspelt, in a lesson that is also a name
        ("seating did not help art", True),
        ("in maths art seating helped", False),
    ],
)
def test_a_name_after_unknown_words_may_not_be_the_name(typed: str, sure: bool) -> None:
    line = read_line(typed, SCHOOL)
    assert (line.pupils, line.sure) == (("art",), sure)


def test_of_a_long_note_no_word_is_lost() -> None:
    told = "she sat by the window and read aloud, and some of it was not easy, and then again " * 5
    assert read_line(f"amina yusuf seating helped {told}", SCHOOL).rest == " ".join(told.split())


@given(st.text(max_size=400))
def test_any_line_can_be_read(typed: str) -> None:
    read_line(typed, SCHOOL)


@given(st.permutations(["may hill", "did not help", "movement break"]))
def test_the_order_does_not_matter(parts: list[str]) -> None:
    line = read_line(" ".join(parts), SCHOOL)
    assert (line.pupils, line.what, line.how) == (("hill",), A.MOVEMENT, W.NOT)


def test_the_words_a_name_may_be_made_of_are_looked_up_once_each() -> None:
    assert name_words("Amina y seating SEATING O'Brien") == ("amina", "seating", "obrien")


@pytest.mark.parametrize("meaning", [*A, *W])
def test_everything_that_can_be_chosen_can_be_typed_as_it_is_called(meaning: Adjustment | Worked) -> None:
    words = searchable(meaning.label).split()
    assert meanings(words) == [(0, len(words), meaning)]


def test_every_phrase_is_written_as_it_is_compared() -> None:
    assert all(searchable(" ".join(phrase)).split() == list(phrase) for phrase in PHRASES)


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("Seat at the front", A.SEATING),
        ("Chunked instructions, one at a time", A.CHUNKED),
        ("Story map", A.OTHER),
        ("Laptop and extra time", A.OTHER),
    ],
)
def test_a_plans_line_is_known_by_its_words(line: str, what: Adjustment) -> None:
    assert adjustment_in(line) is what

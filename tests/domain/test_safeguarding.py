"""The words of disclosure and harm: which notes they meet, which they leave alone, and how a school lists its own."""

import pytest

from commands.domain.privacy.safeguarding import LONGEST, MOST, WATCHED, banner, nudge, read_words, worries


@pytest.mark.parametrize(
    "note",
    [
        "Has a bruise on the arm.",
        "He said: “My uncle HURTS ME.”",
        "She is scared to go\nhome on Fridays",
        "doesn’t feel safe",
        "self-harm, I think",
        "He spoke of suicide.",
        "dad hits him",
    ],
)
def test_what_is_to_be_told_to_somebody_now_is_met(note: str) -> None:
    assert worries(note, WATCHED)


@pytest.mark.parametrize(
    "note",
    [
        "Hit her reading target; hit the ball twice.",
        "Seating at the front helped. Cannot yet retell a story.",
        "Goes home with a reading book; safe crossing practised.",
        "Needs a movement break, cut out shapes with help, secret code game.",
        "Beaten egg white in food technology; burning off energy outside.",
        "Kicks off when the routine changes. Touch typing twice a week.",
        "",
    ],
)
def test_everyday_notes_of_a_classroom_are_left_alone(note: str) -> None:
    assert not worries(note, WATCHED)


def test_a_word_is_met_whole_unless_it_may_go_on() -> None:
    assert not worries("an unbruised knee, and bruisewort", ("bruise",))
    assert worries("bruisewort", ("bruise*",))
    assert worries("a.b (c)", ("b c",))
    assert not worries("Anything at all.", ())


def test_a_schools_own_list_is_read_line_by_line() -> None:
    assert tuple(read_words("\ufeff# Ours\n\n  never   safe \nbelt*\r\n")) == ("never safe", "belt*")
    with pytest.raises(ValueError, match=r"Line 2 has more than 60 characters"):
        tuple(read_words("belt\n" + "a" * (LONGEST + 1)))
    for wide in ("a*", "**belt", "be*lt", "?!."):
        with pytest.raises(ValueError, match="met by too much"):
            tuple(read_words(wide))
    with pytest.raises(ValueError, match="There is no word in it"):
        tuple(read_words("# nothing\n"))
    with pytest.raises(ValueError, match="more than 300"):
        tuple(read_words("belt\n" * (MOST + 1)))


def test_the_list_every_school_starts_with_is_one_a_school_could_have_written() -> None:
    assert tuple(read_words("\n".join(WATCHED))) == WATCHED


def test_the_lead_is_named_and_so_is_who_knows_when_nobody_is_set() -> None:
    assert banner("Grace Lin").endswith("does not belong here: tell the safeguarding lead now: Grace Lin")
    assert "designated safeguarding lead now." in banner("")
    assert nudge("Grace Lin").startswith("If this is a safeguarding concern, stop here and tell Grace Lin now.")

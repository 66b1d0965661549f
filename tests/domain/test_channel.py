"""What must not be a channel: each reason has its words for set-up and for later, and each says what to do."""

import pytest

from commands.domain.channel import Unfit, people, sign_of

DOES = ("Say this", "Make", "Add me", "Choose", "add", "Take")


@pytest.mark.parametrize("unfit", [one for one in Unfit if one is not Unfit.STRANGERS])
def test_at_set_up_it_is_said_what_to_do_instead(unfit: Unfit) -> None:
    assert any(words in unfit.at_setup for words in DOES)
    assert unfit.at_setup.startswith(("This", "I am not", "More than"))


@pytest.mark.parametrize("unfit", Unfit)
def test_of_a_channel_that_has_become_it_every_way_on_is_named(unfit: Unfit) -> None:
    said = unfit.drifted(3)
    assert "“senco setup”" in said
    assert "{" not in said
    assert len(said) < 500  # what the database keeps of it


def test_strangers_are_counted_and_told_apart_whatever_their_order() -> None:
    assert people(1) == "1 person who is"
    assert Unfit.STRANGERS.drifted(3).startswith("3 people who are not on the staff list")
    assert sign_of(["U2", "U1"]) == sign_of(["U1", "U2"]) != sign_of(["U1"])

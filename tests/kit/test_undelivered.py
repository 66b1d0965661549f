"""What could not be told: each button that opens what it was about is a word there is, for who is offered it."""

import pytest

from commands.domain.person import Person, Role
from commands.kit.undelivered import ANYBODYS, OPENS, given_up_card, to_open
from commands.roles import ROLES


def reader(role: Role) -> Person:
    return Person("S", "T", "", "Zq Name", role)


@pytest.mark.parametrize("letter", OPENS)
def test_a_button_is_offered_to_those_who_may_press_it(letter: str) -> None:
    roles = ROLES[OPENS[letter]].roles
    assert Role.SENCO in roles
    for role in (Role.TEACHER, Role.LEADERSHIP):
        offered = to_open(f"{letter}-7K2PM", reader(role))
        assert bool(offered) is (letter in ANYBODYS)
        assert not offered or role in roles


@pytest.mark.parametrize("caused", [True, False])
def test_it_says_a_reference_or_nothing_and_nobodys_name(caused: bool) -> None:
    assert "It was about R-7K2PM." in given_up_card("R-7K2PM", reader(Role.SENCO), caused=caused).plain()
    without = given_up_card("", reader(Role.TEACHER), caused=caused)
    assert "It was about" not in without.plain()
    assert "Zq" not in without.plain()
    assert not without.buttons

"""The table of the register's changes: each allowed, or refused with what to use instead."""

from datetime import date

import pytest

from commands.domain.pupil import Provision
from commands.domain.register import ASKED_FOR, MOVES, Change, RegisterChange, SenStatus, refused
from tests.domain.test_register import TODAY, TOLD, E, K, N, a_pupil

TABLE = {
    (N, K): {RegisterChange.PUT_ON},
    (N, E): {RegisterChange.PUT_ON},
    (K, E): {RegisterChange.PUT_ON},
    (E, K): {RegisterChange.PUT_ON},
    (K, K): {RegisterChange.NEED},
    (E, E): {RegisterChange.NEED},
    (K, N): {RegisterChange.TAKEN_OFF},
    (E, N): {RegisterChange.TAKEN_OFF},
}
EVERY = [
    (what, was, to, what in TABLE.get((was, to), set())) for what in ASKED_FOR for was in Provision for to in Provision
]


@pytest.mark.parametrize(("what", "was", "to", "allowed"), EVERY, ids=lambda value: getattr(value, "value", ""))
def test_each_change_of_the_register_is_allowed_or_says_what_to_use_instead(
    what: RegisterChange, was: Provision, to: Provision, allowed: bool
) -> None:
    assert set(MOVES) == set(Provision)
    assert ((what, to) in MOVES[was]) is allowed
    words = refused(what, was, to)
    assert bool(words) is not allowed
    assert allowed or "Use “" in words
    change = Change(what, SenStatus(to, "ASD" if to is not N else ""), TODAY, "Why", TOLD, date(2026, 11, 2))
    assert (words in change.mistakes(a_pupil(was, "SLCN"), (), TODAY).values()) is not allowed


def test_what_a_file_says_is_taken_over_from_wherever_it_stands() -> None:
    assert {refused(RegisterChange.TAKEN_OVER, was, to) for was in Provision for to in Provision} == {""}

"""What is meant by what is typed after `register`, and that the next page means the same."""

import pytest

from commands.domain.pupil import Provision
from commands.domain.words.register_filter import RegisterFilter

K, E = Provision.SUPPORT, Provision.PLAN


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", RegisterFilter()),
        ("7 K", RegisterFilter(("7",), (K,))),
        ("year 7 k", RegisterFilter(("7",), (K,))),
        ("Yr7", RegisterFilter(("7",))),
        ("reception", RegisterFilter(("R",))),
        ("N", RegisterFilter(("N",))),
        ("E SLCN", RegisterFilter((), (E,), ("SLCN",))),
        ("EHC plan asd", RegisterFilter((), (E,), ("ASD",))),
        ("SEN support", RegisterFilter((), (K,))),
        ("4B", RegisterFilter(group=("4b",))),
        ("4 Ash", RegisterFilter(("4",), group=("ash",))),
        ("7 8 SLCN slcn", RegisterFilter(("7", "8"), (), ("SLCN",))),
        ("7 +15", RegisterFilter(("7",), skip=15)),
        ("amina", RegisterFilter(group=("amina",))),
    ],
)
def test_what_is_typed(typed: str, meant: RegisterFilter) -> None:
    assert RegisterFilter.read(typed) == meant


@pytest.mark.parametrize("typed", ["", "7 K", "E SLCN", "4 Ash", "4B", "R N X K E"])
def test_a_page_carries_the_filter(typed: str) -> None:
    first = RegisterFilter.read(typed)
    second = RegisterFilter.read(first.page(15))
    assert second.skip == 15
    assert RegisterFilter.read(second.page(0)) == first

"""Names are compared as an English keyboard would type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.domain.words.names import searchable


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("O'Brien", "obrien"),
        ("O’Brien", "obrien"),
        ("Siobhán", "siobhan"),
        ("Müller-Ødegård", "muller odegard"),
        ("Łukasz", "lukasz"),
        ("  Jean   Luc ", "jean luc"),
        ("Weiß", "weiss"),
        ("نور", "نور"),
        ("🙂", ""),
        ("D'Souza (Dee)", "dsouza dee"),
    ],
)
def test_names_as_they_are_compared(written: str, compared: str) -> None:
    assert searchable(written) == compared


@given(st.text())
def test_comparing_twice_changes_nothing(text: str) -> None:
    assert searchable(searchable(text)) == searchable(text)

"""Choosing at random, for requests made by hypothesis."""

import random
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from hypothesis import strategies as st

T = TypeVar("T")


class Draw:
    """Values come from hypothesis. Which of several things a request is comes from a seed that hypothesis makes:
    left to choose that, it dwells on the first of each and repeats itself, and two hundred commands are never seen."""

    def __init__(self, draw: Callable[[st.SearchStrategy[Any]], Any]) -> None:
        self._draw = draw
        self._chance = random.Random(draw(st.binary(min_size=8, max_size=8)))

    def __call__(self, strategy: st.SearchStrategy[T]) -> T:
        """Something that hypothesis makes."""
        made: T = self._draw(strategy)
        return made

    def one(self, of: Sequence[T]) -> T:
        """One of several, each as likely."""
        return self._chance.choice(of)

    def number(self) -> int:
        return self._chance.randrange(10_000)

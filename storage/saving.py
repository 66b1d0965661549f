"""How a subject says what it can save: a coroutine for each kind of domain value."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

Savers = Mapping[type[Any], Callable[[Any], Awaitable[None]]]

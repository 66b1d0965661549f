"""The log as an operator reads it: every line that any package writes, as the service would write it."""

import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from chatops.watching import logs


class Overheard:
    """What was logged since it began, with nothing held back for its level."""

    def __init__(self, stream: io.StringIO) -> None:
        self._stream = stream

    @property
    def text(self) -> str:
        return self._stream.getvalue()

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text.splitlines()]

    def of(self, key: str) -> list[str]:
        """The events that bear this key."""
        return [line["event"] for line in self.lines if line.get("key") == key]


@contextmanager
def overheard() -> Iterator[Overheard]:
    """Listens until the block ends."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.formatter(for_people=False))
    root, ours = logging.getLogger(), logging.getLogger(logs.OURS)
    before = root.level, ours.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    ours.setLevel(logging.DEBUG)
    try:
        yield Overheard(stream)
    finally:
        root.removeHandler(handler)
        root.setLevel(before[0])
        ours.setLevel(before[1])

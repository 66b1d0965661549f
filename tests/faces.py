"""On which faces a story is told. On one, as a rule, and what it shows is drawn on the others; with FACES=all on each.

Which one is settled by the story's own name, so that a run is the same every time and each face gets its third.
"""

import os
from collections import defaultdict
from zlib import crc32

import pytest

FACES = ("slack", "teams", "web")
ALL = os.environ.get("FACES", "one") == "all"
"""Whether every story is told on every face."""
MARK = "every_face"
"""The mark of stories that are about what faces do differently, or whose promise must be seen kept on each."""


def chosen(items: list[pytest.Item]) -> tuple[list[pytest.Item], list[pytest.Item]]:
    """The tests to run, and those that are the same story on another face."""
    if ALL:
        return items, []
    told_on: dict[str, set[str]] = defaultdict(set)
    for item in items:
        if face := _face(item):
            told_on[_story(item)].add(face)
    kept: list[pytest.Item] = []
    left: list[pytest.Item] = []
    for item in items:
        face, story = _face(item), _story(item)
        elsewhere = face and told_on[story] == set(FACES) and face != FACES[crc32(story.encode()) % len(FACES)]
        (left if elsewhere and not item.get_closest_marker(MARK) else kept).append(item)
    return kept, left


def _face(item: pytest.Item) -> str:
    """The face a story is told on because its fixture takes each in turn; "" for one that names its faces itself."""
    callspec = getattr(item, "callspec", None)
    if callspec is None or any("school" in str(mark.args[0]) for mark in item.iter_markers("parametrize")):
        return ""
    return str(callspec.params.get("school", ""))


def _story(item: pytest.Item) -> str:
    """What the test is called without its face."""
    face = _face(item)
    return item.nodeid.replace(f"[{face}-", "[").replace(f"-{face}]", "]").replace(f"[{face}]", "")

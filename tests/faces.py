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
ANY = "any_face"
"""The mark of stories that name the faces they can be told on, and are about none of them: a process is killed, a clock
is wrong. They too are told on one."""


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
        on = [one for one in FACES if one in told_on[story]]
        enough = len(on) == len(FACES) or item.get_closest_marker(ANY)
        elsewhere = face and enough and face != on[crc32(story.encode()) % len(on)]
        (left if elsewhere and not item.get_closest_marker(MARK) else kept).append(item)
    return kept, left


def _face(item: pytest.Item) -> str:
    """The face a story is told on because its fixture takes each in turn; "" for one that names its faces itself,
    unless any of them will do."""
    callspec = getattr(item, "callspec", None)
    if callspec is not None and item.get_closest_marker(ANY):
        return next((str(value) for value in callspec.params.values() if value in FACES), "")
    if callspec is None or any("school" in str(mark.args[0]) for mark in item.iter_markers("parametrize")):
        return ""
    return str(callspec.params.get("school", ""))


def _story(item: pytest.Item) -> str:
    """What the test is called without its face."""
    face = _face(item)
    return item.nodeid.replace(f"[{face}-", "[").replace(f"-{face}]", "]").replace(f"[{face}]", "")

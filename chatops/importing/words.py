"""What is told of a file's words, “Their heading=need”, and which words of ours there are to say it with."""

from collections.abc import Mapping, Sequence

from chatops.importing.headings import Column, Told, plain
from commands.domain.needs import NEED_TYPES
from commands.domain.person import Role
from commands.domain.pupil import YEARS, Provision

IGNORED = "-"
"""Said of a heading: it is none of our columns."""
MEANINGS: Mapping[str, Sequence[str]] = {
    "pupils": (*(str(one.value) for one in Provision), *NEED_TYPES, *YEARS, "none", "yes", "no"),
    "staff": tuple(str(role.value) for role in Role),
}
"""What a word in a cell can be said to mean, by the kind of list."""
LONGEST = 120


class CannotBeSaid(Exception):
    """Why something said of a word cannot be used: one sentence that says what to say instead."""


def said(given: Sequence[str], kind: str, columns: Sequence[Column]) -> dict[str, str]:
    """What is said, each as “theirs=ours”: by their word in the form it is compared in. Raises `CannotBeSaid`."""
    ours = {plain(name): column.name for column in columns for name in (column.name, *column.headings)}
    ours |= {plain(word): word for word in MEANINGS.get(kind, ())} | {"": IGNORED}
    words = {}
    for one in given:
        theirs, sign, meaning = one.rpartition("=")
        if not sign or not plain(theirs) or len(theirs) > LONGEST:
            raise CannotBeSaid("Say --map “their heading or word=ours”, for example --map “Type of difficulty=need”.")
        if plain(meaning) not in ours or (not plain(meaning) and meaning.strip() not in (IGNORED, "")):
            there = ", ".join(dict.fromkeys((*(column.name for column in columns), *MEANINGS.get(kind, ()))))
            raise CannotBeSaid(
                f"“{meaning.strip()[:40]}” is none of our words. Say one of: {there}; or - to leave it out."
            )
        words[plain(theirs)[:LONGEST]] = ours[plain(meaning)]
    return words


def told(saved: Mapping[str, str], now: Mapping[str, str]) -> Told:
    """What was said before, and now, which counts more."""
    return Told({**saved, **now})

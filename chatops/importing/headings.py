"""Which row of a file is its headings, and which of our columns each of them is: by any system's words, or as told."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, islice

from chatops.importing.text import SEPARATORS, TITLES, UnreadableFile, as_bytes, rows_of
from chatops.importing.workbook import is_workbook, rows_of_sheet, sheets_of
from commands.domain.privacy.discreet import Discreet

Rows = Iterator[tuple[int, list[str]]]


@dataclass(frozen=True)
class Column:
    """A column looked for: the names it goes by, the best first. One that is not `required` may be missing, and one
    for which there is another, `instead`. Several headings may be meant by one that is `many`; its cells are joined."""

    name: str
    headings: tuple[str, ...]
    required: bool = True
    instead: str = ""
    many: bool = False

    @property
    def label(self) -> str:
        return self.headings[0]


@dataclass(frozen=True, repr=False)
class Told(Discreet):
    """What somebody has said of a file's words: their heading or word, in the form it is compared in, by ours."""

    words: Mapping[str, str] = field(default_factory=dict)

    def of(self, theirs: str) -> str:
        """What their word means, in ours; "" when nothing was said of it."""
        return self.words.get(plain(theirs), "") if self.words else ""


NOTHING_TOLD = Told()


@dataclass(frozen=True, repr=False)
class Headed(Discreet):
    """A file's headings as it has them, where our columns stand among them, and the rows below."""

    headings: Sequence[str]
    places: Mapping[str, tuple[int, ...]]
    rows: Iterable[tuple[int, list[str]]]


def plain(heading: str) -> str:
    """A heading as it is compared: case, spaces and punctuation do not matter."""
    return "".join(c for c in heading.casefold() if c.isalnum())


def headed(data: bytes | str, columns: Sequence[Column], told: Told = NOTHING_TOLD) -> Headed:
    """Finds the headings: of the first rows, read with each separator or of each sheet, the one with the most known
    ones. Raises `UnreadableFile` when there is none, when the file is empty or has no rows, or lacks a required
    column."""
    best = at = 0
    found: Callable[[], Rows] | None = None
    first: list[str] = []
    trouble: UnreadableFile | None = None
    for opens in _readings(data):
        try:
            for n, (_, row) in zip(range(TITLES), opens(), strict=False):
                first = first or row
                score = len(_places(row, columns, told))
                if score > best:
                    best, at, found = score, n, opens
        except UnreadableFile as why:
            trouble = trouble or why
    if found is None:
        raise trouble or _no_headings(first, columns)
    rows = found()
    _, headings = next(islice(rows, at, None))
    places = _places(headings, columns, told, strictly=True)
    _must_have(places, headings, columns)
    below = next(rows, None)
    if below is None:
        raise UnreadableFile("The file has headings and no lines under them. Export it again.")
    return Headed(headings, places, chain((below,), rows))


def _readings(data: bytes | str) -> list[Callable[[], Rows]]:
    """The ways in which a file can be read."""
    content = as_bytes(data)
    if is_workbook(content):
        return [partial(rows_of_sheet, content, title) for title in sheets_of(content)]
    return [partial(rows_of, content, separator) for separator in SEPARATORS]


def _no_headings(first: Sequence[str], columns: Sequence[Column]) -> UnreadableFile:
    if not first:
        return UnreadableFile("The file is empty. Export it again from your information system.")
    wanted = ", ".join(column.label for column in columns if column.required)
    return UnreadableFile(f"The first line does not look like headings. Those that are needed are: {wanted}.")


def _must_have(places: Mapping[str, Sequence[int]], headings: Sequence[str], columns: Sequence[Column]) -> None:
    """What is no known heading is never repeated: in a file without headings it is somebody's name."""
    missing = [one.label for one in columns if one.required and one.name not in places and one.instead not in places]
    if missing:
        known = sorted(place for found in places.values() for place in found)
        there = ", ".join(" ".join(headings[place].split()) for place in known)
        raise UnreadableFile(
            f"The file has no column for {' or for '.join(missing)}. The headings known in its first line are: {there}."
            " If another heading means it, say which with --map “Their heading=our word”."
        )


def _places(
    headings: Sequence[str], columns: Sequence[Column], told: Told, *, strictly: bool = False
) -> dict[str, tuple[int, ...]]:
    """Where each column stands: as told, then by its very names, then by names that say it in more words."""
    named = {plain(name): column.name for column in columns for name in (*column.headings, column.name)}
    means = [named.get(plain(said), "-") if (said := told.of(one)) else "" for one in headings]
    places: dict[str, list[int]] = {}
    for place, name in enumerate(means):
        if name not in ("", "-"):
            places.setdefault(name, []).append(place)
    for forms in ([{plain(one)} for one in headings], [_in_more_words(one) for one in headings]):
        taken = {place for found in places.values() for place in found}
        for column in columns:
            for name in column.headings:
                there = [n for n, form in enumerate(forms) if plain(name) in form and n not in taken and not means[n]]
                if not there or (column.name in places and not column.many):
                    continue
                if len(there) > 1 and not column.many and strictly:
                    raise UnreadableFile(f"The heading “{name}” stands twice. Remove the column that is not meant.")
                places.setdefault(column.name, []).extend(there if column.many else there[:1])
                taken.update(there)
    return {name: tuple(sorted(found)) for name, found in places.items()}


_BRACKETS = re.compile(r"\(([^)]*)\)")
_AFTER = re.compile(r"(for today|today|currently|current|as (at|of|on) .*|this (academic|school) year|to date|ytd|\d)$")
_BEFORE = re.compile(r"^(student|pupil|child|learner|staff|current|legal|chosen|the)('?s)? ")


def _in_more_words(heading: str) -> set[str]:
    """A heading without what systems put before, after and in brackets behind it."""
    inside = {plain(words) for words in _BRACKETS.findall(heading)}
    bare = " ".join(_BRACKETS.sub(" ", heading).casefold().replace("_", " ").split())
    short = _AFTER.sub("", bare).strip(" -:")
    return {plain(form) for form in (bare, short, _BEFORE.sub("", bare), _BEFORE.sub("", short))} | inside

"""A note typed in one line, such as “amina y scaffold some maths”: whom, what, how it went, and the rest."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from commands.domain.adjustment import Adjustment, Worked
from commands.domain.privacy.discreet import Discreet
from commands.domain.words.adjustment_words import meanings
from commands.domain.words.names import searchable

MOST_WORDS = 24
"""Words of a line that are read for a name, what was done and how it went; what follows them is a note."""
LONGEST_NAME = 5
LESSON = 3
"""Words that are left over and may name a lesson ("food technology theory"); more are a note."""
_JOINING = frozenset({"in", "during", "for", "with", "at", "the", "and", "on", "a", "of", "to", "was", "it", "lesson"})

T = TypeVar("T")


@dataclass(frozen=True, repr=False)
class LineRead(Discreet):
    """What a line says. `pupils` are the ids of all whom its name can mean; what is not said, or said in two ways, is
    None. `rest` are the words left over, as they were typed; in `prose` they go on about how it went. It is not `sure`
    of the name when words of no known meaning stand before it: they may have been the name."""

    pupils: tuple[str, ...] = ()
    what: Adjustment | None = None
    how: Worked | None = None
    rest: str = ""
    prose: bool = False
    sure: bool = True

    @property
    def is_lesson(self) -> bool:
        """Whether what is left over is short enough to be the name of a lesson."""
        return not self.prose and len(self.rest.split()) <= LESSON


@dataclass(frozen=True)
class _Reading:
    """The line with one run of its words taken for the name."""

    start: int
    end: int
    pupils: tuple[str, ...]
    full: int
    what: Adjustment | None
    how: Worked | None

    @property
    def said(self) -> int:
        return (self.what is not None) + (self.how is not None)

    @property
    def named(self) -> tuple[int, int, int]:
        """How well the name fits: more words, more of them whole, earlier in the line."""
        return (self.end - self.start, self.full, -self.start)


def name_words(typed: str) -> tuple[str, ...]:
    """The words of a line that may be part of a name: those of two letters and more, as names are compared."""
    return tuple(dict.fromkeys(word for word in searchable(typed).split()[:MOST_WORDS] if len(word) > 1))


def read_line(typed: str, names: Mapping[str, str]) -> LineRead:
    """What a typed line says, in whatever order and case.

    `names` are the names of the pupils it may mean, by id. A word of the line that is both a name and something else
    ("Early", "May") is taken for what makes sense of the line; where both make sense, what it would have said is left
    open, to be asked.
    """
    words = [(word, part) for word in typed.split() for part in searchable(word).split()]
    parts = [part for _, part in words[:MOST_WORDS]]
    readings = list(_readings(parts, {id: searchable(name).split() for id, name in names.items()}))
    if not readings:
        what, how = _said(parts)
        return LineRead((), what, how, _rest(words, 0, 0, what, how))
    fullest = max(readings, key=lambda r: (r.said, r.named))
    nearest = max(readings, key=lambda r: (r.named, r.said))
    # The same words said in two ways are not guessed at.
    what = nearest.what if nearest.what == fullest.what else None
    how = nearest.how if nearest.how == fullest.how else None
    prose = False
    if what and nearest.how is None:
        how = _before_the_prose(parts, nearest, what)
        prose = how is not None
    rest = _rest(words, nearest.start, nearest.end, what, how)
    return LineRead(nearest.pupils, what, how, rest, prose, sure=not _rest(words[: nearest.start], 0, 0, what, how))


def _before_the_prose(parts: Sequence[str], name: _Reading, what: Adjustment) -> Worked | None:
    """How it went where a line says so first, in few words, and then goes on: "amina seating helped, she was not
    tired". None where it does not."""
    found = meanings(_without(parts, name.start, name.end))
    [of_what, *_] = [one for one in found if one[2] is what]
    hows = [one for one in found if isinstance(one[2], Worked)]
    if not hows:
        return None
    said = [of_what, hows[0]]
    end = max(name.end, *(last for _, last, _ in said))
    others = [one for one in hows[1:] if one[0] < end and one[2] is not hows[0][2]]
    left_over = end - (name.end - name.start) - sum(last - first for first, last, _ in said)
    how = hows[0][2]
    return how if isinstance(how, Worked) and not others and left_over <= LESSON else None


def _without(parts: Sequence[str], start: int, end: int) -> list[str]:
    return ["" if start <= n < end else part for n, part in enumerate(parts)]


def _readings(parts: Sequence[str], names: Mapping[str, Sequence[str]]) -> Iterator[_Reading]:
    spoken = {n for start, end, _ in meanings(parts) for n in range(start, end)}
    for start in range(len(parts)):
        for end in range(start + 1, min(start + LONGEST_NAME, len(parts)) + 1):
            fits = {
                id: full
                for id, name in names.items()
                if (full := _fit(parts[start:end], name, [n in spoken for n in range(start, end)])) is not None
            }
            if not fits:
                break  # a longer run fits nobody either
            best = max(fits.values())
            # "Ann Lee" is not Anna Lee; but "ann" alone may be short for Annabel, and is asked about.
            certain = best == end - start > 1
            pupils = tuple(id for id, full in fits.items() if full == best or not certain)
            what, how = _said(_without(parts, start, end))
            yield _Reading(start, end, pupils, best, what, how)


def _fit(run: Sequence[str], name: Sequence[str], spoken: Sequence[bool]) -> int | None:
    """How many words of a run are whole words of a name, or None when one does not even begin one. A word that says
    something else in the line is a name only when it is whole: "some" is not short for Somerset."""
    left, full = list(name), 0
    for word, says in zip(run, spoken, strict=True):
        whole = word in left
        part = word if whole else next((one for one in left if one.startswith(word) and not says), None)
        if part is None:
            return None
        left.remove(part)
        full += whole
    return full


def _said(parts: Sequence[str]) -> tuple[Adjustment | None, Worked | None]:
    found = [meaning for _, _, meaning in meanings(parts)]
    return _only({m for m in found if isinstance(m, Adjustment)}), _only({m for m in found if isinstance(m, Worked)})


def _only(said: set[T]) -> T | None:
    return next(iter(said)) if len(said) == 1 else None


def _rest(words: Sequence[tuple[str, str]], start: int, end: int, what: Adjustment | None, how: Worked | None) -> str:
    """The words that are neither the name nor say what is known by now, as typed; of a lesson its name alone."""
    parts = _without([part for _, part in words], start, end)
    known: set[int] = set()
    for first, last, meaning in meanings(parts[:MOST_WORDS]):
        if meaning in (what, how):
            known |= set(range(first, last))
            what, how = (None if meaning is what else what), (None if meaning is how else how)  # once each
    left = [n for n, part in enumerate(parts) if part and n not in known]
    lesson = list(left)
    while lesson and parts[lesson[0]] in _JOINING:
        lesson.pop(0)
    while lesson and parts[lesson[-1]] in _JOINING:
        lesson.pop()
    if len(lesson) <= LESSON:  # "in maths" is maths; a note is kept to the word
        left = lesson
    kept = [words[n][0] for n in left]
    # A typed word of two parts ("pre-test") stands in the line once.
    return " ".join(word for n, word in enumerate(kept) if n == 0 or left[n] != left[n - 1] + 1 or kept[n - 1] != word)

"""Pupils by what somebody typed of them: part of a name, the class behind it, a name with a slip in it."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from commands.domain.person import Person
from commands.domain.words.names import searchable
from commands.kit.found import Found
from commands.kit.limits import FOUND
from commands.kit.matching.slips import apart
from commands.kit.records import Records

MOST_WORDS = 6
LOOKED_AT = 400
"""Pupils whose names are compared with a name that nobody has, for each letter it may begin with."""
NEAR = 5
"""How many near names are offered."""
NOISE = frozenset(
    (
        *("a", "an", "the", "pupil", "child", "student", "kid", "for", "of", "about", "in", "from"),
        *("mum", "mums", "dad", "dads", "mother", "father", "parent", "parents", "carer", "carers", "family"),
        *("year", "yr", "class", "form", "group", "called", "named"),
    )
)
"""Words around a name that are none."""


def is_like_a_name(typed: str) -> bool:
    """Whether a line could be somebody's name, with their class behind it perhaps: one word of it has three letters."""
    words = [word for word in searchable(typed).split() if word not in NOISE]
    return 0 < len(words) <= MOST_WORDS and any(len(word) > 2 and word.isalpha() for word in words)


async def called(records: Records, typed: str, by: Person, most: int, of: str = "pupils") -> Sequence[Found]:
    """Those on roll (or in the list `of`) whom typed words can mean: every word begins a word of the name; or some do,
    and the others are of the year and group (“amina 4 ash”), or only join (“the pupil called amina”, “amina's”)."""
    if found := await records.find(of, typed, by, most):
        return found
    words = searchable(typed).split()[:MOST_WORDS]
    for name, rest in _readings(words):
        found = await records.find(of, " ".join(name), by, LOOKED_AT if rest else most)
        fits = [one for one in found if _is_of(one.label, rest)]
        if fits:
            return fits[:most]
    return ()


def _readings(words: Sequence[str]) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """Which of the words may be the name, and which then say the class: the longest name first."""
    plain = [word for word in words if word not in NOISE] or list(words)
    owned = [*plain[:-1], plain[-1].removesuffix("s")] if plain else []
    for said in dict.fromkeys((tuple(plain), tuple(owned))):
        for n in range(len(said), 0, -1):
            if len(said) == n and list(said) == list(words):
                continue  # looked for already
            yield said[:n], said[n:]
            if n < len(said):
                yield said[-n:], said[:-n]


def _is_of(label: str, rest: Sequence[str]) -> bool:
    """Whether every word left over is of the class that stands in a pupil's label."""
    _, _, of = label.partition(",")
    words = searchable(of).split()
    known = {*words, *(a + b for a, b in pairwise(words))}
    return all({word, *(word.removeprefix(year) for year in ("year", "yr", "y"))} & known for word in rest)


async def near(records: Records, typed: str, by: Person) -> Sequence[Found]:
    """Those on roll whose names are a slip or two from what was typed, the nearest first; for who is not the SENCO
    only pupils they teach."""
    words = [word for word in searchable(typed).split()[:MOST_WORDS] if word not in NOISE]
    far: dict[str, tuple[float, Found]] = {}
    for word in words:
        for start in dict.fromkeys(word[:2] if len(word) > 2 else ""):
            for one in await records.find("pupils", start, by, LOOKED_AT):
                if by.is_senco or not one.pupil:
                    name = searchable(one.label.partition(",")[0]).split()
                    slips = max(min(_apart(typed_word, part) for part in name) for typed_word in words)
                    if slips <= 1.0:
                        far[one.value] = slips, one
    ordered = sorted(far.values(), key=lambda pair: (pair[0], pair[1].label))
    return [one for _, one in ordered][: min(NEAR, FOUND)]


def _apart(typed: str, part: str) -> float:
    """How far a word is from part of a name: a slip counts for less the longer the word is."""
    slips = min(apart(typed, part), apart(typed, part[: len(typed)]) if len(typed) > 3 else 9.0)
    return slips / 2 if len(typed) > 4 else slips

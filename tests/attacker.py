"""A reader of published summaries who wants to know more than they say: interval arithmetic until nothing moves.

What this reader knows beside the text: the school's roll to a pupil (it is public), the rule and its step, and how
counts hang together (which are parts of which, which only grow within a term, what opens and closes a referral).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

Name = tuple[str, int]
"""A count and the week it is of."""
FIGURE = re.compile(r"fewer than (\d+)|(\d+) to (\d+)(?!\d|%)|\bnone\b")
SHARE = re.compile(r"(\d+)%(?: to (\d+)%)? of the roll")
ENDLESS = 100_000


@dataclass
class Reader:
    """What is known: bounds of each count, and inequalities "these weighted counts are at most so much"."""

    low: dict[Name, int] = field(default_factory=dict)
    high: dict[Name, int] = field(default_factory=dict)
    rules: list[tuple[Mapping[Name, int], int]] = field(default_factory=list)

    def reads(self, name: Name, low: int, high: int) -> None:
        self.low[name] = max(low, self.low.get(name, 0))
        self.high[name] = min(high, self.high.get(name, ENDLESS))

    def at_most(self, left: Iterable[Name], right: Iterable[Name], less: int = 0) -> None:
        """The counts on the left, and `less` more, are together no more than those on the right."""
        weights: dict[Name, int] = {}
        for names, sign in ((left, 1), (right, -1)):
            for name in names:
                weights[name] = weights.get(name, 0) + sign
                self.reads(name, 0, ENDLESS)
        self.rules.append((weights, -less))

    def adds_up(self, parts: Iterable[Name], whole: Name) -> None:
        parts = list(parts)
        self.at_most(parts, [whole])
        self.at_most([whole], parts)

    def thinks(self) -> "Reader":
        """Draws every conclusion from single inequalities, again and again, until there is none."""
        moved = True
        while moved:
            moved = False
            for weights, most in self.rules:
                least = sum(w * (self.low[n] if w > 0 else self.high[n]) for n, w in weights.items())
                for name, w in weights.items():
                    rest = most - (least - w * (self.low[name] if w > 0 else self.high[name]))
                    if w > 0 and rest // w < self.high[name]:
                        self.high[name], moved = rest // w, True
                    elif w < 0 and -(rest // -w) > self.low[name]:
                        self.low[name], moved = -(rest // -w), True
                    if moved:
                        assert self.low[name] <= self.high[name], f"what was read of {name} contradicts itself"
                        least = sum(v * (self.low[n] if v > 0 else self.high[n]) for n, v in weights.items())
        return self

    def possibilities(self, name: Name) -> int:
        return self.high[name] - self.low[name] + 1

    def change(self, name: str, before: int, after: int) -> tuple[int, int]:
        """The least and the most by which a count can have moved between two weeks, everything known applied."""
        a, b = (name, after), (name, before)
        low, high = self.low[a] - self.high[b], self.high[a] - self.low[b]
        for weights, most in self.rules:  # rules that speak of both, as they stand: a - b and what else is in them
            if abs(weights.get(a, 0)) == 1 and weights.get(b, 0) == -weights[a]:
                rest = sum(w * (self.low[n] if w > 0 else self.high[n]) for n, w in weights.items() if n not in (a, b))
                if weights[a] == 1:
                    high = min(high, most - rest)
                else:
                    low = max(low, rest - most)
        return low, high


def figures(text: str) -> list[tuple[int, int]]:
    """The counts in a value as it stands on a card, each as its least and most."""
    found = []
    for figure in FIGURE.finditer(text):
        if figure[1]:
            found.append((0, int(figure[1]) - 1))
        elif figure[2]:
            found.append((int(figure[2]), int(figure[3])))
        else:
            found.append((0, 0))
    return found


def at_levels(texts: Sequence[str], step: int) -> list[tuple[int, int]]:
    """What a count said to be "about 10" can be in each week, for a reader who knows when a level is left: when the
    count is a whole step away. Where it has just come up to a level it is at least that, where down, at most."""
    found: list[tuple[int, int]] = []
    before = None
    for text in texts:
        said = re.match(r"about (\d+)", text)
        level = int(said[1]) if said else step
        least, most = level - step + 1 if said else 0, level + step - 1
        if before is not None and level < before:
            most = level
        elif said and (before is None or level > before):
            least = level
        found.append((least, most))
        before = level
    return found


def share_of(roll: int, text: str) -> tuple[int, int]:
    """What a percentage of a roll known exactly says of the count: its least and most."""
    said = SHARE.search(text)
    if not said:
        return 0, ENDLESS
    least, most = int(said[1]), int(said[2] or said[1])
    return -(-(2 * least - 1) * roll // 200), (2 * most + 1) * roll // 200

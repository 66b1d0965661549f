"""Everyday words for a command: what people type when they do not know its name."""

from dataclasses import dataclass

from commands.domain.words.names import searchable


@dataclass(frozen=True)
class Also:
    """Phrases that ask for a command as its own word does; each command says its own, and no two say the same.

    `rest` is what they mean behind that word: “overdue” is “due overdue”. `saying` is read first, where what was asked
    for is not there and this is the nearest that is. `goes_on`: more may follow, a name say; otherwise the phrase is
    the whole line, so that “late for school again” is not “late”.
    """

    phrases: tuple[str, ...]
    rest: str = ""
    saying: str = ""
    goes_on: bool = False

    def __post_init__(self) -> None:
        if self.rest and self.goes_on:
            raise ValueError(f"{self.phrases[0]!r} cannot both mean more and be followed by more")
        if not all(searchable(phrase) for phrase in self.phrases):
            raise ValueError("a phrase has letters or figures")


def also(phrases: str, *, rest: str = "", saying: str = "") -> Also:
    """Phrases, between commas, each of which is the whole line."""
    return Also(tuple(phrases.split(", ")), rest, saying)


def also_with_more(phrases: str, *, saying: str = "") -> Also:
    """Phrases, between commas, that a name or other words may follow."""
    return Also(tuple(phrases.split(", ")), saying=saying, goes_on=True)

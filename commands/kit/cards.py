"""Cards: what a channel or a person is shown. Every part has a plain-text form for screen readers and old clients."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from commands.domain.discreet import Discreet
from commands.kit import limits


@dataclass(frozen=True)
class Button:
    """A command typed for you: pressing it asks `word` about `about`.

    `opens` is true when the answer is a form or a detail that opens over the page, for the presser alone. It is not
    for a command to say: the dispatcher, which knows every command, sets it on what is about to be shown.
    """

    text: str
    word: str
    about: str = ""
    style: Literal["plain", "primary", "danger"] = "plain"
    opens: bool = False

    def __post_init__(self) -> None:
        limits.check("A button", self.text, limits.BUTTON)


@dataclass(frozen=True, repr=False)
class Prose(Discreet):
    """Words, one paragraph a line, under a heading when they need one; or a heading alone, over what follows."""

    text: str
    heading: str = ""
    kind: Literal["prose"] = "prose"

    def plain(self) -> str:
        return "\n".join(words for words in (self.heading, self.text) if words)


@dataclass(frozen=True, repr=False)
class Facts(Discreet):
    """Short labels with short values, drawn as two columns."""

    facts: tuple[tuple[str, str], ...]
    kind: Literal["facts"] = "facts"

    def __post_init__(self) -> None:
        if len(self.facts) > limits.FACTS:
            raise ValueError(f"a card shows at most {limits.FACTS} facts in a part")

    def plain(self) -> str:
        return "\n".join(f"{label}: {value}" for label, value in self.facts)


@dataclass(frozen=True, repr=False)
class Item(Discreet):
    """A line of a list: its text, a quieter second line, and buttons of its own."""

    text: str
    detail: str = ""
    buttons: tuple[Button, ...] = ()

    def plain(self) -> str:
        return f"- {self.text}" + (f" ({self.detail})" if self.detail else "")


@dataclass(frozen=True, repr=False)
class Items(Discreet):
    """A list, each line with its own buttons."""

    items: tuple[Item, ...]
    kind: Literal["items"] = "items"

    def __post_init__(self) -> None:
        if len(self.items) > limits.ITEMS:
            raise ValueError(f"a card shows at most {limits.ITEMS} items; page the rest by a button")

    def plain(self) -> str:
        return "\n".join(item.plain() for item in self.items)


Part = Prose | Facts | Items


@dataclass(frozen=True, repr=False)
class Card(Discreet):
    """A title, parts in order, and buttons at the foot."""

    title: str
    parts: tuple[Part, ...] = ()
    buttons: tuple[Button, ...] = ()

    def __post_init__(self) -> None:
        limits.check("A card's title", self.title, limits.LABEL)

    def plain(self) -> str:
        """The whole card as text: what a notification, a screen reader or a terminal shows."""
        return "\n".join((self.title, *(part.plain() for part in self.parts)))

    def with_buttons(self, change: Callable[[Button], Button]) -> "Card":
        """The same card with every button, its items' included, put through `change`."""

        def changed(part: Part) -> Part:
            if not isinstance(part, Items):
                return part
            return Items(tuple(replace(i, buttons=tuple(map(change, i.buttons))) for i in part.items))

        return replace(self, parts=tuple(map(changed, self.parts)), buttons=tuple(map(change, self.buttons)))

    @property
    def every_button(self) -> tuple[Button, ...]:
        """The buttons at the foot and those of the items."""
        of_items = (b for part in self.parts if isinstance(part, Items) for item in part.items for b in item.buttons)
        return (*self.buttons, *of_items)

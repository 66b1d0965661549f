"""Cards: what a channel or a person is shown. Every part has a plain-text form for screen readers and old clients."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from commands.domain.privacy.discreet import Discreet
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


OPENS = ("Open", "Read it")
"""What a button says that opens what a line is of."""


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
    """A line of a list: its text, a quieter second line, and buttons of its own.

    `late` says in words how late it is ("7 school days late"), and each face draws it so that it is seen at once; it
    stands before the detail, which does not say it again. `cells` are the line again as a row of the list's `columns`,
    each cell's words and what it is sorted by, the text first.
    """

    text: str
    detail: str = ""
    buttons: tuple[Button, ...] = ()
    late: str = ""
    cells: tuple[tuple[str, str], ...] = ()

    @property
    def opening(self) -> Button | None:
        """The button that opens what the line is of and does nothing to it, where it has others beside: a face with
        little room draws the line as what is pressed to open it, and the others behind one more press."""
        return next((b for b in self.buttons if b.text in OPENS), None) if len(self.buttons) > 1 else None

    @property
    def said(self) -> str:
        """The second line whole, for where nothing of it can be drawn otherwise."""
        return "; ".join(filter(None, (self.late, self.detail)))

    def plain(self) -> str:
        return f"- {self.text}" + (f" ({self.said})" if self.said else "")


@dataclass(frozen=True, repr=False)
class Items(Discreet):
    """A list, each line with its own buttons. With `columns`, a face that has room for a table may draw it as one."""

    items: tuple[Item, ...]
    kind: Literal["items"] = "items"
    columns: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.columns and any(len(item.cells) != len(self.columns) for item in self.items):
            raise ValueError("each line of a list with columns has a cell for each")
        if len(self.items) > limits.ITEMS:
            raise ValueError(f"a card shows at most {limits.ITEMS} items; page the rest by a button")

    def plain(self) -> str:
        return "\n".join(item.plain() for item in self.items)


@dataclass(frozen=True, repr=False)
class Series(Discreet):
    """Numbers under one name, one for each category of a chart; None where a number is not shown."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, repr=False)
class Chart(Discreet):
    """Numbers by category, drawn as bars or as a line in time, and always readable as text.

    `unit` says what is counted ("weeks"). Who makes a chart says in words what it shows: a chart is never the only
    place where something stands.
    """

    title: str
    style: Literal["bar", "line"]
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str
    kind: Literal["chart"] = "chart"

    def __post_init__(self) -> None:
        limits.check("A chart's title", self.title, limits.CHART_TITLE)
        limits.check("A chart's unit", self.unit, limits.CHART_TITLE)
        for label in (*self.categories, *(series.name for series in self.series)):
            limits.check("A label of a chart", label, limits.CHART_LABEL)
        if not 1 <= len(self.categories) <= limits.CATEGORIES or not 1 <= len(self.series) <= limits.SERIES:
            raise ValueError(f"a chart has 1 to {limits.CATEGORIES} categories and 1 to {limits.SERIES} series")
        names = [series.name for series in self.series]
        if len({*self.categories}) < len(self.categories) or len({*names}) < len(names):
            raise ValueError("a chart's categories differ, and so do its series")
        if any(len(series.values) != len(self.categories) for series in self.series):
            raise ValueError("each series of a chart has one number for each category")

    @property
    def heading(self) -> str:
        return f"{self.title} ({self.unit})"

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """Each category with its numbers in words: the chart as a table."""
        alone = len(self.series) == 1
        return tuple(
            (label, ", ".join(number(s.values[n]) if alone else f"{s.name} {number(s.values[n])}" for s in self.series))
            for n, label in enumerate(self.categories)
        )

    @property
    def table(self) -> str:
        """The rows as text to stand beside the drawing: one series in one paragraph, several a line each."""
        between = "; " if len(self.series) == 1 else "\n"
        return between.join(f"{label}: {numbers}" for label, numbers in self.rows)

    @property
    def complete(self) -> tuple[int, ...]:
        """The places of the categories in which every number is shown, for what cannot draw a gap."""
        return tuple(n for n in range(len(self.categories)) if all(s.values[n] is not None for s in self.series))

    def plain(self) -> str:
        return "\n".join((self.heading, *(f"{label}: {numbers}" for label, numbers in self.rows)))


def number(value: float | None) -> str:
    """A number of a chart as it is read."""
    return "not shown" if value is None else f"{value:g}"


Part = Prose | Facts | Items | Chart


@dataclass(frozen=True, repr=False)
class Card(Discreet):
    """A title, parts in order, and buttons at the foot."""

    title: str
    parts: tuple[Part, ...] = ()
    buttons: tuple[Button, ...] = ()

    def __post_init__(self) -> None:
        limits.check("A card's title", self.title, limits.LABEL)
        if sum(isinstance(part, Chart) for part in self.parts) > limits.CHARTS:
            raise ValueError(f"a card shows at most {limits.CHARTS} charts")

    def plain(self) -> str:
        """The whole card as text: what a notification, a screen reader or a terminal shows."""
        return "\n".join((self.title, *(part.plain() for part in self.parts)))

    def with_buttons(self, change: Callable[[Button], Button]) -> "Card":
        """The same card with every button, its items' included, put through `change`."""

        def changed(part: Part) -> Part:
            if not isinstance(part, Items):
                return part
            return replace(part, items=tuple(replace(i, buttons=tuple(map(change, i.buttons))) for i in part.items))

        return replace(self, parts=tuple(map(changed, self.parts)), buttons=tuple(map(change, self.buttons)))

    def with_one_primary(self) -> "Card":
        """The same card with at most one button that stands out: the first such at the foot, else the only one of its
        lines. Lines with one each are a list of equals, and a foot that leads on needs no rival above it."""
        foot, lines = ([b for b in some if b.style == "primary"] for some in (self.buttons, self._of_items))
        leads = foot[:1] or (lines if len(lines) == 1 else [])
        if len(leads) == len(foot) + len(lines):
            return self
        return self.with_buttons(
            lambda b: b if b.style != "primary" or any(b is one for one in leads) else replace(b, style="plain")
        )

    @property
    def every_button(self) -> tuple[Button, ...]:
        """The buttons at the foot and those of the items."""
        return (*self.buttons, *self._of_items)

    @property
    def _of_items(self) -> Iterator[Button]:
        return (b for part in self.parts if isinstance(part, Items) for item in part.items for b in item.buttons)

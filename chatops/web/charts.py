"""A chart worked out for the page: where its bars, points and words stand. The template turns it into SVG.

Nothing is told by colour alone: bars of different series differ in their filling and say their series' name, lines
differ in their dashes and the shapes of their points, and every number stands beside what it is the number of.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from commands.domain.privacy.discreet import Discreet
from commands.kit import Chart
from commands.kit.cards import number

WIDTH = 440
"""Units of the picture, in which letters are 14 high: readable on a telephone, not huge on a screen."""
NUMBERS = 130
"""Room for the numbers after the longest bar."""
BAR = 20
NAME = 22
BETWEEN = 10
TOP = 24
PLOT = 120
"""The height of a line chart between its highest and its lowest number."""
FOOT = 34
SIDE = 34
LEGEND = 22


@dataclass(frozen=True, repr=False)
class Mark(Discreet):
    """A bar, or a point of a line, with the words beside it. `look` is the place of its series."""

    x: float
    y: float
    width: float
    words: str
    look: int


@dataclass(frozen=True, repr=False)
class ChartText(Discreet):
    """Words at a place: a category's name, or an entry of the legend."""

    x: float
    y: float
    text: str
    look: int = 0


@dataclass(frozen=True, repr=False)
class Drawing(Discreet):
    """Everything on the picture. `lines` are the parts of each series' line, broken where a number is not shown."""

    style: str
    height: float
    marks: tuple[Mark, ...]
    labels: tuple[ChartText, ...]
    legend: tuple[ChartText, ...]
    lines: tuple[tuple[int, str], ...] = ()
    base: float = 0
    width: int = WIDTH


def draw(chart: Chart) -> Drawing:
    """The picture of a chart, with the lowest number at zero."""
    most = max((value for one in chart.series for value in one.values if value is not None), default=0) or 1
    return _bars(chart, most) if chart.style == "bar" else _line(chart, most)


def _bars(chart: Chart, most: float) -> Drawing:
    """Bars lie on their side, each category's below its name, so that the names can be read."""
    several = len(chart.series) > 1
    marks: list[Mark] = []
    labels: list[ChartText] = []
    y: float = 0
    for n, category in enumerate(chart.categories):
        labels.append(ChartText(0, y + NAME - 7, category))
        y += NAME
        for look, one in enumerate(chart.series):
            value = one.values[n]
            width = 0 if value is None else round(value / most * (WIDTH - NUMBERS), 1)
            words = number(value) + (f" {one.name.lower()}" if several else "")
            marks.append(Mark(1, y, width, words, look))
            y += BAR
        y += BETWEEN
    return Drawing("bar", y - BETWEEN + 2, tuple(marks), tuple(labels), ())


def _line(chart: Chart, most: float) -> Drawing:
    top = TOP + LEGEND * ((len(chart.series) + 1) // 2 if len(chart.series) > 1 else 0)
    apart = (WIDTH - 2 * SIDE) / max(1, len(chart.categories) - 1)
    across = [round(SIDE + n * apart, 1) for n in range(len(chart.categories))]
    marks: list[Mark] = []
    lines: list[tuple[int, str]] = []
    for look, one in enumerate(chart.series):
        points = [
            None if value is None else (x, round(top + PLOT * (1 - value / most), 1), value)
            for x, value in zip(across, one.values, strict=True)
        ]
        marks += [Mark(x, y, 0, number(value), look) for x, y, value in filter(None, points)]
        lines += [(look, f"{a[0]},{a[1]} {b[0]},{b[1]}") for a, b in pairwise(points) if a and b]
    labels = [ChartText(x, top + PLOT + 22, text) for x, text in _readable(across, chart.categories)]
    legend = (
        [ChartText(16 + n % 2 * WIDTH / 2, 14 + n // 2 * LEGEND, one.name, n) for n, one in enumerate(chart.series)]
        if len(chart.series) > 1
        else []
    )
    return Drawing("line", top + PLOT + FOOT, tuple(marks), tuple(labels), tuple(legend), tuple(lines), top + PLOT)


def _readable(across: Sequence[float], names: Sequence[str]) -> list[tuple[float, str]]:
    """The names that fit beside each other under a line: all, or every second, or third; the last always."""
    apart = (across[-1] - across[0]) / max(1, len(across) - 1)
    step = 1
    while step < len(names) and apart * step < 8 * max(map(len, names)):
        step += 1
    return [
        (x, name) for n, (x, name) in enumerate(zip(across, names, strict=True)) if (len(names) - 1 - n) % step == 0
    ]

"""The table at the end: a row for each kind of work, with the ratios that are meant to be read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tests.bench.rounds import Rate

HERE, BASE, PEER = "this build", "base", "peer"


@dataclass(frozen=True)
class Row:
    """One kind of work: a figure for each contender, by label. `less` says that less of it is better."""

    work: str
    unit: str
    figures: Mapping[str, float]
    less: bool = False

    def ratio(self, to: str) -> float | None:
        """How many times better than that contender this build is."""
        ours, theirs = self.figures.get(HERE), self.figures.get(to)
        if not ours or not theirs:
            return None
        return theirs / ours if self.less else ours / theirs


def rows(work: str, rates: Mapping[str, Rate]) -> Sequence[Row]:
    """Two rows of the same rounds: what was done in a second, and the CPU it took, in which other programs of a shared
    machine do not count."""
    return (
        Row(work, "a second", {label: rate.a_second for label, rate in rates.items()}),
        Row("", "ms of CPU", {label: rate.ms_of_cpu for label, rate in rates.items()}, less=True),
    )


def table(rows: Sequence[Row]) -> str:
    """In Markdown, to be put into a document as it is."""
    lines: list[tuple[str, ...]] = [("work", "", HERE, BASE, PEER, "to base", "to peer")]
    for row in rows:
        figures = (_figure(row.figures.get(label)) for label in (HERE, BASE, PEER))
        lines.append((row.work, row.unit, *figures, _figure(row.ratio(BASE)), _figure(row.ratio(PEER))))
    widths = [max(3, *(len(line[n]) for line in lines)) for n in range(len(lines[0]))]
    sides = (str.ljust, str.ljust, *(str.rjust,) * (len(widths) - 2))
    drawn = [_line(side(cell, width) for side, cell, width in zip(sides, line, widths, strict=True)) for line in lines]
    rule = _line(
        "-" * width if side is str.ljust else "-" * (width - 1) + ":" for side, width in zip(sides, widths, strict=True)
    )
    return "\n".join((drawn[0], rule, *drawn[1:]))


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _figure(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"

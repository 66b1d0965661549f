"""National figures to read a school's beside: dated, with their source; a newer release is a new row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class NationalFigures:
    """What a release says of all schools in England, in per cent of pupils. `known_from` is when it was out."""

    known_from: date
    as_at: str
    support: float
    plan: float
    source: str

    @property
    def words(self) -> str:
        """One sentence: the figures, when they are of, whose they are."""
        return (
            f"{self.as_at}, all schools in England (special and independent schools too, so not like for like): "
            f"SEN support {self.support}%, EHC plan {self.plan}% of pupils. Source: {self.source}."
        )


RELEASES: tuple[NationalFigures, ...] = (
    NationalFigures(
        date(2024, 6, 20),
        "January 2024",
        13.6,
        4.8,
        "DfE, Special educational needs in England, as reported by Flourish Education",
    ),
    NationalFigures(
        date(2025, 6, 12),
        "January 2025",
        14.2,
        5.3,
        "DfE, Special educational needs in England, as reported by NAHT, 12 June 2025",
    ),
    NationalFigures(
        date(2026, 6, 30),
        "January 2026",
        14.8,
        6.0,
        "DfE, Special educational needs in England, as reported by nasen",
    ),
)
"""Oldest first. The days of the releases are those of the reports read, or the end of June."""


def latest_on(day: date, releases: Sequence[NationalFigures] = RELEASES) -> NationalFigures | None:
    """The newest release there was on a day; None before the first."""
    return next((release for release in reversed(releases) if release.known_from <= day), None)

"""A support plan with everything in it, for the tests of its words and of how it is drawn."""

from dataclasses import replace
from datetime import date, time
from typing import Any

from commands.domain.cycle import Cycle, Stage
from commands.domain.outcome import LineKind, Outcome, Progress, ProvisionLine
from commands.domain.pupil import Provision, Pupil
from commands.domain.review import Review, ReviewKind
from commands.domain.school import School
from commands.pupils.plan_in_words import Handed

SCHOOL = School("S", "Oakfield School")
PUPIL = Pupil("S", "P1", "A000000000001", "Yusuf", "Amina", "Ami", date(2017, 9, 14), "4", "4B", Provision.SUPPORT)
CYCLE = Cycle(
    "S", "C-7K2PM", "P1", 2, Stage.DO, "T", "S", date(2026, 9, 14), needs="Retelling a story.", strengths="Drawing.",
    pupil_views="I like pictures.", parents_views="She is tired.", review_on=date(2026, 12, 18),
    started_on=date(2026, 9, 21),
)  # fmt: skip
OUTCOMES = (
    Outcome("S", "C-7K2PM", 1, "Retell a short story", "Two events", "All five", date(2026, 12, 11)),
    Outcome("S", "C-7K2PM", 2, "Ask for help", "Waits", "Asks", None, Progress.PARTLY, "A card to turn over."),
)
LINES = (
    ProvisionLine(
        "S", "C-7K2PM", 1, 1, LineKind.PROVISION, "Story group", "Ms Reed", "3 times a week", date(2026, 9, 21)
    ),
    ProvisionLine(
        "S", "C-7K2PM", 2, 0, LineKind.ADJUSTMENT, "A seat at the front", "Everybody", "Every lesson",
        date(2026, 9, 21), date(2026, 11, 27),
    ),
)  # fmt: skip
REVIEW = Review("S", "V-22222", "P1", ReviewKind.SUPPORT, date(2026, 12, 17), "S", date(2026, 9, 21), at=time(15, 30))


def handed(**of_cycle: Any) -> Handed:
    """The plan, with its cycle changed so."""
    return Handed(SCHOOL, PUPIL, replace(CYCLE, **of_cycle), OUTCOMES, LINES, REVIEW, "Tom Reed", ("Sam Okoro",))

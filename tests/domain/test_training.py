"""What to train next, as a table: what is asked for most often, and of equals what was trained longest ago."""

from datetime import date

import pytest

from commands.domain.adjustment import Adjustment
from commands.domain.training import Trained, Training, what_to_train_next

LATER, EARLIER = date(2026, 10, 5), date(2025, 10, 6)


@pytest.mark.parametrize(
    ("asked", "trained", "expected"),
    [
        pytest.param({}, [(Adjustment.SEATING, LATER)], [], id="nothing asked, nothing to train"),
        pytest.param({Adjustment.SEATING: 0}, [], [], id="asked no longer"),
        pytest.param(
            {Adjustment.SEATING: 1, Adjustment.CALM: 3},
            [],
            [(Adjustment.CALM, None), (Adjustment.SEATING, None)],
            id="most often first",
        ),
        pytest.param(
            {Adjustment.SEATING: 2, Adjustment.CALM: 2, Adjustment.SENSORY: 2},
            [(Adjustment.SEATING, LATER), (Adjustment.CALM, EARLIER)],
            [(Adjustment.SENSORY, None), (Adjustment.CALM, EARLIER), (Adjustment.SEATING, LATER)],
            id="never trained, then longest ago",
        ),
        pytest.param(
            {Adjustment.CALM: 1},
            [(Adjustment.CALM, EARLIER), (Adjustment.CALM, LATER)],
            [(Adjustment.CALM, LATER)],
            id="the last training",
        ),
    ],
)
def test_what_to_train_next(
    asked: dict[Adjustment, int], trained: list[tuple[Adjustment, date]], expected: list[tuple[Adjustment, date | None]]
) -> None:
    assert [(need.topic, need.trained_on) for need in what_to_train_next(asked, trained)] == expected


def test_a_training_is_taken_back_once_and_tells_nothing_in_a_traceback() -> None:
    training = Training("S", "T-7K2PM", LATER, Adjustment.OTHER, "zq-own", Trained.SOME, "zq-whom", "sam", LATER)
    assert (training.about, training.of_whom) == ("zq-own", "zq-whom")
    assert "zq" not in repr(training)
    with pytest.raises(ValueError, match="before"):
        training.taken_back("sam", LATER).taken_back("sam", LATER)

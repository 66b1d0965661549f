"""Limits of one person, second by second: a bucket that fills up again, and the names of an hour."""

import pytest

from chatops.admitting.names_offered import HOUR, Names
from chatops.admitting.pace import Pace
from commands.domain.words.names import is_whole_name

TOM, SAM = ("S1", "tom"), ("S1", "sam")


def test_a_third_of_a_minute_goes_at_once_and_then_one_a_second() -> None:
    pace = Pace(60)
    assert [pace.wait("tom", 0.0) for _ in range(20)] == [0] * 20
    assert pace.wait("tom", 0.0) == 1
    assert pace.wait("sam", 0.0) == 0
    assert pace.wait("tom", 1.0) == 0
    assert pace.wait("tom", 1.5) == 1
    assert [pace.wait("tom", 61.0) for _ in range(21)] == [0] * 20 + [1]


def test_asking_in_vain_makes_no_wait_longer_and_a_clock_that_goes_back_gives_nothing() -> None:
    pace = Pace(3)
    assert pace.wait("tom", 100.0) == 0
    assert [pace.wait("tom", 100.0) for _ in range(9)] == [20] * 9
    assert pace.wait("tom", 50.0) == 20
    assert pace.wait("tom", 120.0) == 0


def test_only_so_many_people_are_remembered() -> None:
    pace = Pace(3, people=2)
    for who in ("tom", "sam", "ada"):
        assert pace.wait(who, 0.0) == 0
    assert pace.wait("ada", 0.0) > 0
    assert pace.wait("tom", 0.0) == 0  # forgotten, and the bucket is full again


def test_names_are_counted_once_and_go_after_an_hour() -> None:
    names = Names(3)
    names.offer(TOM, ("P1", "P2"), 0.0)
    names.offer(TOM, ("P2", "P3"), 10.0)
    assert names.known(TOM, 10.0) == {"P1", "P2", "P3"}
    assert names.has_room(TOM, ("P1",), 10.0)
    assert not names.has_room(TOM, ("P4",), 10.0)
    assert names.has_room(SAM, ("P4",), 10.0)
    assert names.has_room(TOM, ("P4",), HOUR + 1)
    assert names.known(TOM, HOUR + 11) == frozenset()


def test_a_count_is_written_at_the_limit_at_each_doubling_and_anew_each_hour() -> None:
    names, written = Names(10), []
    for n in range(50):
        names.offer(SAM, (f"P{n}",), 0.0)
        if count := names.to_write(SAM, 0.0, stopped=False):
            names.wrote(SAM, count, 0.0)
            written.append(count)
    assert written == [10, 20, 40]
    assert names.to_write(SAM, HOUR - 1, stopped=True) == 0
    assert names.to_write(SAM, HOUR, stopped=True) == 50
    names.offer(TOM, ("P1",), 0.0)
    assert names.to_write(TOM, 0.0, stopped=False) == 0
    assert names.to_write(TOM, 0.0, stopped=True) == 1


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("amina yusuf", True),
        ("YUSUF, Aminá", True),
        ("mina yusuf", True),
        ("amina", False),
        ("amin yusuf", False),
        ("amina yusuf smith", False),
        ("", False),
    ],
)
def test_who_types_a_whole_name_knows_whom_they_mean(typed: str, whole: bool) -> None:
    assert is_whole_name(typed, "Amina", "Yusuf", "Mina") is whole

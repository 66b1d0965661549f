"""What works, from notes; and which notes are the same one, or may still be put right."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from commands.domain.adjustment import Adjustment, AdjustmentNote, Worked, as_they_stand, earlier
from commands.domain.what_works import best, evidence, in_short, what_works

NOW = datetime(2026, 9, 14, 8, 0, tzinfo=UTC)
HELPED, SOME, NOT, EARLY, ADVICE = Worked


def a_note(n: int = 1, **changes: object) -> AdjustmentNote:
    note = AdjustmentNote(
        school_id="S",
        pupil_id="P",
        n=n,
        version=1,
        reference=f"N-2222{n}",
        by="T",
        at=NOW,
        written_at=NOW,
        on=NOW.date(),
        what=Adjustment.SEATING,
        own="",
        how=HELPED,
    )
    return replace(note, **changes)  # type: ignore[arg-type]


def noted(how: Sequence[Worked], **changes: object) -> list[AdjustmentNote]:
    return [a_note(n, how=one, **changes) for n, one in enumerate(how, 1)]


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ([HELPED] * 9 + [SOME, NOT], "helped in 9 of 11 lessons, some in 1, not in 1"),
        ([HELPED], "helped in 1 of 1 lesson"),
        ([NOT, HELPED], "helped in 1 of 2 lessons, not in 1"),  # they contradict each other, and both are counted
        ([EARLY, EARLY], "too early to say in 2"),
        ([HELPED, EARLY], "helped in 1 of 1 lesson, too early to say in 1"),
        ([ADVICE, ADVICE, ADVICE], "advice asked for 3 times"),
    ],
)
def test_how_an_adjustment_went_in_words(how: list[Worked], words: str) -> None:
    [works] = what_works(noted(how))
    assert works.in_words == words


def test_each_adjustment_by_itself_the_most_judged_first() -> None:
    notes = [
        *noted([HELPED], what=Adjustment.SCAFFOLD),
        *noted([NOT, HELPED]),
        *noted([HELPED], what=Adjustment.OTHER, own="Story map"),
        a_note(2, how=NOT, what=Adjustment.OTHER, own="story-MAP"),
        *noted([EARLY], what=Adjustment.OTHER, own="Trampoline"),
    ]
    found = what_works(notes)
    assert [(one.what, one.judged, one.helped) for one in found] == [
        ("Seating", 2, 1),
        ("story-MAP", 2, 1),
        ("Scaffold", 1, 1),
        ("Trampoline", 0, 0),
    ]
    assert [one.what for one in best(found)] == ["Scaffold", "Seating", "story-MAP"]


def test_in_short_those_judged_most_often_and_how_many_more() -> None:
    kinds = (Adjustment.SEATING, Adjustment.SCAFFOLD, Adjustment.PRINT)
    found = what_works([one for n, what in enumerate(kinds) for one in noted([HELPED] * (3 - n), what=what)])
    assert in_short(found) == (
        "Seating: helped in 3 of 3 lessons\nScaffold: helped in 2 of 2 lessons\n"
        "Larger or tinted print: helped in 1 of 1 lesson"
    )
    assert in_short(found, 2).endswith("\nAnd 1 more.")
    assert in_short(()) == ""


def test_by_how_many_colleagues_from_when_and_month_by_month() -> None:
    days = [date(2026, 9, 7), date(2026, 9, 21), date(2026, 10, 5)]
    notes = [a_note(n, on=on, by=by) for n, (on, by) in enumerate(zip(days, "TUT", strict=True), 1)]
    notes[1] = replace(notes[1], how=NOT)
    [works] = what_works(notes)
    assert (works.colleagues, works.first, works.last) == (2, days[0], days[2])
    assert works.over_time == "September 2026: 1 of 2, October 2026: 1 of 1"
    [works] = what_works(notes[:2])
    assert works.over_time == ""


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        (None, None, ""),
        (date(2026, 9, 15), None, ""),
        (date(2026, 9, 14), None, "3 noted since the plan started; helped in 1 of 2 lessons"),
        (date(2026, 9, 1), date(2026, 9, 14), "3 noted while the plan ran; helped in 1 of 2 lessons"),
        (date(2026, 9, 1), date(2026, 9, 13), ""),
    ],
)
def test_a_review_counts_what_was_noted_since_the_plan_started(
    since: date | None, until: date | None, words: str
) -> None:
    assert evidence(noted([HELPED, NOT, EARLY]), since, until) == words


def test_a_note_stands_as_corrected_and_keeps_what_it_said() -> None:
    first = a_note(1)
    second = first.corrected(
        what=Adjustment.SCAFFOLD, own="", how=NOT, lesson="Maths", note="", on=first.on, at=NOW + timedelta(days=1)
    )
    other = a_note(2, on=date(2026, 9, 13))
    assert as_they_stand([first, other, second]) == (second, other)
    assert earlier([first, other, second], second) == [first]
    assert earlier([first, other, second], other) == []
    assert (second.version, second.at, second.written_at) == (2, NOW, NOW + timedelta(days=1))


def test_a_note_taken_back_counts_no_more_and_cannot_be_put_right() -> None:
    note, other = a_note(1), a_note(2)
    gone = note.withdrawn(NOW)
    assert as_they_stand([note, gone, other]) == (other,)
    assert not gone.may_be_corrected("T", NOW)


@pytest.mark.parametrize(
    ("by", "after", "may"),
    [
        ("T", timedelta(0), True),
        ("T", timedelta(days=7), True),
        ("T", timedelta(days=7, seconds=1), False),
        ("U", timedelta(0), False),
    ],
)
def test_its_author_may_correct_it_for_a_week(by: str, after: timedelta, may: bool) -> None:
    assert a_note().may_be_corrected(by, NOW + after) is may


def test_after_the_week_it_is_not_corrected() -> None:
    with pytest.raises(ValueError, match="week"):
        a_note().corrected(
            what=Adjustment.SEATING, own="", how=NOT, lesson="", note="", on=NOW.date(), at=NOW + timedelta(days=8)
        )


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({}, True),
        ({"at": NOW + timedelta(seconds=59)}, True),
        ({"at": NOW + timedelta(seconds=60)}, False),
        ({"how": NOT}, False),
        ({"lesson": "Maths"}, False),
        ({"by": "U"}, False),
        ({"what": Adjustment.SCAFFOLD}, False),
    ],
)
def test_one_note_sent_twice_is_one(changes: dict[str, object], same: bool) -> None:
    assert a_note(1).is_the_same(a_note(2, **changes)) is same

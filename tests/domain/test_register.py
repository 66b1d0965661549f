"""The rules of the register: what the census and the Act ask, what is kept, since when; what a clash can become."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from commands.domain.clash import CLASH_MOVES, ClashState, RegisterClash
from commands.domain.days.calendar import SchoolCalendar, Span, TermDate
from commands.domain.needs import NEED_TYPES, RETIRED, AreaOfNeed, NeedType, SecondaryNeed, need_in_words
from commands.domain.pupil import Provision, Pupil
from commands.domain.register import (
    NO_SEN,
    Change,
    RegisterChange,
    RegisterEntry,
    SenStatus,
    started_on,
    watch_until,
)

TODAY = date(2026, 9, 14)
NOW = datetime(2026, 9, 14, 8, tzinfo=UTC)
N, K, E = Provision.NONE, Provision.SUPPORT, Provision.PLAN
TOLD = date(2026, 9, 11)
CALENDAR = SchoolCalendar(
    (
        TermDate("S", Span.TERM, "Autumn", date(2026, 9, 1), date(2026, 12, 18)),
        TermDate("S", Span.BREAK, "Half-term", date(2026, 10, 26), date(2026, 10, 30)),
        TermDate("S", Span.INSET, "INSET", date(2026, 11, 2), date(2026, 11, 2)),
        TermDate("S", Span.TERM, "Spring", date(2027, 1, 4), date(2027, 3, 25)),
    )
)


def a_pupil(provision: Provision = N, primary: str = "", secondary: str = "") -> Pupil:
    return Pupil("S", "P", "U", "Yusuf", "Amina", "", None, "4", "4B", provision, primary, secondary)


def a_change(to: SenStatus, **more: object) -> Change:
    change = Change(RegisterChange.PUT_ON, to, TODAY, "Slow progress after two cycles", TOLD)
    return replace(change, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("to", "question", "words"),
    [
        (SenStatus(K), "primary_need", "rule 2170"),
        (SenStatus(E), "primary_need", "rule 2170"),
        (SenStatus(K, "BESD"), "primary_need", "rule 2170"),
        (SenStatus(E, "NSA"), "primary_need", "rule 2175"),
        (SenStatus(E, "ASD", "NSA"), "secondary_need", "rule 2175"),
        (SenStatus(K, "SLCN", "SLCN"), "secondary_need", "same as the primary"),
        (SenStatus(K, "SLCN", "BESD"), "secondary_need", "no longer takes"),
    ],
    ids=["2170 K", "2170 E", "retired", "2175", "2175 secondary", "twice the same", "retired secondary"],
)
def test_what_the_census_would_send_back_is_refused_with_its_rule(to: SenStatus, question: str, words: str) -> None:
    wrong = a_change(to).mistakes(a_pupil(), (), TODAY)
    assert list(wrong) == [question]
    assert words in wrong[question]


@pytest.mark.parametrize("to", [SenStatus(K, "NSA"), SenStatus(K, "SLCN", "ASD"), SenStatus(E, "ASD")])
def test_what_the_census_takes_is_taken(to: SenStatus) -> None:
    assert a_change(to).mistakes(a_pupil(), (), TODAY) == {}


@pytest.mark.parametrize(
    ("was", "to", "needed"),
    [
        (N, K, True),  # CFA 2014 s.68: provision is made for a pupil without an EHC plan
        (E, K, True),  # the plan has ceased
        (N, E, False),
        (K, E, False),
        (K, K, False),  # a change of need
    ],
)
def test_parents_are_informed_when_sen_support_starts_for_a_pupil_without_a_plan(
    was: Provision, to: Provision, needed: bool
) -> None:
    change = a_change(SenStatus(to, "ASD"), parents_informed_on=None)
    wrong = change.mistakes(a_pupil(was, "SLCN"), (), TODAY)
    assert ("parents_informed_on" in wrong) is needed
    assert not needed or "Children and Families Act 2014, s.68" in wrong["parents_informed_on"]


def test_no_day_lies_in_the_future_and_none_before_the_last_change() -> None:
    tomorrow = date(2026, 9, 15)
    to = SenStatus(K, "SLCN")
    assert "in the future" in a_change(to, from_on=tomorrow).mistakes(a_pupil(), (), TODAY)["from_on"]
    told = a_change(to, parents_informed_on=tomorrow).mistakes(a_pupil(), (), TODAY)
    assert "in the future" in told["parents_informed_on"]
    history = a_change(to).entries(a_pupil(), (), by="S", at=NOW)
    earlier = a_change(SenStatus(K, "ASD"), from_on=date(2026, 9, 1))
    assert "Monday 14 September 2026" in earlier.mistakes(a_pupil(K, "SLCN"), history, TODAY)["from_on"]


@pytest.mark.parametrize(
    ("monitor_until", "told", "wrong"),
    [
        (date(2026, 11, 2), TOLD, set()),
        (None, TOLD, {"monitor_until"}),
        (TODAY, TOLD, {"monitor_until"}),
        (date(2026, 11, 2), None, {"parents_informed_on"}),
    ],
)
def test_coming_off_the_register_needs_parents_told_and_a_day_to_watch_until(
    monitor_until: date | None, told: date | None, wrong: set[str]
) -> None:
    off = Change(RegisterChange.TAKEN_OFF, NO_SEN, TODAY, "Caught up", told, monitor_until)
    assert off.mistakes(a_pupil(K, "SLCN"), (), TODAY).keys() == wrong


def test_the_first_entry_keeps_what_the_information_system_had_and_the_next_does_not() -> None:
    pupil = a_pupil(K, "SLCN")
    first = a_change(SenStatus(K, "ASD")).entries(pupil, (), by="S", at=NOW)
    assert [(e.n, e.what, e.from_on, e.primary_need) for e in first] == [
        (1, RegisterChange.BEFORE, None, "SLCN"),
        (2, RegisterChange.PUT_ON, TODAY, "ASD"),
    ]
    [second] = a_change(NO_SEN).entries(pupil, first, by="S", at=NOW)
    assert second.n == 3
    [only] = a_change(SenStatus(K, "ASD")).entries(a_pupil(), (), by="S", at=NOW)
    assert only.n == 1


def an_entry(n: int, provision: Provision, from_on: date | None) -> RegisterEntry:
    return RegisterEntry(
        "S", "P", n, RegisterChange.PUT_ON, from_on, provision, "SLCN", "", "", None, None, "S", NOW
    )  # fmt: skip


@pytest.mark.parametrize(
    ("history", "since"),
    [
        ((), None),
        (((K, date(2026, 1, 5)), (K, date(2026, 3, 2))), date(2026, 1, 5)),
        (((K, date(2026, 1, 5)), (E, date(2026, 3, 2))), date(2026, 3, 2)),
        (((K, date(2025, 1, 5)), (N, date(2025, 3, 2)), (K, date(2026, 1, 5))), date(2026, 1, 5)),
        (((K, None), (K, date(2026, 3, 2))), None),
    ],
    ids=["nothing recorded", "need changed since", "plan issued", "back again", "before it was kept"],
)
def test_since_when_the_present_provision(
    history: tuple[tuple[Provision, date | None], ...], since: date | None
) -> None:
    assert started_on([an_entry(n, *row) for n, row in enumerate(history, start=1)]) == since


def test_the_fourteen_census_types_and_their_broad_areas() -> None:
    assert {n.code: n.area.value if n.area else "" for n in NeedType} == {
        "SPLD": "cognition_learning",
        "MLD": "cognition_learning",
        "SLD": "cognition_learning",
        "PMLD": "cognition_learning",
        "SEMH": "semh",
        "SLCN": "communication_interaction",
        "ASD": "communication_interaction",
        "HI": "sensory_physical",
        "VI": "sensory_physical",
        "MSI": "sensory_physical",
        "PD": "sensory_physical",
        "DS": "",
        "OTH": "",
        "NSA": "",
    }
    assert NeedType.SEMH.area is AreaOfNeed.SEMH


def test_a_secondary_need_is_none_or_any_type_and_no_retired_code_can_be_chosen() -> None:
    assert [need.code for need in SecondaryNeed] == ["", *NEED_TYPES]
    assert [need.label for need in SecondaryNeed][1:] == [need.label for need in NeedType]
    assert not RETIRED.keys() & NEED_TYPES.keys()
    assert need_in_words("HI") == "Hearing impairment (HI)"


C = ClashState


@pytest.mark.parametrize(
    ("state", "allowed"),
    [(C.WAITING, {C.KEPT, C.TAKEN, C.AGREED}), (C.KEPT, {C.AGREED}), (C.TAKEN, set()), (C.AGREED, set())],
    ids=lambda value: value.value if isinstance(value, C) else "",
)
def test_the_moves_of_a_clash(state: ClashState, allowed: set[ClashState]) -> None:
    clash = replace(RegisterClash("S", "P", K, "SLCN", "", TODAY), state=state)
    assert CLASH_MOVES[state] == allowed
    for to in set(C) - allowed:
        with pytest.raises(ValueError, match="cannot go from"):
            clash.settled(to, "S", TODAY)
    for to in allowed:
        assert clash.settled(to, "S", TODAY).state is to


def test_what_ours_was_kept_against_stays_kept_until_the_file_says_something_else() -> None:
    kept = RegisterClash("S", "P", K, "SLCN", "", TODAY).settled(C.KEPT, "SENCO", TODAY)
    assert kept.again(SenStatus(K, "SLCN"), TODAY) is kept
    anew = kept.again(SenStatus(K, "ASD"), date(2026, 9, 15))
    assert (anew.state, anew.primary_need, anew.found_on, anew.settled_by) == (C.WAITING, "ASD", date(2026, 9, 15), "")


def test_the_register_in_a_traceback_tells_nothing() -> None:
    assert repr(an_entry(1, K, TODAY)) == "<RegisterEntry>"
    assert repr(SenStatus(K, "SLCN")) == "<SenStatus>"


@pytest.mark.parametrize(
    ("on", "until"),
    [
        pytest.param(date(2026, 9, 7), date(2026, 10, 19), id="six weeks on"),
        pytest.param(TODAY, date(2026, 11, 3), id="the first school day after half-term and its INSET day"),
        pytest.param(date(2026, 11, 13), date(2027, 1, 4), id="after the Christmas holiday"),
        pytest.param(date(2026, 11, 9), date(2027, 1, 4), id="exactly eight weeks on"),
    ],
)
def test_progress_is_watched_for_six_to_eight_weeks_to_a_school_day(on: date, until: date) -> None:
    assert watch_until(on, CALENDAR) == until


def test_where_the_holiday_is_longer_it_is_eight_weeks() -> None:
    assert watch_until(date(2026, 11, 2), CALENDAR) == date(2026, 12, 14)
    long = SchoolCalendar((*CALENDAR.dates, TermDate("S", Span.CLOSURE, "Closed", date(2026, 12, 1), date(2027, 2, 1))))
    assert watch_until(date(2026, 11, 2), long) == date(2026, 12, 28)

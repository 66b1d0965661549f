"""The statutory clocks: worked examples by the paragraph they follow, and what must hold for any facts."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.domain.days.calendar import SchoolCalendar, Span, TermDate
from commands.domain.law.deadlines import (
    Case,
    act_on,
    count,
    deadlines,
    end_of_compulsory_school_age,
    waiting_for,
)
from commands.domain.law.ruleset import Clock, Owner, Ruleset, Unit
from commands.domain.law.rulesets import RULESETS

ENGLAND = next(one for one in RULESETS if one.id == "england-2014")
YEAR = SchoolCalendar(
    tuple(
        TermDate("", kind, name, first, last)
        for kind, name, first, last in (
            (Span.TERM, "Autumn", date(2026, 9, 1), date(2026, 12, 18)),
            (Span.INSET, "INSET", date(2026, 10, 23), date(2026, 10, 23)),
            (Span.BREAK, "Half-term", date(2026, 10, 26), date(2026, 10, 30)),
            (Span.TERM, "Spring", date(2027, 1, 4), date(2027, 3, 25)),
            (Span.BREAK, "Half-term", date(2027, 2, 15), date(2027, 2, 19)),
        )
    )
)
D = date.fromisoformat
REQUEST = {"ehc_requested_on": "2026-09-14"}
SINCE = {"senco_since": "2024-01-10"}
WORKED: tuple[tuple[str, Clock, dict[str, str], str, str, str], ...] = (
    ("SI 2014/1530, reg 5(1)", Clock.EHC, REQUEST, "ehc.decision", "2026-10-26", "2026-10-26"),
    (
        "reg 5(1), on Christmas Day",
        Clock.EHC,
        {"ehc_requested_on": "2026-11-13"},
        "ehc.decision",
        "2026-12-25",
        "2026-12-24",
    ),
    (
        "SI 2014/1530, reg 8(1)",
        Clock.EHC,
        {"advice_request_received_on": "2026-10-20"},
        "ehc.advice",
        "2026-12-01",
        "2026-12-01",
    ),
    ("SI 2014/1530, reg 10(1)", Clock.EHC, REQUEST, "ehc.no_plan", "2027-01-04", "2027-01-04"),
    (
        "SI 2014/1530, reg 13(1)(a)",
        Clock.EHC,
        {"draft_served_on": "2027-01-04"},
        "ehc.reps",
        "2027-01-18",
        "2027-01-18",
    ),
    ("CoP 9.83", Clock.EHC, {"school_consulted_on": "2027-01-05"}, "ehc.consult", "2027-01-20", "2027-01-20"),
    ("SI 2014/1530, reg 13(2)", Clock.EHC, REQUEST, "ehc.final", "2027-02-01", "2027-02-01"),
    (
        "reg 13(2), on a bank holiday",
        Clock.EHC,
        {"ehc_requested_on": "2026-08-10"},
        "ehc.final",
        "2026-12-28",
        "2026-12-24",
    ),
    (
        "HESC Rules, r 20: the letter",
        Clock.EHC,
        {"decision_letter_on": "2026-12-31"},
        "ehc.appeal_from_letter",
        "2027-02-28",
        "2027-02-26",
    ),
    (
        "HESC Rules, r 20: the certificate",
        Clock.EHC,
        {"mediation_certificate_on": "2027-01-31"},
        "ehc.appeal_from_certificate",
        "2027-02-28",
        "2027-02-26",
    ),
    (
        "HESC Rules, r 20: the later",
        Clock.EHC,
        {"decision_letter_on": "2026-12-01", "mediation_certificate_on": "2027-01-15"},
        "ehc.appeal",
        "2027-02-15",
        "2027-02-15",
    ),
    (
        "SI 2014/1530, reg 27(2)",
        Clock.EHC,
        {"reassessment_notified_on": "2026-09-14"},
        "ehc.reassess_final",
        "2026-12-21",
        "2026-12-21",
    ),
    ("CFA 2014, s 44(1)(a)", Clock.ANNUAL, {"plan_made_on": "2027-02-01"}, "ar.completion", "2028-01-31", "2028-01-31"),
    (
        "CFA 2014, s 44(1)(b)",
        Clock.ANNUAL,
        {"plan_made_on": "2020-02-01", "last_completed_on": "2026-09-01"},
        "ar.completion",
        "2027-08-31",
        "2027-08-31",
    ),
    (
        "s 44(1), from 29 February",
        Clock.ANNUAL,
        {"plan_made_on": "2028-02-29"},
        "ar.completion",
        "2029-02-28",
        "2029-02-28",
    ),
    (
        "s 44(1), to 28 February of a leap year",
        Clock.ANNUAL,
        {"plan_made_on": "2027-03-01"},
        "ar.completion",
        "2028-02-29",
        "2028-02-29",
    ),
    ("CoP 9.169", Clock.ANNUAL, {"plan_made_on": "2027-02-01"}, "ar.latest_meeting", "2028-01-03", "2027-12-31"),
    (
        "two weeks in hand",
        Clock.ANNUAL,
        {"plan_made_on": "2026-12-01", "last_meeting_on": "2026-10-05"},
        "ar.target_meeting",
        "2027-09-21",
        "2027-09-21",
    ),
    ("six weeks to ask", Clock.ANNUAL, {"meeting_on": "2026-11-10"}, "ar.ask_views", "2026-09-29", "2026-09-29"),
    (
        "SI 2014/1530, reg 20(3), in half-term",
        Clock.ANNUAL,
        {"meeting_on": "2026-11-10"},
        "ar.invite",
        "2026-10-27",
        "2026-10-22",
    ),
    (
        "SI 2014/1530, reg 20(4), in half-term",
        Clock.ANNUAL,
        {"meeting_on": "2026-11-10"},
        "ar.papers",
        "2026-10-27",
        "2026-10-22",
    ),
    (
        "SI 2014/1530, reg 20(7)-(9)",
        Clock.ANNUAL,
        {"meeting_on": "2026-11-10"},
        "ar.report",
        "2026-11-24",
        "2026-11-24",
    ),
    (
        "SI 2014/1530, reg 20(10)",
        Clock.ANNUAL,
        {"meeting_on": "2026-11-10"},
        "ar.la_decision",
        "2026-12-08",
        "2026-12-08",
    ),
    ("SI 2014/1530, reg 22(2)(c)", Clock.ANNUAL, {"notice_on": "2026-12-01"}, "ar.reps", "2026-12-15", "2026-12-15"),
    (
        "SI 2014/1530, reg 22(3)",
        Clock.ANNUAL,
        {"notice_on": "2026-12-01"},
        "ar.final_from_notice",
        "2027-01-26",
        "2027-01-26",
    ),
    (
        "SI 2014/1530, reg 22(4)",
        Clock.ANNUAL,
        {"notice_on": "2026-12-01"},
        "ar.no_amendment",
        "2027-01-26",
        "2027-01-26",
    ),
    (
        "[2022] EWHC 493 (Admin)",
        Clock.ANNUAL,
        {"meeting_on": "2026-11-10"},
        "ar.final_limit",
        "2027-02-02",
        "2027-02-02",
    ),
    (
        "reg 22(3) and EWHC 493: notice in time",
        Clock.ANNUAL,
        {"meeting_on": "2026-11-10", "notice_on": "2026-12-01"},
        "ar.final",
        "2027-01-26",
        "2027-01-26",
    ),
    (
        "reg 22(3) and EWHC 493: notice late",
        Clock.ANNUAL,
        {"meeting_on": "2026-11-10", "notice_on": "2026-12-22"},
        "ar.final",
        "2027-02-02",
        "2027-02-02",
    ),
    (
        "CoP 9.178, from",
        Clock.ANNUAL,
        {"plan_made_on": "2026-09-01", "born_on": "2023-05-12"},
        "ar.under_five_from",
        "2026-12-01",
        "2026-12-01",
    ),
    (
        "CoP 9.178, by",
        Clock.ANNUAL,
        {"plan_made_on": "2026-09-01", "born_on": "2023-05-12"},
        "ar.under_five_by",
        "2027-03-01",
        "2027-03-01",
    ),
    (
        "SI 2014/1530, reg 15(2): known late",
        Clock.MOVE,
        {"moved_on": "2026-09-01", "old_authority_knew_on": "2026-08-20"},
        "move.transfer",
        "2026-09-10",
        "2026-09-10",
    ),
    (
        "SI 2014/1530, reg 15(2): known early",
        Clock.MOVE,
        {"moved_on": "2026-09-01", "old_authority_knew_on": "2026-07-01"},
        "move.transfer",
        "2026-09-01",
        "2026-09-01",
    ),
    ("SI 2014/1530, reg 15(4)", Clock.MOVE, {"transferred_on": "2026-09-01"}, "move.told", "2026-10-13", "2026-10-13"),
    (
        "SI 2014/1530, reg 15(5)",
        Clock.MOVE,
        {"transferred_on": "2026-09-01", "last_made_or_reviewed_on": "2025-10-01"},
        "move.review",
        "2026-11-30",
        "2026-11-30",
    ),
    ("SI 2014/1530, reg 49(4)", Clock.SENCO, SINCE, "senco.qualified", "2027-01-10", "2027-01-08"),
    ("DfE: the course takes 18 to 22 months", Clock.SENCO, SINCE, "senco.begin", "2025-03-10", "2025-03-10"),
    (
        "SI 2014/1530, reg 49(7), as amended by SI 2024/535",
        Clock.SENCO,
        {"nasenco_begun_on": "2024-08-01"},
        "senco.nasenco",
        "2027-08-31",
        "2027-08-31",
    ),
)


def on(ruleset: Ruleset, clock: Clock, facts: dict[str, str], rule: str, year: str = "") -> Any:
    case = Case({name: D(value) for name, value in facts.items()}, year)
    return next(one for one in deadlines(ruleset, clock, case, YEAR) if one.rule.id == rule)


@pytest.mark.parametrize(
    ("clock", "facts", "rule", "due", "act_by"), [w[1:] for w in WORKED], ids=[w[0] for w in WORKED]
)
def test_a_worked_example(clock: Clock, facts: dict[str, str], rule: str, due: str, act_by: str) -> None:
    found = on(ENGLAND, clock, facts, rule)
    assert (found.due.isoformat(), found.act_by.isoformat()) == (due, act_by)
    assert set(found.since) <= set(facts)


TRANSFERS = (
    ("reg 18(1)(b), 15 February inside half-term", "6", 2027, "pt.school", "2027-02-14", "2027-02-12", "2027-02-15"),
    ("reg 18(1)(b), the meeting", "6", 2027, "pt.school_meeting", "2026-11-22", "2026-11-20", None),
    ("reg 18(1)(b), from an infant school", "2", 2027, "pt.school", "2027-02-14", "2027-02-12", "2027-02-15"),
    ("reg 18(1)(a), Easter in March", "11", 2027, "pt.post16", "2027-03-30", "2027-03-30", "2027-03-31"),
    ("reg 18(1)(a), the meeting", "11", 2027, "pt.post16_meeting", "2027-01-05", "2027-01-05", None),
    ("SI 2005/1437, reg 9(3)", "6", 2027, "pt.records", "2027-09-21", "2027-09-21", None),
    ("reg 18(2)", "13", 2027, "pt.between_post16", "2027-04-01", "2027-04-01", None),
)


@pytest.mark.parametrize(
    ("year", "transfer", "rule", "due", "act_by", "shown"), [t[1:] for t in TRANSFERS], ids=[t[0] for t in TRANSFERS]
)
def test_a_phase_transfer(year: str, transfer: int, rule: str, due: str, act_by: str, shown: str | None) -> None:
    found = on(ENGLAND, Clock.TRANSFER, {"transfer_on": f"{transfer}-09-01"}, rule, year)
    assert (found.due, found.act_by, found.shown) == (D(due), D(act_by), shown and D(shown))


def test_nobody_transfers_from_year_7() -> None:
    assert not deadlines(ENGLAND, Clock.TRANSFER, Case({"transfer_on": date(2027, 9, 1)}, "7"), YEAR)


def test_every_rule_has_a_worked_example() -> None:
    told = {w[3] for w in WORKED} | {t[3] for t in TRANSFERS}
    by_the_way = {"ar.year_after_meeting", "ar.latest_sensible"}  # steps of ar.target_meeting
    by_the_way |= {"move.fifteen_days", "move.review_year", "move.review_three_months"}  # steps of the two
    assert set(ENGLAND.rules) - by_the_way == told


def test_a_child_of_five_is_not_an_under_five() -> None:
    facts = {"plan_made_on": D("2026-09-01"), "born_on": D("2022-01-20")}
    found = {one.rule.id: one for one in deadlines(ENGLAND, Clock.ANNUAL, Case(facts), YEAR)}
    assert "ar.under_five_from" in found
    assert "ar.under_five_by" not in found  # five on 20 January 2027, before 1 March


@pytest.mark.parametrize(
    ("born", "end"),
    [
        ("2011-01-20", "2027-06-25"),
        ("2011-08-31", "2027-06-25"),
        ("2010-09-01", "2027-06-25"),
        ("2011-09-01", "2028-06-30"),
    ],
)
def test_compulsory_school_age_ends_on_the_last_friday_in_june(born: str, end: str) -> None:
    assert end_of_compulsory_school_age(D(born)) == D(end)


def test_what_is_not_known_yet_is_said_with_the_fact_it_waits_for() -> None:
    waiting = {
        rule.id: facts for rule, facts in waiting_for(ENGLAND, Clock.EHC, Case({"ehc_requested_on": D("2026-09-14")}))
    }
    assert waiting["ehc.advice"] == ("advice_request_received_on",)
    assert waiting["ehc.appeal"] == ("decision_letter_on", "mediation_certificate_on")
    assert "ehc.final" not in waiting


DAYS = st.dates(date(2015, 1, 1), date(2040, 12, 31))
EHC_FACTS = st.dictionaries(st.sampled_from([f.id for f in ENGLAND.facts.values() if f.clock is Clock.EHC]), DAYS)
ANNUAL_FACTS = st.dictionaries(st.sampled_from([f.id for f in ENGLAND.facts.values() if f.clock is Clock.ANNUAL]), DAYS)


@given(facts=EHC_FACTS, more=EHC_FACTS)
def test_adding_facts_moves_no_deadline_that_does_not_rest_on_them(
    facts: dict[str, date], more: dict[str, date]
) -> None:
    added = {name: value for name, value in more.items() if name not in facts}
    before = {one.rule.id: one for one in deadlines(ENGLAND, Clock.EHC, Case(facts), YEAR)}
    after = {one.rule.id: one for one in deadlines(ENGLAND, Clock.EHC, Case({**facts, **added}), YEAR)}
    for id, one in before.items():
        if not set(after[id].since) & set(added):
            assert after[id] == one


@given(facts=ANNUAL_FACTS)
def test_no_day_to_act_is_after_the_laws_and_each_is_a_day_somebody_works(facts: dict[str, date]) -> None:
    found = deadlines(ENGLAND, Clock.ANNUAL, Case(facts), YEAR)
    assert found == deadlines(ENGLAND, Clock.ANNUAL, Case(facts), YEAR)
    for one in found:
        assert one.act_by <= one.due
        works = YEAR.is_school_day(one.act_by) if one.rule.owner is Owner.SCHOOL else YEAR.is_working_day(one.act_by)
        assert works, one


@given(start=DAYS, days=st.integers(1, 60))
def test_working_days_counted_there_and_back(start: date, days: int) -> None:
    end = count(start, days, Unit.WORKING_DAYS, YEAR)
    assert YEAR.is_working_day(end)
    assert sum(YEAR.is_working_day(start + timedelta(n)) for n in range(1, (end - start).days + 1)) == days
    if YEAR.is_working_day(start):
        assert count(end, -days, Unit.WORKING_DAYS, YEAR) == start


def test_a_school_that_never_opens_still_gets_a_day_to_act() -> None:
    shut = SchoolCalendar((TermDate("", Span.CLOSURE, "", date(2020, 1, 1), date(2030, 1, 1)),))
    assert act_on(date(2026, 9, 13), Owner.SCHOOL, shut) == date(2026, 9, 11)

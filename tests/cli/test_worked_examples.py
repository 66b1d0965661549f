"""The law's worked examples, asked at the terminal as a program asks them; and each count explained step by step."""

import pytest

from tests.cli.terminal import Terminal
from tests.worked import FIRST, SECOND, TERMS
from tests.worked_alike import ALIKE

EVERY = (*FIRST, *SECOND, *ALIKE)


@pytest.mark.parametrize(("asked", "days"), [row[1:] for row in EVERY], ids=[row[0] for row in EVERY])
def test_a_worked_example(terminal: Terminal, asked: str, days: str) -> None:
    terminal.holds("terms.csv", TERMS)
    read = terminal.reads("clock", *asked.split())
    for expected in days.split():
        rule, _, on = expected.partition("=")
        field = "act_by" if rule.endswith("!") else "due"
        assert read[rule.rstrip("!")][field] == on, expected


@pytest.mark.parametrize("asked", [row[1] for row in EVERY], ids=[row[0] for row in EVERY])
def test_every_day_that_is_told_is_explained_up_to_that_day(terminal: Terminal, asked: str) -> None:
    terminal.holds("terms.csv", TERMS)
    for rule, told in terminal.reads("clock", *asked.split(), "--explain").items():
        assert told["explained"], rule
        year, month, day = told["due"].split("-")
        ends = " ".join(told["explained"])
        assert f"{int(day)} {MONTHS[int(month) - 1]}" in ends, (rule, ends)
        assert year in ends or "= " in ends, (rule, ends)


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def test_a_count_is_printed_step_by_step(terminal: Terminal) -> None:
    said = terminal.types("clock", "ehc", "--requested-on", "2026-09-14", "--explain")
    assert "14 Sep + 6 weeks = 26 Oct, reg 5(1); school days do not matter here" in said
    said = terminal.types(
        "clock", "ehc", "--fact", "decision_letter_on=2026-06-10", "--fact", "mediation_certificate_on=2026-07-20",
        "--explain",
    )  # fmt: skip
    assert "the later of 10 Aug 2026 and 20 Aug 2026 = 20 Aug 2026" in said
    assert "20 Aug 2026 lies in August: the first working day of September, r 12(3)(a) = 1 Sep 2026" in said
    said = terminal.types("clock", "ehc", "--fact", "draft_served_on=2028-02-20", "--explain")
    assert "20 Feb is counted, + 15 days = 5 Mar, reg 13(1)(a)" in said


def test_at_least_two_weeks_is_shown_in_clear_days_too(terminal: Terminal) -> None:
    terminal.holds("terms.csv", TERMS)
    asked = ("clock", "annual-review", "--meeting-on", "2027-01-12", "--calendar", "terms.csv")
    assert terminal.reads(*asked)["ar.invite"]["clear"] == "2026-12-28"
    said = terminal.types(*asked, "--explain")
    assert "Tuesday 29 December 2026 (in clear days, Monday 28 December 2026); act by Friday 18 December 2026" in said
    assert "“at least” may mean clear days: 28 Dec 2026. If the first day is counted: 29 Dec 2026" in said


def test_an_exception_says_whose_lateness_it_excuses_and_moves_no_day(terminal: Terminal) -> None:
    asked = ("clock", "ehc", "--requested-on", "2026-09-14", "--fact", "advice_request_received_on=2026-10-20")
    plain, excused = terminal.reads(*asked), terminal.reads(*asked, "--exception", "school_closed")
    assert {rule: one["due"] for rule, one in plain.items()} == {rule: one["due"] for rule, one in excused.items()}
    assert {rule for rule, one in excused.items() if one["excused"]} == {"ehc.decision", "ehc.no_plan", "ehc.final"}
    missed = terminal.reads(*asked, "--exception", "missed_appointment")
    assert {rule for rule, one in missed.items() if one["excused"]} == {"ehc.advice"}
    assert "the day in law stays" in terminal.types(*asked, "--exception", "absent_from_area")
    terminal.types(*asked, "--exception", "holiday")
    assert terminal.code == 2
    assert "missed_appointment: An appointment was missed" in terminal.complained


@pytest.mark.parametrize(
    ("received", "words"),
    [
        pytest.param("2026-12-16", "fell into no closure of four weeks or more", id="Christmas"),
        pytest.param("2027-07-16", "until Wednesday 1 September 2027", id="the summer after the last known term"),
        pytest.param("2027-07-16", "the usual English terms are assumed", id="which is said to be assumed"),
        pytest.param("2027-07-14", "fell into no closure", id="eight days before the summer, an INSET day between"),
        pytest.param("2027-10-05", "is not known", id="in a term that is not known"),
    ],
)
def test_a_closure_is_worked_out_or_said_to_be_unknown(terminal: Terminal, received: str, words: str) -> None:
    terminal.holds("terms.csv", TERMS)
    asked = ("clock", "ehc", "--fact", f"advice_request_received_on={received}", "--calendar", "terms.csv")
    assert words in terminal.types(*asked)


def test_beyond_the_last_term_the_usual_ones_are_assumed_and_said_to_be(terminal: Terminal) -> None:
    terminal.holds("terms.csv", TERMS)
    asked = ("clock", "annual-review", "--last-completed-on", "2027-09-12", "--calendar", "terms.csv")
    latest = terminal.reads(*asked)["ar.latest_meeting"]
    assert (latest["due"], latest["act_by"], latest["assumed"]) == ("2028-08-14", "2028-06-30", True)
    assert "act by Friday 30 June 2028; the usual English terms are assumed" in terminal.types(*asked)
    assert "assumed" not in terminal.reads(*asked[:3], "2026-09-12", *asked[4:])["ar.latest_meeting"]


@pytest.mark.parametrize("known", ["born_on=2013-05-12", "born_on=1999-01-01"])
def test_a_birth_before_the_law_hides_no_deadline(terminal: Terminal, known: str) -> None:
    read = terminal.reads("clock", "annual-review", "--plan-made-on", "2026-09-01", "--fact", known)
    assert read["ar.completion"]["due"] == "2027-08-31"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("senco --since 2009-09-01", "Nothing follows from these days alone"),
        ("records --fact complaint_received_on=2026-06-18", "Nothing follows from these days alone"),
        ("phase-transfer --year-group 9 --transfer-year 2027", "No transfer is planned from year 9"),
    ],
)
def test_where_the_law_sets_no_day_none_is_told(terminal: Terminal, asked: str, said: str) -> None:
    terminal.types("clock", *asked.split())
    assert terminal.code == 2
    assert said in terminal.complained


def test_a_plan_stands_while_an_appeal_runs_and_the_end_is_not_known(terminal: Terminal) -> None:
    said = terminal.types(
        "clock", "annual-review", "--meeting-on", "2026-12-01", "--cease-notified-on", "2027-01-15",
        "--fact", "cease_appealed_on=2027-02-01",
    )  # fmt: skip
    assert "15 March 2027" not in said
    assert "Not known yet: The plan stands while the appeal runs" in said

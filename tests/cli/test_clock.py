"""`chatops clock` as a SENCO types it at a terminal and as a program reads it."""

import pytest

from tests.cli.terminal import Terminal

TERMS = """Kind,Name,First day,Last day
term,Autumn,2026-09-01,2026-12-18
break,Half-term,2026-10-26,2026-10-30
inset,INSET,2026-10-23,
"""


def test_every_deadline_of_a_request_with_owner_strength_and_source(terminal: Terminal) -> None:
    said = terminal.types("clock", "ehc", "--requested-on", "2026-11-13")
    assert "Friday 25 December 2026; act by Thursday 24 December 2026" in said
    assert "Local authority must: Tell the family whether it will assess." in said
    assert "SI 2014/1530, reg 5(1)" in said
    assert "Not known yet: Send the school's advice. It takes --fact advice_request_received_on=DATE." in said


def test_a_program_reads_the_rules_by_their_ids(terminal: Terminal) -> None:
    read = terminal.reads("clock", "ehc", "--requested-on", "14/09/2026", "--fact", "draft_served_on=2027-01-04")
    assert read["ehc.decision"]["due"] == "2026-10-26"
    assert read["ehc.final"]["due"] == "2027-02-01"
    assert read["ehc.reps"] | {"what": ""} == {
        "due": "2027-01-18",
        "act_by": "2027-01-18",
        "shown": None,
        "what": "",
        "owner": "family",
        "status": "window",
        "source": "SI 2014/1530, reg 13(1)(a)",
        "since": ["draft_served_on"],
        "ruleset": "england-2014",
    }


def test_an_annual_review_by_the_schools_own_calendar(terminal: Terminal) -> None:
    terms = terminal.holds("terms.csv", TERMS)
    command = ("clock", "annual-review", "--meeting-on", "2026-11-10", "--notice-on", "2026-12-01")
    assert terminal.reads(*command)["ar.invite"]["act_by"] == "2026-10-27"
    assert terminal.reads(*command, "--calendar", terms)["ar.invite"]["act_by"] == "2026-10-22"
    assert "ar.final_limit" not in terminal.types(*command)  # a step: the earlier of the two is shown
    assert "Tuesday 26 January 2027" in terminal.said


def test_a_phase_transfer(terminal: Terminal) -> None:
    read = terminal.reads("clock", "phase-transfer", "--year-group", "6", "--transfer-year", "2027")
    assert (read["pt.school"]["due"], read["pt.school"]["shown"]) == ("2027-02-14", "2027-02-15")
    assert read["pt.school_meeting"]["act_by"] == "2026-11-20"


def test_an_authoritys_own_rule_stands_beside_the_laws(terminal: Terminal) -> None:
    ours = terminal.holds(
        "ours.toml",
        'ruleset = "england-2014"\n[[rule]]\nid = "ours.advice"\nclock = "ehc"\nwhat = "Upload the advice"\n'
        'after = "advice_request_received_on"\nadd = { weeks = 4 }\nowner = "school"\nstatus = "local"\n'
        'source = "Our authority\'s protocol"\n',
    )
    command = ("clock", "ehc", "--fact", "advice_request_received_on=2026-10-20")
    read = terminal.reads(*command, "--rules", ours)
    assert (read["ours.advice"]["due"], read["ehc.advice"]["due"]) == ("2026-11-17", "2026-12-01")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("ehc",), "Give at least one day"),
        (("ehc", "--fact", "x=2026-09-14"), "ehc_requested_on: Local authority received the request"),
        (("ehc", "--fact", "draft_served_on=soon"), "year-month-day"),
        (("ehc", "--requested-on", "2010-09-14"), "No ruleset of england holds on that day"),
        (("phase-transfer", "--year-group", "9", "--transfer-year", "2027"), "No transfer is planned from year 9"),
        (("ehc", "--requested-on", "2026-09-14", "--calendar", "none.csv"), "none.csv cannot be read"),
        (("ehc", "--requested-on", "2026-09-14", "--rules", "none.toml"), "none.toml cannot be read"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_what_cannot_be_worked_out_is_said(terminal: Terminal, typed: tuple[str, ...], said: str) -> None:
    terminal.types("clock", *typed)
    assert terminal.code == 2
    assert said in terminal.complained


@pytest.mark.parametrize("written", ["2026-09-14", "14/09/2026", "14 Sep 2026", "14-Sep-26"])
def test_a_day_is_taken_as_an_import_takes_it(terminal: Terminal, written: str) -> None:
    read = terminal.reads("clock", "ehc", "--requested-on", written)
    assert read == terminal.reads("clock", "ehc", "--fact", f"ehc_requested_on={written}")
    assert read == terminal.reads("clock", "ehc", "--requested-on", "2026-09-14")


@pytest.mark.parametrize("written", ["6", "Year 6", "Y6", "yr 06"])
def test_a_year_group_is_taken_as_an_import_takes_it(terminal: Terminal, written: str) -> None:
    read = terminal.reads("clock", "phase-transfer", "--year-group", written, "--transfer-year", "2027")
    assert read == terminal.reads("clock", "phase-transfer", "--year-group", "6", "--transfer-year", "2027")


@pytest.mark.parametrize("words", [("audit", "--since", "soon"), ("digest", "daily", "--on", "31/02/2026")])
def test_what_is_no_day_ends_with_what_to_write(larkfield: Terminal, words: tuple[str, ...]) -> None:
    larkfield.types(*words)
    assert larkfield.code == 2
    assert "date" in larkfield.complained or "calendar" in larkfield.complained
    for good in ("01/09/2026", "1 Sep 2026"):
        larkfield.types(*words[:-1], good)
        assert (larkfield.code, larkfield.complained) == (0, "")

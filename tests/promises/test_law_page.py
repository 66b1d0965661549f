"""The page of the law says what the ruleset's file says: every rule once, with how it is counted and its source."""

import re

from commands.domain.law.ruleset import Clock
from commands.domain.law.rulesets import ENGLAND
from manifests.law_page import tables_of_law
from manifests.refresh import LAW_PAGE, refreshed_table

PAGE = LAW_PAGE.read_text(encoding="utf-8")


def test_the_page_is_the_files() -> None:
    """After changing a ruleset: python -m manifests.refresh"""
    assert refreshed_table(PAGE, "the law's rules", tables_of_law(ENGLAND)) == PAGE


def test_every_rule_stands_there_once_with_what_who_count_and_source() -> None:
    rows = [line.strip("| ").split(" | ") for line in PAGE.splitlines() if re.match(r"\| `\w+\.", line)]
    assert [row[0].strip("`") for row in rows] == [rule.id for clock in Clock for rule in ENGLAND.of(clock)]
    for row in rows:
        rule = ENGLAND.rules[row[0].strip("`")]
        assert len(row) == 5
        assert row[1] == rule.what
        assert row[2].startswith(rule.owner.label)
        assert row[4].startswith(rule.source)
    counts = {row[0].strip("`"): row[3] for row in rows}
    assert counts["ehc.decision"] == (
        "6 weeks after “Local authority received the request” or “Authority became responsible: the child was brought "
        "to its attention”"
    )
    assert counts["ehc.reps"] == "15 days beginning with “Draft plan was served on the family”"
    assert "in August: the first working day of September" in counts["ehc.appeal"]
    assert counts["pt.post16"] == "before 31 March of the year of “Transfer”; from Years 11, 12, 13, 14; from a school"


def test_every_row_says_when_its_source_was_last_read() -> None:
    unread = [rule.id for rule in ENGLAND.rules.values() if rule.seen is None]
    assert not unread
    assert not [one.id for one in ENGLAND.exceptions.values() if one.seen is None]

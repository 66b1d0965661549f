"""Rulesets are read from files; whatever is wrong with one is said, with the row it is in."""

from datetime import date

import pytest

from commands.domain.law.ruleset import Clock, Status, in_force
from commands.domain.law.ruleset_file import Unusable, read_ruleset, with_local
from commands.domain.law.rulesets import RULESETS

HEAD = 'ruleset = "x"\nnation = "england"\nlabel = "X"\neffective_from = 2014-09-01\n'
FACT = '[[fact]]\nid = "asked_on"\nclock = "ehc"\nlabel = "Asked"\n'
RULE = (
    '[[rule]]\nid = "x.one"\nclock = "ehc"\nwhat = "Answer"\nafter = "asked_on"\nadd = { weeks = 6 }\n'
    'owner = "la"\nstatus = "must"\nsource = "reg 5"\n'
)


def test_a_file_that_is_right_is_read() -> None:
    ruleset = read_ruleset(HEAD + FACT + RULE, "x.toml")
    assert [rule.id for rule in ruleset.of(Clock.EHC)] == ["x.one"]
    assert ruleset.effective_from == date(2014, 9, 1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ruleset =", "x.toml: this is not TOML"),
        (FACT + RULE, "“ruleset” is missing"),
        (HEAD.replace("2014-09-01", '"soon"') + FACT, "effective_from must be a date"),
        (HEAD + FACT.replace('"ehc"', '"egg"') + RULE, "fact asked_on: 'egg' is none of ehc, annual-review"),
        (HEAD + FACT + RULE.replace('source = "reg 5"\n', ""), "x.one: “source” is missing"),
        (HEAD + FACT + RULE.replace('"reg 5"', '" "'), "“what” and “source” must say something"),
        (HEAD + FACT + RULE.replace('"la"', '"council"'), "x.one: 'council' is none of school, la, family, agency"),
        (HEAD + FACT + RULE.replace("weeks", "fortnights"), "'fortnights' is none of days, weeks"),
        (HEAD + FACT + RULE.replace("weeks = 6", "weeks = 0"), "counts in whole numbers, not 0"),
        (HEAD + FACT + RULE.replace("add = { weeks = 6 }\n", ""), "it needs “add”"),
        (HEAD + FACT + RULE.replace('after = "asked_on"\n', ""), "“after” says which fact"),
        (HEAD + FACT + RULE.replace("asked_on", "told_on"), "there is no fact or rule “told_on”"),
        (HEAD + FACT + RULE.replace('after = "asked_on"', 'after = "x.one"'), "x.one: it runs from itself"),
        (HEAD + FACT + RULE + RULE, "x.one: this id is used twice"),
        (HEAD + FACT + RULE + "colour = 3\n", "“colour” means nothing here"),
        (HEAD + FACT + RULE.replace("add = { weeks = 6 }", 'before = "02-29"'), "x.one:"),
    ],
)
def test_what_is_wrong_is_said_with_its_row(text: str, said: str) -> None:
    with pytest.raises(Unusable) as refused:
        read_ruleset(text, "x.toml")
    assert any(said in sentence for sentence in refused.value.sentences), refused.value.sentences


def test_a_local_rule_stands_beside_the_laws_and_says_that_it_is_local() -> None:
    ruleset = read_ruleset(HEAD + FACT + RULE, "x.toml")
    ours = RULE.replace("x.one", "ours.one").replace("must", "local").replace("weeks = 6", "weeks = 4")
    both = with_local(ruleset, ours, "ours.toml")
    assert both.rules["ours.one"].status is Status.LOCAL
    assert both.rules["x.one"] == ruleset.rules["x.one"]
    for wrong, said in ((ours.replace("local", "must"), 'status must be "local"'), (RULE, "this id is taken")):
        with pytest.raises(Unusable) as refused:
            with_local(ruleset, wrong, "ours.toml")
        assert any(said in sentence for sentence in refused.value.sentences)


def test_the_ruleset_in_force_is_the_newest_that_has_begun() -> None:
    old = read_ruleset(HEAD + FACT + RULE, "x.toml")
    new = read_ruleset(HEAD.replace("2014-09-01", "2029-09-01").replace('"x"', '"y"') + FACT + RULE, "y.toml")
    assert in_force((new, old), "england", date(2029, 8, 31)) is old
    assert in_force((new, old), "england", date(2029, 9, 1)) is new
    assert in_force((new, old), "england", date(2010, 1, 1)) is None
    assert in_force((new, old), "scotland", date(2030, 1, 1)) is None


def test_only_england_is_supported_and_every_rule_says_where_it_is_written() -> None:
    assert {one.nation for one in RULESETS if one.supported} == {"england"}
    assert all(rule.source.strip() for one in RULESETS for rule in one.rules.values())

"""A ruleset is read from a file, every row checked; what is wrong is said, with the row it is in."""

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from commands.domain.law.ruleset import Fact, Rule, Ruleset, Status
from commands.domain.law.ruleset_rows import read_duty, read_excuse, read_fact, read_rule


class Unusable(Exception):
    """A ruleset's file cannot be used. `sentences` say what is wrong, and in which row."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self.sentences = tuple(sentences)
        super().__init__("; ".join(self.sentences))


def read_ruleset(text: str, where: str) -> Ruleset:
    """The ruleset of a file's text (TOML); `where` names the file in what is said. Raises `Unusable`."""
    table = _table(text, where)
    wrong: list[str] = [
        f"{where}: “{key}” is missing" for key in ("ruleset", "nation", "effective_from", "label") if not table.get(key)
    ]
    if not wrong and not isinstance(table["effective_from"], date):
        wrong.append(f"{where}: effective_from must be a date, such as 2014-09-01")
    facts: dict[str, Fact] = {}
    for row in table.get("fact", ()):
        name = str(row.get("id", ""))
        try:
            facts[name] = read_fact(row)
        except (KeyError, ValueError) as why:
            wrong.append(f"{where}: fact {name or '?'}: {_said(why)}")
    rules, more = _rules(table, where, facts)
    wrong += more
    exceptions, more = _each(table, where, "exception", read_excuse)
    wrong += more
    duties, more = _each(table, where, "duty", read_duty)
    wrong += more
    if wrong:
        raise Unusable(wrong)
    made = Ruleset(
        str(table["ruleset"]),
        str(table["nation"]),
        table["effective_from"],
        str(table["label"]),
        bool(table.get("supported", False)),
        facts,
        {rule.id: rule for rule in rules},
        {one.id: one for one in exceptions},
        {one.id: one for one in duties},
    )
    if hanging := list(_hanging(made, where)):
        raise Unusable(hanging)
    return made


def with_local(ruleset: Ruleset, text: str, where: str) -> Ruleset:
    """A ruleset with the rules of an administrator's own file added to it.

    A local rule has an id of its own and the status "local": what the law says stays beside it. `commenced` in it names
    the duties of the ruleset that an administrator has seen come into force. Raises `Unusable`.
    """
    table = _table(text, where)
    added, wrong = _rules(table, where, ruleset.facts)
    commenced = table.get("commenced", [])
    wrong += [f"{where}: commenced: there is no duty “{id}”" for id in commenced if id not in ruleset.duties]
    duties = {id: replace(one, commenced=one.commenced or id in commenced) for id, one in ruleset.duties.items()}
    wrong += [f"{where}: {rule.id}: this id is taken; give your own" for rule in added if rule.id in ruleset.rules]
    wrong += [f'{where}: {rule.id}: status must be "local" here' for rule in added if rule.status is not Status.LOCAL]
    both = replace(ruleset, rules={**ruleset.rules, **{rule.id: rule for rule in added}}, duties=duties)
    wrong += list(_hanging(both, where))
    if wrong:
        raise Unusable(wrong)
    return both


def _table(text: str, where: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as why:
        raise Unusable([f"{where}: this is not TOML: {why}"]) from None


def _rules(table: Mapping[str, Any], where: str, facts: Mapping[str, Fact]) -> tuple[list[Rule], list[str]]:
    rules: list[Rule] = []
    wrong: list[str] = []
    for n, row in enumerate(table.get("rule", ()), 1):
        name = str(row.get("id", "")) or f"row {n}"
        try:
            rule = read_rule(row)
        except (KeyError, ValueError, TypeError) as why:
            wrong.append(f"{where}: {name}: {_said(why)}")
            continue
        if rule.id in facts or any(rule.id == other.id for other in rules):
            wrong.append(f"{where}: {name}: this id is used twice")
        rules.append(rule)
    return rules, wrong


R = TypeVar("R")


def _each(
    table: Mapping[str, Any], where: str, of: str, read: Callable[[Mapping[str, Any]], R]
) -> tuple[list[R], list[str]]:
    """Every row of a kind that can be read, and what is wrong with the others."""
    found, wrong = list[R](), list[str]()
    for row in table.get(of, ()):
        try:
            found.append(read(row))
        except (KeyError, ValueError, TypeError) as why:
            wrong.append(f"{where}: {of} {row.get('id', '?')}: {_said(why)}")
    return found, wrong


def _hanging(ruleset: Ruleset, where: str) -> Iterator[str]:
    """What a rule is worked out from must be there, and must not lead back to it."""
    for fact in ruleset.facts.values():
        for other in fact.once:
            if other not in ruleset.facts:
                yield f"{where}: fact {fact.id}: there is no fact “{other}”"
    for excuse in ruleset.exceptions.values():
        for id in excuse.excuses:
            if id not in ruleset.rules:
                yield f"{where}: exception {excuse.id}: there is no rule “{id}”"
    for rule in ruleset.rules.values():
        for need in rule.needs:
            if need not in ruleset.facts and need not in ruleset.rules:
                yield f"{where}: {rule.id}: there is no fact or rule “{need}”"
        for named in (*rule.met_by, *rule.unless):
            if named not in ruleset.facts:
                yield f"{where}: {rule.id}: there is no fact “{named}”"
        if _leads_to(rule.id, rule.id, ruleset, set()):
            yield f"{where}: {rule.id}: it runs from itself"


def _leads_to(start: str, goal: str, ruleset: Ruleset, seen: set[str]) -> bool:
    needs = ruleset.rules[start].needs if start in ruleset.rules else ()
    for need in needs:
        if need == goal:
            return True
        if need not in seen:
            seen.add(need)
            if _leads_to(need, goal, ruleset, seen):
                return True
    return False


def _said(why: Exception) -> str:
    return f"“{why.args[0]}” is missing" if isinstance(why, KeyError) else str(why)

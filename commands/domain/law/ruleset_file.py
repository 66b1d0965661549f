"""A ruleset is read from a file, every row checked; what is wrong is said, with the row it is in."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from commands.domain.law.ruleset import Clock, Fact, Owner, Rule, Ruleset, Status, Unit
from commands.domain.words.labelled import Labelled


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
            facts[name] = Fact(name, _one(Clock, row["clock"]), str(row["label"]))
        except (KeyError, ValueError) as why:
            wrong.append(f"{where}: fact {name or '?'}: {_said(why)}")
    rules, more = _rules(table, where, facts)
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
    )
    if hanging := list(_hanging(made, where)):
        raise Unusable(hanging)
    return made


def with_local(ruleset: Ruleset, text: str, where: str) -> Ruleset:
    """A ruleset with the rules of an administrator's own file added to it.

    A local rule has an id of its own and the status "local": what the law says stays beside it. Raises `Unusable`.
    """
    added, wrong = _rules(_table(text, where), where, ruleset.facts)
    wrong += [f"{where}: {rule.id}: this id is taken; give your own" for rule in added if rule.id in ruleset.rules]
    wrong += [f'{where}: {rule.id}: status must be "local" here' for rule in added if rule.status is not Status.LOCAL]
    both = replace(ruleset, rules={**ruleset.rules, **{rule.id: rule for rule in added}})
    wrong += list(_hanging(both, where))
    if wrong:
        raise Unusable(wrong)
    return both


def _table(text: str, where: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as why:
        raise Unusable([f"{where}: this is not TOML: {why}"]) from None


KEYS = frozenset(
    (
        *("id", "clock", "what", "owner", "status", "source", "step"),
        *("after", "add", "inclusive", "earliest", "latest", "before", "years", "under", "met_by", "done"),
    )
)
L = TypeVar("L", bound=Labelled)


def _rules(table: Mapping[str, Any], where: str, facts: Mapping[str, Fact]) -> tuple[list[Rule], list[str]]:
    rules: list[Rule] = []
    wrong: list[str] = []
    for n, row in enumerate(table.get("rule", ()), 1):
        name = str(row.get("id", "")) or f"row {n}"
        try:
            rule = _rule(row)
        except (KeyError, ValueError, TypeError) as why:
            wrong.append(f"{where}: {name}: {_said(why)}")
            continue
        if rule.id in facts or any(rule.id == other.id for other in rules):
            wrong.append(f"{where}: {name}: this id is used twice")
        rules.append(rule)
    return rules, wrong


def _rule(row: Mapping[str, Any]) -> Rule:
    if strange := sorted(set(row) - KEYS):
        raise ValueError(f"“{strange[0]}” means nothing here")
    if not str(row["source"]).strip() or not str(row["what"]).strip():
        raise ValueError("“what” and “source” must say something")
    choose = next((word for word in ("earliest", "latest") if word in row), "")
    after = row.get("after", ())
    amount, unit = 0, Unit.DAYS
    if "add" in row:
        [(counted, amount)] = row["add"].items()
        unit = _one(Unit, counted)
    elif not choose and "before" not in row:
        raise ValueError("it needs “add”, “before”, “earliest” or “latest”")
    if not isinstance(amount, int) or (amount == 0 and "add" in row):
        raise ValueError("“add” counts in whole numbers, not 0")
    rule = Rule(
        id=str(row["id"]),
        clock=_one(Clock, row["clock"]),
        what=str(row["what"]),
        owner=_one(Owner, row["owner"]),
        status=_one(Status, row["status"]),
        source=str(row["source"]),
        after=(after,) if isinstance(after, str) else tuple(after),
        amount=amount,
        unit=unit,
        inclusive=bool(row.get("inclusive", False)),
        choose=choose,
        of=tuple(row.get(choose, ())) if choose else (),
        before=_before(row["before"]) if "before" in row else None,
        years=tuple(row.get("years", ())),
        under=int(row.get("under", 0)),
        step=bool(row.get("step", False)),
        met_by=tuple(row.get("met_by", ())),
        done=str(row.get("done", "Done")),
    )
    if not rule.needs:
        raise ValueError("“after” says which fact or rule it runs from")
    return rule


def _one(of: type[L], value: object) -> L:
    for member in of:
        if member.value == value:
            return member
    raise ValueError(f"{value!r} is none of {', '.join(str(member.value) for member in of)}")


def _before(written: str | date) -> tuple[int, int] | date:
    """A day, or "02-15": that day of the year it runs from."""
    if isinstance(written, date):
        return written
    day = date.fromisoformat(f"2027-{written}")  # a year without 29 February: no rule may hang on one
    return day.month, day.day


def _hanging(ruleset: Ruleset, where: str) -> Iterator[str]:
    """What a rule is worked out from must be there, and must not lead back to it."""
    for rule in ruleset.rules.values():
        for need in rule.needs:
            if need not in ruleset.facts and need not in ruleset.rules:
                yield f"{where}: {rule.id}: there is no fact or rule “{need}”"
        for fact in rule.met_by:
            if fact not in ruleset.facts:
                yield f"{where}: {rule.id}: there is no fact “{fact}”"
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

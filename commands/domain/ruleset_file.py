"""A ruleset is read from a file, every row checked; what is wrong is said, with the row it is in."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from commands.domain.labelled import Labelled
from commands.domain.ruleset import Clock, Excuse, Fact, Owner, Roll, Rule, Ruleset, Setting, Status, Unit


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
            facts[name] = _fact(row)
        except (KeyError, ValueError) as why:
            wrong.append(f"{where}: fact {name or '?'}: {_said(why)}")
    rules, more = _rules(table, where, facts)
    wrong += more
    exceptions: dict[str, Excuse] = {}
    for row in table.get("exception", ()):
        name = str(row.get("id", ""))
        try:
            exceptions[name] = Excuse(name, tuple(row["excuses"]), str(row["source"]), _day(row, "seen"))
        except (KeyError, ValueError) as why:
            wrong.append(f"{where}: exception {name or '?'}: {_said(why)}")
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
        exceptions,
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


FACT_KEYS = frozenset(("id", "clock", "label", "once", "what_if", "also", "afterwards"))
CHOICES = ("earliest", "latest", "latest_known")
KEYS = frozenset(
    (
        *("id", "clock", "what", "owner", "status", "source", "seen", "step", "met_by", "done", "say"),
        *("after", "add", "at_once", "inclusive", "before", "earliest", "latest", "latest_known", "roll"),
        *("years", "under", "setting", "unless", "in_force", "clear", "proposes"),
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


def _fact(row: Mapping[str, Any]) -> Fact:
    if strange := sorted(set(row) - FACT_KEYS):
        raise ValueError(f"“{strange[0]}” means nothing here")
    return Fact(
        id=str(row["id"]),
        clock=_one(Clock, row["clock"]),
        label=str(row["label"]),
        once=tuple(row.get("once", ())),
        what_if=bool(row.get("what_if", False)),
        also=tuple(_one(Clock, one) for one in row.get("also", ())),
        afterwards=bool(row.get("afterwards", False)),
    )


def _rule(row: Mapping[str, Any]) -> Rule:
    if strange := sorted(set(row) - KEYS):
        raise ValueError(f"“{strange[0]}” means nothing here")
    if not str(row["source"]).strip() or not str(row["what"]).strip():
        raise ValueError("“what” and “source” must say something")
    choose = next((word for word in CHOICES if word in row), "")
    after = row.get("after", ())
    amount, unit = 0, Unit.DAYS
    if "add" in row:
        [(counted, amount)] = row["add"].items()
        unit = _one(Unit, counted)
    elif not choose and "before" not in row and not row.get("at_once"):
        raise ValueError("it needs “add”, “before”, “at_once”, “earliest” or “latest”")
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
        roll=_one(Roll, row.get("roll", Roll.NONE.value)),
        setting=_one(Setting, row["setting"]) if "setting" in row else None,
        unless=tuple(row.get("unless", ())),
        in_force=_day(row, "in_force"),
        clear=bool(row.get("clear", False)),
        proposes=bool(row.get("proposes", False)),
        say=_sentence(str(row.get("say", ""))),
        seen=_day(row, "seen"),
    )
    if not rule.needs:
        raise ValueError("“after” says which fact or rule it runs from")
    return rule


def _day(row: Mapping[str, Any], key: str) -> date | None:
    if key in row and not isinstance(row[key], date):
        raise ValueError(f"“{key}” must be a date, such as 2026-12-01")
    return row.get(key)


def _sentence(written: str) -> str:
    if written and "{day}" not in written:
        raise ValueError("“say” must have {day} in it, where the day goes")
    return written


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

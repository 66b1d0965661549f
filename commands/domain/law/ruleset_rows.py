"""Rows of a ruleset's file, each read and checked: facts, rules, exceptions, duties."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from commands.domain.law.ruleset import Clock, Duty, Excuse, Fact, Owner, Roll, Rule, Setting, Status, Unit
from commands.domain.words.labelled import Labelled

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


def read_excuse(row: Mapping[str, Any]) -> Excuse:
    """An exception of a row. Raises `KeyError` for what is missing, `ValueError` for what is wrong."""
    return Excuse(str(row["id"]), tuple(row["excuses"]), str(row["source"]), _day(row, "seen"))


def read_duty(row: Mapping[str, Any]) -> Duty:
    """A duty of a row. Raises `KeyError` for what is missing, `ValueError` for what is wrong."""
    return Duty(
        id=str(row["id"]),
        what=str(row["what"]),
        whom=str(row["for"]),
        source=str(row["source"]),
        every=int(row.get("every", 0)),
        first=_day(row, "first"),
        kept=str(row.get("kept", "")),
        commenced=bool(row.get("commenced", True)),
        seen=_day(row, "seen"),
    )


def read_fact(row: Mapping[str, Any]) -> Fact:
    """A fact of a row. Raises `KeyError` for what is missing, `ValueError` for what is wrong."""
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


def read_rule(row: Mapping[str, Any]) -> Rule:
    """A rule of a row. Raises `KeyError` for what is missing, `ValueError` for what is wrong."""
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

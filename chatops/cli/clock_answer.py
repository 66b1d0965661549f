"""What `chatops clock` answers: each deadline with whose it is and where it is written; for a program, JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import typer

from chatops.cli.days import a_day
from chatops.cli.terminal import refuse, say_json
from commands.domain.assessment import ASKED_FOR_ADVICE, ExceptionReason, closure_in_words
from commands.domain.days.calendar import SchoolCalendar
from commands.domain.days.dates import day
from commands.domain.days.usual_terms import ASSUMED
from commands.domain.law.deadlines import Case, Deadline, deadlines, waiting_for
from commands.domain.law.explaining import explained
from commands.domain.law.ruleset import Clock, Ruleset, Setting, in_force
from commands.domain.law.ruleset_file import Unusable

ELSEWHEN = ("born_on", "senco_since", "nasenco_begun_on")


@dataclass(frozen=True)
class Asked:
    """One question to a clock, as it was typed."""

    clock: Clock
    more: Sequence[str] | None
    calendar: Path | None
    rules: Path | None
    nation: str
    explain: bool = False
    as_json: bool = False
    year: str = ""
    setting: Setting = Setting.SCHOOL
    exception: str = ""


def tell(asked: Asked, given: Mapping[str, datetime | None]) -> None:
    """Prints every deadline these days suffice for; ends with a sentence where they do not."""
    clock = asked.clock
    facts = {name: value.date() for name, value in given.items() if value}
    facts |= dict(_fact(written) for written in asked.more or ())
    ruleset = _ruleset(asked.rules, asked.nation, _begun(facts))
    known = {fact.id: fact.label for fact in ruleset.facts_of(clock)}
    if strange := sorted(set(facts) - set(known)):
        refuse(f"There is no fact {strange[0]}. Those of this clock:", *(f"{n}: {label}" for n, label in known.items()))
    if not facts:
        refuse(
            "Give at least one day, such as --fact NAME=2026-09-14. The names:", *(f"{n}: {known[n]}" for n in known)
        )
    reason = _reason(asked.exception)
    case, calendar = Case(facts, asked.year, asked.setting), _calendar(asked.calendar)
    found = deadlines(ruleset, clock, case, calendar)
    if not found:
        refuse(_nothing(ruleset, clock, case))
    steps = {one.rule.id: explained(one, ruleset, case, calendar) for one in found} if asked.explain else {}
    if asked.as_json:
        say_json({one.rule.id: _as_json(one, ruleset, reason, steps.get(one.rule.id)) for one in found})
        return
    typer.echo(f"{clock.label}. {ruleset.label}.")
    for one in found:
        if not one.rule.step:
            _say(one)
            for step in steps.get(one.rule.id, ()):
                typer.echo(f"    {step}")
            if _excused(one, ruleset, reason):
                typer.echo("    This may be late without breaking the law; the day in law stays, and no other is set.")
    if reason and reason.value in ruleset.exceptions:
        typer.echo(f"\n{reason.label}: {reason.hint} ({ruleset.exceptions[reason.value].source}).")
    if ASKED_FOR_ADVICE in facts:
        typer.echo(f"\n{closure_in_words(facts[ASKED_FOR_ADVICE], calendar)}")
    for rule, facts_needed in waiting_for(ruleset, clock, case):
        if not rule.step and facts_needed:
            typer.echo(f"\nNot known yet: {rule.what}. It takes --fact {facts_needed[0]}=DATE.")


def _begun(facts: Mapping[str, date]) -> date | None:
    """The day whose law holds: that of the earliest fact; a birth, or a post taken up before there was this law, says
    nothing of that."""
    return min((on for name, on in facts.items() if name not in ELSEWHEN), default=None)


def _reason(written: str) -> ExceptionReason | None:
    if not written:
        return None
    found = next((reason for reason in ExceptionReason if reason.value == written.strip()), None)
    if found is None:
        refuse(
            f"--exception {written}: there is no such reason. The reasons:",
            *(f"{reason.value}: {reason.label}. {reason.hint}." for reason in ExceptionReason),
        )
    return found


def _excused(one: Deadline, ruleset: Ruleset, reason: ExceptionReason | None) -> bool:
    excuse = ruleset.exceptions.get(reason.value) if reason else None
    return excuse is not None and one.rule.id in excuse.excuses


def _fact(written: str) -> tuple[str, date]:
    name, _, value = written.partition("=")
    try:
        return name.strip(), a_day(value).date()
    except typer.BadParameter:
        refuse(f"--fact {name.strip() or 'NAME'}: give the day as year-month-day, such as {name or 'NAME'}=2026-09-14.")


def _ruleset(rules: Path | None, nation: str, on: date | None) -> Ruleset:
    from chatops.rules import with_local_rules

    try:
        every = with_local_rules(rules)
    except Unusable as wrong:
        refuse(*wrong.sentences)
    found = in_force(every, nation, on or date.today())  # noqa: DTZ011 - a default for which law, not a deadline
    if found is None:
        refuse(f"No ruleset of {nation} holds on that day.")
    return found


def _calendar(file: Path | None) -> SchoolCalendar:
    if file is None:
        return SchoolCalendar()
    from chatops.importing.terms import read_terms
    from chatops.importing.text import UnreadableFile, read_file

    try:
        reading = read_terms(read_file(file), date.today())  # noqa: DTZ011 - only guards against slips of the year
    except OSError as trouble:
        refuse(f"{file} cannot be read: {trouble.strerror}.")
    except UnreadableFile as why:
        refuse(f"{file}: {why}")
    if reading.problems:
        refuse(*(f"{file}: {problem}" for problem in reading.problems))
    return SchoolCalendar(reading.rows)


def _nothing(ruleset: Ruleset, clock: Clock, case: Case) -> str:
    years = sorted({year for rule in ruleset.of(clock) for year in rule.years}, key=lambda year: (len(year), year))
    if years and case.year not in years:
        return f"No transfer is planned from year {case.year or '?'}: those are from {', '.join(years)}."
    return "Nothing follows from these days alone. Give another --fact."


def _as_json(
    one: Deadline, ruleset: Ruleset, reason: ExceptionReason | None, steps: Sequence[str] | None
) -> dict[str, Any]:
    told = {
        "assumed": one.assumed or None,
        "clear": one.clear.isoformat() if one.clear else None,
        "excused": _excused(one, ruleset, reason) if reason else None,
        "explained": list(steps) if steps is not None else None,
    }
    return {key: value for key, value in told.items() if value is not None} | {
        "due": one.due.isoformat(),
        "act_by": one.act_by.isoformat(),
        "shown": one.shown.isoformat() if one.shown else None,
        "what": one.rule.what,
        "owner": one.rule.owner.value,
        "status": one.rule.status.value,
        "source": one.rule.source,
        "since": list(one.since),
        "ruleset": ruleset.id,
    }


def _say(one: Deadline) -> None:
    clear = f" (in clear days, {day(one.clear)})" if one.clear else ""
    act = f"; act by {day(one.act_by)}" if one.act_by != one.due else ""
    act += f"; {ASSUMED}" if one.assumed else ""
    typer.echo(f"\n{typer.style(day(one.due), bold=True)}{clear}{act}")
    typer.echo(f"  {one.rule.owner.label} {one.rule.status.in_sentence}: {one.rule.what}.")
    typer.echo(f"  {one.rule.id}; {one.rule.source}")

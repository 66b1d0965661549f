"""`chatops clock`: every deadline of a story that never happened, or of one that did; no pupil needed."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from chatops.cli.terminal import JSON, refuse, say_json
from commands.domain.days.calendar import SchoolCalendar
from commands.domain.days.dates import day
from commands.domain.law.deadlines import Case, Deadline, deadlines, waiting_for
from commands.domain.law.ruleset import Clock, Ruleset, in_force
from commands.domain.law.ruleset_file import Unusable

clocks = typer.Typer(name="clock", help="Work out statutory deadlines: what if?", no_args_is_help=True)
DAY = typer.Option(formats=["%Y-%m-%d", "%d/%m/%Y"], metavar="DATE")
On = Annotated[datetime | None, DAY]
FACTS = Annotated[
    list[str] | None,
    typer.Option("--fact", metavar="NAME=DATE", help="Another day that is known; a wrong name lists the right ones."),
]
CALENDAR = Annotated[
    Path | None,
    typer.Option(
        "--calendar", metavar="FILE", dir_okay=False, help="Term dates (CSV): days to act on are school days."
    ),
]
RULES = Annotated[
    Path | None,
    typer.Option("--rules", metavar="FILE", dir_okay=False, help="Your own local rules (TOML) beside the law's."),
]
NATION = Annotated[str, typer.Option("--nation", metavar="NAME", help="Whose law.", hidden=True)]


@clocks.callback()
def clock() -> None:
    """Work out statutory deadlines from dates alone: who must do what by when, and where it is written."""


@clocks.command("ehc")
def ehc(
    requested_on: On = None,
    fact: FACTS = None,
    calendar: CALENDAR = None,
    rules: RULES = None,
    nation: NATION = "england",
    as_json: JSON = False,
) -> None:
    """An EHC needs assessment: --requested-on is the day the local authority received the request."""
    _tell(Clock.EHC, {"ehc_requested_on": requested_on}, fact, calendar, rules, nation, as_json)


@clocks.command("annual-review")
def annual_review(
    plan_made_on: On = None,
    last_completed_on: On = None,
    meeting_on: On = None,
    notice_on: On = None,
    fact: FACTS = None,
    calendar: CALENDAR = None,
    rules: RULES = None,
    nation: NATION = "england",
    as_json: JSON = False,
) -> None:
    """An annual review, planned backwards from the day it must be completed and forwards from its meeting."""
    given = {
        "plan_made_on": plan_made_on,
        "last_completed_on": last_completed_on,
        "meeting_on": meeting_on,
        "notice_on": notice_on,
    }
    _tell(Clock.ANNUAL, given, fact, calendar, rules, nation, as_json)


@clocks.command("phase-transfer")
def phase_transfer(
    year_group: Annotated[str, typer.Option(metavar="YEAR", help="National Curriculum year before the transfer.")],
    transfer_year: Annotated[int, typer.Option(metavar="YYYY", min=2015, max=2100, help="The year of the transfer.")],
    fact: FACTS = None,
    calendar: CALENDAR = None,
    rules: RULES = None,
    nation: NATION = "england",
    as_json: JSON = False,
) -> None:
    """A transfer in September of a year: from nursery, infant, primary, middle or secondary school."""
    given = {"transfer_on": datetime(transfer_year, 9, 1)}  # noqa: DTZ001 - only its day is used
    _tell(Clock.TRANSFER, given, fact, calendar, rules, nation, as_json, year=year_group.strip().upper())


@clocks.command("move")
def move(
    fact: FACTS = None,
    rules: RULES = None,
    nation: NATION = "england",
    as_json: JSON = False,
) -> None:
    """A child with a plan moves to another local authority."""
    _tell(Clock.MOVE, {}, fact, None, rules, nation, as_json)


def _tell(
    clock: Clock,
    given: Mapping[str, datetime | None],
    more: list[str] | None,
    calendar: Path | None,
    rules: Path | None,
    nation: str,
    as_json: bool,
    *,
    year: str = "",
) -> None:
    facts = {name: value.date() for name, value in given.items() if value}
    facts |= dict(_fact(written) for written in more or ())
    ruleset = _ruleset(rules, nation, min(facts.values(), default=None))
    known = {name: one.label for name, one in ruleset.facts.items() if one.clock is clock}
    if strange := sorted(set(facts) - set(known)):
        refuse(f"There is no fact {strange[0]}. Those of this clock:", *(f"{n}: {label}" for n, label in known.items()))
    if not facts:
        refuse(
            "Give at least one day, such as --fact NAME=2026-09-14. The names:", *(f"{n}: {known[n]}" for n in known)
        )
    case = Case(facts, year)
    found = deadlines(ruleset, clock, case, _calendar(calendar))
    if not found:
        refuse(_nothing(ruleset, clock, case))
    if as_json:
        say_json({one.rule.id: _as_json(one, ruleset) for one in found})
        return
    typer.echo(f"{clock.label}. {ruleset.label}.")
    for one in found:
        if not one.rule.step:
            _say(one)
    for rule, facts_needed in waiting_for(ruleset, clock, case):
        if not rule.step and facts_needed:
            typer.echo(f"\nNot known yet: {rule.what}. It takes --fact {facts_needed[0]}=DATE.")


def _fact(written: str) -> tuple[str, date]:
    name, _, value = written.partition("=")
    try:
        return name.strip(), date.fromisoformat(value.strip())
    except ValueError:
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


def _as_json(one: Deadline, ruleset: Ruleset) -> dict[str, Any]:
    return {
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
    act = f"; act by {day(one.act_by)}" if one.act_by != one.due else ""
    typer.echo(f"\n{typer.style(day(one.due), bold=True)}{act}")
    typer.echo(f"  {one.rule.owner.label} {one.rule.status.in_sentence}: {one.rule.what}.")
    typer.echo(f"  {one.rule.id}; {one.rule.source}")

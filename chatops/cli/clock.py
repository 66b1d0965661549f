"""`chatops clock`: every deadline of a story that never happened, or of one that did; no pupil needed."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from chatops.cli.clock_answer import Asked, tell
from chatops.cli.days import a_day, a_year
from chatops.cli.terminal import JSON
from commands.domain.assessment import ExceptionReason
from commands.domain.law.ruleset import Clock, Setting

clocks = typer.Typer(name="clock", help="Work out statutory deadlines: what if?", no_args_is_help=True)
DAY = typer.Option(parser=a_day, metavar="DATE")
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
EXPLAIN = Annotated[bool, typer.Option("--explain", help="Show how each day is counted, step by step.")]
REASONS = ", ".join(reason.value for reason in ExceptionReason)
EXCEPTION = Annotated[
    str, typer.Option("--exception", metavar="REASON", help=f"Whose lateness it would excuse: {REASONS}.")
]
PLACE = Annotated[
    Setting, typer.Option("--from", help="The kind of place the pupil is at; a school's sixth form is a school.")
]


@clocks.callback()
def clock() -> None:
    """Work out statutory deadlines from dates alone: who must do what by when, and where it is written."""


@clocks.command("ehc")
def ehc(
    requested_on: On = None,
    fact: FACTS = None,
    exception: EXCEPTION = "",
    calendar: CALENDAR = None,
    rules: RULES = None,
    nation: NATION = "england",
    explain: EXPLAIN = False,
    as_json: JSON = False,
) -> None:
    """An EHC needs assessment, and what may follow it: mediation, an appeal, the Tribunal's order, a re-assessment.

    --requested-on is the day the local authority received the request.
    """
    asked = Asked(Clock.EHC, fact, calendar, rules, nation, explain=explain, as_json=as_json, exception=exception)
    tell(asked, {"ehc_requested_on": requested_on})


@clocks.command("annual-review")
def annual_review(
    plan_made_on: On = None,
    last_completed_on: On = None,
    meeting_on: On = None,
    notice_on: On = None,
    cease_notified_on: On = None,
    fact: FACTS = None,
    calendar: CALENDAR = None,
    rules: RULES = None,
    nation: NATION = "england",
    explain: EXPLAIN = False,
    as_json: JSON = False,
) -> None:
    """An annual review, planned backwards from the day it must be completed and forwards from its meeting.

    --cease-notified-on is the day the authority told the family that the plan is to cease.
    """
    given = {
        "plan_made_on": plan_made_on,
        "last_completed_on": last_completed_on,
        "meeting_on": meeting_on,
        "notice_on": notice_on,
        "cease_notified_on": cease_notified_on,
    }
    tell(Asked(Clock.ANNUAL, fact, calendar, rules, nation, explain=explain, as_json=as_json), given)


@clocks.command("phase-transfer")
def phase_transfer(
    year_group: Annotated[str, typer.Option(metavar="YEAR", help="National Curriculum year before the transfer.")],
    transfer_year: Annotated[int, typer.Option(metavar="YYYY", min=2015, max=2100, help="The year of the transfer.")],
    place: PLACE = Setting.SCHOOL,
    fact: FACTS = None,
    calendar: CALENDAR = None,
    rules: RULES = None,
    nation: NATION = "england",
    explain: EXPLAIN = False,
    as_json: JSON = False,
) -> None:
    """A transfer in September of a year: from nursery, first, infant, primary, middle or secondary school; from a sixth
    form, or (--from college) from a college."""
    given = {"transfer_on": datetime(transfer_year, 9, 1)}  # noqa: DTZ001 - only its day is used
    year = a_year(year_group)
    asked = Asked(
        Clock.TRANSFER, fact, calendar, rules, nation, explain=explain, as_json=as_json, year=year, setting=place
    )
    tell(asked, given)


@clocks.command("move")
def move(
    fact: FACTS = None,
    rules: RULES = None,
    nation: NATION = "england",
    explain: EXPLAIN = False,
    as_json: JSON = False,
) -> None:
    """A child with a plan moves to another local authority."""
    tell(Asked(Clock.MOVE, fact, None, rules, nation, explain=explain, as_json=as_json), {})


@clocks.command("senco")
def senco(
    since: On = None,
    nasenco_begun_on: On = None,
    fact: FACTS = None,
    calendar: CALENDAR = None,
    rules: RULES = None,
    nation: NATION = "england",
    explain: EXPLAIN = False,
    as_json: JSON = False,
) -> None:
    """A SENCO's own qualification: --since is the day they became SENCO, after 1 September 2009 and for the first time.

    Who was SENCO before, for more than twelve months in all, needs none.
    """
    given = {"senco_since": since, "nasenco_begun_on": nasenco_begun_on}
    tell(Asked(Clock.SENCO, fact, calendar, rules, nation, explain=explain, as_json=as_json), given)


@clocks.command("records")
def records(
    fact: FACTS = None,
    calendar: CALENDAR = None,
    rules: RULES = None,
    nation: NATION = "england",
    explain: EXPLAIN = False,
    as_json: JSON = False,
) -> None:
    """Records that are asked for or go to another school, and complaints about data protection."""
    tell(Asked(Clock.RECORDS, fact, calendar, rules, nation, explain=explain, as_json=as_json), {})

"""`chatops school`: the schools of the database."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from chatops.cli.data import opened, run, the_settings
from chatops.cli.recorded import recorded
from chatops.cli.terminal import JSON, refuse, say_json
from commands.domain.privacy.suppression import STEPS
from commands.domain.school import Nation, School
from commands.domain.transfer import YEARS_OF_TRANSFER

HIDE_BELOW = "In what leaders are sent, counts stand in steps of this many: 5 or 10."
PLANS_WANTED = "Reviewed plans the local authority usually wants to see before an assessment."
KEEP_AFTER_LEAVING = "Days after a pupil left from which erasing what is held is proposed."
KEEP_WITH_PLAN = "Years from birth that a pupil's file is kept, with an EHC plan."
KEEP_WITHOUT_PLAN = "The same without one."
TRANSFER_YEARS = "After which years pupils go on elsewhere, with commas: 6,11. An infant school says 2."


def _years(value: str | None) -> str | None:
    """Typer's check of the option."""
    for year in _split(value or ""):
        if year not in YEARS_OF_TRANSFER:
            raise typer.BadParameter(f"Choose among {', '.join(YEARS_OF_TRANSFER)}.")
    return value


def _split(years: str) -> tuple[str, ...]:
    return tuple(year.strip().upper() for year in years.split(",") if year.strip())


def _step(value: int | None) -> int | None:
    """Typer's check of the option."""
    if value is not None and value not in STEPS:
        raise typer.BadParameter("Choose 5 or 10.")
    return value


schools = typer.Typer(name="school", help="Add a school, change its settings, or list them.", no_args_is_help=True)


def _as_json(school: School) -> dict[str, Any]:
    return {**asdict(school), "nation": school.nation.value}


@schools.command("add")
def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The school's name, as its staff know it.")],
    safeguarding_lead: Annotated[
        str,
        typer.Option(
            help="The designated safeguarding lead and how to reach them, as staff should read it: "
            "“Ms Grant (room 12, extension 204)”."
        ),
    ] = "",
    reply_routine: Annotated[int, typer.Option(min=1, max=60, help="School days to answer a routine referral.")] = 15,
    reply_soon: Annotated[int, typer.Option(min=1, max=60, help="School days to answer one marked “soon”.")] = 10,
    reply_urgent: Annotated[int, typer.Option(min=1, max=60, help="School days to answer an urgent one.")] = 3,
    nation: Annotated[Nation, typer.Option(help="Whose bank holidays it keeps.")] = Nation.ENGLAND,
    hide_below: Annotated[int, typer.Option(callback=_step, help=HIDE_BELOW)] = 5,
    plans_wanted: Annotated[int, typer.Option(min=1, max=9, help=PLANS_WANTED)] = 3,
    transfer_years: Annotated[str, typer.Option(callback=_years, help=TRANSFER_YEARS)] = "6,11",
    as_json: JSON = False,
) -> None:
    """Add a school. Its lists come afterwards, with `chatops import`."""
    from storage.lists.schools import Schools

    settings = the_settings()
    if not 1 <= len(name.strip()) <= 200 or len(safeguarding_lead) > 300:
        refuse("Give the school a name of 1 to 200 characters, and its safeguarding lead in at most 300.")

    async def work() -> None:
        async with opened(settings) as database:
            try:
                school = await Schools(database).add(
                    " ".join(name.split()),
                    safeguarding_lead=safeguarding_lead.strip(),
                    reply_routine=reply_routine,
                    reply_soon=reply_soon,
                    reply_urgent=reply_urgent,
                    nation=nation,
                    hide_below=hide_below,
                    plans_wanted=plans_wanted,
                    transfer_years=_split(transfer_years),
                )
            except ValueError as taken:
                refuse(str(taken))
        if as_json:
            say_json(_as_json(school))
        else:
            typer.echo(f"Added {school.name} ({school.id}). Next: chatops import staff FILE")

    run(work())


@schools.command("change")
def change(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The school, by its name.")],
    safeguarding_lead: Annotated[
        str | None, typer.Option(help="The designated safeguarding lead and how to reach them.")
    ] = None,
    reply_routine: Annotated[int | None, typer.Option(min=1, max=60, help="School days, routine.")] = None,
    reply_soon: Annotated[int | None, typer.Option(min=1, max=60, help="School days, “soon”.")] = None,
    reply_urgent: Annotated[int | None, typer.Option(min=1, max=60, help="School days, urgent.")] = None,
    nation: Annotated[Nation | None, typer.Option(help="Whose bank holidays it keeps.")] = None,
    hide_below: Annotated[int | None, typer.Option(callback=_step, help=HIDE_BELOW)] = None,
    plans_wanted: Annotated[int | None, typer.Option(min=1, max=9, help=PLANS_WANTED)] = None,
    transfer_years: Annotated[str | None, typer.Option(callback=_years, help=TRANSFER_YEARS)] = None,
    keep_after_leaving: Annotated[int | None, typer.Option(min=1, max=3650, help=KEEP_AFTER_LEAVING)] = None,
    keep_with_plan: Annotated[int | None, typer.Option(min=18, max=100, help=KEEP_WITH_PLAN)] = None,
    keep_without_plan: Annotated[int | None, typer.Option(min=18, max=100, help=KEEP_WITHOUT_PLAN)] = None,
    as_json: JSON = False,
) -> None:
    """Change a school's settings. What is not given stays as it is."""
    from commands.domain.privacy.audit import Did
    from storage.lists.schools import Schools

    settings = the_settings()
    given = {
        "safeguarding_lead": safeguarding_lead.strip() if safeguarding_lead is not None else None,
        "reply_routine": reply_routine,
        "reply_soon": reply_soon,
        "reply_urgent": reply_urgent,
        "nation": nation,
        "hide_below": hide_below,
        "plans_wanted": plans_wanted,
        "transfer_years": _split(transfer_years) if transfer_years is not None else None,
        "keep_after_leaving": keep_after_leaving,
        "keep_with_plan": keep_with_plan,
        "keep_without_plan": keep_without_plan,
    }
    changes = {field: value for field, value in given.items() if value is not None}
    if not changes:
        refuse(
            "Say what is to change: --safeguarding-lead, --reply-routine, --reply-soon, --reply-urgent, --nation, "
            "--hide-below, --plans-wanted, --transfer-years or one of the --keep-… periods."
        )
    if len(safeguarding_lead or "") > 300:
        refuse("Name the safeguarding lead in at most 300 characters.")

    async def work() -> None:
        async with opened(settings) as database:
            try:
                school = await Schools(database).change(name, **changes)
            except ValueError as unknown:
                refuse(str(unknown))
            await recorded(database, school, settings, "school change", Did.CHANGED)
        if as_json:
            say_json(_as_json(school))
        else:
            typer.echo(f"Changed {school.name}.")

    run(work())


@schools.command("rules")
def rules(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The school, by its name.")],
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="Rules of your own, as TOML.")] = None,
    none: Annotated[bool, typer.Option("--none", help="The school has no rules of its own any more.")] = False,
) -> None:
    """Give a school local rules beside the law's, or none: a tighter date of its local authority's, say."""
    from chatops.rules import read
    from commands.domain.law.in_force import local_rules
    from commands.domain.law.ruleset_file import Unusable
    from storage.lists.schools import Schools

    settings = the_settings()
    if (file is None) is not none:
        refuse("Give the file with the school's own rules, or --none.")
    try:
        text = read(file) if file else ""
        added = local_rules(text, file.name if file else "") if text else None
    except Unusable as wrong:
        refuse(*wrong.sentences)

    async def work() -> None:
        async with opened(settings) as database:
            try:
                school = await Schools(database).change(name, local_rules=text)
            except ValueError as unknown:
                refuse(str(unknown))
        if added is None:
            typer.echo(f"{school.name} has no rules of its own. The law's count as ever.")
        else:
            typer.echo(f"{school.name} counts by its own rules too, beside {added.label}.")

    run(work())


@schools.command("words")
def words(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The school, by its name.")],
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="Your own list: one word or phrase a line.")
    ] = None,
    default: Annotated[bool, typer.Option("--default", help="The list that every school starts with.")] = False,
    off: Annotated[bool, typer.Option("--off", help="No form comes back for a word in it.")] = False,
) -> None:
    """Say at which words of disclosure or harm a form comes back once, with whom to tell; or show which they are."""
    from chatops.words import read
    from commands.domain.privacy.audit import Did
    from storage.lists.schools import Schools

    settings = the_settings()
    if (file is not None) + default + off > 1:
        refuse("Give one of the file with your own words, --default and --off.")
    try:
        own = read(file) if file else ()
    except ValueError as wrong:
        refuse(str(wrong))

    async def work() -> None:
        async with opened(settings) as database:
            every = Schools(database)
            if file or default or off:
                changes = {"nudges": False} if off else {"nudges": True, "nudge_words": own}
                try:
                    school = await every.change(name, **changes)
                except ValueError as unknown:
                    refuse(str(unknown))
                await recorded(database, school, settings, "school words", Did.CHANGED)
            else:
                found = next((one for one in await every.all() if one.name == name.strip()), None)
                school = found or refuse(f"There is no school called {name.strip()}. Run: chatops school list")
        if not school.nudges:
            typer.echo(f"{school.name}: no form comes back for a word in it. The line above every form stays.")
        else:
            typer.echo(
                "\n".join((f"# {school.name}: a form with one of these in it comes back once.", *school.watched))
            )

    run(work())


@schools.command("list")
def list_schools(as_json: JSON = False) -> None:
    """List the schools."""
    from storage.lists.schools import Schools

    settings = the_settings()

    async def work() -> None:
        async with opened(settings) as database:
            found = await Schools(database).all()
        if as_json:
            say_json([_as_json(school) for school in found])
        elif not found:
            typer.echo("There is no school yet. Run: chatops school add NAME")
        else:
            for school in found:
                typer.echo(f"{school.name} ({school.id}), {school.nation}")

    run(work())

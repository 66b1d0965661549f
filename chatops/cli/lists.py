"""`chatops import`: takes over lists of pupils, staff and term dates from a school's information system."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from chatops.cli.data import SCHOOL, opened, run, the_school, the_settings, today
from chatops.cli.recorded import recorded
from chatops.cli.series import series
from chatops.cli.taking_over import DRY_RUN, FILE, MAP, Kind, take_over
from chatops.cli.terminal import JSON, refuse, say_json

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from chatops.importing.headings import Told
    from chatops.importing.table import LineFinding, Reading
    from storage.lists.imports import Imports
    from storage.lists.list_plans import Counts

lists = typer.Typer(
    name="import",
    help="Take over lists of pupils, staff and term dates (CSV or xlsx files), and take an import back.",
    no_args_is_help=True,
)
lists.add_typer(series)
ALLOW_LEAVERS = Annotated[
    bool,
    typer.Option("--allow-leavers", help="Go on though more than half of the list, or a whole year, would leave."),
]
PART = Annotated[
    bool, typer.Option("--part", help="The file is of some pupils alone, so nobody who is not in it is marked as left.")
]
SAME = Annotated[
    list[str] | None,
    typer.Option(
        "--same",
        metavar="ADDRESS|all",
        help="The line with this address is somebody on the list already: back again, or under another address or "
        "name. May be said again; “all” answers where the name is the same.",
    ),
]
NEW = Annotated[
    list[str] | None,
    typer.Option(
        "--new",
        metavar="ADDRESS|all",
        help="The line with this address is somebody new, though the address or the name was another's: nothing of "
        "theirs passes to them. May be said again, or of all.",
    ),
]


@lists.command("pupils")
def pupils(
    file: FILE,
    school: SCHOOL = None,
    dry_run: DRY_RUN = False,
    allow_leavers: ALLOW_LEAVERS = False,
    part: PART = False,
    map_: MAP = None,
    as_json: JSON = False,
) -> None:
    """Pupils, matched by UPN. Those missing from the file are marked as left, never deleted."""
    from chatops.importing.pupil_words import COLUMNS
    from chatops.importing.pupils import may_be_several, read_pupils

    day = today(the_settings())

    def write(imports: "Imports", reading: "Reading[Any]") -> "Awaitable[Counts]":
        return imports.pupils(
            reading.rows,
            fields=reading.fields,
            today=day,
            known=reading.known,
            allow_leavers=allow_leavers,
            part=part or reading.of_some or bool(reading.unknown),
            own_fields=reading.own_fields,
        )

    def asked(imports: "Imports", reading: "Reading[Any]") -> "list[LineFinding]":
        return [may_be_several(reading.lines[key]) for key in imports.doubtful]

    kind = Kind("pupils", COLUMNS, lambda data, told: read_pupils(data, day, told), write, asked)
    take_over(kind, file, school, dry_run, as_json, map_ or ())


@lists.command("ctf")
def ctf(file: FILE, school: SCHOOL = None, dry_run: DRY_RUN = False, as_json: JSON = False) -> None:
    """Pupils from a Common Transfer File. It is of some alone, so nobody who is not in it is marked as left."""
    pupils(file, school, dry_run, as_json=as_json)


@lists.command("staff")
def staff(
    file: FILE,
    school: SCHOOL = None,
    dry_run: DRY_RUN = False,
    allow_leavers: ALLOW_LEAVERS = False,
    same: SAME = None,
    new: NEW = None,
    map_: MAP = None,
    as_json: JSON = False,
) -> None:
    """Staff, matched by e-mail address: name, role (as the school calls it) and the groups they teach.

    Where a line may mean somebody who is on the list or somebody new, it is asked about, and used once --same or --new
    says which.
    """
    from chatops.importing.staff import COLUMNS, asked_about, read_staff
    from commands.domain.staff_list import ALL, Said

    said = Said(*(frozenset(address.strip().lower() for address in given or ()) for given in (same, new)))
    if said.same & said.new:
        refuse("Say --same or --new of an address, not both.")

    def read(data: bytes, told: "Told") -> "Reading[Any]":
        reading = read_staff(data, told)
        if nowhere := (said.same | said.new) - {ALL} - set(reading.lines):
            refuse(f"No line of the file has the address {sorted(nowhere)[0]}, which --same or --new names.")
        return reading

    async def write(imports: "Imports", reading: "Reading[Any]") -> "Counts":
        return await imports.staff(
            reading.rows,
            fields=reading.fields,
            known=reading.known,
            allow_leavers=allow_leavers,
            said=said,
            former=reading.former,
        )

    def asked(imports: "Imports", reading: "Reading[Any]") -> "list[LineFinding]":
        return [asked_about(one, reading.lines[one.email]) for one in imports.unsettled]

    take_over(Kind("staff", COLUMNS, read, write, asked), file, school, dry_run, as_json, map_ or ())


@lists.command("terms")
def terms(file: FILE, school: SCHOOL = None, dry_run: DRY_RUN = False, map_: MAP = None, as_json: JSON = False) -> None:
    """Term dates: terms, breaks, INSET days, closures. They replace those of the school years in the file."""
    from chatops.importing.terms import COLUMNS, read_terms

    day = today(the_settings())

    def write(imports: "Imports", reading: "Reading[Any]") -> "Awaitable[Counts]":
        return imports.terms(reading.rows)

    kind = Kind(
        "terms",
        COLUMNS,
        lambda data, told: read_terms(data, day, told),
        write,
        counted={"left": "taken away"},
    )
    take_over(kind, file, school, dry_run, as_json, map_ or ())


@lists.command("undo")
def undo(school: SCHOOL = None, dry_run: DRY_RUN = False, as_json: JSON = False) -> None:
    """Take the last import back, within a day: rows are again what they were, save those changed since."""
    from chatops.clockwork.clock import Clock
    from commands.domain.days.calendar import LONDON
    from commands.domain.days.dates import day
    from commands.domain.privacy.audit import Did
    from storage.lists.undoing import NothingToTakeBack, TakenBack, take_back

    settings = the_settings()

    async def work() -> tuple[str, TakenBack]:
        async with opened(settings) as database:
            of = await the_school(database, school)
            done = await take_back(database, of, Clock(settings.clock).now(), trying=dry_run)
            if not dry_run:
                await recorded(database, of, settings, "import undo", Did.CHANGED)
            return of.name, done

    try:
        name, done = run(work())
    except NothingToTakeBack as why:
        refuse(str(why))
    at = done.at.astimezone(LONDON)
    if as_json:
        say_json({"school": name, "dry_run": dry_run, "kind": done.kind, "imported_at": at.isoformat(),
                  "restored": done.restored, "removed": done.removed, "kept": list(done.kept)})  # fmt: skip
        return
    typer.echo(
        f"{name}: the import of {done.kind} of {day(at.date())}, {at:%H:%M}, {'would be' if dry_run else 'was'} taken "
        f"back: {done.restored} as before, {done.removed} removed."
    )
    if done.kept:
        typer.echo(f"{len(done.kept)} left as they are: changed since, or something was recorded of them:")
        for which in done.kept:
            typer.echo(f"  {which}")
    if dry_run:
        typer.echo("This was a dry run: nothing was written.")

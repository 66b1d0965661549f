"""`chatops erase`: everything held about a pupil goes, once two people have agreed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from chatops.cli.data import SCHOOL, on_time, opened, run, the_school, the_settings
from chatops.cli.pupil_meant import at_terminal, pupil_meant
from chatops.cli.terminal import JSON, refuse, say_json
from chatops.cli.writing import make_folder
from chatops.every_face import asked_by, titled

if TYPE_CHECKING:
    from chatops.two_people import Terminal
    from storage.database import Database
    from storage.rights.erasing import Erased

ELSEWHERE = (
    "What the bot answered staff privately, files they were handed, exports and backups are not in its hands: "
    "see “Rights” in docs/running.md."
)


def erase(
    pupil: Annotated[str, typer.Argument(metavar="PUPIL", help="By name or UPN; one who has left too.")] = "",
    ask: Annotated[bool, typer.Option("--ask", help="Ask for it, in the name of --by, of --confirmer.")] = False,
    by: Annotated[str, typer.Option("--by", metavar="EMAIL", help="Who acts: an administrator or a SENCO.")] = "",
    confirmer: Annotated[str, typer.Option(metavar="EMAIL", help="With --ask: the other one, who is to agree.")] = "",
    confirm: Annotated[str, typer.Option(metavar="CODE", help="Agree, with the code the bot sent in chat.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="With --confirm: do not ask once more.")] = False,
    export: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="With --confirm: first write everything held, for the file.")
    ] = None,
    posts: Annotated[bool, typer.Option("--posts", help="Say how taking down posts goes.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would go, as it does by itself.")] = False,
    school: SCHOOL = None,
    as_json: JSON = False,
) -> None:
    """Erase everything held about a pupil, once a second person has agreed. By itself it says what would go."""
    if sum((bool(pupil), bool(confirm), posts)) != 1 or (ask and not pupil):
        refuse("Give a PUPIL, or --confirm CODE with --by EMAIL, or --posts.")
    if posts:
        _say_posts(school, as_json)
        return
    if dry_run and (ask or confirm):
        refuse("--dry-run changes nothing: leave out --ask and --confirm.")
    if confirm:
        _confirm(confirm, by, yes, export, school, as_json)
    elif ask:
        _ask(pupil, by, confirmer, school, as_json)
    else:
        _dry_run(pupil, school, as_json)


def _dry_run(pupil: str, name: str | None, as_json: bool) -> None:
    from commands.domain.privacy.audit import Did
    from storage.rights.audit import add_lines
    from storage.rights.erasing import would_go

    settings = the_settings()

    async def work() -> "Erased":
        async with opened(settings) as database:
            at, pupil_id = await pupil_meant(database, settings, pupil, name)
            async with database.writing() as connection:
                found = await would_go(connection, at.school.id, pupil_id)
                await add_lines(connection, [at.line(Did.LOOKED, "erase", pupil_id)])
        assert found  # noqa: S101 - it was found a moment ago
        return found

    found = run(work())
    if as_json:
        say_json({"rows": dict(found.rows), "beside": dict(found.beside), "posts": dict(found.posts)})
        return
    typer.echo("Erasing this pupil would delete:")
    _say(found)
    typer.echo("Nothing was changed. To ask for it: chatops erase PUPIL --ask --by EMAIL --confirmer EMAIL")


def _ask(pupil: str, by: str, confirmer: str, name: str | None, as_json: bool) -> None:
    from chatops.two_people import ask_for
    from commands.domain.days.calendar import LONDON
    from commands.domain.days.dates import day
    from storage.rights.erasing import MayNotGo

    if not (by and confirmer):
        refuse("Say who asks with --by EMAIL, and who is to agree with --confirmer EMAIL: two different people.")
    settings = the_settings()

    async def work() -> str:
        async with opened(settings) as database:
            await on_time(database, settings)
            at, pupil_id = await pupil_meant(database, settings, pupil, name)
            try:
                asked = await ask_for(database, at, [pupil_id], by, confirmer)
            except MayNotGo as why:
                refuse(str(why))
            return day(asked.expires_at.astimezone(LONDON).date())

    until = run(work())
    if as_json:
        say_json({"confirmer": confirmer, "until": until})
        return
    typer.echo(f"The bot sends {confirmer} a code in {asked_by('or')}. It stands until {until}.")
    typer.echo("Nothing is erased before they confirm it: chatops erase --confirm CODE --by EMAIL")


def _confirm(code: str, by: str, yes: bool, export: Path | None, name: str | None, as_json: bool) -> None:
    from chatops.keyring import keyring_of
    from chatops.two_people import asked_under, carry_out
    from storage.records import SqlOpenRecords
    from storage.rights.erasing import MayNotGo, scrub

    if not by:
        refuse("Say who agrees with --by EMAIL.")
    if export:
        make_folder(export)
    settings = the_settings()

    async def work() -> "list[Erased]":
        async with opened(settings) as database:
            await on_time(database, settings)
            at = at_terminal(await the_school(database, name), settings)
            try:
                requests = await asked_under(database, at, code, by)
                async with SqlOpenRecords(database)(at.school, writing=False) as records:
                    whom = await records.pupils([request.pupil_id for request in requests])
                for one in whom.values():
                    typer.echo(f"To be erased: {one.in_full}", err=True)
                if not yes and not typer.confirm("Everything held about them goes, for ever. Erase it?", err=True):
                    refuse("Nothing was erased.")
                if export:
                    await _export(database, at, list(whom), export)
                return list(await carry_out(database, at, requests, by))
            except MayNotGo as why:
                refuse(str(why))

    done = run(work())
    scrub(settings.database_url, keyring_of(settings))
    if as_json:
        say_json([{"rows": dict(one.rows), "posts": dict(one.posts)} for one in done])
        return
    for found in done:
        typer.echo("Erased:")
        _say(found)
    if any(found.posts for found in done):
        typer.echo("The running bot takes the posts down. How it goes: chatops erase --posts")
    typer.echo(ELSEWHERE)


async def _export(database: "Database", at: "Terminal", pupil_ids: Sequence[str], folder: Path) -> None:
    """Writes everything held about each, before they go; a file that cannot be written ends the command."""
    from chatops.cli.subjects import write_subject
    from chatops.exporting.subject import everything_about
    from commands.domain.days.calendar import LONDON
    from commands.domain.privacy.audit import Did
    from storage.records import SqlOpenRecords
    from storage.rights.audit import add_lines

    for id in pupil_ids:
        async with SqlOpenRecords(database)(at.school, writing=False) as records:
            found = await everything_about(records, id, at.now.astimezone(LONDON).date())
        if found:
            write_subject(folder / f"{found.pupil.upn or id}.zip", found)
    async with database.writing() as connection:
        await add_lines(connection, [at.line(Did.EXPORTED, "export subject", id) for id in pupil_ids])


def _say_posts(name: str | None, as_json: bool) -> None:
    from storage.rights.holds import TakeDown, TakeDowns

    settings = the_settings()

    async def work() -> "list[TakeDown]":
        async with opened(settings) as database:
            of = await the_school(database, name)
            return list(await TakeDowns(database).of_school(of.id))

    listed = run(work())
    states = Counter(one.state for one in listed)
    left = [one for one in listed if one.trouble and one.state != "gone"]
    if as_json:
        say_json({"states": dict(states), "troubles": sorted({one.trouble for one in left})})
        return
    typer.echo(f"Taken down: {states['gone']}. Waiting: {states['waiting']}. Could not be deleted: {states['left']}.")
    for one in left:
        typer.echo(f"{titled(one.face)}, post {one.post}: {one.trouble}")


def _say(found: "Erased") -> None:
    _say_counts(found.rows)
    if found.beside:
        typer.echo("and take the lines about them out of:")
        _say_counts(found.beside)
    for face, count in found.posts.items():
        typer.echo(f"  {count:>6} posts in {titled(face)}, taken down")


def _say_counts(counts: Mapping[str, int]) -> None:
    for table, count in sorted(counts.items()):
        typer.echo(f"  {count:>6} {table.replace('_', ' ')}")

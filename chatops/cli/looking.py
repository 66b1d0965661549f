"""`chatops doctor` and `chatops manifest`: seeing what is missing, and making what an administrator uploads."""

from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from chatops.cli.data import run, the_settings
from chatops.cli.terminal import JSON, refuse, say_json
from chatops.cli.writing import write

MARKS = {"ok": ("ok   ", "green"), "off": ("off  ", "blue"), "look": ("look ", "yellow"), "wrong": ("WRONG", "red")}


class Platform(StrEnum):
    """Where a manifest is uploaded."""

    SLACK = "slack"
    TEAMS = "teams"


def doctor(as_json: JSON = False) -> None:
    """Say what is configured, what is missing, and whether the database, Slack and Teams answer.

    Ends with exit code 1 when something keeps the bot from working.
    """
    from chatops.doctor import Finding, examine
    from chatops.settings import Settings, SettingsError

    try:
        found = run(examine(Settings.load()))
    except SettingsError as wrong:
        found = [Finding("wrong", "settings", sentence) for sentence in wrong.sentences]
    well = all(finding.state != "wrong" for finding in found)
    if as_json:
        say_json({"well": well, "findings": [asdict(finding) for finding in found]})
    else:
        for finding in found:
            mark, colour = MARKS[finding.state]
            typer.echo(f"{typer.style(mark, fg=colour)}  {finding.about}: {finding.words}")
    raise typer.Exit(0 if well else 1)


def manifest(
    platform: Annotated[Platform, typer.Argument(help="Where it will be uploaded.")],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The file to write.", dir_okay=False)],
    base_url: Annotated[
        str | None, typer.Option(metavar="URL", help="The bot's own address, such as https://senco.school.example.")
    ] = None,
    app_id: Annotated[
        str | None, typer.Option(metavar="ID", help="Teams: the bot's application id; TEAMS_APP_ID when not given.")
    ] = None,
    socket_mode: Annotated[
        bool, typer.Option("--socket-mode", help="Slack: by Socket Mode, which needs no address.")
    ] = False,
    developer: Annotated[str, typer.Option(metavar="NAME", help="Teams: your school or trust, as the maker.")] = "",
    website: Annotated[str, typer.Option(metavar="URL", help="Teams: your school's or trust's website.")] = "",
    privacy: Annotated[str, typer.Option(metavar="URL", help="Teams: its privacy notice.")] = "",
    as_json: JSON = False,
) -> None:
    """Write what an administrator uploads: for Slack a manifest (JSON), for Teams an app package (zip)."""
    from chatops import manifests

    try:
        if platform is Platform.SLACK:
            if socket_mode == (base_url is not None):
                refuse("Give --base-url https://… for Slack over HTTP, or --socket-mode; one of the two.")
            content = manifests.as_text(manifests.slack(base_url)).encode()
        else:
            if base_url is None:
                refuse("Give --base-url https://…, the address Teams reaches the bot at.")
            app_id = app_id or the_settings().teams_app_id
            if not app_id:
                refuse("Give --app-id, the bot's application id in Microsoft Entra, or set TEAMS_APP_ID.")
            filled = manifests.teams(base_url, app_id, developer=developer, website=website, privacy=privacy)
            content = manifests.package(filled)
    except manifests.NotUsable as why:
        refuse(str(why))
    write(out, content)
    if as_json:
        say_json({"platform": platform.value, "file": str(out), "bytes": len(content)})
    elif platform is Platform.SLACK:
        typer.echo(f"Wrote {out}. At api.slack.com/apps choose “Create New App”, “From a manifest”, and paste it.")
    else:
        typer.echo(f"Wrote {out}. In the Teams admin centre choose “Manage apps”, “Upload new app”.")

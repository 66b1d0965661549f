"""`chatops doctor` and `chatops manifest`: seeing what is missing, and making what an administrator uploads."""

from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from chatops.about import ManifestAsk
from chatops.cli.data import run, the_settings
from chatops.cli.terminal import JSON, refuse, say_json
from chatops.cli.writing import write
from chatops.every_face import FACES

MARKS = {"ok": ("ok   ", "green"), "off": ("off  ", "blue"), "look": ("look ", "yellow"), "wrong": ("WRONG", "red")}


UPLOADED = {face.name: face for face in FACES if face.uploaded}
HELP = {name: words for face in FACES for name, words in face.options.items()}
"""Help for the options of `manifest` that are for one platform alone."""

if TYPE_CHECKING:

    class Platform(StrEnum):
        """Where a manifest is uploaded."""

else:
    Platform = StrEnum("Platform", {name.upper(): name for name in UPLOADED})


def doctor(as_json: JSON = False) -> None:
    """Say what is configured, what is missing, and whether the database, Slack and Teams answer.

    Ends with exit code 1 when something keeps the bot from working.
    """
    from chatops.settings import Settings, SettingsError
    from chatops.watching.doctor import examine
    from chatops.watching.findings import Finding

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
    app_id: Annotated[str | None, typer.Option(metavar="ID", help=HELP["app_id"])] = None,
    socket_mode: Annotated[bool, typer.Option("--socket-mode", help=HELP["socket_mode"])] = False,
    developer: Annotated[str, typer.Option(metavar="NAME", help=HELP["developer"])] = "",
    website: Annotated[str, typer.Option(metavar="URL", help=HELP["website"])] = "",
    privacy: Annotated[str, typer.Option(metavar="URL", help=HELP["privacy"])] = "",
    as_json: JSON = False,
) -> None:
    """Write what an administrator uploads: for Slack a manifest (JSON), for Teams an app package (zip)."""
    from chatops.manifests import NotUsable

    face = UPLOADED[platform.value]
    given = {
        "app_id": app_id,
        "socket_mode": socket_mode,
        "developer": developer,
        "website": website,
        "privacy": privacy,
    }
    try:
        content = face.manifest(ManifestAsk(base_url, the_settings, given))
    except NotUsable as why:
        refuse(str(why))
    write(out, content)
    if as_json:
        say_json({"platform": platform.value, "file": str(out), "bytes": len(content)})
    else:
        typer.echo(f"Wrote {out}. {face.uploaded}")

"""The command line: `chatops`, or `python -m chatops`."""

import sys

import typer

from chatops.cli.audit import audit
from chatops.cli.backups import backup, restore
from chatops.cli.clock import clocks
from chatops.cli.digests import digest
from chatops.cli.erasing import erase
from chatops.cli.exports import exports
from chatops.cli.holds import hold
from chatops.cli.keys import keys
from chatops.cli.lists import lists
from chatops.cli.looking import doctor, manifest
from chatops.cli.retention import retention
from chatops.cli.roles import roles
from chatops.cli.running import demo, migrate, serve
from chatops.cli.schools import schools
from chatops.cli.staff import staff
from chatops.cli.subjects import subject
from chatops.every_face import THE_BOT

app = typer.Typer(
    name="chatops",
    help=f"{THE_BOT} Try it with: chatops demo",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # they print the values of variables, which can be what people wrote
)
app.command()(demo)
app.command()(serve)
app.command()(migrate)
app.add_typer(lists)
exports.command("subject")(subject)
app.add_typer(exports)
app.add_typer(schools)
app.add_typer(staff)
app.add_typer(keys)
app.command()(digest)
app.add_typer(clocks)
app.command()(roles)
app.command()(audit)
app.command()(erase)
app.command()(hold)
app.command()(retention)
app.command()(backup)
app.command()(restore)
app.command()(doctor)
app.command()(manifest)


def main() -> None:
    """What the `chatops` command runs."""
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()

"""`chatops roles`: who may ask what, and what each is ever shown; the same table the program holds everybody to."""

import typer

from chatops.cli.terminal import JSON, say_json


def roles(as_json: JSON = False) -> None:
    """Print who may ask what, and how much of it each sees. Needs no database."""
    from commands.domain.privacy.reach import Asker, Row
    from commands.roles import FIELDS, ROLES

    def cells(row: Row) -> dict[str, str]:
        return {str(asker.value): str(row.of(asker).value) for asker in Asker}

    if as_json:
        say_json(
            {
                "asked": {word: cells(row) for word, row in sorted(ROLES.items())},
                "seen": {field: cells(row) for field, row in FIELDS.items()},
            }
        )
        return
    for heading, rows in (("Asked", dict(sorted(ROLES.items()))), ("Seen", FIELDS)):
        widest = max(len(heading), *map(len, rows))
        columns = [asker.label for asker in Asker]
        typer.echo("  ".join((heading.ljust(widest), *columns)))
        for name, row in rows.items():
            said = (row.of(asker).label.ljust(len(column)) for asker, column in zip(Asker, columns, strict=True))
            typer.echo("  ".join((name.ljust(widest), *said)).rstrip())
        typer.echo("")

"""`chatops export subject`: everything held about one pupil, for them or their parents to read."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from chatops.cli.data import SCHOOL, opened, run, the_school, the_settings, today
from chatops.cli.recorded import recorded
from chatops.cli.terminal import JSON, refuse, say_json
from chatops.cli.writing import make_folder, write

if TYPE_CHECKING:
    from chatops.exporting.subject import Subject

PUPIL = Annotated[str, typer.Argument(metavar="PUPIL", help="By name or UPN; one who has left too.")]


def subject(
    pupil: PUPIL,
    out: Annotated[
        Path, typer.Option("--out", metavar="FOLDER|FILE.zip", help="Where it is written, for your eyes alone.")
    ] = Path("subject"),
    school: SCHOOL = None,
    as_json: JSON = False,
) -> None:
    """Everything held about one pupil, to read (Word) and for a program (JSON). Only you can read what is written."""
    from chatops.exporting.of_pupil import NotOne, pupil_called
    from chatops.exporting.subject import everything_about
    from commands.domain.privacy.audit import Did
    from storage.records import SqlOpenRecords

    settings = the_settings()

    async def work() -> "tuple[str, Subject]":
        async with opened(settings) as database:
            of = await the_school(database, school)
            async with SqlOpenRecords(database)(of, writing=False) as records:
                try:
                    found = await everything_about(records, await pupil_called(records, pupil), today(settings))
                except NotOne as why:
                    refuse(str(why), *why.choices)
            assert found  # noqa: S101 - it was found in the same transaction
            await recorded(database, of, settings, "export subject", Did.EXPORTED, (found.pupil.id, ""))
            return of.name, found

    name, found = run(work())
    write_subject(out, found)
    if as_json:
        say_json({"school": name, "written": str(out), "rows": found.rows})
    else:
        typer.echo(f"{name}: wrote everything held about this pupil ({found.rows} rows) to {out}.")
        typer.echo("Only you can read it: keep it so. Read it before you hand it over: words may tell of others.")


def write_subject(out: Path, found: "Subject") -> None:
    """Writes the document and the JSON into a folder, or as one .zip, readable by the owner alone."""
    import io
    import zipfile

    from chatops.documents.word import as_docx

    files = {"everything-held.docx": as_docx(found.document), "everything-held.json": found.content}
    if out.suffix.casefold() == ".zip":
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
            for file, content in files.items():
                packed.writestr(file, content)
        write(out, held.getvalue())
        return
    make_folder(out)
    for file, content in files.items():
        write(out / file, content)

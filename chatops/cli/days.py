"""Days and years at the terminal, written as an import reads them: 01/09/2026, 1 Sep 2026, 2026-09-01; Year 6, R."""

from datetime import datetime, time

import typer


def a_day(written: str) -> datetime:
    """The day as typer takes it, at midnight; raises `typer.BadParameter` with what to write instead."""
    from chatops.importing.days import day
    from chatops.importing.table import Bad

    try:
        return datetime.combine(day(written.strip()), time())
    except Bad as why:
        raise typer.BadParameter(f"{why}.") from None


def a_year(written: str) -> str:
    """A National Curriculum year, however it is written; what is none comes back as it was."""
    from chatops.importing.days import year
    from chatops.importing.table import Bad

    try:
        return year(written.strip())
    except Bad:
        return written.strip().upper()

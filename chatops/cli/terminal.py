"""What every command needs of a terminal: refusing with a sentence, JSON for programs, a bar for those who wait."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated, Any, NoReturn

import typer

JSON = Annotated[bool, typer.Option("--json", help="Print JSON, for a program to read.")]


def refuse(*sentences: str) -> NoReturn:
    """Ends the command with exit code 2 and, on stderr, why and what to do."""
    for sentence in sentences:
        typer.echo(f"chatops: {sentence}", err=True)
    raise typer.Exit(2)


def say_json(value: Any) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


@contextmanager
def bar(what: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on stderr, when that is a terminal; yields what is told (done, of)."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda done, of: None
        return
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task(what, total=None)
        yield lambda done, of: progress.update(task, completed=done, total=of)

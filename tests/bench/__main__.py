"""Runs the rows and prints their table: `python -m tests.bench [--base COMMIT] [ROW …]`, all rows without any named."""

import argparse
import asyncio
import subprocess
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench import memory, slack_form, slack_referral, teams_dialog
from tests.bench.contender import Build
from tests.bench.table import BASE, HERE, Row, table

ROOT = Path(__file__).parents[2]
Measure = Callable[[Sequence[Build], Path], Awaitable[Sequence[Row]]]
ROWS: Mapping[str, Measure] = {
    "slack-form": slack_form.measure,
    "slack-referral": slack_referral.measure,
    "teams-dialog": teams_dialog.measure,
    "memory": memory.measure,
}


@contextmanager
def checked_out(commit: str, folder: Path) -> Iterator[Build]:
    """An older build, beside this one for as long as the context lasts."""
    tree = folder / "base"
    subprocess.run(["git", "worktree", "add", "--detach", "--quiet", str(tree), commit], cwd=ROOT, check=True)
    try:
        yield Build(BASE, tree)
    finally:
        subprocess.run(["git", "worktree", "remove", "--force", str(tree)], cwd=ROOT, check=True)


async def measured(names: Sequence[str], builds: Sequence[Build], folder: Path) -> list[Row]:
    found: list[Row] = []
    for name in names:
        own = folder / name
        own.mkdir()
        found += await ROWS[name](builds, own)
    return found


def main() -> None:
    words = argparse.ArgumentParser(prog="python -m tests.bench")
    words.add_argument("rows", nargs="*", metavar="ROW", help=", ".join(ROWS))
    words.add_argument("--base", default="", help="a commit to be measured beside this build")
    given = words.parse_args()
    with TemporaryDirectory(prefix="chatops-bench-", ignore_cleanup_errors=True) as name:
        folder, builds = Path(name), [Build(HERE, ROOT)]
        if not given.base:
            found = asyncio.run(measured(given.rows or list(ROWS), builds, folder))
        else:
            with checked_out(given.base, folder) as base:
                found = asyncio.run(measured(given.rows or list(ROWS), [*builds, base], folder))
    print(table(found))


if __name__ == "__main__":
    main()

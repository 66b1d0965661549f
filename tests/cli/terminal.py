"""A terminal in a folder of its own: types commands, reads what comes out."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from chatops.__main__ import app
from chatops.settings import Settings

SETTINGS = frozenset(name.upper() for name in Settings.model_fields)


class Terminal:
    """`said` is stdout, `complained` stderr, `code` the exit code of the last command typed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environ: dict[str, str] = {"DATABASE_URL": f"sqlite:///{folder / 'chatops.db'}"}
        self.said = self.complained = ""
        self.code = -1

    def types(self, *words: str, **environ: str) -> str:
        """Runs `chatops WORDS`; gives stdout. Of the surrounding environment no setting is seen."""
        unset: Mapping[str, str | None] = dict.fromkeys(SETTINGS)
        result = CliRunner().invoke(app, list(words), env={**unset, **self.environ, **environ})
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        self.said, self.complained, self.code = result.stdout, result.stderr, result.exit_code
        return self.said

    def reads(self, *words: str, **environ: str) -> Any:
        """Runs `chatops WORDS --json`; gives what a program would read."""
        return json.loads(self.types(*words, "--json", **environ))

    def holds(self, name: str, text: str | bytes) -> str:
        """Puts a file into the folder; gives its path."""
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

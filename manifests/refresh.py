"""Writes the catalogue's words into the manifests: run `python -m manifests.refresh` after changing a command."""

import json
from pathlib import Path
from typing import Any

from commands.catalogue import COMMANDS
from commands.kit import Command

HERE = Path(__file__).parent
MOST = 12
"""Commands in one list of a Teams app manifest (its schema). The first of the catalogue are listed; `help` has all."""
OWN_SLASH = ("refer", "adjust")
"""Words that are Slack commands of their own; the others follow /senco."""


def refreshed_slack(manifest: dict[str, Any]) -> dict[str, Any]:
    """The Slack manifest with what `/senco` can be followed by, and the descriptions of the commands of their own."""
    shown = {command.word: command.summary for command in COMMANDS if command.shown}
    for row in manifest["features"]["slash_commands"]:
        word = row["command"].removeprefix("/")
        if word in OWN_SLASH:
            row["description"] = shown[word]
        else:
            words = [w.removeprefix("senco ") for w in shown if w not in OWN_SLASH]
            row["usage_hint"] = f"[{' | '.join(words)}]"
    return manifest


def refreshed_teams(manifest: dict[str, Any]) -> dict[str, Any]:
    """The Teams manifest with the first words of the catalogue; those that need a channel stand first in channels."""
    shown = [command for command in COMMANDS if command.shown]
    for part in manifest["bots"][0]["commandLists"]:
        private = part["scopes"] == ["personal"]
        wanted = [c for c in shown if not c.surveys] if private else sorted(shown, key=lambda c: not c.surveys)
        part["commands"] = [_row(command) for command in _first(wanted)]
    return manifest


def _first(commands: list[Command]) -> list[Command]:
    """As many as fit, `help` among them whatever is left out."""
    if len(commands) <= MOST:
        return commands
    rest = [command for command in commands if command.word != "help"]
    return [*rest[: MOST - 1], next(command for command in commands if command.word == "help")]


def _row(command: Command) -> dict[str, str]:
    return {"title": command.word, "description": command.summary}


def main() -> None:
    """Rewrites both files in place."""
    for name, refresh in (("slack", refreshed_slack), ("teams", refreshed_teams)):
        path = HERE / name / "manifest.json"
        manifest = refresh(json.loads(path.read_text(encoding="utf-8")))
        path.write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""Writes the catalogue's words into the manifests, and the table of roles into its page: run
`python -m manifests.refresh` after changing a command."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from chatops.slack import refusals
from commands.catalogue import COMMANDS
from commands.domain.privacy.reach import ROWS, Asker, Row
from commands.kit import Command
from commands.roles import FIELDS, ROLES

HERE = Path(__file__).parent
ROLES_PAGE = HERE.parent / "docs" / "roles.md"
IT_PAGE = HERE.parent / "docs" / "it.md"
BEGINS, ENDS = "<!-- The table of {}, written by python -m manifests.refresh -->", "<!-- Its end -->"
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


def refreshed_table(text: str, of: str, table: str) -> str:
    """The page with the table of that between its two marks."""
    begins = BEGINS.format(of)
    before, _, rest = text.partition(begins)
    return f"{before}{begins}\n\n{table}\n\n{ENDS}{rest.partition(ENDS)[2]}"


def table_of_roles() -> str:
    """What each is ever shown, and then every word once, those together that are the same for everybody."""
    alike = {row: [f"`{word}`" for word, its in ROLES.items() if its == row] for row in ROWS}
    askers: Sequence[Asker] = [asker for asker in Asker if asker is not Asker.NOBODY]
    head = [" | ".join(("", "Who is ever shown", *(asker.label for asker in askers), "")).strip()]
    lines = [*head, "|---|" + "---|" * len(askers)]
    lines += [_cells(name[0].upper() + name[1:], row, askers) for name, row in FIELDS.items()]
    lines += ["", head[0].replace("Who is ever shown", "Who may ask, typed or pressed"), lines[1]]
    lines += [_cells(", ".join(sorted(words)), row, askers) for row, words in alike.items()]
    return "\n".join(lines)


def _cells(name: str, row: Row, askers: Sequence[Asker]) -> str:
    return " | ".join(("", name, *(row.of(asker).label for asker in askers), "")).strip()


def main() -> None:
    """Rewrites the files in place."""
    tables = ((ROLES_PAGE, "roles", table_of_roles()), (IT_PAGE, "Slack's refusals", refusals.table()))
    for page, of, table in tables:
        page.write_text(refreshed_table(page.read_text(encoding="utf-8"), of, table), encoding="utf-8")
    for name, refresh in (("slack", refreshed_slack), ("teams", refreshed_teams)):
        path = HERE / name / "manifest.json"
        manifest = refresh(json.loads(path.read_text(encoding="utf-8")))
        path.write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

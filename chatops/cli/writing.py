"""Every file that a command writes where it is told: whole or not at all, for its owner alone, never through a link."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG

from chatops.cli.terminal import refuse


def write(path: Path, content: bytes) -> None:
    """Writes a file that nobody but its owner may read, in the place of one that stood there; or ends the command with
    why not.

    It is written beside its place and then put there, so that a link somebody has laid in its place meanwhile is
    replaced and not followed. What is a link or no ordinary file already is refused.
    """
    _not_a_link(path)
    fresh = path.with_name(f".{path.name[:100]}.{secrets.token_hex(4)}")
    try:
        if path.exists() and not S_ISREG(path.stat().st_mode):
            refuse(f"{path} is no ordinary file, so nothing is written to it. Name a file.")
        try:
            opened = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
            with os.fdopen(opened, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(opened)
            os.replace(fresh, path)
        except BaseException:
            with suppress(OSError):
                fresh.unlink()
            raise
    except OSError as trouble:
        refuse(f"{path} cannot be written: {trouble.strerror}.")


def make_folder(path: Path) -> None:
    """Makes a folder for its owner alone, unless there is one; or ends the command with why not."""
    _not_a_link(path)
    try:
        path.mkdir(mode=0o700, exist_ok=True)
    except OSError as trouble:
        refuse(f"{path} cannot be written: {trouble.strerror}.")


def _not_a_link(path: Path) -> None:
    if path.is_symlink():
        refuse(f"{path} is a link to another place, so nothing is written there. Name that place itself, or another.")

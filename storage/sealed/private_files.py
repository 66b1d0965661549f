"""Files for their owner alone: made so from their first byte, seen to be so, and put right where they are not.

Systems without such modes (Windows) have nothing to see or to put right.
"""

import os
import stat
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Engine, event

LOCK = ".lock"
BESIDE = ("-wal", "-shm", "-journal", LOCK)
"""How the names of the files end that lie beside a SQLite database."""
OTHERS = 0o077
"""What a file's mode says of everybody but its owner: the group, and all other accounts."""


class OfAnother(Exception):
    """A file that is to be for its owner alone belongs to another account, so that it can be neither used nor put
    right. The words say what to do."""


def made(path: Path) -> None:
    """Makes an empty file that only its owner may read, unless one is there."""
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def own_as(before: Path, fresh: Path) -> None:
    """Whoever owns the one file (or its folder, when it is not there) owns the other: made by root, the bot must still
    be able to open it."""
    owner = before if before.exists() else before.parent
    if hasattr(os, "chown"):
        with suppress(PermissionError):
            os.chown(fresh, owner.stat().st_uid, owner.stat().st_gid)


def of_database(file: Path) -> tuple[Path, ...]:
    """A SQLite database's file, and those that lie beside it while it is in use."""
    return (file, *(file.with_name(f"{file.name}{ending}") for ending in BESIDE))


def mode_for_others(path: Path) -> str:
    """The mode of a file that others than its owner may read, write or run, such as "644"; "" for one they may not,
    and for one that is not there."""
    if os.name != "posix":
        return ""
    with suppress(OSError):
        mode = stat.S_IMODE(path.stat().st_mode)
        return f"{mode:03o}" if mode & OTHERS else ""
    return ""


def put_right(paths: Sequence[Path]) -> list[str]:
    """Takes everybody's rights but the owner's off these files; a sentence for each that had to be. Raises `OfAnother`
    for one this account may not use, or may not put right."""
    said = []
    for path in paths:
        mode = mode_for_others(path)
        if not mode:
            if path.exists() and not os.access(path, os.R_OK | os.W_OK):
                raise OfAnother(f"{path} belongs to another account. Run this as that account, or give it to this one.")
            continue
        try:
            path.chmod(0o600)
        except FileNotFoundError:
            continue  # whoever had the database open has closed it
        except PermissionError:
            raise OfAnother(
                f"{path} can be read by others (its mode is {mode}) and belongs to another account. As that account, "
                f"run: chmod 600 {path}"
            ) from None
        said.append(f"{path} could be read by others (its mode was {mode}). Now only its owner can.")
    return said


def keep_private(engine: Engine) -> None:
    """From now on SQLite finds the file made that it would make itself, for everybody to read; those beside it take
    after it."""

    @event.listens_for(engine, "do_connect")
    def connects(_dialect: object, _record: object, arguments: Sequence[str], _options: object) -> None:
        if arguments and arguments[0] != ":memory:":
            with suppress(OSError):  # no such folder: SQLite says so itself
                made(Path(arguments[0]))

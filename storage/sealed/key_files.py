"""The file a key is kept in: made once, readable by its owner alone, replaced whole."""

import fcntl
import os
import secrets
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

Seen = tuple[int, int, int]
"""By what a file is known to be the one read before: its inode, when it was written, its size."""
WORDS = """\
# The key that seals what staff write about pupils. Without it nobody can read that, whoever has the database.
# Keep a copy of this file apart from the database's backups. The first line seals, all lines open.
"""


class KeyTrouble(Exception):
    """The keys at hand cannot be used. The words say why and what to do; they show no key."""


def seen(path: Path) -> Seen:
    """The file as it is now. Raises `KeyTrouble` when it is not there."""
    try:
        there = path.stat()
    except OSError as trouble:
        raise _away(path, trouble) from None
    return there.st_ino, there.st_mtime_ns, there.st_size


def keys_in(path: Path) -> tuple[list[str], Seen]:
    """What stands in the file, a key a line, and which file it was. Raises `KeyTrouble` when others may read it."""
    try:
        with path.open("rb") as file:
            there = os.fstat(file.fileno())
            text = file.read(10_000)
    except OSError as trouble:
        raise _away(path, trouble) from None
    if stat.S_IMODE(there.st_mode) & 0o077:
        mode = f"{stat.S_IMODE(there.st_mode):03o}"
        raise KeyTrouble(f"{path} can be read by others (its mode is {mode}), so it is not used. Run: chmod 600 {path}")
    lines = [line.strip() for line in text.decode(errors="replace").splitlines()]
    keys = [line for line in lines if line and not line.startswith("#")]
    return keys, (there.st_ino, there.st_mtime_ns, there.st_size)


def make(path: Path, key: str) -> bool:
    """Makes the file with this key. False when another process was first: then its key stands."""
    fresh = _written(path, [key])
    try:
        os.link(fresh, path)  # unlike a rename, never over one that is there
    except FileExistsError:
        return False
    except OSError as trouble:
        raise _unwritten(path, trouble) from None
    finally:
        fresh.unlink()
    _settle(path)
    return True


def replace(path: Path, keys: Sequence[str]) -> None:
    """Puts these keys in the place of those that were there, all at once; on the disk when this returns, since what is
    sealed next must be opened even if the power goes."""
    fresh = _written(path, keys)
    try:
        fresh.replace(path)
    except OSError as trouble:
        with suppress(OSError):
            fresh.unlink()
        raise _unwritten(path, trouble) from None
    _settle(path)


@contextmanager
def changing(path: Path) -> Iterator[None]:
    """Alone among the processes of this machine that change the file. Raises `KeyTrouble` when another is at it."""
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise KeyTrouble("The key is being changed by another process. Wait for it to end.") from None
        yield
    finally:
        os.close(folder)


def _written(path: Path, keys: Sequence[str]) -> Path:
    """A file of another name beside it, with the keys, on the disk."""
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(WORDS + "".join(f"{key}\n" for key in keys))
            file.flush()
            os.fsync(file.fileno())
    except OSError as trouble:
        with suppress(OSError):
            fresh.unlink()
        raise _unwritten(path, trouble) from None
    return fresh


def _settle(path: Path) -> None:
    """The name in its folder is on the disk too."""
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _away(path: Path, trouble: OSError) -> KeyTrouble:
    if isinstance(trouble, FileNotFoundError):
        return KeyTrouble(
            f"The key file {path} is not there. Put it back from your copy, or say with CHATOPS_KEY_FILE where it is."
        )
    return KeyTrouble(f"The key file {path} cannot be read: {trouble.strerror}.")


def _unwritten(path: Path, trouble: OSError) -> KeyTrouble:
    return KeyTrouble(f"The key file {path} cannot be written: {trouble.strerror}.")

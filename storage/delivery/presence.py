"""Who else serves one SQLite file: known by a lock beside it, so that nobody takes from a living process what it posts.

Each process that posts holds the lock, shared, as long as it lives; the system takes it away with the process, however
that ends. Whoever gets it for itself alone therefore knows that no other lives. It is a file of its own, because SQLite
would lose its own locks if anybody closed the database's file beside it.
"""

import fcntl
import os
from pathlib import Path

from storage.sealed.private_files import LOCK, made, own_as


class Presence:
    """One process's place among those that serve the file; of a database without a file it is the only one."""

    def __init__(self, database: Path | None) -> None:
        self.database = database
        self.staying = False
        """Whether others know by the lock that this process serves."""
        self._opened: int | None = None

    def alone(self) -> bool:
        """Whether no other process serves the file; if so none begins to, until `stays` or `leaves`. Where locks cannot
        be had (some network drives) the answer is no."""
        self.staying = False  # whoever asks for more and is refused may have lost what they had
        return self._locks(fcntl.LOCK_EX | fcntl.LOCK_NB)

    def stays(self) -> None:
        """Serves from now on beside others; waits while one of them is alone."""
        self._locks(fcntl.LOCK_SH)
        self.staying = True

    def leaves(self) -> None:
        """Serves no more. Safe to call again."""
        if self._opened is not None:
            os.close(self._opened)
        self._opened, self.staying = None, False

    def _locks(self, how: int) -> bool:
        if self.database is None:
            return True
        try:
            if self._opened is None:
                file = self.database.with_name(f"{self.database.name}{LOCK}")
                made(file)
                own_as(self.database, file)
                self._opened = os.open(file, os.O_RDWR)
            fcntl.flock(self._opened, how)
        except OSError:
            return False
        return True

"""Empty databases: migrated once in a run, then copied, since every story begins with one."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from storage.migrate import migrate


def empty_sqlite(file: Path) -> str:
    """Puts a migrated database without a row at `file`, where there is none yet; gives its address."""
    file.write_bytes(_migrated())
    return f"sqlite:///{file}"


@cache
def _migrated() -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "empty.db"
        migrate(f"sqlite:///{file}")
        return file.read_bytes()

"""Empty databases: migrated once in a run, then copied, since every story begins with one."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from storage.key_files import keys_in, replace
from storage.migrate import migrate


def empty_sqlite(file: Path) -> str:
    """Puts a migrated database without a row at `file`, where there is none yet, and its key beside it; gives its
    address."""
    database, keys = _migrated()
    file.write_bytes(database)
    replace(key_of(file), keys)
    return f"sqlite:///{file}"


def key_of(file: Path) -> Path:
    """The key file beside a database."""
    return file.with_name(f"{file.name}.key")


@cache
def _migrated() -> tuple[bytes, list[str]]:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "empty.db"
        migrate(f"sqlite:///{file}")
        return file.read_bytes(), keys_in(key_of(file))[0]

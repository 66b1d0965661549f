"""What is done at the terminal goes into the audit too, under the system's account, before it is handed out."""

import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chatops.settings import Settings
    from commands.domain.privacy.audit import Did
    from commands.domain.school import School
    from storage.database import Database


def account() -> str:
    """The name of the account that runs this process, as the system knows it; what the environment says of it anybody
    could change. "terminal" where the system gives none."""
    from commands.domain.privacy.audit import TERMINAL

    try:
        import os
        import pwd

        return pwd.getpwuid(os.getuid()).pw_name[:60]
    except (ImportError, KeyError):
        return TERMINAL


async def recorded(
    database: "Database", school: "School", settings: "Settings", word: str, did: "Did", *about: tuple[str, str]
) -> None:
    """Commits a line for each pupil (their id, and a reference or "") or, without any, one about nobody."""
    from chatops.clockwork.clock import Clock
    from commands.domain.privacy.audit import TERMINAL, AuditEntry
    from storage.rights.audit import add_lines

    who, at = account(), Clock(settings.clock).now()
    key = f"{TERMINAL}/{who}/{secrets.token_hex(12)}/{word}"
    lines = [AuditEntry(school.id, key, did, at, who, None, TERMINAL, word, *one) for one in about or [("", "")]]
    async with database.writing() as connection:
        await add_lines(connection, lines)

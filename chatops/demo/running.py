"""Making the demo's service: a database of its own, the invented school in it, a free port of this machine."""

import os
import socket
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from chatops.app import Service
from chatops.demo.people import LEAD, NAME, pupils, staff
from chatops.demo.story import tell
from chatops.demo.year import terms
from chatops.settings import Settings
from commands.domain.days.calendar import LONDON
from storage.lists.imports import Imports
from storage.migrate import migrate

HOST = "127.0.0.1"
TRIES = 50


@asynccontextmanager
async def invented(environ: Mapping[str, str] = os.environ) -> AsyncIterator[Service]:
    """The service with the invented school in it, not yet started; everything goes when the block ends.

    Of the environment only PORT, CLOCK and LOG_LEVEL are heeded: the demo speaks to no platform and to no database but
    its own. Raises `SettingsError`.
    """
    with tempfile.TemporaryDirectory(prefix="chatops-demo-") as folder:
        given = {name: environ[name] for name in ("PORT", "CLOCK", "LOG_LEVEL") if environ.get(name)}
        given = {"LOG_LEVEL": "WARNING"} | given | {"HOST": HOST}
        settings = Settings.load(given | {"DATABASE_URL": f"sqlite:///{Path(folder) / 'demo.db'}"})
        settings = settings.model_copy(update={"port": free_port(settings.port)})
        migrate(settings.database_url)
        service = Service(settings, web=True)
        await _furnish(service)
        yield service


async def _furnish(service: Service) -> None:
    """Puts the school, its lists and its story in."""
    school = await service.schools.add(NAME, safeguarding_lead=LEAD)
    today = service.clock.now().astimezone(LONDON).date()
    imports = Imports(service.database, school)
    made = pupils(today)
    await imports.pupils(made, fields=(), today=today)
    await imports.staff(staff(), fields=())
    await imports.terms(terms(today))
    await tell(service, school)


def free_port(wanted: int) -> int:
    """`wanted`, or the first free port after it. When none is free, `wanted` again: serving will say so."""
    for port in range(wanted, min(wanted + TRIES, 65536)):
        with socket.socket() as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                tried.bind((HOST, port))
            except OSError:
                continue
            return int(tried.getsockname()[1])
    return wanted

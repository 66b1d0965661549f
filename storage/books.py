"""What is kept of several schools' asks at once, as the clock makes them: each kind of row by one statement."""

from collections.abc import Mapping, Sequence

from sqlalchemy import bindparam, insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.privacy.audit import Did
from commands.kit import Ask
from commands.kit.clockwork import Answered
from storage.asks import SqlAsks, about_of, outcome_of, row_of, told
from storage.one_school import changing
from storage.rights.audit import add_lines
from storage.tables import asks, notices


class SqlBooks:
    """The bookkeeping of some schools, in one transaction; `records` are theirs, by their ids."""

    def __init__(self, connection: AsyncConnection, records: Mapping[str, SqlAsks]) -> None:
        self._connection, self._records = connection, records

    async def begin(self, begun: Sequence[Ask]) -> Sequence[bool]:
        if not begun:
            return ()
        dialect = postgresql if self._connection.dialect.name == "postgresql" else sqlite
        written = await self._connection.execute(
            dialect.insert(asks).on_conflict_do_nothing().returning(asks.c.school_id, asks.c.key),
            [dict(row_of(ask.school.id, ask, ask.key, "begun")) for ask in begun],
        )
        new = {(row.school_id, row.key) for row in written}
        return [(ask.school.id, ask.key) in new for ask in begun]

    async def finish(self, answered: Sequence[Answered]) -> None:
        if not answered:
            return
        this = changing(asks, bindparam("its_school", type_=asks.c.school_id.type))
        await self._connection.execute(
            this.where(asks.c.key == bindparam("its_key", type_=asks.c.key.type)),
            [
                {"its_school": ask.school.id, "its_key": ask.key, **outcome_of(ask, reply, outcome, keep=True)}
                for ask, reply, outcome in answered
            ],
        )
        rows = [
            dict(told(ask.school.id, ask.key, notice, ask.now))
            for ask, reply, _ in answered
            for notice in reply.notices
        ]
        if rows:
            await self._connection.execute(insert(notices), rows)
        lines = [
            line
            for ask, reply, outcome in answered
            if outcome == "answered"
            for line in await self._records[ask.school.id].audit.lines(ask, ask.key, Did.CHANGED, about_of(ask, reply))
        ]
        if lines:
            await add_lines(self._connection, lines)

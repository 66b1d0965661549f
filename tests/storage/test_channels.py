"""Channels in the database: one place is never two schools', whoever is first, and what stood there before stands."""

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import select, text

from commands.domain.channel import Channel, where_is
from commands.domain.school import School
from commands.kit import Overtaken
from storage.database import Database
from storage.delivery.channel_looks import ChannelLooks
from storage.lists.schools import Schools
from storage.migrate import _config, migrate
from storage.records import SqlOpenRecords
from storage.tables import channel_places, channels
from storage.up_to_date import engine_at

HERE = {"team": "T1", "channel": "C1"}
NOW = datetime(2026, 9, 14, 8, tzinfo=UTC)


async def saves(database: Database, school: School, name: str = "senco", **address: str) -> None:
    async with SqlOpenRecords(database)(school, writing=True) as records:
        await records.channels.held()
        await records.save(Channel(school.id, name, "slack", {**HERE, **address}))


def test_the_way_to_a_place_does_not_make_it_another() -> None:
    one = where_is("teams", {"conversation": "19:1", "serviceUrl": "https://a.example/", "bot": "28:1"})
    assert one == where_is("teams", {"conversation": "19:1", "serviceUrl": "https://b.example/"})
    assert one != where_is("slack", {"conversation": "19:1"})
    assert where_is("web", {"channel": "senco", "school": "S1"}) != where_is(
        "web", {"channel": "senco", "school": "S2"}
    )


async def test_of_two_schools_at_once_one_gets_the_place(database: Database, oakfield: School, elmwood: School) -> None:
    outcomes = await asyncio.gather(
        saves(database, oakfield), saves(database, elmwood, "leadership"), return_exceptions=True
    )

    assert [type(outcome) for outcome in outcomes if outcome] == [Overtaken]
    whose = await Schools(database).of_channel("slack", HERE)
    async with database.reading() as connection:
        assert (await connection.scalars(select(channels.c.school_id))).all() == [whose]


async def test_a_school_may_have_both_its_channels_in_one_place_and_leave_it_to_another(
    database: Database, oakfield: School, elmwood: School
) -> None:
    await saves(database, oakfield)
    await saves(database, oakfield, "leadership")
    await saves(database, oakfield, channel="C2")
    with pytest.raises(Overtaken):
        await saves(database, elmwood)
    await saves(database, oakfield, "leadership", channel="C3")
    await saves(database, elmwood)
    assert await Schools(database).of_channel("slack", HERE) == elmwood.id


async def test_a_change_that_is_told_of_has_the_channels_there_looked_at(
    database: Database, oakfield: School, elmwood: School
) -> None:
    looks = ChannelLooks(database)
    await saves(database, oakfield)
    await saves(database, elmwood, channel="C2")
    for channel in await looks.all():
        await looks.noted(channel, NOW, "called", (), drifted=False)

    assert not await looks.changed("teams", "C1")
    assert await looks.changed("slack", "C1", "renamed")

    found = {channel.school_id: (channel.looked_at, channel.called) for channel in await looks.all()}
    assert found == {oakfield.id: (None, "renamed"), elmwood.id: (NOW, "called")}


def test_a_place_two_schools_had_before_is_the_firsts(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'older.db'}"
    engine = engine_at(url)
    with engine.begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "rights")
        into_schools = text(
            "INSERT INTO schools (id, name, safeguarding_lead, reply_routine, reply_soon, reply_urgent, nation) "
            "VALUES (:id, :id, '', 15, 10, 3, 'england')"
        )
        into_channels = text(
            "INSERT INTO channels (school_id, name, face, address, called, set_by, set_on, trouble) "
            "VALUES (:id, 'senco', 'slack', :address, '', '', :on, '')"
        )
        for id, on in (("A", "2026-09-15"), ("B", "2026-09-14")):
            connection.execute(into_schools, {"id": id})
            connection.execute(into_channels, {"id": id, "address": json.dumps(HERE), "on": on})

    migrate(url)

    with engine.connect() as connection:
        assert connection.execute(select(channel_places)).all() == [(where_is("slack", HERE), "B")]
        assert connection.execute(select(channels.c.looked_at, channels.c.strangers)).all() == [(None, ())] * 2
    engine.dispose()

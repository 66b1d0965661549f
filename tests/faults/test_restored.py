"""The worst day: the database is destroyed. A backup made while people asked brings back all that was acknowledged."""

import asyncio
import shutil
import threading
from pathlib import Path

import pytest
from sqlalchemy import select

from commands.kit import Card, Notice
from storage.asks import tell
from storage.backups import back_up, restore
from storage.database import Database
from storage.lists.schools import Schools
from storage.tables import notices
from tests.databases import empty_sqlite
from tests.digests import begins, booked, sets_clock
from tests.school import MONDAY, SchoolStory


@pytest.mark.parametrize("school", ["slack", "teams"], indirect=True)
async def test_what_was_acknowledged_before_the_backup_is_there_after_and_no_digest_comes_twice(
    school: SchoolStory, tmp_path: Path
) -> None:
    await begins(school)
    review = await booked(school)
    sets_clock(school, 2026, 9, 15, 7, 45)
    [digest] = await school.channel()
    assert review in str(digest)
    before = await school.referred()
    halfway, go_on = threading.Event(), threading.Event()
    steps: list[tuple[int, int]] = []

    def told(done: int, of: int) -> None:
        steps.append((done, of))
        halfway.set()
        assert go_on.wait(20)

    backup = tmp_path / "backup.db"
    copying = asyncio.create_task(asyncio.to_thread(back_up, school.file, backup, told=told))
    await asyncio.to_thread(halfway.wait, 20)
    during = await school.referred()  # the copy is half done, and nobody who asks waits for it
    go_on.set()
    await copying
    assert steps[0][0] < steps[-1][0] == steps[-1][1]

    await school.stops()
    for ending in ("", "-wal", "-shm"):  # the key lay elsewhere
        school.file.with_name(school.file.name + ending).write_bytes(b"\0lost\0" * 999)
    await asyncio.to_thread(restore, backup, school.file, over=True)
    await school.starts()

    posts = await school.channel()
    assert [review in str(post) for post in posts].count(True) == 1
    await school.senco.asks(f"read referral {before}")
    assert "Cannot yet retell a story." in school.senco.said
    await school.senco.asks(f"read referral {during}")
    assert "no referral with that reference" in school.senco.said  # it came after the moment the backup is of
    after = await school.referred()
    assert after in str(await school.channel())
    assert (await school.readiness())["ready"]


async def test_what_waits_in_a_backup_is_posted_as_perhaps_posted_already(tmp_path: Path) -> None:
    database = Database(empty_sqlite(tmp_path / "school.db"))
    school = await Schools(database).add("Oakfield")
    async with database.writing() as connection:
        await tell(connection, school.id, "k", Notice("senco", Card("The day")), MONDAY)
    await database.close()
    back_up(tmp_path / "school.db", tmp_path / "backup.db")
    restore(tmp_path / "backup.db", tmp_path / "again.db")
    shutil.copy2(tmp_path / "school.db.key", tmp_path / "again.db.key")

    restored = Database(f"sqlite:///{tmp_path / 'again.db'}")
    async with restored.reading() as connection:
        [notice] = await connection.execute(select(notices))
    await restored.close()
    assert (notice.state, notice.uncertain) == ("waiting", True)

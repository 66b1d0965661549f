"""A pupil who was erased is nowhere in the database, and nobody else has lost a word; on each face their posts go."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select

from chatops.two_people import Terminal, ask_for, asked_under, carry_out
from storage.rights.about_pupil import Held, held_about
from storage.rights.erasing import scrub
from storage.rights.holds import TakeDowns
from storage.tables import pupils
from tests.every_column import written_everywhere
from tests.much_written import PLANTED, much_is_written
from tests.promises.test_at_rest import dumped, what_the_keys_open
from tests.school import SchoolStory
from tests.worlds.web import WebWorld

OF_THE_SCHOOL = ("zq-snow", "zq-class")
"""Why the school was closed, and why somebody looked at a whole class."""


@pytest.fixture
async def told(database_url: str, tmp_path: Path) -> AsyncIterator[SchoolStory]:
    """A school on the web page, kept in a database of each kind."""
    story = SchoolStory(WebWorld(), tmp_path, database_url)
    await story.opens()
    await story.has_a_senco_channel()
    yield story
    await story.closes()


async def erased(school: SchoolStory, pupil_id: str) -> None:
    """The SENCO asks for it, the second SENCO agrees with the code they find in chat."""
    at, sam, ada = Terminal(school.school, "root", school.clock.now()), "sam.okoro", "ada.quill"
    emails = [f"{name}@oakfield.example" for name in (sam, ada)]
    await ask_for(school.service.database, at, [pupil_id], *emails)
    [*_, asked] = await school.private(school.second_senco)
    code = re.search(r"--confirm (\S+)", str(asked))
    assert code
    requests = await asked_under(school.service.database, at, code[1], emails[1])
    await carry_out(school.service.database, at, requests, emails[1])


async def held(school: SchoolStory, pupil_id: str) -> Held | None:
    async with school.service.database.reading() as connection:
        return await held_about(connection, school.school.id, pupil_id)


def in_files(folder: Path) -> str:
    """Everything in the database's files, its log too."""
    return b"".join(file.read_bytes() for file in folder.glob("test.db*")).decode("latin-1")


async def test_nothing_readable_remains_and_other_pupils_are_untouched(
    told: SchoolStory, tmp_path: Path, database_url: str
) -> None:
    amina, ben = await told.enrols("Amina Yusuf"), await told.enrols("Ben Khan")
    if database_url.startswith("sqlite"):  # once is enough: of the other database every column is looked at
        await much_is_written(told)
    else:
        await told.referred()
    await told.referred(pupil="Ben Khan", what_have_you_noticed="bz noticed")
    await told.senco.asks("plan Ben")
    await told.senco.fills_in(lead_teacher="Tom", what_does_the_pupil_need="bz-needs")
    for lists in ("due", "referrals", "home", "pupil Amina", "plan Amina"):
        await told.senco.asks(lists)
    await told.sends_digests()
    told.passes(days=1)
    await told.settles()
    theirs, others = await held(told, amina), await held(told, ben)
    assert theirs
    assert others
    planted = await written_everywhere(told.service.database, told.school.id, amina)
    places = {planted["notices.face"], planted["notices.post"]}  # where a post is to be taken down stays on that list
    words = {*planted.values(), *PLANTED} - {*OF_THE_SCHOOL, *places}
    words |= {"Amina", "amina", "Yusuf", theirs.pupil.upn, *theirs.marks.references}

    await erased(told, amina)
    scrub(database_url, told.service.database.keyring)

    assert await held(told, amina) is None
    left = await held(told, ben)
    assert left
    assert {t.name: r for t, r in left.rows.items()} == {t.name: r for t, r in others.rows.items()}
    lies = in_files(tmp_path) if database_url.startswith("sqlite") else (await dumped(told)).decode()
    opened = "\n".join(await what_the_keys_open(told))
    assert "bz noticed" in opened
    assert "Khan" in lies
    for word in words:
        assert word not in opened, word
        assert not re.search(rf"{re.escape(word)}(?![0-9a-zA-Z])", lies), word


async def test_what_was_posted_about_them_is_taken_down(school: SchoolStory) -> None:
    await school.has_a_senco_channel()
    await school.enrols("Ben Khan")
    referral, other = await school.referred(), await school.referred(pupil="Ben Khan")
    await school.senco.asks(f"accept referral {referral}")
    posts = str(list(map(str, await school.channel())))
    assert referral in posts
    assert other in posts

    async with school.service.database.reading() as connection:
        amina = await connection.scalar(select(pupils.c.id).where(pupils.c.forename == "Amina"))
    await erased(school, str(amina))
    await school.service.taking_down.look()

    for shown in (await school.channel(), await school.private(school.teacher), await school.private(school.senco)):
        assert referral not in str(list(map(str, shown)))
    assert other in str(list(map(str, await school.channel())))
    listed = await TakeDowns(school.service.database).of_school(school.school.id)
    assert {one.state for one in listed} <= {"gone"}
    assert bool(listed) == (school.world.name != "web")

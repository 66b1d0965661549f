"""However a round robin goes, no pupil's name or id and no word of a view is posted, made a notice, said or logged."""

import logging

import pytest
from sqlalchemy import select

from commands.domain.person import Role
from storage.tables import pupils
from tests.digests import begins, sets_clock
from tests.promises.test_no_name_in_a_channel import every_notice_made, ours
from tests.round_robins import asked_views, gives_view, robin_asked
from tests.school import SchoolStory


async def test_nothing_of_a_view_is_posted_or_logged(school: SchoolStory, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    await begins(school)
    una = await school.employs("Una Vale", Role.TEACHER, ("4B",))
    wes = await school.employs("Wes Park", Role.TEACHER, ("4B",))
    reference = await robin_asked(school)
    await school.teacher.asks("digest me")
    await gives_view(school, school.teacher)
    stays = [school.teacher.said]
    await una.presses("I do not teach them", (await asked_views(school, una))[-1])
    stays.append(una.said)
    await wes.presses("Give your view", (await asked_views(school, wes))[-1])
    assert "Amina Yusuf" in wes.said  # it is there, for the one who is asked
    for day in (17, 21, 22, 25, 28):
        sets_clock(school, 2026, 9, day, 8, 0)
        await school.channel()
    sets_clock(school, 2026, 9, 28, 17, 0)
    told = (await school.private(school.senco))[-1]
    await school.senco.presses("See the summary", told)
    assert "zq-line" in school.senco.said  # and there, for the SENCO

    drawn = [str(card) for card in await school.channel()]
    for hands in school.people.values():
        drawn += [str(message) for message in await school.private(hands)]
    made = await every_notice_made(school)
    logged = [f"{record.getMessage()} {record.exc_text or ''}" for record in ours(caplog)]
    async with school.service.database.reading() as connection:
        people = [str(value) for row in await connection.execute(select(pupils.c.id, pupils.c.upn)) for value in row]
    everything = [*stays, *drawn, *made, *logged]
    assert sum(reference in line for line in drawn) > 5
    for words in ("Amina", "Yusuf", "zq-", "Much difficulty", *people):
        assert not [line for line in everything if words in line], words

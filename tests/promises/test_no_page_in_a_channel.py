"""A pupil's page opens for the one who asked: nothing of it is posted, sent, kept as a reply or logged."""

import logging

import pytest
from sqlalchemy import select

from storage.tables import asks
from tests.promises.test_no_name_in_a_channel import every_notice_made, ours
from tests.scenarios.test_pupil import SALT, SUPPORT, logs
from tests.school import SchoolStory, reference_in

PRIVATE = ("Amina", "Yusuf", "Benedict", "Okafor", "zq-")


async def test_nothing_of_a_pupils_page_leaves_it(school: SchoolStory, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    await school.has_a_senco_channel()
    senco, teacher = school.senco, school.teacher
    await school.enrols("Benedict Okafor")
    await school.enrols("Benedict Okafor", year=6, group="6A")
    referral = await school.referred(what_have_you_noticed="zq-noticed")
    await senco.asks(f"accept referral {referral}")
    await senco.asks(f"decide sen support {referral}")
    await senco.fills_in(**{**SUPPORT, "why": "zq-reason"})
    await logs(teacher, what_was_agreed="zq-agreed", action="zq-action", their_name="zq-name")
    await senco.asks("agency referral")
    await senco.fills_in(**{**SALT, "reason": "zq-agency"})
    agency = reference_in(senco.said, "A")
    before = len(await every_notice_made(school))

    for asked in ("pupil amina", "pupil benedict", "pupil yusuf zq-typed", "pupil"):
        for hands in (senco, teacher, school.other_teacher, school.leader):
            await hands.asks(asked)
    await senco.asks("pupil amina", channel="senco")
    assert "zq-agreed" in senco.said  # it is there, for the one who may
    assert agency in senco.said
    await senco.asks("pupil benedict", channel="senco")

    posted = [str(card) for card in await school.channel()]
    for hands in school.people.values():
        posted += [str(message) for message in await school.private(hands)]
    made = await every_notice_made(school)
    assert len(made) == before
    logged = [f"{record.getMessage()} {record.exc_text or ''}" for record in ours(caplog)]
    async with school.service.database.reading() as connection:
        rows = await connection.execute(select(asks.c.about, asks.c.reply).where(asks.c.word == "pupil"))
        kept = [f"{row.about} {row.reply or ''}" for row in rows]
    assert len(kept) == 18
    for words in PRIVATE:
        assert not [line for line in (*posted, *made, *logged, *kept) if words in line], words

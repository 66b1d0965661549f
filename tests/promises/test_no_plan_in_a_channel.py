"""Whatever is done with a plan and its reviews, no name and no word of it is posted, sent as a notice or logged."""

import logging
from io import BytesIO
from zipfile import ZipFile

import pytest

from tests.much_written import a_plan_is_written
from tests.promises.test_no_name_in_a_channel import every_notice_made, ours
from tests.school import SchoolStory, reference_in

PRIVATE = ("Amina", "Yusuf", "zq-")


async def test_nothing_of_a_plan_is_posted_or_logged(school: SchoolStory, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    await school.has_a_senco_channel()
    senco, teacher = school.senco, school.teacher

    plan = await a_plan_is_written(senco)
    await senco.asks(f"support plan {plan}")
    [(file, document)] = senco.files()
    assert b"zq-needs" in ZipFile(BytesIO(document)).read("word/document.xml")  # there, for the one who may
    await senco.asks(f"start plan {plan}")
    review = reference_in(senco.said, "V")
    await senco.asks(f"move review {review}")
    await senco.fills_in(new_day="2026-12-11", why_is_it_moved="zq-moved")
    await senco.asks(f"change plan {plan}")
    await senco.fills_in(lead_teacher="Ivy")
    await senco.asks(f"change plan {plan}")
    await senco.fills_in(lead_teacher="Tom")
    await teacher.asks(f"review {plan}")
    assert "zq-outcome" in teacher.said  # it is there, for the one who may
    await teacher.presses("1. zq-outcome: Met")
    await teacher.presses("1. zq-outcome: What worked?")
    await teacher.fills_in(what_worked="zq-worked")
    await teacher.asks(f"close review {plan}")
    await teacher.fills_in(what_has_the_support_done="zq-impact", next_step="Change")
    second = reference_in(teacher.said, "C")
    await senco.asks(f"end plan {second}")
    await senco.fills_in(why="The plan was started by mistake")

    drawn = [file, *(str(card) for card in await school.channel())]
    for hands in school.people.values():
        drawn += [str(message) for message in await school.private(hands)]
    made = await every_notice_made(school)
    logged = [f"{record.getMessage()} {record.exc_text or ''}" for record in ours(caplog)]
    assert len(made) == 5  # it started, its review moved, led by another, by the first again, reviewed
    assert len(drawn) >= len(made)
    for words in PRIVATE:
        assert not [line for line in (*drawn, *made, *logged) if words in line]

"""However one thing leads on to the next, no name and no word of it is posted, sent as a notice, said or logged."""

import logging

import pytest

from commands.domain.pupil import Provision
from tests.agencies import recommended, reported
from tests.plans import opens
from tests.promises.test_no_name_in_a_channel import every_notice_made, ours
from tests.school import SchoolStory, reference_in

PRIVATE = ("Zofia", "Kowal", "Amina", "Yusuf", "zq-")


async def test_nothing_of_what_leads_on_is_posted_or_logged(
    school: SchoolStory, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await school.has_a_senco_channel()
    await school.enrols("Zofia Kowal", provision=Provision.SUPPORT)
    senco = school.senco
    agency = await reported(school)
    await recommended(school, "zq-advice", "Adapted", "zq-how", button="Recommendation")
    stays = [senco.said]  # what answers a press in a chat stays there
    await senco.presses("Make the plan first")
    await senco.fills_in(lead_teacher="Tom", what_does_the_pupil_need="zq-needs")
    plan = reference_in(senco.said, "C")
    await senco.presses("Add to plan")
    await senco.fills_in(who_does_it="zq-who", how_often="zq-often")
    assert "zq-how" in senco.said  # it is there, for the one who may
    await senco.asks(f"add provision {agency}.1")
    stays.append(senco.said)
    await senco.asks(f"add outcome {plan}")
    await senco.fills_in(
        the_pupil_will_be_able_to="zq-outcome",
        where_is_the_pupil_now="zq-baseline",
        how_will_we_know_it_is_reached="zq-target",
    )
    await opens(senco, plan)
    await senco.presses("Start")
    await school.teacher.asks(f"close review {plan}")
    await school.teacher.fills_in(what_has_the_support_done="zq-impact", next_step="Continue")
    await senco.asks(f"start plan {plan}")
    stays.append(senco.said)
    await senco.asks(f"agency moved {agency} sent")
    stays.append(senco.said)
    await senco.asks("take off register zofia")
    await senco.fills_in(why="zq-off", parents_informed_on="2026-09-14")
    stays.append(senco.said)

    drawn = [str(card) for card in await school.channel()]
    for hands in school.people.values():
        drawn += [str(message) for message in await school.private(hands)]
    made = await every_notice_made(school)
    logged = [f"{record.getMessage()} {record.exc_text or ''}" for record in ours(caplog)]
    assert len(made) == 2  # the plan started, and was reviewed by its lead teacher
    assert "Nothing was changed" in stays[1]
    for words in PRIVATE:
        assert not [line for line in (*stays, *drawn, *made, *logged) if words in line], words

"""An adjustment noted from where Teams offers it: the compose box, and somebody's message."""

from sqlalchemy import func, select

from storage.subjects.adjustments import adjustment_notes
from tests.school import SchoolStory
from tests.worlds.teams import TeamsWorld
from tests.worlds.teams_hands import TeamsHands


async def test_an_adjustment_is_noted_by_an_action_and_from_a_message(
    school: SchoolStory, teacher: TeamsHands, senco: TeamsHands
) -> None:
    await teacher.uses("adjust")
    assert teacher.form == "Note an adjustment"
    await teacher.uses("adjust_message", on="<p>She sat still for&nbsp;<b>ten</b> minutes.</p>")
    await teacher.fills_in(pupil="Amina", what_did_you_adjust="Movement break", how_did_it_go="Helped")
    assert "Noted: Movement break, helped." in teacher.said
    await senco.asks("what works amina")
    assert "She sat still for ten minutes." in senco.said


async def test_a_line_is_noted_once_however_often_its_open_is_pressed(
    school: SchoolStory, world: TeamsWorld, teacher: TeamsHands
) -> None:
    """What was typed stands in the chat with its button, and may be pressed again next week."""
    await teacher.asks("adjust amina seating helped")
    assert teacher.said.startswith("Noted: Seating, helped.")
    line = world.seen(world.private(teacher.account))[-1]
    school.passes(days=7)
    await teacher.presses("Open", line)
    assert teacher.said.startswith("Noted: Seating, helped.")
    async with school.service.database.reading() as connection:
        assert await connection.scalar(select(func.count()).select_from(adjustment_notes)) == 1


async def test_a_form_can_be_opened_again_from_the_line_that_asked_for_it(
    school: SchoolStory, world: TeamsWorld, teacher: TeamsHands
) -> None:
    await teacher.asks("adjust amina seating")
    line = world.seen(world.private(teacher.account))[-1]
    for said in ("Helped", "Did not help"):
        await teacher.presses("Open", line)
        await teacher.fills_in(how_did_it_go=said)
        assert teacher.said.startswith("Noted: Seating")
    async with school.service.database.reading() as connection:
        assert await connection.scalar(select(func.count()).select_from(adjustment_notes)) == 2

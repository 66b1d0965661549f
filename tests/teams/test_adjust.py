"""An adjustment noted from where Teams offers it: the compose box, and somebody's message."""

from tests.school import SchoolStory
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

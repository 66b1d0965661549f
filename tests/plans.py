"""Plans as the people of a school make them: the usual answers, and how far each story has come."""

from typing import Any

from tests.school import SchoolStory, reference_in
from tests.worlds import Hands

PLAN: dict[str, Any] = {"lead_teacher": "Tom Reed", "what_does_the_pupil_need": "Retelling a story in order."}
OUTCOME: dict[str, Any] = {
    "the_pupil_will_be_able_to": "Retell a short story in order",
    "where_is_the_pupil_now": "Two events of five",
    "how_will_we_know_it_is_reached": "All five, twice in a row",
}
PROVISION: dict[str, Any] = {
    "what_is_it": "Provision",
    "what_is_done": "Story group",
    "who_does_it": "Ms Reed",
    "how_often": "3 times a week, 20 minutes",
    "for_which_outcome": "Retell",
}
CLOSED: dict[str, Any] = {"what_has_the_support_done": "She retells with pictures.", "next_step": "Continue"}


async def planned(school: SchoolStory, pupil: str = "Amina", **changes: str) -> str:
    """A plan made in the usual way, with one outcome and one line of provision; gives its reference."""
    await school.senco.asks(f"plan {pupil}")
    await school.senco.fills_in(**{**PLAN, **changes})
    reference = reference_in(school.senco.said, "C")
    await school.senco.presses("Add outcome")
    await school.senco.fills_in(**OUTCOME)
    await opens(school.senco, reference)
    await school.senco.presses("Add provision")
    await school.senco.fills_in(**PROVISION)
    return reference


async def opens(hands: Hands, reference: str) -> None:
    """Opens the plan afresh."""
    await hands.asks(f"read plan {reference}")
    assert f"Plan {reference}" in hands.said


async def started(school: SchoolStory, pupil: str = "Amina") -> str:
    reference = await planned(school, pupil)
    await opens(school.senco, reference)
    await school.senco.presses("Start")
    assert "Started" in school.senco.said
    return reference


async def under_review(school: SchoolStory, by: Hands, pupil: str = "Amina") -> str:
    """A plan started in September and under review on its review day."""
    reference = await started(school, pupil)
    school.clock.advance(school.clock.now().replace(month=12, day=18) - school.clock.now())
    await by.asks(f"review {reference}")
    assert "Close review" in by.said
    return reference

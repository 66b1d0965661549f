"""Round robins as the people of a school hold them: one is asked for, and what a teacher ticks."""

from typing import Any

from tests.school import SchoolStory, reference_in
from tests.worlds import Hands

TICKS: dict[str, Any] = {"attention": "Much difficulty", "progress": "As expected", "one_line": "zq-line"}


async def robin_asked(school: SchoolStory, closes_on: str = "2026-09-28", pupil: str = "Amina") -> str:
    """A round robin about a pupil, asked of those who teach them; gives its reference."""
    await school.senco.asks(f"round robin {pupil}")
    await school.senco.presses("Ask them")
    await school.senco.fills_in(answers_by=closes_on)
    assert "asked privately" in school.senco.said, school.senco.said
    return reference_in(school.senco.said, "W")


async def asked_views(school: SchoolStory, hands: Hands) -> list[Any]:
    """What somebody has been sent about round robins."""
    return [message for message in await school.private(hands) if "Views W-" in str(message)]


async def gives_view(school: SchoolStory, hands: Hands, **said: Any) -> None:
    """Presses in the newest ask, and ticks."""
    await hands.presses("Give your view", (await asked_views(school, hands))[-1])
    await hands.fills_in(**{**TICKS, **said})

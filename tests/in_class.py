"""Plans as a class sees them: an adjustment in the plan, lines for lessons; and a hand that counts what it does."""

from typing import Any

from tests.plans import opens, planned
from tests.school import SchoolStory
from tests.worlds import Answer, Hands

SEAT = {
    "what_is_it": "Adjustment",
    "what_is_done": "Seat at the front",
    "who_does_it": "Everyone",
    "how_often": "Every lesson",
}
LINES = {
    "what_to_do": "Seat at the front, away from the door\nGive her the story map",
    "what_helps": "One instruction at a time",
    "what_to_avoid": "Reading aloud unprepared",
}


async def with_an_adjustment(school: SchoolStory, pupil: str = "Amina") -> str:
    """A plan with an adjustment in it; gives its reference."""
    reference = await planned(school, pupil)
    await opens(school.senco, reference)
    await school.senco.presses("Add provision")
    await school.senco.fills_in(**SEAT)
    assert "Adjustment is added" in school.senco.said
    return reference


async def with_lines(school: SchoolStory, pupil: str = "Amina", **lines: str) -> str:
    """A plan with lines for lessons; gives its reference."""
    reference = await planned(school, pupil)
    await school.senco.asks(f"lesson lines {reference}")
    await school.senco.fills_in(**(lines or LINES))
    assert "Saved" in school.senco.said, school.senco.said
    return reference


class Counted:
    """Somebody's hands, counted: presses of buttons, options and Enter, and characters typed."""

    def __init__(self, hands: Hands) -> None:
        self.hands, self.presses_made, self.typed = hands, 0, 0

    @property
    def said(self) -> str:
        return self.hands.said

    @property
    def form(self) -> str | None:
        return self.hands.form

    async def asks(self, line: str) -> None:
        """A typed line, and Enter; in Teams, whose dialogs open for a press alone, the Open that `hands` press too."""
        self.typed += len(line)
        await self.hands.asks(line)
        self.presses_made += 1 + (getattr(self.hands, "dialog", None) is not None)

    async def presses(self, text: str, card: Any = None) -> None:
        self.presses_made += 1
        await self.hands.presses(text, card)

    async def fills_in(self, words: dict[str, str] | None = None, **chosen: Answer) -> None:
        """Options are a press each; `words` are typed; sending is a press."""
        self.typed += sum(len(said) for said in (words or {}).values())
        self.presses_made += len(chosen) + 1
        await self.hands.fills_in(**chosen, **(words or {}))

    def since(self) -> tuple[int, int]:
        """Presses and characters since the last look at the counter."""
        done = self.presses_made, self.typed
        self.presses_made = self.typed = 0
        return done

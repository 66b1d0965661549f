"""A recommendation of an agency on its way into a plan: which one an ask is about, and which plan it belongs in."""

import re
from dataclasses import dataclass

from commands.domain.appointment import Recommendation
from commands.domain.cycle import Cycle
from commands.domain.outcome import LineKind
from commands.domain.privacy.discreet import Discreet
from commands.kit import About, Button, Card, Records, Refusal
from commands.kit.forms import Answers
from commands.kit.limits import SHORT_TEXT

NO_SUCH_ADVICE = (
    "There is no such recommendation to be added to a plan. Ask for “agencies”, open the referral and press the button "
    "beside it."
)
NO_PLAN = "Nothing was changed. {} is for a pupil with no open plan: make the plan first, then add it."

_REFERRAL = re.compile(r"A-[0-9A-Z]{5}")


@dataclass(frozen=True, repr=False)
class Advice(Discreet):
    """A recommendation the school does, of which pupil, and what the agency is called."""

    recommendation: Recommendation
    pupil_id: str
    agency: str

    @property
    def named(self) -> str:
        """It in words that name nobody: "Recommendation 2 of A-7K2PM"."""
        return f"Recommendation {self.recommendation.n} of {self.recommendation.reference}"

    @property
    def button(self) -> Button:
        return Button("Add to plan", "add provision", self.recommendation.about, "primary")

    def known(self) -> Answers:
        """What a new line of the plan opens with."""
        return {"kind": str(LineKind.PROVISION.value), "what": self.recommendation.as_adopted(SHORT_TEXT)}


def is_advice(written: str) -> bool:
    """Whether what an ask is about is a recommendation."""
    about = About.read(written)
    return _REFERRAL.fullmatch(about.which) is not None and about.n > 0


async def the_advice(written: str, records: Records) -> Advice:
    """The recommendation so written. Raises `Refusal` where there is none, or the school has declined it."""
    about = About.read(written)
    referral = await records.agencies.one(about.which)
    if referral is None:
        raise Refusal(NO_SUCH_ADVICE)
    for one in await records.agencies.recommendations(referral.reference):
        if one.n == about.n and one.is_for_the_plan:
            known = await records.agencies.known()
            agency = known[referral.agency].name if referral.agency in known else "an agency no longer listed"
            return Advice(one, referral.pupil_id, agency)
    raise Refusal(NO_SUCH_ADVICE)


async def plan_for(advice: Advice, records: Records) -> Cycle:
    """The pupil's open plan. Raises `Refusal` where there is none, with the button that makes one, and where the plan
    has this already."""
    plans = await records.cycles.of_pupils([advice.pupil_id])
    cycle = next((cycle for cycle in plans if cycle.stage.is_open), None)
    if cycle is None:
        about = str(About(advice.pupil_id, word=advice.recommendation.about))
        make = Card("Plan SEN support", (), (Button("Make the plan", "plan", about, "primary"),))
        raise Refusal(NO_PLAN.format(advice.named), make)
    await not_there_yet(advice, cycle, records)
    return cycle


async def not_there_yet(advice: Advice, cycle: Cycle, records: Records) -> None:
    """Raises `Refusal` where a line of the plan came from the same recommendation."""
    for line in await records.cycles.lines(cycle.reference):
        if line.recommendation == advice.recommendation.about:
            look = Card(f"Plan {cycle.reference}", (), (Button("Open plan", "read plan", cycle.reference),))
            raise Refusal(f"Nothing was changed. {advice.named} is in plan {cycle.reference} already: open it.", look)

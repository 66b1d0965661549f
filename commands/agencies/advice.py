"""What an agency has recommended and the school does: the way of each recommendation into the pupil's plan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from commands.domain.agency_referral import AgencyReferral
from commands.domain.appointment import Recommendation, not_in_plan
from commands.domain.privacy.discreet import Discreet
from commands.kit import About, Button, Item, Records


@dataclass(frozen=True, repr=False)
class Advised(Discreet):
    """A referral's recommendations, the plans they are in by their numbers, and the pupil's open plan ("" for none)."""

    referral: AgencyReferral
    recommendations: Sequence[Recommendation]
    plans: Mapping[int, str]
    open_plan: str

    def item(self, one: Recommendation) -> Item:
        """A line of the referral's card: what is recommended, what the school makes of it, and where that stands."""
        words = one.adoption.label + (f": {one.why}" if one.why else "")
        if one.n in self.plans:
            words += f"; in plan {self.plans[one.n]}"
        elif one.is_for_the_plan:
            words += "; not in a plan yet"
        return Item(f"{one.n}. {one.words}", words, (self.button(one),) if self.is_to_add(one) else ())

    def is_to_add(self, one: Recommendation) -> bool:
        return one in not_in_plan(self.recommendations, self.plans)

    def button(self, one: Recommendation) -> Button:
        """What brings it into the plan; where none is open, what makes the plan first."""
        if self.open_plan:
            return Button("Add to plan", "add provision", one.about)
        return Button("Make the plan first", "plan", str(About(self.referral.pupil_id, word=one.about)))

    @property
    def left_out(self) -> str:
        """A sentence about those the school does that no plan has; "" when there are none."""
        numbers = [str(one.n) for one in not_in_plan(self.recommendations, self.plans)]
        if not numbers:
            return ""
        listed = ", ".join(numbers[:-1]) + (" and " if len(numbers) > 1 else "") + numbers[-1]
        many = "s" if len(numbers) > 1 else ""
        return f" Not in a plan yet: recommendation{many} {listed}. Press “Read it” to add what is missing."


async def advised(records: Records, referral: AgencyReferral) -> Advised:
    """What was recommended, and how far it has come."""
    plans = await records.cycles.of_pupils([referral.pupil_id])
    return Advised(
        referral,
        await records.agencies.recommendations(referral.reference),
        await records.cycles.advised(referral.reference),
        next((cycle.reference for cycle in plans if cycle.stage.is_open), ""),
    )

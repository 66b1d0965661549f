"""Appointments with an agency: what came of each, the report that followed, and what was made of its advice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from commands.domain.agency_referral import AgencyState
from commands.domain.privacy.discreet import Discreet
from commands.domain.words.labelled import Labelled


class AppointmentOutcome(Labelled):
    """What came of an appointment. "Was not brought" rather than "did not attend": a child does not miss one alone."""

    ATTENDED = "attended", "Attended"
    WAS_NOT_BROUGHT = "was_not_brought", "Was not brought"
    CANCELLED_FAMILY = "cancelled_family", "Cancelled by the family"
    CANCELLED_SERVICE = "cancelled_service", "Cancelled by the service"
    REBOOKED = "rebooked", "Moved to another day"
    NOT_NEEDED = "not_needed", "No longer needed"


OUTCOME_OF = {
    AgencyState.ATTENDED: AppointmentOutcome.ATTENDED,
    AgencyState.WAS_NOT_BROUGHT: AppointmentOutcome.WAS_NOT_BROUGHT,
    AgencyState.CANCELLED_FAMILY: AppointmentOutcome.CANCELLED_FAMILY,
    AgencyState.CANCELLED_SERVICE: AppointmentOutcome.CANCELLED_SERVICE,
    AgencyState.BOOKED: AppointmentOutcome.REBOOKED,
    AgencyState.DISCHARGED: AppointmentOutcome.NOT_NEEDED,
    AgencyState.WITHDRAWN: AppointmentOutcome.NOT_NEEDED,
}
"""What a booked appointment has come to when its referral moves to a state."""


@dataclass(frozen=True, repr=False)
class Appointment(Discreet):
    """The `n`-th appointment of a referral to an agency, with the report that followed it.

    Of a report only the title, the date and where it lies are kept: its contents stay in the pupil file.
    """

    school_id: str
    reference: str
    n: int
    on: date
    at: time | None = None
    place: str = ""
    attends: str = ""
    outcome: AppointmentOutcome | None = None
    report_due: date | None = None
    report_title: str = ""
    report_on: date | None = None
    report_link: str = ""

    def came_to(self, outcome: AppointmentOutcome) -> "Appointment":
        return replace(self, outcome=outcome)


def not_brought_in_a_row(appointments: Sequence[Appointment]) -> int:
    """How many of the latest appointments the pupil was not brought to, oldest first given.

    Appointments moved or cancelled neither count nor interrupt: nobody could have been brought to them.
    """
    held = [
        a.outcome
        for a in appointments
        if a.outcome in (AppointmentOutcome.ATTENDED, AppointmentOutcome.WAS_NOT_BROUGHT)
    ]
    count = 0
    for outcome in reversed(held):
        if outcome is not AppointmentOutcome.WAS_NOT_BROUGHT:
            break
        count += 1
    return count


class Adoption(Labelled):
    """What the school makes of a recommendation."""

    ACCEPTED = "accepted", "Accepted", "Done as the agency says"
    ADAPTED = "adapted", "Adapted", "Done in another way; say how and why"
    DECLINED = "declined", "Declined", "Not done; say why"


@dataclass(frozen=True, repr=False)
class Recommendation(Discreet):
    """The `n`-th recommendation of a report, and what the school made of it."""

    school_id: str
    reference: str
    n: int
    words: str
    adoption: Adoption
    why: str
    by: str
    on: date

    @property
    def about(self) -> str:
        """How it is named where its referral is not: "A-7K2PM.2"."""
        return f"{self.reference}.{self.n}"

    @property
    def is_for_the_plan(self) -> bool:
        """Whether the school does it, as advised or in another way, so that the plan is to say so."""
        return self.adoption is not Adoption.DECLINED

    def as_adopted(self, most: int) -> str:
        """What the plan says is done, in at most that many characters: the advice, with how it is adapted."""
        if self.adoption is not Adoption.ADAPTED:
            return self.words[:most]
        both = f"{self.words}: {self.why}"
        return both if len(both) <= most else self.why[:most]


def not_in_plan(recommendations: Sequence[Recommendation], plans: Mapping[int, str]) -> tuple[Recommendation, ...]:
    """Those the school does that no plan has yet; `plans` are the plans' references by a recommendation's number."""
    return tuple(one for one in recommendations if one.is_for_the_plan and one.n not in plans)

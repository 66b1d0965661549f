"""A pupil's story: everything this school has recorded here about one pupil, as it is remembered."""

from collections.abc import Sequence
from dataclasses import dataclass

from commands.domain.agency_referral import AgencyEvent, AgencyReferral
from commands.domain.appointment import Appointment, Recommendation
from commands.domain.assessment import Assessment
from commands.domain.contact import Contact, ParentRequest
from commands.domain.cycle import Cycle
from commands.domain.law.clock_facts import FactWord
from commands.domain.outcome import Outcome
from commands.domain.privacy.discreet import Discreet
from commands.domain.referral import Referral, ReferralEvent
from commands.domain.register import RegisterEntry
from commands.domain.review import Review, ReviewEvent
from commands.domain.round_robin import RoundRobin, View
from commands.domain.transfer import HandOver, Transfer


@dataclass(frozen=True, repr=False)
class Story(Discreet):
    """All of one pupil. Histories are oldest first, each thing's own lines in the order they were written."""

    referrals: Sequence[Referral] = ()
    referral_events: Sequence[ReferralEvent] = ()
    register: Sequence[RegisterEntry] = ()
    cycles: Sequence[Cycle] = ()
    outcomes: Sequence[Outcome] = ()
    reviews: Sequence[Review] = ()
    review_events: Sequence[ReviewEvent] = ()
    agency_referrals: Sequence[AgencyReferral] = ()
    agency_events: Sequence[AgencyEvent] = ()
    appointments: Sequence[Appointment] = ()
    contacts: Sequence[Contact] = ()
    requests: Sequence[ParentRequest] = ()
    recommendations: Sequence[Recommendation] = ()
    round_robins: Sequence[RoundRobin] = ()
    views: Sequence[View] = ()
    assessments: Sequence[Assessment] = ()
    assessment_facts: Sequence[FactWord] = ()
    transfers: Sequence[Transfer] = ()
    handovers: Sequence[HandOver] = ()

    @property
    def open_cycle(self) -> Cycle | None:
        """The plan there is now: a pupil has at most one that is open."""
        return next((cycle for cycle in self.cycles if cycle.stage.is_open), None)

"""From an accepted referral to a decision: the checklist, the outcomes there are, and what each of them records."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from commands.domain.needs import AreaOfNeed
from commands.domain.privacy.discreet import Discreet
from commands.domain.words.labelled import Labelled


class ReferralOutcome(Labelled):
    """What can be decided of a referral."""

    NOT_SEND = "not_send_universal", "Not SEND", "Support in class, a day to look again, what would reopen it"
    MONITORING = "monitoring", "Monitoring", "Not yet SEN support: what is in place, who does it, until when"
    SEN_SUPPORT = "sen_support", "SEN support", "Onto the register; the parents have been informed (s.68)"
    EXTERNAL = "external_referral", "Another agency", "A specialist is to be asked, with consent"
    EHC_REQUEST = "ehc_request", "EHC needs assessment", "To be asked of the local authority; the evidence there is"
    SAFEGUARDING = "redirect_safeguarding", "Safeguarding", "For the designated safeguarding lead, not for a referral"

    @property
    def state_in_words(self) -> str:
        """The state of a referral so decided, as its referrer and the SENCO channel read it.

        That something went to the safeguarding lead is nobody's to read in a list: it is only said to be decided.
        """
        words = _STATE_WORDS[self]
        return f"Decided: {words}" if words else "Decided"


_STATE_WORDS = {
    ReferralOutcome.NOT_SEND: "not SEND; support in class",
    ReferralOutcome.MONITORING: "monitoring; support in class",
    ReferralOutcome.SEN_SUPPORT: "SEN support",
    ReferralOutcome.EXTERNAL: "another agency is to be asked",
    ReferralOutcome.EHC_REQUEST: "an EHC needs assessment is to be asked for",
    ReferralOutcome.SAFEGUARDING: "",
}


class Check(Labelled):
    """What a SENCO looks at before deciding."""

    DATA = "data", "Data looked at", "Attainment, progress from the starting point, attendance"
    OBSERVED = "observed", "Pupil observed", "In a lesson, at play, in a group"
    PARENTS = "parents", "Parents met", "Their concerns and what they see at home"
    SPECIALIST = "specialist", "Specialist asked for", "An agency's or an adviser's view"


@dataclass(frozen=True, repr=False)
class Checked(Discreet):
    """A tick on a referral's checklist: on which day, in a line, by whom. A later tick of the same stands beside it."""

    school_id: str
    reference: str
    what: Check
    on: date
    line: str
    by: str
    at: datetime


def latest(ticks: Sequence[Checked]) -> dict[Check, Checked]:
    """The newest tick of each; `ticks` are oldest first."""
    return {tick.what: tick for tick in ticks}


class EhcEvidence(Labelled):
    """What the local authority looks for when asked for an EHC needs assessment (Code of Practice, 9.14)."""

    ATTAINMENT = "attainment", "Attainment and rate of progress"
    NATURE = "nature", "Nature, extent and context of the need"
    ACTION = "action", "Action the school has already taken"
    SUPPORT = "support", "Progress made only with much additional support"
    HEALTH = "health", "Physical, emotional and social development; health"


@dataclass(frozen=True, repr=False)
class Decision(Discreet):
    """What was decided of one referral, beyond the outcome that stands on it; each outcome fills what it must record.

    `evidence` are the points there is evidence for, `evidence_lines` a line for each, in the same order. `consent` is
    None where none is asked.
    """

    school_id: str
    reference: str
    outcome: ReferralOutcome
    decided_by: str
    decided_on: date
    rationale: str = ""
    in_place: str = ""
    delivered_by: str = ""
    monitor_until: date | None = None
    review_trigger: str = ""
    parents_informed_on: date | None = None
    areas: tuple[AreaOfNeed, ...] = ()
    primary_need: str = ""
    secondary_need: str = ""
    starts_on: date | None = None
    agency: str = ""
    consent: bool | None = None
    consent_on: date | None = None
    evidence: tuple[EhcEvidence, ...] = ()
    evidence_lines: tuple[str, ...] = ()

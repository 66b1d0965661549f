"""How a decision is drawn in a referral's full card, and how long it took."""

from datetime import date

from commands.domain.days.calendar import SchoolCalendar
from commands.domain.days.dates import day, school_days
from commands.domain.decision import Decision, ReferralOutcome
from commands.domain.needs import need_in_words
from commands.domain.referral import Referral, ReferralState
from commands.domain.school import School
from commands.domain.words.family import PARENTS_INFORMED
from commands.kit import Facts, Prose
from commands.kit.cards import Part


def clock(referral: Referral, today: date, calendar: SchoolCalendar) -> tuple[str, str] | None:
    """From referral to decision in school days; of one that is open, so far. A closed one was never decided."""
    if referral.state is ReferralState.CLOSED:
        return None
    count = school_days(referral.school_days_waiting(today, calendar))
    return ("Decided after" if referral.state is ReferralState.DECIDED else "Waiting", count)


def decision_parts(referral: Referral, decision: Decision | None, school: School) -> tuple[Part, ...]:
    """What was decided and all that it records."""
    if referral.outcome is ReferralOutcome.SAFEGUARDING:
        return (Prose(f"This is not for a referral: speak to {school.lead_in_words} now, in person or by phone."),)
    if decision is None:
        return ()
    facts = [(label, words) for label, words in _facts(referral, decision) if words]
    prose = [
        (label, words)
        for label, words in (
            ("Why", decision.rationale),
            ("What is in place", decision.in_place),
            ("What would bring it back", decision.review_trigger),
            ("Evidence (Code of Practice, 9.14)", _evidence(decision)),
        )
        if words
    ]
    return (Facts(tuple(facts)), *(Prose(words, label) for label, words in prose))


def _facts(referral: Referral, decision: Decision) -> tuple[tuple[str, str], ...]:
    return (
        ("Decided", decision.outcome.label),
        ("Broad areas", "; ".join(area.label for area in decision.areas)),
        ("Primary need", need_in_words(decision.primary_need)),
        ("Secondary need", need_in_words(decision.secondary_need)),
        ("Starts on", _day(decision.starts_on)),
        ("Agency", decision.agency),
        ("Consent", _consent(decision)),
        ("Who does it", decision.delivered_by),
        ("Watched until", _day(decision.monitor_until)),
        (PARENTS_INFORMED, _day(decision.parents_informed_on or referral.parents_informed_on)),
    )


def _day(value: date | None) -> str:
    return day(value) if value else ""


def _consent(decision: Decision) -> str:
    if decision.consent is None:
        return ""
    if not decision.consent:
        return "Not yet given; nothing may be sent"
    return f"Given on {_day(decision.consent_on)}"


def _evidence(decision: Decision) -> str:
    pairs = zip(decision.evidence, decision.evidence_lines, strict=True)
    return "\n".join(f"{point.label}: {line}" for point, line in pairs)

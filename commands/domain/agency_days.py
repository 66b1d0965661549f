"""The days of the steps with an agency: which of them can be put right, and what no day may come before."""

from collections.abc import Sequence
from datetime import date

from commands.domain.agency_referral import AgencyEvent, AgencyReferral, AgencyState
from commands.domain.appointment import Appointment
from commands.domain.days.dates import day

_S = AgencyState
DATED = frozenset(_S) - {_S.DRAFT, _S.READY, _S.BOOKED, _S.REPORT_AWAITED, _S.RECOMMENDATIONS_LOGGED}
"""The steps whose day matters beyond its record. Consent, an appointment and a report due have days of their own."""
CHASED_FROM = frozenset({_S.SENT, _S.ACKNOWLEDGED, _S.ACCEPTED, _S.WAITING})
"""The steps from whose day it is counted when to chase."""


def wrong_day(on: date, referral: AgencyReferral, history: Sequence[AgencyEvent], today: date) -> str:
    """Why its last step cannot have been on that day, and what to give instead; "" when it can. `history` is oldest
    first and ends with that step."""
    if on > today:
        return "This date is in the future. Give the day it was."
    if referral.state is _S.SENT:
        if referral.consent_on and on < referral.consent_on:
            return (
                f"Consent was given on {day(referral.consent_on)}, and nothing is sent before it. "
                "Give that day or a later one."
            )
        if referral.consent_until and on > referral.consent_until:
            return f"Consent ran out on {day(referral.consent_until)}. Give that day or an earlier one."
        return ""
    before = _before_the_last(history)
    latest = max(before, key=lambda event: event.day, default=None)
    if latest and on < latest.day:
        return (
            f"Before this it stood at: {latest.state.in_sentence}, on {day(latest.day)}. Give that day or a later one."
        )
    return ""


def _before_the_last(history: Sequence[AgencyEvent]) -> list[AgencyEvent]:
    """The dated steps before the last, since it was last sent. Of lines about the same step the last one holds."""
    steps: list[AgencyEvent] = []
    for event in history:
        if event.state is _S.SENT:
            steps = []
        if steps and steps[-1].state is event.state:
            steps.pop()
        steps.append(event)
    return [event for event in steps[:-1] if event.state in DATED]


def wrong_appointment_day(on: date, referral: AgencyReferral) -> str:
    """Why an appointment cannot be on that day, and what to do; "" when it can."""
    if referral.sent_on is None or on >= referral.sent_on:
        return ""
    return (
        f"{referral.reference} was sent on {day(referral.sent_on)}, and an appointment comes after that. Give a later "
        "day; if it was sent earlier, open it from “agencies” and press “Another day” first."
    )


def wrong_report_day(on: date, appointments: Sequence[Appointment]) -> str:
    """Why a report cannot be of that day, and what to do; "" when it can. `appointments` are oldest first."""
    last = appointments[-1] if appointments else None
    if last is None or on >= last.on:
        return ""
    return f"The appointment was on {day(last.on)}, and its report comes after it. Give the date on the report."

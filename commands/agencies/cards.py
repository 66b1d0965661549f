"""How a referral to an agency is drawn: in full, as a line of a list, and as what can be done with it next."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from commands.agencies.advice import Advised
from commands.domain.agency import Agency, agency_name
from commands.domain.agency_days import DATED
from commands.domain.agency_referral import AgencyEvent, AgencyReferral, AgencyState
from commands.domain.appointment import Appointment
from commands.domain.days.dates import day
from commands.domain.pupil import NO_LONGER, Pupil
from commands.domain.words.labelled import in_sentence
from commands.kit import About, Button, Card, Facts, Item, Items, Prose
from commands.kit.cards import Part
from commands.kit.limits import ITEMS
from commands.kit.which_pupil import to_page

S = AgencyState
PRESSED = {
    S.CONSENT_PENDING: "Consent asked for",
    S.READY: "Refer again",
    S.SENT: "Sent",
    S.ACKNOWLEDGED: "Acknowledged",
    S.ACCEPTED: "Accepted",
    S.WAITING: "On the waiting list",
    S.ATTENDED: "Attended",
    S.WAS_NOT_BROUGHT: "Was not brought",
    S.CANCELLED_FAMILY: "Cancelled by the family",
    S.CANCELLED_SERVICE: "Cancelled by the service",
    S.RECOMMENDATIONS_LOGGED: "No recommendations",
    S.CLOSED: "Close",
}
"""The moves that need no more than a press, and what the button says."""
FILLED_IN = {
    S.READY: ("Consent given", "agency consent"),
    S.BOOKED: ("Book appointment", "appointment"),
    S.REPORT_AWAITED: ("Report to come", "agency report due"),
    S.REPORT_RECEIVED: ("Report received", "agency report"),
    S.RECOMMENDATIONS_LOGGED: ("Recommendation", "agency recommendation"),
    S.REJECTED: ("Rejected", "agency rejected"),
    S.MORE_INFO_REQUESTED: ("Asked for more", "agency asks"),
    S.DISCHARGED: ("Discharged", "agency discharged"),
    S.WITHDRAWN: ("Withdraw", "withdraw agency referral"),
}
"""The moves at which something must be recorded: what the button says and the command whose form it opens."""


def needs_only_a_press(state: AgencyState, to: AgencyState) -> bool:
    """Whether a move records nothing but itself. Two moves need a form from one state and a press from another."""
    if to is S.READY:
        return state is S.REJECTED
    if to is S.RECOMMENDATIONS_LOGGED:
        return state is S.REPORT_RECEIVED
    return to in PRESSED


def next_buttons(referral: AgencyReferral) -> tuple[Button, ...]:
    """A button for each move the referral's state allows. Each carries the version it was drawn for."""
    at = About(referral.reference, version=referral.version)
    buttons: list[Button] = []
    for to in (to for to in AgencyState if referral.allows(to)):
        if to in FILLED_IN and (referral.state, to) != (S.REJECTED, S.READY):
            text, word = _form_button(referral, to)
            buttons.append(Button(text, word, str(at)))
        if needs_only_a_press(referral.state, to):
            text = "Answered" if (referral.state, to) == (S.MORE_INFO_REQUESTED, S.ACKNOWLEDGED) else PRESSED[to]
            buttons.append(Button(text, "agency moved", str(replace(at, word=str(to.value)))))
    return tuple(buttons)


def day_button(referral: AgencyReferral) -> tuple[Button, ...]:
    """A press records today; this puts another day right, where the day of the last step matters."""
    at = str(About(referral.reference, version=referral.version))
    return (Button("Another day", "agency another day", at),) if referral.state in DATED else ()


def _form_button(referral: AgencyReferral, to: AgencyState) -> tuple[str, str]:
    if to is S.BOOKED and referral.state is S.BOOKED:
        return "Rebook", "rebook appointment"
    if to is S.BOOKED and referral.state in (S.WAS_NOT_BROUGHT, S.CANCELLED_FAMILY, S.CANCELLED_SERVICE):
        return "Rebook", "appointment"
    if to is S.READY and referral.state is S.READY:
        return "Renew consent", "agency consent"
    if to is S.RECOMMENDATIONS_LOGGED and referral.state is S.RECOMMENDATIONS_LOGGED:
        return "Another recommendation", "agency recommendation"
    return FILLED_IN[to]


def next_card(referral: AgencyReferral, known: Mapping[str, Agency], first: tuple[Button, ...] = ()) -> Card:
    """Where it stands and what can be done next, `first` before the rest; without a name: it may stand in a chat."""
    facts = [("Agency", agency_name(known, referral.agency)), ("State", referral.state.label)]
    if referral.chase_on:
        facts.append(("Chase on", day(referral.chase_on)))
    read = (Button("Read it", "read agency referral", referral.reference),)
    return Card(
        f"Agency referral {referral.reference}",
        (Facts(tuple(facts)),),
        first + next_buttons(referral) + day_button(referral) + read,
    )


def waited(referral: AgencyReferral, today: date) -> str:
    """The wait in words: weeks since it was sent, and since it was accepted."""
    sent, accepted = referral.weeks_since_sent(today), referral.weeks_since_accepted(today)
    if sent is None:
        return "not sent yet"
    words = f"{_weeks(sent)} since sent"
    return words if accepted is None else f"{words}, {_weeks(accepted)} since accepted"


def _weeks(count: int) -> str:
    return f"{count} week" + ("" if count == 1 else "s")


def waiting_item(
    referral: AgencyReferral,
    pupil: Pupil | None,
    known: Mapping[str, Agency],
    booked: Appointment | None,
    today: date,
) -> Item:
    """A line of the SENCO's list of those waited for."""
    who = pupil.name if pupil else "a pupil no longer in the records"
    facts = [referral.state.label, waited(referral, today)]
    if booked:
        facts.append(f"appointment {when(booked)}" + ("; what came of it?" if booked.on < today else ""))
    if referral.chase_on:
        facts.append("chase now" if referral.is_to_be_chased(today) else f"chase on {day(referral.chase_on)}")
    if referral.re_refer_by:
        facts.append(f"refer again by {day(referral.re_refer_by)}")
    return Item(
        f"{referral.reference}: {who}, {agency_name(known, referral.agency)}",
        "; ".join(facts),
        (Button("Read it", "read agency referral", referral.reference),),
    )


def when(appointment: Appointment) -> str:
    return day(appointment.on) + (f" at {appointment.at:%H:%M}" if appointment.at else "")


def whole_card(
    referral: AgencyReferral,
    pupil: Pupil | None,
    known: Mapping[str, Agency],
    appointments: Sequence[Appointment],
    advised: Advised,
    history: Sequence[AgencyEvent],
    names: Mapping[str, str],
    today: date,
) -> Card:
    """Everything about one referral to an agency, for one person allowed to read it."""
    who = pupil.in_full if pupil else NO_LONGER
    facts = [
        ("Pupil", who),
        ("Agency", agency_name(known, referral.agency)),
        ("State", referral.state.label),
        ("Waited", waited(referral, today)),
        ("Consent", _consent(referral, known)),
    ]
    if referral.chase_on:
        facts.append(("Chase on", day(referral.chase_on)))
    if referral.re_refer_by:
        facts.append(("Refer again by", day(referral.re_refer_by)))
    parts: list[Part] = [Facts(tuple(facts)), Prose(referral.reason, "Reason")]
    if appointments:
        parts.append(Prose("\n".join(_appointment(one) for one in appointments[-ITEMS:]), "Appointments"))
    if made := advised.recommendations:
        parts.append(Prose(f"The newest {ITEMS} of {len(made)}." if len(made) > ITEMS else "", "Recommendations"))
        parts.append(Items(tuple(advised.item(one) for one in made[-ITEMS:])))
    parts.append(Items(tuple(_event(event, names) for event in history[-ITEMS:])))
    page = (to_page(pupil.id),) if pupil else ()
    buttons = (*next_buttons(referral), *day_button(referral), *page)
    return Card(f"Agency referral {referral.reference}", tuple(parts), buttons)


def _consent(referral: AgencyReferral, known: Mapping[str, Agency]) -> str:
    if referral.consent_on is None or referral.consent_by is None:
        needed = known[referral.agency].consent.label if referral.agency in known else "the parent's consent"
        return f"Not yet. Needed: {in_sentence(needed)}"
    until = f", until {day(referral.consent_until)}" if referral.consent_until else ""
    return f"{referral.consent_by.label}, {day(referral.consent_on)}{until}: {referral.consent_scope}"


def _appointment(one: Appointment) -> str:
    words = [when(one), one.place, f"with {one.attends}" if one.attends else ""]
    line = ", ".join(word for word in words if word)
    line += f": {one.outcome.in_sentence}" if one.outcome else ""
    if one.report_on:
        link = f", {one.report_link}" if one.report_link else ""
        line += f"; report “{one.report_title}” of {day(one.report_on)}{link}"
    elif one.report_due:
        line += f"; report due {day(one.report_due)}"
    return line


def _event(event: AgencyEvent, names: Mapping[str, str]) -> Item:
    by = names.get(event.by, "a colleague")
    later = f"; recorded on {day(event.recorded_on)}" if event.recorded_on != event.day else ""
    return Item(event.state.label + (f": {event.words}" if event.words else ""), f"{by}, {day(event.day)}{later}")

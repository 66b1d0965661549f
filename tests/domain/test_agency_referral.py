"""The table of an agency referral's moves, consent, chase dates over holidays, and what came of appointments."""

from dataclasses import replace
from datetime import date

import pytest

from commands.domain.agency import LONGEST_WAIT, STANDARD, ConsentRule, as_the_school_says, known_agencies
from commands.domain.agency_referral import (
    MOVES,
    AgencyReferral,
    AgencyState,
    ConsentGiver,
    chase_date,
    is_too_young_to_consent,
)
from commands.domain.appointment import OUTCOME_OF, Appointment, AppointmentOutcome, not_brought_in_a_row
from commands.domain.days.calendar import SchoolCalendar, Span, TermDate

MONDAY = date(2026, 9, 14)
S = AgencyState
KNOWN = {agency.key: agency for agency in STANDARD}
CALENDAR = SchoolCalendar(
    (
        TermDate("S", Span.TERM, "Autumn", date(2026, 9, 1), date(2026, 12, 18)),
        TermDate("S", Span.BREAK, "Half-term", date(2026, 10, 26), date(2026, 10, 30)),
        TermDate("S", Span.INSET, "INSET", date(2026, 11, 2), date(2026, 11, 2)),
        TermDate("S", Span.TERM, "Spring", date(2027, 1, 4), date(2027, 3, 25)),
    )
)


def an_agency_referral(**changes: object) -> AgencyReferral:
    referral = AgencyReferral(
        school_id="S",
        reference="A-7K2PM",
        agency="salt",
        pupil_id="P",
        reason="Cannot be understood by other children.",
        started_by="SENCO",
        started_on=MONDAY,
        consent_by=ConsentGiver.MOTHER,
        consent_on=MONDAY,
        consent_scope="Reports to and fro",
    )
    return replace(referral, **changes)  # type: ignore[arg-type]


MISSED = {S.BOOKED, S.DISCHARGED, S.WITHDRAWN}
TABLE: list[tuple[AgencyState, set[AgencyState]]] = [
    (S.DRAFT, {S.CONSENT_PENDING, S.READY, S.WITHDRAWN}),
    (S.CONSENT_PENDING, {S.READY, S.WITHDRAWN}),
    (S.READY, {S.READY, S.SENT, S.WITHDRAWN}),
    (S.SENT, {S.ACKNOWLEDGED, S.ACCEPTED, S.BOOKED, S.REJECTED, S.MORE_INFO_REQUESTED, S.WITHDRAWN}),
    (S.ACKNOWLEDGED, {S.ACCEPTED, S.BOOKED, S.REJECTED, S.MORE_INFO_REQUESTED, S.WITHDRAWN}),
    (S.ACCEPTED, {S.WAITING, S.BOOKED, S.DISCHARGED, S.WITHDRAWN}),
    (S.WAITING, {S.BOOKED, S.DISCHARGED, S.WITHDRAWN}),
    (S.BOOKED, {S.ATTENDED, S.WAS_NOT_BROUGHT, S.CANCELLED_FAMILY, S.CANCELLED_SERVICE} | MISSED),
    (S.ATTENDED, {S.REPORT_AWAITED, S.REPORT_RECEIVED, S.BOOKED, S.CLOSED, S.DISCHARGED}),
    (S.REPORT_AWAITED, {S.REPORT_RECEIVED, S.BOOKED, S.DISCHARGED, S.WITHDRAWN}),
    (S.REPORT_RECEIVED, {S.RECOMMENDATIONS_LOGGED}),
    (S.RECOMMENDATIONS_LOGGED, {S.RECOMMENDATIONS_LOGGED, S.BOOKED, S.CLOSED}),
    (S.CLOSED, set()),
    (S.REJECTED, {S.READY, S.CLOSED}),
    (S.MORE_INFO_REQUESTED, {S.ACKNOWLEDGED, S.ACCEPTED, S.BOOKED, S.REJECTED, S.WITHDRAWN}),
    (S.WAS_NOT_BROUGHT, MISSED),
    (S.CANCELLED_FAMILY, MISSED),
    (S.CANCELLED_SERVICE, MISSED),
    (S.DISCHARGED, set()),
    (S.WITHDRAWN, set()),
]
EVERY_MOVE = [(state, to, to in allowed) for state, allowed in TABLE for to in S]


def test_the_table_says_where_every_state_can_go() -> None:
    assert {state for state, _ in TABLE} == set(S) == set(MOVES)
    assert {state for state, allowed in TABLE if not allowed} == {state for state in S if not state.is_open}


@pytest.mark.parametrize(("state", "to", "allowed"), EVERY_MOVE, ids=lambda v: v.value if isinstance(v, S) else "")
def test_each_move_is_allowed_or_refused(state: AgencyState, to: AgencyState, allowed: bool) -> None:
    referral = an_agency_referral(state=state)
    assert referral.allows(to) is allowed
    if allowed:
        assert referral.moved(to, MONDAY).state is to
    else:
        with pytest.raises(ValueError, match=f"A-7K2PM cannot go from {state.value} to {to.value}"):
            referral.moved(to, MONDAY)


def test_the_whole_way_from_draft_to_closed() -> None:
    way = [
        S.CONSENT_PENDING,
        S.READY,
        S.SENT,
        S.ACKNOWLEDGED,
        S.ACCEPTED,
        S.WAITING,
        S.BOOKED,
        S.ATTENDED,
        S.REPORT_AWAITED,
        S.REPORT_RECEIVED,
        S.RECOMMENDATIONS_LOGGED,
        S.CLOSED,
    ]
    referral = an_agency_referral()
    for to in way:
        referral = referral.moved(to, MONDAY)
    assert (referral.sent_on, referral.accepted_on, referral.ended_on) == (MONDAY, MONDAY, MONDAY)


def test_nothing_is_ready_or_sent_without_consent() -> None:
    without = {"consent_by": None, "consent_on": None, "consent_scope": ""}
    with pytest.raises(ValueError, match="not ready without consent"):
        an_agency_referral(**without).moved(S.READY, MONDAY)
    with pytest.raises(ValueError, match="cannot be sent without consent"):
        an_agency_referral(state=S.READY, **without).moved(S.SENT, MONDAY)
    assert an_agency_referral(**without).consented(ConsentGiver.CARER, MONDAY, "All", None).state is S.READY


def test_consent_holds_to_its_last_day_and_not_beyond() -> None:
    ready = an_agency_referral(state=S.READY, consent_until=MONDAY)
    assert ready.moved(S.SENT, MONDAY).sent_on == MONDAY
    with pytest.raises(ValueError, match="without consent"):
        ready.moved(S.SENT, date(2026, 9, 15))


def test_an_appointment_is_an_acceptance_and_the_first_acceptance_stays() -> None:
    sent = an_agency_referral(state=S.SENT, sent_on=MONDAY)
    assert sent.moved(S.BOOKED, date(2026, 9, 21)).accepted_on == date(2026, 9, 21)
    accepted = sent.moved(S.ACCEPTED, date(2026, 9, 16))
    assert accepted.moved(S.BOOKED, date(2026, 9, 21)).accepted_on == date(2026, 9, 16)


def test_referring_again_counts_the_wait_anew() -> None:
    rejected = an_agency_referral(state=S.REJECTED, sent_on=MONDAY).again_by(date(2026, 11, 2))
    again = rejected.moved(S.READY, date(2026, 10, 5)).moved(S.SENT, date(2026, 10, 6))
    assert (again.sent_on, again.accepted_on, again.re_refer_by) == (date(2026, 10, 6), None, None)


@pytest.mark.parametrize(
    ("to", "on", "expected"),
    [
        pytest.param(S.SENT, MONDAY, date(2026, 10, 5), id="fifteen-school-days"),
        pytest.param(S.SENT, date(2026, 10, 12), date(2026, 11, 10), id="over-half-term-and-inset"),
        pytest.param(S.SENT, date(2026, 12, 14), date(2027, 1, 18), id="over-christmas"),
        pytest.param(S.SENT, date(2026, 10, 24), date(2026, 11, 23), id="sent-on-a-saturday-of-half-term"),
        pytest.param(S.ACKNOWLEDGED, date(2026, 9, 28), date(2027, 1, 18), id="eighteen-weeks-from-sending"),
        pytest.param(S.WAITING, date(2026, 12, 1), date(2027, 1, 18), id="still-counted-from-sending"),
        pytest.param(S.WAS_NOT_BROUGHT, date(2026, 10, 22), date(2026, 11, 6), id="a-school-week-over-half-term"),
        pytest.param(S.CANCELLED_SERVICE, MONDAY, date(2026, 9, 21), id="cancelled"),
        pytest.param(S.MORE_INFO_REQUESTED, MONDAY, date(2026, 9, 21), id="asked-for-more"),
        pytest.param(S.BOOKED, MONDAY, None, id="booked-needs-no-chasing"),
        pytest.param(S.CLOSED, MONDAY, None, id="closed"),
    ],
)
def test_when_to_chase(to: AgencyState, on: date, expected: date | None) -> None:
    sent = an_agency_referral(state=S.SENT, sent_on=MONDAY)
    assert chase_date(sent, to, on, KNOWN["salt"], CALENDAR) == expected


@pytest.mark.parametrize(("sent_on", "expected"), [(date(2026, 8, 24), date(2027, 1, 4))])
def test_a_wait_that_ends_in_the_holidays_is_chased_on_the_first_school_day_after(
    sent_on: date, expected: date
) -> None:
    sent = an_agency_referral(state=S.SENT, sent_on=sent_on)  # eighteen weeks end on 28 December
    assert chase_date(sent, S.ACCEPTED, date(2026, 9, 1), KNOWN["salt"], CALENDAR) == expected


def test_waits_are_counted_in_whole_weeks() -> None:
    referral = an_agency_referral(state=S.WAITING, sent_on=MONDAY, accepted_on=date(2026, 9, 21))
    assert referral.weeks_since_sent(date(2026, 9, 20)) == 0
    assert referral.weeks_since_sent(date(2026, 10, 26)) == 6
    assert referral.weeks_since_accepted(date(2026, 10, 26)) == 5
    assert an_agency_referral().weeks_since_sent(MONDAY) is None


@pytest.mark.parametrize(
    ("giver", "agency", "born", "too_young"),
    [
        (ConsentGiver.PUPIL, "ep", date(2012, 1, 1), True),
        (ConsentGiver.PUPIL, "ep", date(2010, 9, 14), False),
        (ConsentGiver.PUPIL, "ep", date(2010, 9, 15), True),
        (ConsentGiver.PUPIL, "camhs", date(2012, 1, 1), False),
        (ConsentGiver.PUPIL, "ep", None, False),
        (ConsentGiver.MOTHER, "ep", date(2018, 1, 1), False),
    ],
)
def test_a_pupils_own_word_is_enough_from_sixteen_or_where_competence_decides(
    giver: ConsentGiver, agency: str, born: date | None, too_young: bool
) -> None:
    assert is_too_young_to_consent(giver, KNOWN[agency], born, MONDAY) is too_young


def test_the_agencies_are_those_agreed_and_social_care_is_none_of_them() -> None:
    assert " ".join(KNOWN) == "ep salt ot physio camhs paed hi_vi spec_teacher la_send ewo other"
    assert all(1 <= agency.wait_weeks <= LONGEST_WAIT for agency in STANDARD)


def test_a_school_adds_an_agency_or_its_own_wait_for_one() -> None:
    own = as_the_school_says("S", "Brook Play Therapy", 8)
    assert own
    assert (own.key, own.consent) == ("own-brook-play-therapy", ConsentRule.PARENT)
    slower = as_the_school_says("S", "educational psychologist", 40)
    assert slower
    assert (slower.key, slower.name, slower.consent) == ("ep", "Educational psychologist", ConsentRule.SIGNED)
    known = known_agencies([own, slower])
    assert len(known) == len(STANDARD) + 1
    assert known["ep"].wait_weeks == 40
    assert as_the_school_says("S", "🙂", 8) is None


B, N = AppointmentOutcome.ATTENDED, AppointmentOutcome.WAS_NOT_BROUGHT


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ((), 0),
        ((N,), 1),
        ((N, N), 2),
        ((N, B, N), 1),
        ((N, N, B), 0),
        ((N, AppointmentOutcome.CANCELLED_SERVICE, N), 2),
        ((N, AppointmentOutcome.REBOOKED, None), 1),
    ],
)
def test_missed_in_a_row(outcomes: tuple[AppointmentOutcome | None, ...], expected: int) -> None:
    visits = [Appointment("S", "A-7K2PM", n, MONDAY, outcome=outcome) for n, outcome in enumerate(outcomes, 1)]
    assert not_brought_in_a_row(visits) == expected


def test_every_way_out_of_a_booking_says_what_came_of_it() -> None:
    assert set(OUTCOME_OF) == MOVES[S.BOOKED]


def test_nothing_is_told_in_a_traceback() -> None:
    assert repr(an_agency_referral()) == "<AgencyReferral>"
    assert repr(Appointment("S", "A-7K2PM", 1, MONDAY)) == "<Appointment>"

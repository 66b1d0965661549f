"""Which days of the steps with an agency hold, in what order; which agency is meant; what of its advice is planned."""

from datetime import UTC, date, datetime

import pytest

from commands.domain.agency import STANDARD, agency_called, as_the_school_says, known_agencies
from commands.domain.agency_days import DATED, wrong_appointment_day, wrong_day, wrong_report_day
from commands.domain.agency_referral import AgencyEvent, AgencyState
from commands.domain.appointment import Adoption, Appointment, Recommendation, not_in_plan
from tests.domain.test_agency_referral import MONDAY, an_agency_referral

S = AgencyState
NOW = datetime(2026, 9, 28, 8, tzinfo=UTC)
TODAY = date(2026, 9, 28)


def history(*steps: tuple[AgencyState, int]) -> list[AgencyEvent]:
    """Each step on a day of September."""
    return [AgencyEvent("S", "A-7K2PM", NOW, "SENCO", state, "", date(2026, 9, n)) for state, n in steps]


@pytest.mark.parametrize(
    ("steps", "on", "words"),
    [
        pytest.param([(S.READY, 28), (S.SENT, 28)], 14, "", id="sent on the day of consent, recorded later"),
        pytest.param([(S.SENT, 28)], 13, "Consent was given on Monday 14", id="sent before consent"),
        pytest.param([(S.SENT, 28)], 25, "Consent ran out on Thursday 24", id="sent after it had run out"),
        pytest.param([(S.SENT, 28)], 29, "in the future", id="to come"),
        pytest.param([(S.SENT, 16), (S.ACKNOWLEDGED, 28)], 15, "sent, on Wednesday 16", id="before it was sent"),
        pytest.param([(S.SENT, 16), (S.ACKNOWLEDGED, 28)], 16, "", id="the same day"),
        pytest.param([(S.SENT, 28), (S.SENT, 16), (S.ACCEPTED, 28)], 17, "", id="the day put right holds"),
        pytest.param([(S.SENT, 16), (S.ACCEPTED, 28), (S.ACCEPTED, 20), (S.WAITING, 28)], 21, "", id="and so later"),
        pytest.param([(S.SENT, 16), (S.BOOKED, 28), (S.ATTENDED, 28)], 18, "", id="booked whenever"),
        pytest.param([(S.SENT, 16), (S.ACCEPTED, 18), (S.BOOKED, 28), (S.ATTENDED, 28)], 17, "accepted", id="accepted"),
        pytest.param([(S.SENT, 20), (S.REJECTED, 22), (S.SENT, 23), (S.ACCEPTED, 28)], 22, "sent", id="sent again"),
        pytest.param([(S.DRAFT, 14), (S.WITHDRAWN, 28)], 10, "", id="never sent"),
    ],
)
def test_a_day_comes_after_those_before_it(steps: list[tuple[AgencyState, int]], on: int, words: str) -> None:
    referral = an_agency_referral(state=steps[-1][0], consent_until=date(2026, 9, 24))
    wrong = wrong_day(date(2026, 9, on), referral, history(*steps), TODAY)
    assert words in wrong
    assert bool(words) is bool(wrong)
    assert not wrong or "Give " in wrong


def test_a_day_put_right_moves_what_is_counted_from_it() -> None:
    tuesday = date(2026, 9, 15)
    sent = an_agency_referral(state=S.SENT, sent_on=MONDAY).on_another_day(tuesday, TODAY)
    assert (sent.sent_on, sent.accepted_on, sent.ended_on, sent.chase_on) == (tuesday, None, None, TODAY)
    accepted = an_agency_referral(state=S.ACCEPTED, sent_on=MONDAY, accepted_on=TODAY).on_another_day(tuesday, None)
    assert (accepted.sent_on, accepted.accepted_on) == (MONDAY, tuesday)
    closed = an_agency_referral(state=S.CLOSED, sent_on=MONDAY, ended_on=TODAY).on_another_day(tuesday, None)
    assert (closed.sent_on, closed.ended_on) == (MONDAY, tuesday)
    assert {S.SENT, S.ACCEPTED, S.CLOSED, S.ATTENDED} < DATED


def test_an_old_line_of_history_is_of_the_day_it_was_recorded() -> None:
    late = datetime(2026, 9, 27, 23, 30, tzinfo=UTC)  # past midnight in London
    assert AgencyEvent("S", "A-7K2PM", late, "SENCO", S.SENT).day == TODAY


def test_an_appointment_comes_after_sending_and_a_report_after_the_appointment() -> None:
    sent = an_agency_referral(state=S.SENT, sent_on=MONDAY)
    assert wrong_appointment_day(MONDAY, sent) == ""
    assert "an appointment comes after that" in wrong_appointment_day(date(2026, 9, 13), sent)
    visits = [Appointment("S", "A-7K2PM", n, date(2026, 9, 14 + n)) for n in (1, 2)]
    assert wrong_report_day(date(2026, 9, 16), visits) == ""
    assert "The appointment was on Wednesday 16" in wrong_report_day(date(2026, 9, 15), visits)
    assert wrong_report_day(date(2026, 9, 1), []) == ""


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("Speech and language therapy", "salt"),
        ("SaLT", "salt"),
        ("the SALT service at Larkfield", "salt"),
        ("speech therapist", "salt"),
        ("Speech & Language Therapy (NHS), Larkfield", "salt"),
        ("Ed psych", "ep"),
        ("EP", "ep"),
        ("CAMHS", "camhs"),
        ("OT", "ot"),
        ("Paediatrician", "paed"),
        ("autism outreach", "spec_teacher"),
        ("brook play", "own-brook-play-therapy"),
        ("therapy", None),  # several
        ("The hospital", None),
        ("another", None),
        ("the service", None),  # nothing that tells one from another
        ("", None),
    ],
)
def test_which_agency_is_meant(words: str, key: str | None) -> None:
    own = [as_the_school_says("S", name, 8) for name in ("Brook Play Therapy", "The Service")]
    found = agency_called(words, known_agencies(one for one in own if one))
    assert (found.key if found else None) == key


def test_every_agency_is_found_by_its_own_name() -> None:
    known = known_agencies(())
    for agency in STANDARD:
        found = agency_called(agency.name, known)
        assert found, agency.key
        assert found.key == agency.key


def a_recommendation(n: int, adoption: Adoption, why: str = "") -> Recommendation:
    return Recommendation("S", "A-7K2PM", n, "Daily session alone", adoption, why, "SENCO", MONDAY)


def test_the_plan_says_what_is_done_and_how_it_is_adapted() -> None:
    assert a_recommendation(1, Adoption.ACCEPTED, "Good idea").as_adopted(200) == "Daily session alone"
    adapted = a_recommendation(2, Adoption.ADAPTED, "in a pair")
    assert adapted.as_adopted(200) == "Daily session alone: in a pair"
    assert adapted.as_adopted(20) == "in a pair"  # what is done, when both do not fit


def test_what_the_school_does_and_no_plan_has_yet() -> None:
    made = [a_recommendation(n, adoption) for n, adoption in enumerate((*Adoption, Adoption.ACCEPTED), 1)]
    assert [one.n for one in not_in_plan(made, {1: "C-7K2PM"})] == [2, 4]
    assert made[0].about == "A-7K2PM.1"

"""What is to come for a pupil, as lines: what is open, booked, asked or agreed, and nothing that is over."""

from dataclasses import replace
from datetime import date, time

import pytest

from commands.domain.agency import known_agencies
from commands.domain.agency_referral import AgencyState
from commands.domain.appointment import Appointment, AppointmentOutcome
from commands.domain.contact import AskedOf
from commands.domain.cycle import Stage
from commands.domain.days.calendar import SchoolCalendar
from commands.domain.entry import Entry
from commands.domain.referral import ClosedAs
from commands.domain.review import ReviewState
from commands.domain.story import Story
from commands.domain.to_come import to_come
from tests.domain.test_agency_referral import an_agency_referral
from tests.domain.test_contact import MONDAY, a_contact, a_request
from tests.domain.test_cycle import a_cycle
from tests.domain.test_referral import a_referral
from tests.domain.test_review import a_review


def coming(story: Story) -> list[Entry]:
    return list(to_come(story, known_agencies(()), MONDAY, SchoolCalendar()))


SENT = an_agency_referral(reference="A-7K2PM", state=AgencyState.SENT, chase_on=MONDAY)
BOOKED = replace(SENT, state=AgencyState.BOOKED, chase_on=None)
VISIT = Appointment("S", "A-7K2PM", 1, date(2026, 10, 6), time(9, 30))


@pytest.mark.parametrize(
    ("story", "on", "what", "words"),
    [
        pytest.param(
            Story(referrals=(a_referral(),)), date(2026, 10, 5), ": reply due", "Waiting for the SENCO", id="referral"
        ),
        pytest.param(
            Story(referrals=(a_referral(reply_by=date(2026, 9, 11)),)),
            date(2026, 9, 11),
            ": reply due",
            "Waiting for the SENCO; the reply is overdue",
            id="referral-late",
        ),
        pytest.param(
            Story(referrals=(a_referral().accepted("A", MONDAY),)), None, "R-7K2PM", "Being assessed", id="assessing"
        ),
        pytest.param(Story(cycles=(a_cycle(stage=Stage.DO),)), date(2026, 12, 18), ": review date", "Do", id="plan"),
        pytest.param(
            Story(cycles=(a_cycle(review_on=None),)), None, "(cycle 1)", "Plan; no review date yet", id="no-date"
        ),
        pytest.param(
            Story(cycles=(a_cycle(stage=Stage.DO, review_on=date(2026, 9, 11)),)),
            date(2026, 9, 11),
            ": review date",
            "Do; this day has passed",
            id="plan-late",
        ),
        pytest.param(
            Story(reviews=(a_review(at=time(14, 30), place="Room 4", papers_due=date(2026, 12, 4)),)),
            date(2026, 12, 18),
            "V-7K2PM, 14:30",
            "Room 4; papers due Friday 4 December 2026",
            id="review",
        ),
        pytest.param(
            Story(reviews=(a_review(on=date(2026, 9, 11)),)), date(2026, 9, 11), "V-7K2PM", "overdue", id="review-late"
        ),
        pytest.param(Story(agency_referrals=(SENT,)), MONDAY, ": chase now", "Sent", id="chase"),
        pytest.param(
            Story(agency_referrals=(replace(SENT, chase_on=date(2026, 9, 15)),)),
            date(2026, 9, 15),
            ": chase",
            "Sent",
            id="chase-later",
        ),
        pytest.param(
            Story(agency_referrals=(BOOKED,), appointments=(VISIT,)),
            date(2026, 10, 6),
            ": appointment, 09:30",
            "Appointment booked",
            id="appointment",
        ),
        pytest.param(
            Story(agency_referrals=(BOOKED,), appointments=(replace(VISIT, on=date(2026, 9, 11)),)),
            date(2026, 9, 11),
            "; what came of it?",
            "Appointment booked",
            id="appointment-past",
        ),
        pytest.param(
            Story(agency_referrals=(replace(SENT, state=AgencyState.REJECTED, chase_on=None, re_refer_by=MONDAY),)),
            MONDAY,
            ": refer again by this day",
            "Rejected by the agency",
            id="again",
        ),
        pytest.param(
            Story(requests=(a_request(),)),
            date(2026, 10, 26),
            ": answer due",
            "asked on Monday 14 September 2026",
            id="request",
        ),
        pytest.param(
            Story(requests=(a_request(on=date(2026, 7, 1)),)),
            date(2026, 8, 12),
            ": answer due",
            "asked on Wednesday 1 July 2026; overdue",
            id="request-late",
        ),
        pytest.param(
            Story(requests=(a_request(to=AskedOf.SCHOOL),)),
            None,
            "to the school: not answered yet",
            "asked on Monday 14 September 2026",
            id="request-school",
        ),
        pytest.param(
            Story(contacts=(a_contact(action="Cards home", action_by=MONDAY),)),
            MONDAY,
            "Action: Cards home",
            "agreed on Monday 14 September 2026",
            id="action",
        ),
    ],
)
def test_what_is_open_booked_asked_or_agreed_is_to_come(story: Story, on: date | None, what: str, words: str) -> None:
    [entry] = coming(story)
    assert (entry.on, entry.words) == (on, words)
    assert entry.what.endswith(what)


def test_what_is_over_is_not_to_come() -> None:
    over = Story(
        referrals=(a_referral().closed(ClosedAs.WITHDRAWN, MONDAY),),
        cycles=(a_cycle(stage=Stage.CLOSED),),
        reviews=(a_review(state=ReviewState.HELD), a_review(state=ReviewState.CANCELLED)),
        agency_referrals=(replace(SENT, state=AgencyState.CLOSED),),
        appointments=(VISIT.came_to(AppointmentOutcome.ATTENDED),),
        requests=(a_request().answered(MONDAY, "The authority"),),
        contacts=(a_contact(action="Cards home", action_by=date(2026, 9, 11)), a_contact()),
    )
    assert coming(over) == []


def test_what_is_overdue_stands_first_and_what_has_no_day_last() -> None:
    story = Story(
        referrals=(a_referral().accepted("A", MONDAY),),
        reviews=(a_review(), a_review(reference="V-22222", on=date(2026, 9, 11))),
        requests=(a_request(),),
    )
    assert [entry.about for entry in coming(story)] == ["V-22222", "P", "V-7K2PM", "R-7K2PM"]

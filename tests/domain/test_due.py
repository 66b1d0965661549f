"""What is due: each kind's day, whose law sets it, and the order in which it is read."""

from datetime import UTC, date, datetime, time

import pytest

from commands.catalogue import COMMANDS
from commands.domain import due
from commands.domain.agency import STANDARD
from commands.domain.annual_review import chain
from commands.domain.assessment import AskedBy, Assessment, standings
from commands.domain.days.calendar import SchoolCalendar
from commands.domain.due import Due, DueKind, in_order
from commands.domain.due_transfers import of_transfer, rights
from commands.domain.law import due_by_law
from commands.domain.law.ruleset import Owner
from commands.domain.review import Review, ReviewKind
from commands.domain.senco_post import Qualification, SencoPost, Served
from commands.domain.tick import Tick
from tests.domain.test_transfer import MOVING

MONDAY = date(2026, 9, 14)
REVIEW = date(2026, 11, 16)
TWO_WEEKS_BEFORE = date(2026, 11, 2)
POST = SencoPost("S", "S1-sam", MONDAY, Served.FIRST, Qualification.NONE, MONDAY)
ASKED = Assessment("S", "E-7K2PM", "P", AskedBy.SCHOOL, "england-2014", "S", MONDAY)
FACTS = {"ehc_requested_on": MONDAY, "advice_request_received_on": MONDAY}
ANNUAL = Review("S", "V-7K2PM", "P", ReviewKind.ANNUAL, MONDAY, "S", MONDAY)
EVERY_LINE = (
    due.reply("P", "R-7K2PM", MONDAY),
    due.look_again("P", MONDAY, referral="R-7K2PM"),
    due.look_again("P", MONDAY, entry=3),
    *(due.review("P", "V-7K2PM", kind, MONDAY) for kind in ReviewKind),
    due.review("P", "V-7K2PM", ReviewKind.SUPPORT, MONDAY, cycle="C-7K2PM", lead="T"),
    *filter(None, [due.papers("P", "V-7K2PM", ReviewKind.ANNUAL, REVIEW, None)]),
    due.appointment("P", "A-7K2PM", "salt", 1, MONDAY, None, today=MONDAY),
    due.appointment("P", "A-7K2PM", "salt", 1, MONDAY, None, today=REVIEW),
    *(
        due.with_agency(kind, "P", "A-7K2PM", "own-x", MONDAY)
        for kind in (DueKind.REPORT, DueKind.CHASE, DueKind.REFER_AGAIN)
    ),
    due.action("P", 2, 1, MONDAY, "T"),
    due.request("P", "Q-7K2PM", MONDAY),
    due.round_robin("P", "W-7K2PM", MONDAY),
    *(due_by_law.qualification("S1-sam", one) for one in POST.deadlines(SchoolCalendar())),
    due_by_law.information_report(MONDAY),
    *of_transfer(MOVING, SchoolCalendar()),
    rights("P", MONDAY),
    *(due_by_law.annual_step(ANNUAL, one) for one in chain(ANNUAL, {}, SchoolCalendar())),
    *(due_by_law.assessment(ASKED, one) for one in standings(ASKED, FACTS, SchoolCalendar())),
)


@pytest.mark.parametrize(
    ("kind", "agreed", "on", "statutory"),
    [
        pytest.param(ReviewKind.ANNUAL, None, TWO_WEEKS_BEFORE, True, id="reg-20(4)"),
        pytest.param(ReviewKind.ANNUAL, TWO_WEEKS_BEFORE, TWO_WEEKS_BEFORE, True, id="the-school-agrees-with-the-law"),
        pytest.param(ReviewKind.ANNUAL, date(2026, 11, 9), TWO_WEEKS_BEFORE, True, id="later-than-the-law"),
        pytest.param(ReviewKind.ANNUAL, date(2026, 10, 23), date(2026, 10, 23), False, id="earlier-is-the-schools-own"),
        pytest.param(ReviewKind.SUPPORT, date(2026, 11, 9), date(2026, 11, 9), False, id="the-schools-own"),
    ],
)
def test_the_day_of_a_reviews_papers_and_whose_it_is(
    kind: ReviewKind, agreed: date | None, on: date, statutory: bool
) -> None:
    line = due.papers("P", "V-7K2PM", kind, REVIEW, agreed)
    assert line
    assert (line.on, line.statutory, bool(line.source)) == (on, statutory, statutory)


def test_a_review_for_which_nobody_asked_papers_has_none() -> None:
    assert due.papers("P", "V-7K2PM", ReviewKind.SUPPORT, REVIEW, None) is None


def test_the_local_authoritys_answer_is_its_own_and_due_six_weeks_on() -> None:
    line = due.request("P", "Q-7K2PM", MONDAY)
    assert (line.on, line.owner, line.statutory) == (date(2026, 10, 26), Owner.AUTHORITY, True)
    assert "regulation 5(1)" in line.source


@pytest.mark.parametrize(
    ("today", "kind"),
    [(date(2026, 9, 13), DueKind.APPOINTMENT), (MONDAY, DueKind.APPOINTMENT), (REVIEW, DueKind.OUTCOME)],
)
def test_an_appointment_is_asked_about_from_the_day_after(today: date, kind: DueKind) -> None:
    line = due.appointment("P", "A-7K2PM", "salt", 1, MONDAY, time(9), today=today)
    assert (line.kind, line.of) == (kind, "Speech and language therapy")


def test_an_agency_whose_name_somebody_typed_is_not_named() -> None:
    assert due.agency_in_public("own-dr-smith") == due.OWN_AGENCY
    assert {due.agency_in_public(agency.key) for agency in STANDARD} == {agency.name for agency in STANDARD}


def test_every_kind_can_be_opened_and_done_by_commands_there_are() -> None:
    words = {command.word for command in COMMANDS}
    assert {line.kind for line in EVERY_LINE} == set(DueKind)
    assert {line.word for line in EVERY_LINE} | {step.word for line in EVERY_LINE for step in line.steps} <= words
    assert len({line.which for line in EVERY_LINE if line.kind is DueKind.MONITOR}) == 2


def test_the_oldest_stands_first_and_what_has_no_time_before_what_has() -> None:
    def line(on: date, at: time | None = None, reference: str = "") -> Due:
        return due.review("P", reference, ReviewKind.SUPPORT, on, at)

    late, early, whole_day = line(MONDAY, time(15)), line(MONDAY, time(9)), line(MONDAY)
    assert in_order([line(REVIEW), late, early, whole_day]) == (whole_day, early, late, line(REVIEW))


def test_a_line_is_overdue_from_the_day_after() -> None:
    line = due.reply("P", "R-7K2PM", MONDAY)
    assert not line.is_overdue(MONDAY)
    assert line.is_overdue(date(2026, 9, 15))


def test_a_tick_is_taken_back_once() -> None:
    now = datetime(2026, 9, 14, 8, tzinfo=UTC)
    undone = Tick("S", DueKind.ACTION, "P.1.1", "T", now, n=1).undone("S", now)
    assert not undone.stands
    with pytest.raises(ValueError, match="taken back"):
        undone.undone("S", now)


def test_a_line_in_a_traceback_tells_nothing() -> None:
    assert {repr(line) for line in EVERY_LINE} == {"<Due>"}

"""What has happened to a pupil and what is to come, as lines: in order, each once, each with its button."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from commands.domain.agency import known_agencies
from commands.domain.agency_referral import AgencyEvent, AgencyState
from commands.domain.chronology import chronology
from commands.domain.cycle import Ended, NextStep, Stage
from commands.domain.decision import ReferralOutcome
from commands.domain.entry import QUOTED, Entry, joined, quoted
from commands.domain.outcome import Progress
from commands.domain.pupil import Provision
from commands.domain.referral import ClosedAs, Happened, ReferralEvent, ReferralState
from commands.domain.register import RegisterChange, RegisterEntry
from commands.domain.review import ReviewEvent, ReviewHappened, ReviewState
from commands.domain.story import Story
from tests.domain.test_agency_referral import an_agency_referral
from tests.domain.test_contact import a_contact, a_request
from tests.domain.test_cycle import a_cycle, an_outcome
from tests.domain.test_referral import a_referral
from tests.domain.test_review import a_review

MONDAY = date(2026, 9, 14)
NOON = datetime(2026, 9, 14, 11, tzinfo=UTC)
AGENCIES = known_agencies(())
H, R = Happened, ReviewHappened


def past(story: Story) -> list[Entry]:
    return list(chronology(story, AGENCIES))


def an_entry(n: int, what: RegisterChange, from_on: date | None, **changes: object) -> RegisterEntry:
    entry = RegisterEntry("S", "P", n, what, from_on, Provision.SUPPORT, "MLD", "", "Data.", None, None, "A", NOON)
    return replace(entry, **changes)  # type: ignore[arg-type]


def happened(what: Happened, minutes: int = 0, words: str = "") -> ReferralEvent:
    return ReferralEvent("S", "R-7K2PM", NOON + timedelta(minutes=minutes), "T", what, words)


@pytest.mark.parametrize(
    ("referral", "what", "line", "words"),
    [
        pytest.param(a_referral(), H.RAISED, "referred", "Cognition and learning", id="raised"),
        pytest.param(a_referral(), H.QUESTION, "the SENCO asked", "In maths\ttoo?", id="asked"),
        pytest.param(
            a_referral(state=ReferralState.DECIDED, outcome=ReferralOutcome.NOT_SEND),
            H.NOT_SEND,
            "decided",
            "not SEND; support in class",
            id="not-send",
        ),
        pytest.param(
            a_referral(state=ReferralState.DECIDED, outcome=ReferralOutcome.SAFEGUARDING),
            H.DECIDED,
            "decided",
            "",
            id="dsl",
        ),
        pytest.param(
            a_referral(state=ReferralState.CLOSED, closed_as=ClosedAs.DUPLICATE),
            H.CLOSED,
            "closed",
            "duplicate",
            id="closed",
        ),
    ],
)
def test_a_referrals_lines(referral: object, what: Happened, line: str, words: str) -> None:
    event = happened(what, words="In maths\ttoo?" if what is H.QUESTION else "zq")
    [entry] = past(Story(referrals=(referral,), referral_events=(event,)))  # type: ignore[arg-type]
    assert entry.what == f"Referral R-7K2PM: {line}"
    assert entry.words == " ".join(words.split())
    assert (entry.on, entry.by, entry.word, entry.about) == (MONDAY, "T", "read referral", "R-7K2PM")


def test_the_newest_stands_first_and_of_one_day_what_was_written_last() -> None:
    story = Story(
        referrals=(a_referral(),),
        referral_events=(happened(H.RAISED), happened(H.ACCEPTED, 5)),
        register=(an_entry(1, RegisterChange.PUT_ON, MONDAY + timedelta(days=3)),),
        contacts=(a_contact(), a_contact(on=MONDAY - timedelta(days=1))),
    )
    assert [(entry.on and entry.on.day, entry.word) for entry in past(story)] == [
        (17, "register history"),
        (14, "read referral"),
        (14, "read referral"),
        (14, "contacts"),
        (13, "contacts"),
    ]
    assert [entry.what.rpartition(": ")[2] for entry in past(story)[1:3]] == ["accepted for assessment", "referred"]


def test_a_moment_belongs_to_the_schools_own_day() -> None:
    late = replace(happened(H.RAISED), at=datetime(2026, 9, 14, 23, 30, tzinfo=UTC))  # half past midnight in London
    [entry] = past(Story(referrals=(a_referral(),), referral_events=(late,)))
    assert entry.on == date(2026, 9, 15)


def test_a_place_on_the_register_is_dated_from_when_it_holds_and_otherwise_by_when_it_was_kept() -> None:
    before = an_entry(1, RegisterChange.BEFORE, None, recorded_by="", reason="")
    off = an_entry(
        2,
        RegisterChange.TAKEN_OFF,
        date(2026, 9, 1),
        provision=Provision.NONE,
        parents_informed_on=MONDAY,
        monitor_until=date(2026, 11, 2),
    )
    kept, taken_off = past(Story(register=(before, off)))
    assert (kept.on, kept.by, kept.words) == (MONDAY, "", "SEN support: Moderate learning difficulty (MLD)")
    assert taken_off.on == date(2026, 9, 1)
    assert taken_off.words == (
        "No SEN; Data; parents informed on Monday 14 September 2026; progress watched until Monday 2 November 2026"
    )


def test_a_cycle_says_who_started_it_how_its_outcomes_came_out_and_what_is_next() -> None:
    closed = a_cycle(
        stage=Stage.CLOSED,
        started_on=MONDAY,
        closed_on=date(2026, 12, 18),
        next_step=NextStep.STEP_UP,
        impact="More talk.",
        changed_by="T",
    )
    outcomes = (
        an_outcome(1, progress=Progress.MET),
        an_outcome(2, progress=Progress.PARTLY),
        an_outcome(3, progress=Progress.MET),
        an_outcome(1, cycle="C-OTHER", progress=Progress.NOT_MET),
    )
    review = a_review(cycle=closed.reference, booked_on=MONDAY, state=ReviewState.HELD, held_on=date(2026, 12, 18))
    events = (
        ReviewEvent("S", review.reference, NOON, "A", R.BOOKED),
        ReviewEvent("S", review.reference, NOON, "T", R.HELD),
    )
    reviewed, started = past(Story(cycles=(closed,), outcomes=outcomes, reviews=(review,), review_events=events))
    assert (started.what, started.by) == ("Plan C-7K2PM (cycle 1) started", "A")
    assert started.words == "3 outcomes; Retelling a story in order."
    assert (reviewed.what, reviewed.by, reviewed.on) == ("Plan C-7K2PM (cycle 1) reviewed", "T", date(2026, 12, 18))
    assert reviewed.words == "3 outcomes: 2 met, 1 partly met; next step: step up; More talk."


def test_a_cycle_ended_without_a_review_says_why() -> None:
    [entry] = past(Story(cycles=(a_cycle(stage=Stage.CLOSED, closed_on=MONDAY, ended=Ended.MISTAKE),)))
    assert entry.what == "Plan C-7K2PM (cycle 1) ended without a review"
    assert entry.words == "the plan was started by mistake"


def test_a_review_moved_twice_says_from_where_to_where_each_time() -> None:
    review = a_review(on=date(2026, 12, 11), state=ReviewState.MOVED)
    events = tuple(
        ReviewEvent("S", review.reference, NOON + timedelta(days=n), "A", what, was_on, "Snow.")
        for n, (what, was_on) in enumerate(
            ((R.BOOKED, None), (R.MOVED, date(2026, 12, 1)), (R.MOVED, date(2026, 12, 4)))
        )
    )
    second, first = past(Story(reviews=(review,), review_events=events))
    assert first.words == "from Tuesday 1 December 2026 to Friday 4 December 2026; Snow."
    assert second.words == "from Friday 4 December 2026 to Friday 11 December 2026; Snow."


def test_a_review_held_is_dated_by_the_day_it_was_held() -> None:
    review = a_review(state=ReviewState.HELD, held_on=MONDAY - timedelta(days=4))
    [entry] = past(
        Story(
            reviews=(review,), review_events=(ReviewEvent("S", review.reference, NOON, "A", R.HELD, None, "Agreed."),)
        )
    )
    assert (entry.on, entry.words) == (MONDAY - timedelta(days=4), "Agreed.")
    assert entry.what == "SEN support review V-7K2PM held"


def test_an_agencys_lines_name_it_and_one_taken_off_the_list_too() -> None:
    referral = an_agency_referral(agency="salt", reference="A-7K2PM")
    gone = an_agency_referral(agency="own-gone", reference="A-22222")
    events = (
        AgencyEvent("S", "A-7K2PM", NOON, "A", AgencyState.WAS_NOT_BROUGHT),
        AgencyEvent("S", "A-22222", NOON, "A", AgencyState.SENT),
    )
    assert {entry.what for entry in past(Story(agency_referrals=(referral, gone), agency_events=events))} == {
        "Speech and language therapy A-7K2PM: was not brought",
        "An agency no longer listed A-22222: sent",
    }


def test_a_request_has_a_line_for_the_asking_and_one_for_the_answer() -> None:
    answered, asked = past(Story(requests=(a_request(wish="Help.").answered(date(2026, 10, 1), "The authority"),)))
    assert asked.words == "by carer; Help."
    assert (answered.on, answered.words, answered.by) == (date(2026, 10, 1), "by The authority", "")


def test_what_somebody_wrote_is_quoted_on_one_line_and_cut() -> None:
    assert quoted("One.\n\nTwo.") == "One. Two."
    assert quoted("x" * QUOTED) == "x" * QUOTED
    assert len(quoted("word " * 100)) <= QUOTED + 1
    assert quoted("word " * 100).endswith("…")
    assert joined(["One.", "", "two"]) == "One; two"
    assert joined([]) == ""


def test_a_plan_stands_among_what_happened_on_its_day_in_the_order_it_happened() -> None:
    plan = a_cycle(reference="C-7K2PM", started_on=MONDAY, stage=Stage.PLAN)
    review = a_review(reference="V-7K2PM", cycle="C-7K2PM", booked_on=MONDAY)
    booked = ReviewEvent("S", "V-7K2PM", NOON + timedelta(minutes=5), "T", R.BOOKED)
    story = Story(
        referrals=(a_referral(),),
        referral_events=(happened(H.RAISED), happened(H.ANSWER, 9)),
        cycles=(plan,),
        reviews=(review,),
        review_events=(booked,),
    )
    assert [entry.what.partition(" ")[0] for entry in past(story)] == ["Referral", "Plan", "Referral"]

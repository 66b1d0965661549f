"""A school with one of everything of one pupil, each of it with words to be found again: for tests of who may see."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from commands.domain.adjustment import Adjustment, AdjustmentNote, Worked
from commands.domain.agency_referral import AgencyState
from commands.domain.appointment import Adoption, Appointment, Recommendation
from commands.domain.assessment import AskedBy, Assessment, ExceptionClaim, ExceptionReason
from commands.domain.contact import AskedOf, Contact, How, ParentRequest
from commands.domain.cycle import Stage
from commands.domain.decision import Decision
from commands.domain.decision import ReferralOutcome as Decided
from commands.domain.law.clock_facts import FactWord
from commands.domain.lesson import LessonKind, LessonLine
from commands.domain.outcome import LineKind, ProvisionLine
from commands.domain.person import Role
from commands.domain.pupil import Provision
from commands.domain.referral import ReferralState
from commands.domain.register import Change, RegisterChange, SenStatus
from commands.domain.review import Review, ReviewKind
from commands.domain.round_robin import RobinState, RoundRobin, View, ViewState
from commands.domain.series import Entry, PupilSeries, SeriesKind, entries_text
from commands.domain.training import Trained, Training
from commands.domain.transfer import HandOver, PassedOn, Transfer
from commands.domain.words.family import Relation
from commands.roles import FIELDS
from storage.records import SqlOpenRecords, SqlRecords, kept_by
from tests.domain.test_agency_referral import an_agency_referral
from tests.domain.test_cycle import a_cycle, an_outcome
from tests.domain.test_referral import a_referral
from tests.school import SchoolStory

TODAY = date(2026, 9, 14)
NOW = datetime(2026, 9, 14, 7, tzinfo=UTC)
BORN = date(2015, 10, 23)
FORENAME = "Zqamina"
NAME = f"{FORENAME} Zqyusuf"

IN_EVIDENCE = "a pupil's date of birth, in the evidence and an annual review's papers"
MARKS: dict[str, str] = {
    "a pupil's name, year and group": FORENAME,
    "a pupil's date of birth, on a screen": "23 October 2015",
    IN_EVIDENCE: "born Friday 23 October 2015",
    "what a referral says": "zq-noticed",
    "the decision on a referral": "zq-rationale",
    "a place on the register: provision, need, reason": "zq-registered",
    "a plan's needs and views": "zq-needs",
    "a plan's outcomes and support": "zq-outcome",
    "a plan's lines for lessons": "zq-lesson-line",
    "a note on an adjustment": "zq-adjusted",
    "a review: place, who is invited, what was agreed": "zq-invited",
    "an agency referral, its appointments and reports": "zq-clinic",
    "what was agreed with parents": "zq-agreed",
    "a parent's request": "zq-wish",
    "a colleague's view": "zq-view",
    "an assessment's facts, notes and exceptions": "zq-letter",
    "a transfer: the next place, what was passed on": "zq-academy",
    "what staff were trained in": "zq-trained",
    "attendance, behaviour, attainment and suspensions over time": "zq-behaved",
    "counts of the whole school, in steps": "zq-counts",
}
"""Words of each kind of thing, which stand nowhere else. Counts have none: they are looked for by their heading."""
LETTERS = [kind.letter for kind in kept_by(SqlRecords) if kind.letter]
COUNTS = "Counts of pupils stand in steps of"


@dataclass(frozen=True)
class Planted:
    """What there is to ask about: the pupil, and a reference for each letter."""

    pupil: str
    references: dict[str, str]


async def plant(school: SchoolStory) -> Planted:
    """One of everything, raised, led and logged by a colleague who is none of those who will ask."""
    assert set(MARKS) == set(FIELDS)
    await school.employs("Zed Other", Role.TEACHER, ("4B",))
    zed, id = f"{school.school.id}-zed.other", school.school.id
    pupil = await school.enrols(NAME, year=6, group="4B", born=BORN, provision=Provision.PLAN)
    refs = {letter: f"{letter}-2222{letter}" for letter in LETTERS} | {"D": "R-3333D", "H": "V-3333H"}
    of: dict[str, Any] = {"school_id": id, "pupil_id": pupil}
    async with SqlOpenRecords(school.service.database)(school.school, writing=True) as records:
        known = await records.pupil(pupil)
        assert known
        put_on = Change(RegisterChange.NEED, SenStatus(Provision.PLAN, "SLCN"), TODAY, "zq-registered", TODAY)
        await records.save(
            a_referral(**of, reference=refs["R"], raised_by=zed, noticed="zq-noticed"),
            a_referral(
                **of, reference=refs["D"], raised_by=zed, noticed="zq-noticed", state=ReferralState.DECIDED,
                outcome=Decided.MONITORING, ended_on=TODAY,
            ),
            Decision(id, refs["D"], Decided.MONITORING, "sam", TODAY, rationale="zq-rationale", monitor_until=TODAY),
            a_cycle(
                **of, reference=refs["C"], stage=Stage.DO, lead=zed, needs="zq-needs", started_on=TODAY,
                review_on=TODAY + timedelta(days=40),
            ),
            an_outcome(1, school_id=id, cycle=refs["C"], text="zq-outcome"),
            ProvisionLine(id, refs["C"], 1, 1, LineKind.ADJUSTMENT, "Front seat", "All staff", "Daily", TODAY),
            PupilSeries(id, pupil, SeriesKind.BEHAVIOUR, 2026, entries_text([Entry(TODAY, words="zq-behaved")]), TODAY),
            LessonLine(id, pupil, 1, LessonKind.DO, "zq-lesson-line", zed, NOW),
            AdjustmentNote(
                id, pupil, 1, 1, refs["N"], zed, NOW, NOW, TODAY, Adjustment.OTHER, "zq-adjusted", Worked.HELPED,
                note="zq-adjusted",
            ),
            Review(
                id, refs["V"], pupil, ReviewKind.ANNUAL, TODAY + timedelta(days=30), "sam", TODAY, invited="zq-invited"
            ),
            an_agency_referral(**of, reference=refs["A"], reason="zq-clinic", state=AgencyState.BOOKED),
            Appointment(id, refs["A"], 1, TODAY + timedelta(days=3), place="zq-clinic"),
            Recommendation(id, refs["A"], 1, "zq-clinic", Adoption.ACCEPTED, "", "sam", TODAY),
            Contact(id, pupil, zed, TODAY, How.MEETING, Relation.MOTHER, "Mrs Y", "zq-agreed", "zq-agreed", TODAY),
            ParentRequest(
                id, refs["Q"], pupil, "sam", TODAY, Relation.MOTHER, AskedOf.LOCAL_AUTHORITY, wish="zq-wish"
            ),
            RoundRobin(
                id, refs["W"], pupil, refs["C"], "sam", TODAY, RobinState.CLOSED, asked_on=TODAY, closes_on=TODAY,
                closed_on=TODAY,
            ),
            View(id, refs["W"], zed, ViewState.ANSWERED, NOW, line="zq-view"),
            Assessment(id, refs["E"], pupil, AskedBy.SCHOOL, "england-2014", "sam", TODAY),
            FactWord(id, refs["E"], "ehc_requested_on", TODAY, "sam", NOW, "zq-letter"),
            ExceptionClaim(id, refs["E"], ExceptionReason.ABSENT, TODAY, "zq-letter", None, "sam", NOW),
            Transfer(id, refs["P"], pupil, 2027, "zq-academy", "england-2014", "sam", TODAY),
            HandOver(id, refs["P"], PassedOn.VISIT, TODAY, zed, "sam", NOW, "zq-academy"),
            Training(id, refs["T"], TODAY, Adjustment.OTHER, "zq-trained", Trained.SOME, "zq-trained", "sam", TODAY),
            *put_on.entries(known, (), by="sam", at=NOW),
        )  # fmt: skip
    return Planted(pupil, refs)


_BY_LETTER = {
    "R": "accept referral, ask about referral, referral checklist, tick checklist, decide, not send, decide monitoring,"
    "decide sen support, decide agency, decide ehc request, decide safeguarding, close referral, answer about referral,"
    "add to referral, withdraw referral",
    "D": "read referral, parents informed",
    "C": "read plan, change plan, start plan, set date and start, end plan,"
    "add outcome, add provision, close review, support plan, review",
    "C.1": "change outcome, change provision, mark outcome, what worked",
    "V": "read review, review held, undo review held, move review, cancel review, review papers,"
    "annual steps, annual review",
    "V.invited_on": "annual step",
    "A": "read agency referral, agency moved, agency rejected, agency asks, agency discharged, appointment,"
    "withdraw agency referral, agency another day, rebook appointment, agency report due, agency report,"
    "agency recommendation, agency consent",
    "Q": "answer parent request",
    "W": "read round robin, give view, not my pupil, ask colleague for view, leave out of round robin,"
    "put back into round robin, ask for views, close round robin, take back round robin",
    "E": "ehc, ehc exception, end ehc",
    "E.ehc_requested_on": "ehc fact, take back ehc fact",
    "P": "transition list, transition document",
    "P.visit": "passed on, not passed on",
    "T": "take back training",
    "N": "read adjustment, correct adjustment, take back adjustment",
}
NAMELESS = frozenset(
    (
        *(
            "help",
            "school",
            "home",
            "home tab",
            "due",
            "not delivered",
            "my referrals",
            "views",
            "referrals",
            "refer",
            "register clashes",
        ),
        *("training", "trainings", "digest me", "digest me off", "digest settings", "digest time", "summary time"),
        *("digest preview", "leadership summary", "leadership setup", "senco setup", "senco post", "senco closure"),
        "school duties",
        *("closures", "take back closure", "agencies", "add agency", "reviews", "reviews missing", "parents due"),
        "annual reviews missing",
        *("round robins", "transfers", "greeting", "your thanks", "who is my senco", "undo"),
    )
)
"""Words that are about no one thing."""


def about(word: str, planted: Planted) -> str:
    """What a button of that word would carry of the planted pupil."""
    for which, words in _BY_LETTER.items():
        if word in [one.strip() for one in words.split(",")]:
            letter, _, rest = which.partition(".")
            return planted.references[letter] + (f".{rest}" if rest else "")
    if word in ("action done", "action not done"):
        return f"action:{planted.pupil}.1.1"
    return "" if word in NAMELESS else planted.pupil

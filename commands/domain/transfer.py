"""A phase transfer: whom it concerns, the law's days, when the review should meet, what is passed on; whose rights."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from commands.domain.contact import school_year_of
from commands.domain.days.calendar import SchoolCalendar
from commands.domain.days.dates import day
from commands.domain.law.clock_facts import DeadlineState, standing_of
from commands.domain.law.deadlines import end_of_compulsory_school_age
from commands.domain.law.in_force import law, law_on
from commands.domain.law.ruleset import Clock, Owner, Ruleset
from commands.domain.law.rulesets import ENGLAND
from commands.domain.privacy.discreet import Discreet
from commands.domain.pupil import YEARS, Provision, Pupil
from commands.domain.review import Review, ReviewState
from commands.domain.words.labelled import Labelled

TRANSFER, MEETING, NAMED, SENT = "transfer_on", "transfer_meeting_on", "transfer_named_on", "records_passed_on"
SUMMER = (4, 1)
"""From here on a review counts for the transfer of the September after next: the summer term before the last year is
the best time for it."""
RIGHTS_SOURCE = "Education Act 1996, section 8; Children and Families Act 2014, sections 80 and 83"
YEARS_OF_TRANSFER = tuple(
    year for year in YEARS if any(year in rule.years for rule in ENGLAND.of(Clock.TRANSFER) if rule.years)
)
"""The year groups the rules know a transfer from; which of them are a school's last is its own setting."""


class PassedOn(Labelled):
    """What goes with a pupil to the next place."""

    RECORDS = "records", "Records", "The educational record, with the SEN file: plans, reviews, reports"
    VISIT = "visit", "Visit", "The pupil has seen the next place"
    MEETING = "meeting", "Meeting", "With the next SENCO, the parents and the pupil"
    PASSPORT = "passport", "Passport", "One page in the pupil's own words: what helps, what does not"


@dataclass(frozen=True, repr=False)
class Transfer(Discreet):
    """One pupil's move to the next place on 1 September of `year`. It keeps the `ruleset` it was first recorded under.

    `to` is the next place's name, "" while nobody has said; `stays`: the next phase is at this same school. `named_on`
    is the day the authority sent the amended plan that names it.
    """

    school_id: str
    reference: str
    pupil_id: str
    year: int
    to: str
    ruleset: str
    begun_by: str
    begun_on: date
    stays: bool = False
    named_on: date | None = None
    version: int = 0

    def goes(self, to: str, *, stays: bool, named_on: date | None) -> "Transfer":
        """The same, with where the pupil goes on by the latest word; who stays goes to no other place."""
        return replace(self, to="" if stays else to, stays=stays, named_on=named_on)


@dataclass(frozen=True, repr=False)
class HandOver(Discreet):
    """The `n`-th word on one thing to be passed on: the day it was and the colleague who did it (`done_by`), or None
    when it was not after all. Words are only added, and the last one stands."""

    school_id: str
    reference: str
    what: PassedOn
    on: date | None
    done_by: str
    recorded_by: str
    at: datetime
    note: str = ""
    n: int = 0


def transfer_day(today: date) -> date:
    """The day on which who leaves after this school year begins elsewhere: 1 September."""
    return school_year_of(today)[1] + timedelta(days=1)


def the_years_before(years: Iterable[str]) -> tuple[str, ...]:
    """The year groups that transfer a year later, whose review is best held in this summer term."""
    return tuple(YEARS[YEARS.index(year) - 1] for year in years if year in YEARS and YEARS.index(year) > 0)


def looks_ahead(today: date) -> bool:
    """Whether the summer term's part of the school year has begun."""
    return SUMMER <= (today.month, today.day) < (9, 1)


@dataclass(frozen=True, repr=False)
class Moving(Discreet):
    """A pupil who transfers on the day `on`, with what is known of it. `year` is the year group they transfer from.
    `reviews` are their annual reviews, cancelled ones left out; `words` what was passed on, in the order it was
    recorded; `local` the school's local rules."""

    pupil: Pupil
    on: date
    year: str
    transfer: Transfer | None = None
    reviews: Sequence[Review] = ()
    words: Sequence[HandOver] = ()
    local: str = ""

    @property
    def rules(self) -> Ruleset:
        """The law it is counted by: what held when it was first recorded, or when its last year began."""
        begun = self.on.replace(year=self.on.year - 1)
        return law(self.transfer.ruleset, self.local) if self.transfer else law_on(begun, self.local)

    @property
    def has_plan(self) -> bool:
        """Whether the law sets days for it: only an EHC plan is reviewed and amended for a transfer."""
        return self.pupil.provision is Provision.PLAN

    @property
    def meeting(self) -> Review | None:
        """The annual review that counts for the transfer: one held, or else the next to come, since the summer term
        before the last year."""
        first = date(self.on.year - 1, *SUMMER)
        these = [one for one in self.reviews if first <= (one.held_on or one.on) <= self.on]
        held = [one for one in these if one.state is ReviewState.HELD]
        coming = [one for one in these if one.state.is_to_come]
        return min(held or coming, key=lambda one: one.held_on or one.on, default=None)

    @property
    def passed_on(self) -> Mapping[PassedOn, HandOver]:
        """What has been passed on, by the last word on each."""
        last = {word.what: word for word in sorted(self.words, key=lambda word: word.n)}
        return {what: last[what] for what in PassedOn if what in last and last[what].on}

    @property
    def is_handed_over(self) -> bool:
        """Whether nothing is left to be passed on."""
        stays = self.transfer is not None and self.transfer.stays
        return stays or len(self.passed_on) == len(PassedOn)

    def facts(self) -> dict[str, date]:
        """What the clock is counted from, and what meets it."""
        facts = {TRANSFER: self.on}
        if self.meeting and self.meeting.held_on:
            facts[MEETING] = self.meeting.held_on
        if self.transfer and self.transfer.named_on:
            facts[NAMED] = self.transfer.named_on
        sent = self.passed_on.get(PassedOn.RECORDS)
        return facts | ({SENT: sent.on} if sent and sent.on else {})

    def standing(self, calendar: SchoolCalendar) -> tuple[DeadlineState, ...]:
        """The days of the law, each met or not. Without an EHC plan there is only the record to send on; who stays at
        the school takes it with them."""
        found = standing_of(self.rules, Clock.TRANSFER, self.facts(), calendar, self.year)
        stays = self.transfer is not None and self.transfer.stays
        return tuple(one for one in found if (not stays if one.deadline.rule.id == "pt.records" else self.has_plan))

    def latest_meeting(self, calendar: SchoolCalendar) -> date | None:
        """The last school day on which the review leaves the authority its twelve weeks; None without an EHC plan or
        where no rule says."""
        ours = (one for one in self.standing(calendar) if is_the_meeting(one))
        return next((one.deadline.act_by for one in ours), None)

    def is_meeting_late(self, calendar: SchoolCalendar) -> bool:
        """Whether no review was held, and none is to come early enough."""
        latest, meeting = self.latest_meeting(calendar), self.meeting
        if latest is None or (meeting and meeting.held_on):
            return False
        return meeting is None or meeting.on > latest


def is_the_meeting(one: DeadlineState) -> bool:
    """Whether a deadline is the review's own."""
    return one.deadline.rule.owner is Owner.SCHOOL and MEETING in one.deadline.rule.met_by


def same_place(typed: str, known: Iterable[str]) -> str:
    """A place's name as it was spelled before, whatever its capitals; the words typed where it is new."""
    tidy = " ".join(typed.split())
    return next((name for name in known if name.casefold() == tidy.casefold()), tidy)


def rights_pass_on(pupil: Pupil) -> date | None:
    """The day on which the rights under a pupil's EHC plan pass to them: the end of compulsory school age. None
    without a plan or a date of birth."""
    known = pupil.provision is Provision.PLAN and pupil.born is not None
    return end_of_compulsory_school_age(pupil.born) if known and pupil.born else None


def rights_in_words(pupil: Pupil, today: date) -> str:
    """Whom to write to and whose consent to ask, for who reaches that age this school year or has; else ""."""
    on = rights_pass_on(pupil)
    if on is None or on > school_year_of(today)[1]:
        return ""
    when = f"Since {day(on)}" if on < today else f"From {day(on)}"
    return (
        f"{when} the rights under the plan are the young person's own and no more the parents': invite, write to and "
        "ask the consent of the young person. Where they lack the mental capacity to decide, a representative or a "
        f"parent does ({RIGHTS_SOURCE})."
    )

"""The SEN register: pupils with SEN support (K) or an EHC plan (E); each change dated, with its reason, and kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from commands.domain.days.calendar import SchoolCalendar
from commands.domain.days.dates import day
from commands.domain.needs import NEED_TYPES, need_in_words
from commands.domain.privacy.discreet import Discreet
from commands.domain.pupil import Provision, Pupil
from commands.domain.words.labelled import Labelled


class OnRegister(Labelled):
    """The two provisions that put a pupil on the register."""

    SUPPORT = "K", "SEN support", "Provision additional to or different from what others have"
    PLAN = "E", "EHC plan", "An education, health and care plan is in force"

    @property
    def provision(self) -> Provision:
        return Provision.SUPPORT if self is OnRegister.SUPPORT else Provision.PLAN


class RegisterChange(Labelled):
    """What an entry of the register's history records."""

    BEFORE = "before", "As the school's information system had it"
    PUT_ON = "put_on", "Put on the register"
    NEED = "need", "Need changed"
    TAKEN_OFF = "taken_off", "Taken off the register"
    TAKEN_OVER = "taken_over", "Taken over from the school's information system"


_C, _P = RegisterChange, Provision
MOVES: dict[Provision, frozenset[tuple[RegisterChange, Provision]]] = {
    _P.NONE: frozenset({(_C.PUT_ON, _P.SUPPORT), (_C.PUT_ON, _P.PLAN)}),
    _P.SUPPORT: frozenset({(_C.PUT_ON, _P.PLAN), (_C.NEED, _P.SUPPORT), (_C.TAKEN_OFF, _P.NONE)}),
    _P.PLAN: frozenset({(_C.PUT_ON, _P.SUPPORT), (_C.NEED, _P.PLAN), (_C.TAKEN_OFF, _P.NONE)}),
}
"""What can be asked for a pupil with a provision, and what it leads to. Taking over a file follows the file."""
ASKED_FOR = (RegisterChange.PUT_ON, RegisterChange.NEED, RegisterChange.TAKEN_OFF)


def refused(what: RegisterChange, was: Provision, to: Provision) -> str:
    """Why a change cannot be made of a pupil with that provision, and what to do instead; "" when it can."""
    if what not in ASKED_FOR or (what, to) in MOVES[was]:
        return ""
    if was is Provision.NONE:
        return "This pupil is not on the register. Use “put on register” if they are to be, or choose another pupil."
    if to is was:
        return f"This pupil is on the register with {was.label} already. Use “change need” instead."
    if to is Provision.NONE:
        return "This would take the pupil off the register. Use “take off register” instead."
    return f"This would move the pupil to {to.label}. Use “put on register” instead."


@dataclass(frozen=True, repr=False)
class SenStatus(Discreet):
    """What the census asks of a pupil: provision, and the primary and secondary type of need by their codes."""

    provision: Provision
    primary_need: str = ""
    secondary_need: str = ""

    @classmethod
    def of(cls, pupil: Pupil) -> "SenStatus":
        return cls(pupil.provision, pupil.primary_need, pupil.secondary_need)

    @property
    def in_words(self) -> str:
        needs = [need_in_words(code) for code in (self.primary_need, self.secondary_need) if code]
        if self.provision is Provision.NONE:
            return self.provision.label
        return f"{self.provision.label}: {', also '.join(needs) or 'no type of need recorded'}"


NO_SEN = SenStatus(Provision.NONE)


@dataclass(frozen=True, repr=False)
class RegisterEntry(Discreet):
    """One change of one pupil's place on the register. `n` counts a pupil's entries from 1; none is ever changed.

    `from_on` is None only in the entry that keeps what the information system had before anything was recorded here.
    `referral` is the reference of the referral whose decision it follows from.
    """

    school_id: str
    pupil_id: str
    n: int
    what: RegisterChange
    from_on: date | None
    provision: Provision
    primary_need: str
    secondary_need: str
    reason: str
    parents_informed_on: date | None
    monitor_until: date | None
    recorded_by: str
    at: datetime
    referral: str = ""

    @property
    def status(self) -> SenStatus:
        return SenStatus(self.provision, self.primary_need, self.secondary_need)


@dataclass(frozen=True, repr=False)
class Change(Discreet):
    """A change somebody asks for, before the rules have been asked."""

    what: RegisterChange
    to: SenStatus
    from_on: date
    reason: str
    parents_informed_on: date | None = None
    monitor_until: date | None = None
    referral: str = ""

    def mistakes(self, pupil: Pupil, history: Sequence[RegisterEntry], today: date) -> dict[str, str]:
        """What needs putting right, by question: the rules of the census and of the Act. Empty when nothing does."""
        wrong = need_mistakes(self.to)
        if words := refused(self.what, pupil.provision, self.to.provision):
            wrong["provision" if self.what is RegisterChange.PUT_ON else "pupil"] = words
        starts_support = self.to.provision is Provision.SUPPORT and pupil.provision is not Provision.SUPPORT
        if starts_support and not self.parents_informed_on:
            wrong["parents_informed_on"] = S_68
        if self.parents_informed_on and self.parents_informed_on > today:
            wrong["parents_informed_on"] = "This date is in the future. Give the day the parents were informed."
        if self.what is RegisterChange.TAKEN_OFF:
            if not self.parents_informed_on:
                wrong["parents_informed_on"] = "Please inform the parents first, and give the day they were informed."
            if not self.monitor_until or self.monitor_until <= today:
                wrong["monitor_until"] = "This must be a day to come. Give the day until which progress is watched."
        last = history[-1].from_on if history else None
        if self.from_on > today:
            wrong["from_on"] = "This date is in the future. Record the change on the day it begins."
        elif last and self.from_on < last:
            wrong["from_on"] = f"The register already has a change from {day(last)}. Give that day or a later one."
        return wrong

    def entries(
        self, pupil: Pupil, history: Sequence[RegisterEntry], *, by: str, at: datetime
    ) -> tuple[RegisterEntry, ...]:
        """What is to be kept: the change and, where it is the first recorded here, what the pupil had before it."""
        before: tuple[RegisterEntry, ...] = ()
        if not history and SenStatus.of(pupil) != NO_SEN:
            had = Change(RegisterChange.BEFORE, SenStatus.of(pupil), self.from_on, "")
            before = (had._entry(pupil, 1, by="", at=at),)
        return (*before, self._entry(pupil, len(history) + len(before) + 1, by=by, at=at))

    def _entry(self, pupil: Pupil, n: int, *, by: str, at: datetime) -> RegisterEntry:
        return RegisterEntry(
            school_id=pupil.school_id,
            pupil_id=pupil.id,
            n=n,
            what=self.what,
            from_on=None if self.what is RegisterChange.BEFORE else self.from_on,
            provision=self.to.provision,
            primary_need=self.to.primary_need,
            secondary_need=self.to.secondary_need,
            reason=self.reason,
            parents_informed_on=self.parents_informed_on,
            monitor_until=self.monitor_until,
            recorded_by=by,
            at=at,
            referral=self.referral,
        )


WATCHED = (timedelta(weeks=6), timedelta(weeks=8))
"""How long progress is watched after coming off: six to eight weeks, the length of a monitoring cycle on the referral
forms of schools. A school's own rule, not law."""


def watch_until(on: date, calendar: SchoolCalendar) -> date:
    """The day offered until which progress is watched: the first school day from six weeks on, and at most eight."""
    least, most = (on + span for span in WATCHED)
    return min(calendar.add_school_days(least - timedelta(days=1), 1), most)


S_68 = (
    "Please give the day the parents were informed. A school must inform them when it makes special educational "
    "provision for a pupil without an EHC plan (Children and Families Act 2014, s.68)."
)


def need_mistakes(status: SenStatus) -> dict[str, str]:
    """What the census would send back, by question. Rules 2170 and 2175 are those of the DfE's school census."""
    wrong: dict[str, str] = {}
    if status.provision is Provision.NONE:
        return wrong
    if status.primary_need not in NEED_TYPES:
        wrong["primary_need"] = (
            "Please choose a type of need: the census asks for a valid one with SEN support or an EHC plan (rule 2170)."
        )
    if status.secondary_need and status.secondary_need not in NEED_TYPES:
        wrong["secondary_need"] = "The census no longer takes this type of need. Choose another, or none."
    if status.secondary_need and status.secondary_need == status.primary_need:
        wrong["secondary_need"] = "The secondary need is the same as the primary. Choose another, or none."
    if status.provision is Provision.PLAN:
        for question, code in (("primary_need", status.primary_need), ("secondary_need", status.secondary_need)):
            if code == "NSA":
                wrong[question] = (
                    "“No specialist assessment” goes with SEN support only (census rule 2175). "
                    "A pupil with an EHC plan has been assessed: choose the type of need in the plan."
                )
    return wrong


def started_on(history: Sequence[RegisterEntry]) -> date | None:
    """Since when the pupil has had the provision they have now; None where only the information system knows."""
    since = None
    for entry in reversed(history):
        if entry.provision is not history[-1].provision:
            break
        since = entry.from_on
    return since

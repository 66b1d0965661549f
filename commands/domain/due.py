"""What is due: one line of somebody's day, of whatever kind, with the day it is due and whose it is."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date, time

from commands.domain.agency import STANDARD
from commands.domain.contact import LA_ANSWERS_WITHIN
from commands.domain.law.ruleset import Owner
from commands.domain.privacy.discreet import Discreet
from commands.domain.review import PAPERS, ReviewKind, papers_due
from commands.domain.words.labelled import Labelled


class DueKind(Labelled):
    """What kind of thing is due. The label may stand in a channel."""

    REPLY = "reply", "Referral to answer"
    MONITOR = "monitor", "Progress to look at again"
    REVIEW = "review", "SEN support review"
    INTERIM = "interim", "Interim review"
    ANNUAL = "annual", "Annual review"
    PAPERS = "papers", "Review papers due"
    APPOINTMENT = "appointment", "Agency appointment"
    OUTCOME = "outcome", "Appointment: what came of it?"
    REPORT = "report", "Agency report due"
    CHASE = "chase", "Agency to chase"
    REFER_AGAIN = "refer_again", "Agency to refer to again"
    ACTION = "action", "Action agreed with parents"
    REQUEST = "request", "Parent's request: the local authority's answer"
    ROBIN = "robin", "Round robin closing"
    EHC_OURS = "ehc_ours", "EHC needs assessment, the school's task"
    EHC_THEIRS = "ehc_theirs", "EHC needs assessment, the local authority's day"
    STEP_OURS = "step_ours", "Annual review, the school's step"
    STEP_THEIRS = "step_theirs", "Annual review, the local authority's step"
    TRANSFER_MEETING = "transfer_meeting", "Phase transfer: review meeting to hold"
    TRANSFER_NAMED = "transfer_named", "Phase transfer: the local authority's day"
    TRANSITION = "transition", "Phase transfer: to pass on"
    RIGHTS = "rights", "Rights under an EHC plan pass to the young person"
    QUALIFIED = "qualified", "SENCO's qualification due"
    QUALIFY = "qualify", "SENCO's qualification to begin"
    INFORMATION = "information", "SEN information report to review and publish"


TICKED_OFF = frozenset({DueKind.ACTION, DueKind.MONITOR, DueKind.PAPERS, DueKind.INFORMATION, DueKind.RIGHTS})
"""What nothing else in the records shows to be done: somebody says so."""
OF_LEADS = ("review", "action done")
"""The steps that whoever leads a plan, or agreed to act, may take beside the SENCO."""
OWN_AGENCY = "an agency of the school's own"
"""What stands where a channel may read it in place of a name somebody typed."""
REQUEST_SOURCE = "SEND Regulations 2014 (SI 2014/1530), regulation 5(1)"


@dataclass(frozen=True)
class Step:
    """What can be done with a line: the words of a button, and the ask it makes."""

    text: str
    word: str
    about: str


@dataclass(frozen=True, repr=False)
class Due(Discreet):
    """One thing that is due on a day.

    `reference` names it without naming anybody ("V-7K2PM"; "" for what has none); `word` and `about` are the ask that
    opens it; `key` tells it from others of its kind. `of` says more without a name or anything typed freely: the
    agency's listed name, say. `statutory`: the law sets the day, and `source` is that law. `owner` is who must act:
    the local authority's lateness is theirs. `steps` are what does it, beside opening it.
    """

    kind: DueKind
    on: date
    pupil_id: str
    word: str
    about: str
    reference: str = ""
    at: time | None = None
    of: str = ""
    statutory: bool = False
    owner: Owner = Owner.SCHOOL
    lead: str = ""
    """The id of the colleague it is for beside the SENCO: who leads the plan, or who agreed to act. "" for none."""
    key: str = ""
    source: str = ""
    steps: tuple[Step, ...] = ()
    plan: str = ""
    """The reference of the plan it belongs to, for who leads that and may not open what the SENCO opens."""

    def is_overdue(self, today: date) -> bool:
        return self.on < today

    @property
    def which(self) -> str:
        """The line among all of them: "papers:V-7K2PM", "action:P1.3.1"."""
        return which_of(self.kind, self.key)


@dataclass(frozen=True)
class LinesWanted:
    """Which lines are asked for on the day `today`: those until `last`, or of them the one of a `kind` with a `key`."""

    last: date
    today: date
    kind: DueKind | None = None
    key: str = ""

    def may_be(self, kinds: Container[DueKind]) -> bool:
        """Whether a line of these kinds can be among them."""
        return self.kind is None or self.kind in kinds

    def means(self, line: Due) -> bool:
        return line.on <= self.last and (self.kind is None or (line.kind, line.key) == (self.kind, self.key))


def in_order(lines: Iterable[Due]) -> tuple[Due, ...]:
    """The oldest first, then by time of day; what has no time stands before what has."""
    return tuple(
        sorted(lines, key=lambda line: (line.on, line.at or time.min, line.kind.value, line.reference, line.key))
    )


def to_tick(text: str, kind: DueKind, key: str) -> tuple[Step, ...]:
    """The step of a line that nothing else shows to be done."""
    return (Step(text, "action done", which_of(kind, key)),)


def reply(pupil_id: str, reference: str, reply_by: date) -> Due:
    """A referral nobody has answered yet."""
    return Due(DueKind.REPLY, reply_by, pupil_id, "read referral", reference, reference, key=reference)


def look_again(pupil_id: str, on: date, *, referral: str = "", entry: int = 0) -> Due:
    """The day to look again at a pupil whose concern was decided to be watched (`referral`), or who came off the
    register by its entry number `entry`. It is for the SENCO, who says when it has been done."""
    kind, key = DueKind.MONITOR, referral or f"{pupil_id}.{entry}"
    word, about = ("read referral", referral) if referral else ("register history", pupil_id)
    return Due(kind, on, pupil_id, word, about, referral, key=key, steps=to_tick("Looked again", kind, key))


_REVIEWS = {
    ReviewKind.SUPPORT: DueKind.REVIEW,
    ReviewKind.INTERIM: DueKind.INTERIM,
    ReviewKind.ANNUAL: DueKind.ANNUAL,
}


def review(
    pupil_id: str,
    reference: str,
    kind: ReviewKind,
    on: date,
    at: time | None = None,
    *,
    cycle: str = "",
    lead: str = "",
) -> Due:
    """A review to come, or one whose day has passed. One that belongs to a plan is held by reviewing the plan."""
    held = Step("Review plan", "review", cycle) if cycle else Step("Held", "review held", reference)
    steps = (held, Step("Move", "move review", reference))
    return Due(
        _REVIEWS[kind], on, pupil_id, "read review", reference, reference, at,
        lead=lead, key=reference, steps=steps, plan=cycle,
    )  # fmt: skip


def papers(
    pupil_id: str,
    reference: str,
    kind: ReviewKind,
    review_on: date,
    agreed: date | None,
    *,
    cycle: str = "",
    lead: str = "",
) -> Due | None:
    """The papers of a review; None where neither the law nor the school (`agreed`) asks for any.

    The law's day stands where the school's own is later; where the school's is earlier, that day is not the law's.
    """
    lawful = papers_due(kind, review_on)
    on = min((day for day in (lawful, agreed) if day), default=None)
    if on is None:
        return None
    statutory = on == lawful
    source = PAPERS[kind].source if statutory else ""
    steps = to_tick("Papers sent", DueKind.PAPERS, reference)
    return Due(
        DueKind.PAPERS, on, pupil_id, "read review", reference, reference,
        statutory=statutory, lead=lead, key=reference, source=source, steps=steps, plan=cycle,
    )  # fmt: skip


def with_agency(
    kind: DueKind, pupil_id: str, reference: str, agency: str, on: date, at: time | None = None, key: str = ""
) -> Due:
    """What is due with an agency, by its key: opening the referral offers every move there is."""
    of = agency_in_public(agency)
    return Due(kind, on, pupil_id, "read agency referral", reference, reference, at, of, key=key or reference)


def appointment(pupil_id: str, reference: str, agency: str, n: int, on: date, at: time | None, *, today: date) -> Due:
    """The `n`-th appointment of a referral: one to come, or one of which it is not recorded what came of it."""
    kind = DueKind.OUTCOME if on < today else DueKind.APPOINTMENT
    return with_agency(kind, pupil_id, reference, agency, on, at, f"{reference}.{n}")


def which_of(kind: DueKind, key: str) -> str:
    """What a button carries of a line: its kind and its key."""
    return f"{kind.value}:{key}"


def action_key(pupil_id: str, contact: int, which: int) -> str:
    """What tells an action from all others: whose contact it was agreed in, in which, and which of the two."""
    return f"{pupil_id}.{contact}.{which}"


def action(pupil_id: str, contact: int, which: int, on: date, logged_by: str) -> Due:
    """The first or second action (`which`) agreed in a pupil's `contact`-th contact with parents."""
    kind, key = DueKind.ACTION, action_key(pupil_id, contact, which)
    return Due(kind, on, pupil_id, "contacts", pupil_id, lead=logged_by, key=key, steps=to_tick("Done", kind, key))


def request(pupil_id: str, reference: str, asked_on: date) -> Due:
    """A parent's own request to the local authority for an EHC needs assessment, while it has no answer."""
    return Due(
        DueKind.REQUEST, asked_on + LA_ANSWERS_WITHIN, pupil_id, "contacts", pupil_id, reference,
        statutory=True, owner=Owner.AUTHORITY, key=reference, source=REQUEST_SOURCE,
        steps=(Step("Answered", "answer parent request", reference),),
    )  # fmt: skip


def round_robin(pupil_id: str, reference: str, closes_on: date) -> Due:
    """A round robin that is open, on the day it closes."""
    return Due(DueKind.ROBIN, closes_on, pupil_id, "read round robin", reference, reference, key=reference)


def agency_in_public(key: str) -> str:
    """An agency's name where anybody may read it: one of the listed, or that it is the school's own."""
    return next((agency.name for agency in STANDARD if agency.key == key), OWN_AGENCY)

"""The checklist's ticks and the decisions on referrals: their tables and records."""

from collections.abc import Sequence

from sqlalchemy import Boolean, Column, Date, Integer, String, Table, func

from commands.domain import due
from commands.domain.decision import Check, Checked, Decision, EhcEvidence, ReferralOutcome
from commands.domain.due import Due, DueKind, LinesWanted
from commands.domain.needs import AreaOfNeed
from commands.domain.referral import ReferralState
from storage.kept import Kept, Way
from storage.one_school import of
from storage.part import ByReference
from storage.question import Question, question
from storage.subjects.referrals import REFERRAL
from storage.subjects.ticks import not_ticked, on_roll, only
from storage.tables import metadata, of_school, referrals
from storage.types import OneOf, Sealed, SealedStrings, SomeOf, UtcTime

referral_checks = Table(
    "referral_checks",
    metadata,
    of_school(),
    Column("reference", String(12), primary_key=True),
    Column("n", Integer, primary_key=True),  # the order within one referral
    Column("what", OneOf(Check), nullable=False),
    Column("on", Date, nullable=False),
    Column("line", Sealed, nullable=False),
    Column("by", String(40), nullable=False),
    Column("at", UtcTime, nullable=False),
)

referral_decisions = Table(
    "referral_decisions",
    metadata,
    of_school(),
    Column("reference", String(12), primary_key=True),
    Column("outcome", OneOf(ReferralOutcome), nullable=False),
    Column("decided_by", String(40), nullable=False),
    Column("decided_on", Date, nullable=False),
    Column("rationale", Sealed, nullable=False),
    Column("in_place", Sealed, nullable=False),
    Column("delivered_by", Sealed, nullable=False),
    Column("monitor_until", Date),
    Column("review_trigger", Sealed, nullable=False),
    Column("parents_informed_on", Date),
    Column("areas", SomeOf(AreaOfNeed), nullable=False),
    Column("primary_need", String(10), nullable=False),
    Column("secondary_need", String(10), nullable=False),
    Column("starts_on", Date),
    Column("agency", Sealed, nullable=False),
    Column("consent", Boolean),
    Column("consent_on", Date),
    Column("evidence", SomeOf(EhcEvidence), nullable=False),
    Column("evidence_lines", SealedStrings, nullable=False),
)

CHECKED = Kept(Checked, referral_checks, Way.NUMBERED, of=REFERRAL)
DECISION = Kept(Decision, referral_decisions, Way.ONCE, of=REFERRAL)


class SqlDecisions(ByReference[Decision]):
    """The part of the records about what leads to a decision."""

    keeps = (DECISION, CHECKED)
    due_kinds = frozenset({DueKind.MONITOR})

    async def ticks(self, reference: str) -> Sequence[Checked]:
        return await self.some_of(CHECKED, reference=reference)

    @question
    def due_lines(self, wanted: LinesWanted) -> Question[Sequence[Due]]:
        """Not SEND keeps its day on the referral, monitoring on the decision."""
        t, d = referrals.c, referral_decisions.c
        of_it = of(referral_decisions, t.school_id) & (d.reference == t.reference)
        until = func.coalesce(t.monitor_until, d.monitor_until, type_=t.monitor_until.type)
        is_open = (until <= wanted.last, not_ticked(self, DueKind.MONITOR, t.reference), *only(wanted, t.reference))
        decided = referrals.outerjoin(referral_decisions, of_it)
        rows = on_roll(self, referrals, t.reference, until.label("until"), beside=decided)
        watched = rows.where(t.state == ReferralState.DECIDED, *is_open)
        return Question(watched, lambda rows: [due.look_again(id, on, referral=ref) for id, ref, on in rows])

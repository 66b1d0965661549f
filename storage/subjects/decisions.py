"""The checklist's ticks and the decisions on referrals: their tables and records."""

from collections.abc import Sequence

from sqlalchemy import func

from commands.domain import due
from commands.domain.decision import Checked, Decision
from commands.domain.due import Due, DueKind, LinesWanted
from commands.domain.referral import ReferralState
from storage.declared import declared
from storage.kept import Kept, Way
from storage.one_school import of
from storage.part import ByReference
from storage.question import Question, question
from storage.subjects.referrals import REFERRAL, referrals
from storage.subjects.ticks import not_ticked, on_roll, only

referral_checks = declared("referral_checks", Checked, "reference", "n")

referral_decisions = declared(
    "referral_decisions", Decision, "reference", readable={"primary_need": 10, "secondary_need": 10}
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

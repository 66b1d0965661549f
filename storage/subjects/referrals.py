"""Referrals and their history: their tables, and how a command asks for them."""

from collections.abc import Sequence

from commands.domain import due
from commands.domain.due import Due, DueKind, LinesWanted
from commands.domain.referral import Referral, ReferralEvent, ReferralState
from storage.declared import declared
from storage.kept import Kept, Way
from storage.part import ByReference
from storage.question import Question, question
from storage.subjects.ticks import on_roll, only

referrals = declared(
    "referrals",
    Referral,
    "reference",
    readable={"year": 4},
    indexes=(("pupil_id",), ("raised_by",), ("state", "raised_on")),
)

referral_events = declared("referral_events", ReferralEvent, "reference", "n")

REFERRAL = Kept(Referral, referrals, Way.VERSIONED, "R", order=("raised_on", "reference"))
EVENT = Kept(ReferralEvent, referral_events, Way.NUMBERED, of=REFERRAL)
OPEN = [state for state in ReferralState if state.is_open]


class SqlReferrals(ByReference[Referral]):
    """The part of the records about referrals."""

    keeps = (REFERRAL, EVENT)
    due_kinds = frozenset({DueKind.REPLY})

    async def raised_by(self, person_id: str) -> Sequence[Referral]:
        return (await self.some_of(REFERRAL, raised_by=person_id))[::-1]

    async def open(self, skip: int, most: int) -> tuple[Sequence[Referral], int]:
        return await self.page_of(REFERRAL, skip, most, referrals.c.state.in_(OPEN))

    async def history(self, reference: str) -> Sequence[ReferralEvent]:
        return await self.some_of(EVENT, reference=reference)

    @question
    def due_lines(self, wanted: LinesWanted) -> Question[Sequence[Due]]:
        """Those whose lateness would count: nobody has taken them on or asked for more."""
        t = referrals.c
        unanswered = (t.state == ReferralState.SUBMITTED, t.taken_on.is_(None), t.reply_by <= wanted.last)
        rows = on_roll(self, referrals, t.reference, t.reply_by).where(*unanswered, *only(wanted, t.reference))
        return Question(rows, lambda rows: [due.reply(*row) for row in rows])

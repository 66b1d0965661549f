"""Schools of any kind over some weeks of a term, exactly: what the leaders' week is made of, at random."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import strategies as st

from commands.domain.leaders_week import Counted, Wait
from commands.domain.privacy.suppression import STEPS

START = date(2027, 1, 4)


@dataclass(frozen=True)
class Life:
    """A school's weeks, exactly."""

    weeks: Sequence[Counted]
    step: int


counts = st.integers(0, 12)
moves = st.sampled_from((-3, -1, -1, 0, 0, 0, 0, 1, 1, 1, 2, 5))
few = st.sampled_from((0, 0, 1, 1, 1, 2, 3, 6))
codes = ("SLCN", "ASD", "SEMH", "SPLD", "MLD", "HI", "OTH", "NSA", "")


@st.composite
def lives(draw: st.DrawFn) -> Life:
    """Pupils come onto the register and go, by ones mostly; referrals are made, decided, closed; reviews are held.

    Some schools hover: the open referrals go up and down about the border of a step while hardly one is made a week,
    which tells the most to whoever adds up the ways up.
    """
    needs = {code: draw(counts) for code in codes}
    plan = draw(st.integers(0, sum(needs.values())))
    others = draw(st.integers(20, 300))
    step = draw(st.sampled_from(STEPS))
    hovers = draw(st.booleans())
    border = draw(st.integers(1, 3)) * step
    new, open_, on_time = 0, border - 1 if hovers else draw(counts), 0
    decided: list[list[int]] = []
    weeks = []
    for n in range(draw(st.integers(2, 14))):
        for code in draw(st.lists(st.sampled_from(codes), max_size=2)):
            needs[code] = max(0, needs[code] + draw(moves))
        register = sum(needs.values())
        plan = min(register, max(0, plan + draw(moves)))
        if hovers:
            far = draw(st.sampled_from((0, 0, 0, step - 1, step)))  # how far down it goes before it comes back
            raised, ended = (0, min(open_, 1 + far)) if open_ >= border else (border - open_, 0)
            raised = raised if draw(st.booleans()) else min(raised, 1)
        else:
            raised = draw(few)
            ended = draw(st.integers(0, open_ + raised))
        with_decision = draw(st.integers(0, ended))
        new, open_ = new + raised, open_ + raised - ended
        decided.append(draw(st.lists(st.integers(1, 30), min_size=with_decision, max_size=with_decision)))
        on_time += draw(few)
        waits = tuple(Wait(key, tuple(draw(st.lists(counts, max_size=12))), 18) for key in ("ep", "salt", "other"))
        weeks.append(
            Counted(
                on=START + timedelta(weeks=n),
                roll=register + others,
                support=register - plan,
                plan=plan,
                needs=Counter(needs),
                open=open_,
                decided=[days for week in decided[-6:] for days in week],
                overdue=draw(counts),
                late=draw(counts),
                unplanned=draw(st.integers(0, plan)),
                unreviewed=draw(st.integers(0, register - plan)),
                met=draw(st.integers(0, register)),
                met_called_for=1,
                met_by=date(2027, 3, 25),
                waits=waits,
                new=new,
                on_time=on_time,
                decided_by_week=[(START, [1] * 9, [])],
            )
        )
    return Life(weeks, step)

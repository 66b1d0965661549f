"""The leaders' week: what was counted, and what of it may be sent; nothing counted reaches a card but through here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from commands.domain.privacy import suppression
from commands.domain.privacy.discreet import Discreet
from commands.domain.privacy.suppression import Band, Roughly, about, band

WINDOW = timedelta(weeks=6)
"""How far back the decisions of a week's median lie: a week alone has too few in most schools."""
NEEDS = 5
"""How many types of need are given, the commonest."""
UNSHOWN_NEEDS = frozenset({"OTH", "NSA"})
"""Types of need that never have a figure, so that the others do not add up to the register."""


@dataclass(frozen=True, repr=False)
class Wait(Discreet):
    """Those who wait for one agency: the weeks each has waited, and how many are usual there."""

    agency: str
    weeks: Sequence[int]
    usual: int


@dataclass(frozen=True, repr=False)
class Counted(Discreet):
    """What the records say, exactly. It is not to be sent.

    `new` and `on_time` are of the term so far, None when no term's dates are known. What ends in `_then` is of the
    same day of the last term. `late` are pupils for whom the school has let a day pass that the law sets, `unplanned`
    the EHC plans with no annual review known, `unreviewed` those at SEN support with no review yet this term.
    `decided` are school days from referral to decision, of the six weeks to `on`;
    `decided_by_week` the same for each Monday of the term, with those of the same week of the last term.
    """

    on: date
    roll: int
    support: int
    plan: int
    needs: Mapping[str, int]
    open: int
    decided: Sequence[int]
    overdue: int
    met: int
    met_called_for: int
    met_by: date
    waits: Sequence[Wait]
    late: int = 0
    unplanned: int = 0
    unreviewed: int | None = None
    new: int | None = None
    on_time: int | None = None
    new_then: int | None = None
    decided_then: Sequence[int] = ()
    decided_by_week: Sequence[tuple[date, Sequence[int], Sequence[int]]] = ()


@dataclass(frozen=True, repr=False)
class AgencyWait(Discreet):
    """Of one agency, what may be sent: how many wait, how long half of them have, and how long is usual."""

    agency: str
    waiting: Band
    weeks: int
    usual: int


@dataclass(frozen=True, repr=False)
class Summary(Discreet):
    """What may be sent. The names are those of `Counted`."""

    on: date
    step: int
    roll: Band
    register: Band
    support: Band
    plan: Band
    needs: tuple[tuple[str, Band], ...]
    open: Roughly
    median: int | None
    ninetieth: int | None
    overdue: Band
    met: Band
    met_called_for: int
    met_by: date
    waits: tuple[AgencyWait, ...]
    late: Band | None = None
    unplanned: Band | None = None
    unreviewed: Band | None = None
    new: Band | None = None
    on_time: Band | None = None
    new_then: Band | None = None
    open_then: Roughly | None = None
    median_then: int | None = None
    ninetieth_then: int | None = None
    medians: tuple[tuple[date, int | None, int | None], ...] = ()
    before: Mapping[str, int] = field(default_factory=dict)
    then: Mapping[str, int] = field(default_factory=dict)

    @property
    def figures(self) -> Mapping[str, int]:
        """What later weeks compare themselves with: for each count the lower end of its step, or its level."""
        figures = {"register": self.register.low, "support": self.support.low, "plan": self.plan.low}
        return figures | {"open": self.open.level}


def monday(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def summary(
    counted: Counted,
    step: int,
    last: Mapping[str, int] | None = None,
    before: Mapping[str, int] | None = None,
    then: Mapping[str, int] | None = None,
) -> Summary:
    """The rule of `commands.domain.privacy.suppression` applied to a week.

    `last` are the figures of what was sent last, `before` the week before, `then` in the same week of the last term;
    all in this step.
    """

    def count(value: int | None) -> Band | None:
        return None if value is None else band(value, step)

    return Summary(
        on=counted.on,
        step=step,
        roll=band(counted.roll, step),
        register=band(counted.support + counted.plan, step),
        support=band(counted.support, step),
        plan=band(counted.plan, step),
        needs=suppression.parts(counted.needs, UNSHOWN_NEEDS, NEEDS, step),
        open=about(counted.open, step, last.get("open") if last else None),
        median=suppression.middle(counted.decided, step),
        ninetieth=suppression.nine_in_ten(counted.decided, step),
        overdue=band(counted.overdue, step, none_shows=True),
        met=band(counted.met, step),
        met_called_for=counted.met_called_for,
        met_by=counted.met_by,
        waits=_waits(counted.waits, step),
        late=band(counted.late, step, none_shows=True),
        unplanned=band(counted.unplanned, step, none_shows=True),
        unreviewed=count(counted.unreviewed),
        new=count(counted.new),
        on_time=count(counted.on_time),
        new_then=count(counted.new_then),
        open_then=Roughly(then["open"], step) if then and "open" in then else None,
        median_then=suppression.middle(counted.decided_then, step),
        ninetieth_then=suppression.nine_in_ten(counted.decided_then, step),
        medians=tuple(
            (week, suppression.middle(days, step), suppression.middle(days_then, step))
            for week, days, days_then in counted.decided_by_week
        ),
        before=before or {},
        then=then or {},
    )


def _waits(waits: Sequence[Wait], step: int) -> tuple[AgencyWait, ...]:
    """The agencies for which a step or more wait, the longest wait first."""
    shown = [
        AgencyWait(wait.agency, band(len(wait.weeks), step), weeks, wait.usual)
        for wait in waits
        if (weeks := suppression.middle(wait.weeks, step)) is not None
    ]
    return tuple(sorted(shown, key=lambda wait: (-wait.weeks, wait.agency)))

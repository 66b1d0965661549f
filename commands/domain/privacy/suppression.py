"""Small numbers: the one rule by which a count of pupils leaves the circle of those who may know whom it counts.

The rule, in words
------------------
A school chooses a step: 5, or 10. Then, of everything that is about to be sent:

1. A count is given as the step it lies in: "60 to 64", "65 to 69". The first step is "fewer than 5"; whether nobody,
   one or four is not said. (Only where nobody being there is good news about the school and not about a pupil, and
   nothing else counts what feeds it, may "none" be told apart: reviews overdue; pupils for whom the school let a day
   of the law pass; EHC plans with no annual review known. Not of the register, of those met, waiting or referred:
   there "none" says of everybody that they are not counted, and the week in which it ends is the one child's. Not of
   reviews held or new referrals, which only grow: from "none" to the next step a run of weeks could be added up. Nor
   of those with no review yet this term, which reviews held feed.)
2. Of the parts of a whole at least one stays without a figure, unless there are two parts only. Of the types of need,
   those few have, "other" and "not assessed" are never given.
3. A period is counted once: the term to date, never also the week. The week's own count would be the difference of
   two terms to date, and a run of weeks added up gives the exact figure.
4. What goes up and down while another figure counts what feeds it (open referrals, beside the new ones) is given at a
   level: "about 10", until the count is a whole step away. Given in steps, it would show each crossing of a border;
   each way up takes one new referral at least, and a few ways up within one step of the new ones count them. Reviews
   overdue are therefore given without how many were due.
5. Everything else about numbers of pupils (percentages, what has moved since last week or since last term) is worked
   out from what is already given, not from the counts. A percentage is left out when fewer than 10 stand under it,
   or when it, or the rest to 100, stands for fewer than a step.
6. A middle value (a median of days or weeks) is given in whole numbers, and only when it is that of a step of people
   or more; "nine in ten" only of two steps or more.
7. The figures of a week are taken once; whoever asks again in that week reads the same. Somebody who asked every
   minute would see the one pupil who crosses a step.

Why it holds
------------
Call what a count has above its step its rest: one of n values, 0 to n-1, when the step is n. Whoever compares figures
uses that some counts together are no more than some others: parts no more than their whole; a term to date no more
than a later one. Write it as "left is no more than right". Rounding down, a whole is given no less than its parts
together, so with ONE count on the right the inequality holds for the steps themselves and cuts off nothing: each rest
may still be any of the n values. With TWO counts on the right (2 and 3 see to it that there are not more: five parts
that add up to a whole, or nine weeks that add up to a term, can be solved), the steps on the left are at most one step
more than those on the right; each rest may then still be any of n-1 values.

Open referrals grow by no more than the new ones. By 4 every way up after a way down is a whole step or more. However
many there were, they make the new ones grow by whole steps, which cuts off nothing; only the way up from a week of
which no more is known than its level adds one, or two where a median says that a step of referrals was decided
meanwhile. At least n-2 values remain: three by default.

So of no count, and of no difference between two weeks, does an exact figure follow, however many weeks are compared,
and whether or not a number moves by 1 each week. `tests/domain/test_curious_reader.py` tries to prove it wrong, and
shows what each rule is for by solving summaries made without it.

What is given up: small schools read many a "fewer than 5", and a figure may be one short of the next step for weeks.
Nothing is hidden from the SENCO's own lists. No law prescribes the number: the DfE's own tables suppress in different
ways, and governors are not among those who may know who is counted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

STEP = 5
STEPS = (5, 10)
"""What a school may choose. Below 3 the rule would not hold."""
LEAST_UNDER = 10
"""How many must stand under a percentage."""


@dataclass(frozen=True)
class Band:
    """A count as it may be read: somewhere in `low` to `high`. `is_none`: nobody at all, and that may be said."""

    low: int
    step: int = STEP
    is_none: bool = False

    @property
    def high(self) -> int:
        return 0 if self.is_none else self.low + self.step - 1

    @property
    def is_small(self) -> bool:
        return self.low < self.step

    @property
    def words(self) -> str:
        if self.is_none:
            return "none"
        return f"fewer than {self.step}" if self.is_small else f"{self.low} to {self.high}"


@dataclass(frozen=True)
class Roughly:
    """A count that goes up and down, as it may be read: less than a step away from `level`."""

    level: int
    step: int = STEP

    @property
    def words(self) -> str:
        return f"about {self.level}" if self.level > self.step else f"fewer than {2 * self.step}"


def about(count: int, step: int = STEP, was: int | None = None) -> Roughly:
    """The level a count is given at, when it was last given at the level `was` (None: not yet in this step).

    It stays until the count is a whole step away; then it is the nearest level on the way back. The lowest level is
    one step, "fewer than" two: below it nothing moves.
    """
    level = was
    if was is None or count >= was + step:
        level = count - count % step
    elif count <= was - step:
        level = -(-count // step) * step
    return Roughly(max(level or 0, step), step)


def band(count: int, step: int = STEP, *, none_shows: bool = False) -> Band:
    """The step a count lies in. Raises `ValueError` for a step that hides too little."""
    if step not in STEPS:
        raise ValueError(f"a step is one of {STEPS}")
    return Band(count - count % step, step, none_shows and count == 0)


def percent(part: Band, whole: Band) -> str:
    """What share of the whole the part is, as far as the two steps tell: "14%", "2% to 3%"; "" when it is hidden."""
    if whole.low < max(LEAST_UNDER, whole.step) or part.is_small or whole.low - part.high < part.step:
        return ""
    least, most = round(100 * part.low / whole.high), round(100 * part.high / whole.low)
    return f"{least}%" if least == most else f"{least}% to {most}%"


def parts(
    counts: Mapping[str, int], unshown: frozenset[str], most: int, step: int = STEP
) -> tuple[tuple[str, Band], ...]:
    """The largest parts of a whole, at most `most`; those in `unshown` and the small ones have no figure.

    Within a step they stand by name, since their order would say which is larger.
    """
    given = ((name, band(count, step)) for name, count in counts.items() if name and name not in unshown)
    shown = sorted((one for one in given if not one[1].is_small), key=lambda one: (-one[1].low, one[0]))
    return tuple(shown[:most])


def middle(values: Sequence[int], step: int = STEP) -> int | None:
    """The median, in whole numbers (a half would say that their number is even). None when too few stand behind it."""
    if len(values) < step:
        return None
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half] + 1) // 2


def nine_in_ten(values: Sequence[int], step: int = STEP) -> int | None:
    """The least value nine in ten do not exceed. None when too few stand behind it."""
    if len(values) < 2 * step:
        return None
    return sorted(values)[-(-9 * len(values) // 10) - 1]

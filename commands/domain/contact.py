"""Contact with parents: what was agreed, the three meetings a year, and parents' own requests for an assessment."""

from dataclasses import dataclass, replace
from datetime import date

from commands.domain.days.calendar import SchoolCalendar, Span
from commands.domain.law.rulesets import ENGLAND
from commands.domain.privacy.discreet import Discreet
from commands.domain.words.family import Relation
from commands.domain.words.labelled import Labelled

MEETINGS_A_YEAR = 3
"""Schools should meet parents at least three times each year (SEND Code of Practice 2015, paragraph 6.65)."""


class How(Labelled):
    """How a contact was made. Only a meeting counts towards the three a year."""

    MEETING = "meeting", "Meeting", "Counts as one of the three meetings a year"
    CALL = "call", "Telephone call"
    EMAIL = "email", "E-mail"
    LETTER = "letter", "Letter"


@dataclass(frozen=True, repr=False)
class Contact(Discreet):
    """One contact with a pupil's family, as it was logged; it is not changed afterwards. It is the `n`-th logged for
    the pupil (0 until it is stored)."""

    school_id: str
    pupil_id: str
    logged_by: str
    on: date
    how: How
    who: Relation
    name: str
    agreed: str
    action: str = ""
    action_by: date | None = None
    also_action: str = ""
    also_action_by: date | None = None
    n: int = 0

    @property
    def actions(self) -> tuple[tuple[int, str, date], ...]:
        """What was agreed to be done: which of the two, the words, by when."""
        both = ((1, self.action, self.action_by), (2, self.also_action, self.also_action_by))
        return tuple((which, words, by) for which, words, by in both if words and by)


class AskedOf(Labelled):
    """To whom a parent turned with a request for an assessment."""

    SCHOOL = "school", "The school"
    LOCAL_AUTHORITY = "la", "The local authority", "For an EHC needs assessment"


LA_ANSWERS_WITHIN = ENGLAND.rules["ehc.decision"].period
"""From a request for an EHC needs assessment to the local authority's answer (SI 2014/1530, regulation 5(1))."""


@dataclass(frozen=True, repr=False)
class ParentRequest(Discreet):
    """A parent's own request for an assessment: to the school, or to the local authority, which a parent may ask at
    any time whatever the school thinks (Children and Families Act 2014, section 36(1))."""

    school_id: str
    reference: str
    pupil_id: str
    logged_by: str
    on: date
    who: Relation
    to: AskedOf
    wish: str = ""
    answered_on: date | None = None
    answered_by: str = ""
    version: int = 0

    @property
    def answer_due(self) -> date | None:
        """The last day for an answer, where the law sets one: for a request to the school none is set."""
        return self.on + LA_ANSWERS_WITHIN if self.to is AskedOf.LOCAL_AUTHORITY else None

    def answered(self, on: date, by: str) -> "ParentRequest":
        if self.answered_on:
            raise ValueError(f"{self.reference} has been answered")
        return replace(self, answered_on=on, answered_by=by)


def school_year_of(day: date) -> tuple[date, date]:
    """The first and the last day of the school year a day lies in: 1 September to 31 August."""
    start = day.year if day.month >= 9 else day.year - 1
    return date(start, 9, 1), date(start + 1, 8, 31)


def ends_of_terms(day: date, calendar: SchoolCalendar) -> tuple[date, date, date]:
    """The last days of autumn, spring and summer in the school year of `day`.

    Where the school counts six terms, two make one of these. Where its dates are not known: the ends of December,
    March and July.
    """
    first, last = school_year_of(day)
    ends = [date(first.year, 12, 31), date(last.year, 3, 31), date(last.year, 7, 31)]
    # A summer term never begins before April: Easter is 22 March at the earliest, and two weeks' holiday lie around it.
    begins = (first, date(last.year, 1, 1), date(last.year, 4, 1), last)
    for n in range(3):
        known = [row.last for row in calendar.dates if row.kind is Span.TERM and begins[n] <= row.first < begins[n + 1]]
        ends[n] = max(known, default=ends[n])
    return ends[0], ends[1], ends[2]


def meetings_called_for(day: date, calendar: SchoolCalendar) -> tuple[int, date]:
    """How many meetings there should be by the end of the term `day` lies in, and that end.

    One by the end of autumn, two by the end of spring, three by the end of summer. Holidays look ahead to the next
    term; what is left of August, back.
    """
    ends = ends_of_terms(day, calendar)
    for count, end in enumerate(ends, 1):
        if day <= end:
            return count, end
    return MEETINGS_A_YEAR, ends[-1]

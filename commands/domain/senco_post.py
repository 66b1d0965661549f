"""The SENCO's own post: since when they hold it, their qualification, and the days the law counts from that."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from commands.domain.days.calendar import SchoolCalendar
from commands.domain.law.deadlines import Case, Deadline, deadlines
from commands.domain.law.ruleset import Clock
from commands.domain.law.rulesets import ENGLAND
from commands.domain.words.labelled import Labelled

COUNTS_AFTER = date(2009, 9, 1)
"""Who became SENCO on this day or before needs no qualification (SEND Regulations 2014, regulation 49(4)(a))."""


class Served(Labelled):
    """Whether somebody was SENCO before, at any school."""

    FIRST = "first", "No, or for twelve months at most in all"
    BEFORE = "before", "Yes, for more than twelve months in all"


class Qualification(Labelled):
    """Where the mandatory qualification stands."""

    NONE = "none", "Not begun"
    NPQ_BEGUN = "npq_begun", "NPQ for SENCOs begun"
    NASENCO_BEGUN = "nasenco_begun", "NASENCO award begun before 1 September 2024"
    HELD = "held", "Held: NPQ for SENCOs, or NASENCO award"


@dataclass(frozen=True)
class SencoPost:
    """One SENCO's post, by their latest word, given on `told_on`. `since` is the day they became SENCO at this
    school."""

    school_id: str
    person_id: str
    since: date
    served: Served
    qualification: Qualification
    told_on: date

    @property
    def is_bound(self) -> bool:
        """Whether regulation 49(4) sets a day for them that has not been met."""
        exempt = self.since <= COUNTS_AFTER or self.served is Served.BEFORE
        return not exempt and self.qualification is not Qualification.HELD

    def deadlines(self, calendar: SchoolCalendar) -> tuple[Deadline, ...]:
        """The days there are, the earliest first; none for who holds the qualification or need not."""
        return tuple(self._deadlines(calendar)) if self.is_bound else ()

    def _deadlines(self, calendar: SchoolCalendar) -> Iterator[Deadline]:
        facts = {"senco_since": self.since}
        if self.qualification is Qualification.NASENCO_BEGUN:
            facts["nasenco_begun_on"] = self.since
        for one in deadlines(ENGLAND, Clock.SENCO, Case(facts), calendar):
            if one.rule.id != "senco.begin" or self.qualification is Qualification.NONE:
                yield one

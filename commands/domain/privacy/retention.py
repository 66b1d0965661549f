"""How long what is held about a pupil is kept: the rules as data, each with its source, and who is due by them.

Nothing goes by itself: what is due is a list for people to decide on.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta

from commands.domain.privacy.discreet import Discreet
from commands.domain.pupil import Provision, Pupil
from commands.domain.school import School

AUDIT_YEARS = 6
"""Years that lines of the audit are kept: the project's own choice; they hold no pupil's name."""


@dataclass(frozen=True)
class RetentionRule:
    """A period, counted from the day a pupil left or from their birth. `of` are the provisions it is for."""

    id: str
    words: str
    source: str
    of: frozenset[Provision]
    days_after_leaving: int = 0
    years_after_birth: int = 0

    def falls_on(self, pupil: Pupil) -> date | None:
        """The day from which a pupil is due; None when the rule says nothing of them."""
        if pupil.provision not in self.of:
            return None
        if self.days_after_leaving:
            return pupil.left_on + timedelta(days=self.days_after_leaving) if pupil.left_on else None
        return pupil.born + relativedelta(years=self.years_after_birth) if pupil.born else None


EVERYBODY = frozenset(Provision)


def rules_of(school: School) -> tuple[RetentionRule, ...]:
    """A school's rules: its own periods (there is no one figure anywhere), and where the defaults are from."""
    return (
        RetentionRule(
            "working-copy",
            f"{school.keep_after_leaving} days after leaving: the file has gone with them, and this is a working copy",
            "the project's own choice, or the school's: the bot is not the archive",
            EVERYBODY,
            days_after_leaving=school.keep_after_leaving,
        ),
        RetentionRule(
            "sen-file-plan",
            f"{school.keep_with_plan} years from birth, with an EHC plan",
            "by default 31: forum posts that quote the IRMS toolkit (25 + 6 years); the toolkit itself was not seen",
            frozenset({Provision.PLAN}),
            years_after_birth=school.keep_with_plan,
        ),
        RetentionRule(
            "sen-file",
            f"{school.keep_without_plan} years from birth, without an EHC plan",
            "by default 25: Tes; forum posts say 31",
            EVERYBODY - {Provision.PLAN},
            years_after_birth=school.keep_without_plan,
        ),
    )


@dataclass(frozen=True, repr=False)
class ToGo(Discreet):
    """A pupil whose time is over, by which rule, and since when."""

    pupil: Pupil
    rule: RetentionRule
    since: date


def audit_kept_since(now: datetime) -> datetime:
    """Lines of the audit from before then are older than they are kept."""
    return now - relativedelta(years=AUDIT_YEARS)


def to_go(pupils: Iterable[Pupil], today: date, rules: Iterable[RetentionRule]) -> list[ToGo]:
    """Those whose time is over, each by the rule that fell due first; the longest due first."""
    listed = tuple(rules)
    found = []
    for pupil in pupils:
        days = [(on, rule.id, rule) for rule in listed if (on := rule.falls_on(pupil)) and on <= today]
        if days:
            on, _, rule = min(days, key=lambda one: one[:2])
            found.append(ToGo(pupil, rule, on))
    return sorted(found, key=lambda one: (one.since, one.pupil.id))

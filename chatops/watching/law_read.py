"""Whether the law this program counts by was read lately: what `doctor` says of each row of its rulesets."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from dateutil.relativedelta import relativedelta

from chatops.watching.findings import Finding
from commands.domain.days.dates import day
from commands.domain.law.national import RELEASES, NationalFigures
from commands.domain.law.ruleset import Ruleset

LASTS = relativedelta(years=1)
"""How long a source counts as read: the law of a school year has changed by the next."""


def law_findings(
    rulesets: Iterable[Ruleset], today: date, releases: Iterable[NationalFigures] = RELEASES
) -> list[Finding]:
    """One line for all rows whose source was last read more than a year ago, each named; one that all are fresh; and
    one where the newest national figures are of more than a year ago."""
    supported = [one for one in rulesets if one.supported]
    old = _old(supported, today)
    found = [
        Finding("look", "law", f"Last read on {day(seen)}, more than a year ago: {', '.join(ids)}. Read them again.")
        for seen, ids in sorted(old.items())
    ]
    if not found:
        rows = sum(len(one.read_on) for one in supported)
        found = [Finding("ok", "law", f"The sources of all {rows} rows were read within the last year.")]
    newest = max(releases, key=lambda one: one.known_from, default=None)
    if newest and newest.known_from + LASTS < today:
        words = f"The newest national figures are of {newest.as_at}: a release of this program may have newer ones."
        found.append(Finding("look", "law", words))
    return found


def _old(rulesets: Iterable[Ruleset], today: date) -> Mapping[date, list[str]]:
    """The ids of the rows that were not read within the year, by the day they were."""
    old: dict[date, list[str]] = defaultdict(list)
    for ruleset in rulesets:
        for id, seen in ruleset.read_on:
            if seen + LASTS < today:
                old[seen].append(id)
    return old

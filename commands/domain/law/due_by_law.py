"""What is due on days that the law counts from what has happened: they stand in no record, and are worked out here."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from commands.domain.annual_review import chain, is_announced
from commands.domain.assessment import Assessment, still_standing
from commands.domain.contact import ends_of_terms, school_year_of
from commands.domain.days.calendar import SchoolCalendar, Span
from commands.domain.due import Due, DueKind, Step, to_tick
from commands.domain.law.clock_facts import DeadlineState, FactWord, as_they_stand, is_ours, to_do
from commands.domain.law.deadlines import Deadline
from commands.domain.law.ruleset import Status
from commands.domain.review import Review
from commands.domain.senco_post import SencoPost

FOLLOWED = timedelta(days=200)
"""How long after its meeting an annual review is followed: more than the twelve weeks there are for an amended plan."""
REPORTED = (6, 7, 8)
"""The months in which the year's SEN information report is asked for."""
INFORMATION_SOURCE = "SEND Regulations 2014 (SI 2014/1530), regulation 51; SEND Code of Practice 2015, paragraph 6.79"
Words = Mapping[str, Sequence[FactWord]]
"""What was said of each thing, by its reference."""


def of_assessments(
    under_way: Iterable[Assessment], words: Words, calendar: SchoolCalendar, rules: str
) -> Iterator[Due]:
    """What is to be done in each assessment; `rules` are those of the school's local authority."""
    for one in under_way:
        facts = as_they_stand(words.get(one.reference, ()))
        yield from (assessment(one, each) for each in to_do(still_standing(one, facts, calendar, rules)))


def of_annual_reviews(
    followed: Iterable[Review], words: Words, calendar: SchoolCalendar, rules: str, today: date
) -> Iterator[Due]:
    """The steps of annual reviews to come, and of those held within the months the authority has for its part."""
    for review in followed:
        steps = chain(review, as_they_stand(words.get(review.reference, ())), calendar, rules)
        yield from (annual_step(review, one) for one in to_do(steps) if is_announced(one, review, today))


def of_posts(posts: Iterable[SencoPost], calendar: SchoolCalendar) -> Iterator[Due]:
    """What SENCOs' own posts bring: their qualification."""
    for post in posts:
        yield from (qualification(post.person_id, one) for one in post.deadlines(calendar))


def information_reports(calendar: SchoolCalendar, today: date) -> Iterator[Due]:
    """The yearly report, about no pupil. Last summer's stays until it is done, where the school was there already: its
    dates say so."""
    known = {row.last.year for row in calendar.dates if row.kind is Span.TERM and 4 <= row.first.month <= 7}
    year = school_year_of(today)[1].year
    known = {*known, year} if today.month in REPORTED else known - {year}
    for n in (year - 1, year):
        if n in known:
            end = ends_of_terms(date(n, 7, 1), calendar)[2]
            yield information_report(calendar.previous_school_day(end) or end)


def assessment(of: Assessment, standing: DeadlineState) -> Due:
    """A day of an EHC needs assessment that is not met. What it asks is in the ruleset's words, which name nobody."""
    rule, ref = standing.deadline.rule, of.reference
    steps = tuple(Step(rule.done, "ehc fact", f"{ref}.{fact}") for fact in rule.met_by[:1])
    return Due(
        DueKind.EHC_OURS if is_ours(standing) else DueKind.EHC_THEIRS,
        standing.deadline.act_by if is_ours(standing) else standing.deadline.due,
        of.pupil_id, "ehc", ref, ref, of=rule.what, statutory=rule.status is Status.MUST, owner=rule.owner,
        key=f"{ref}.{rule.id}", source=rule.source, steps=steps,
    )  # fmt: skip


def annual_step(review: Review, standing: DeadlineState) -> Due:
    """A step of an annual review beside its meeting and its papers."""
    rule, ref, ours = standing.deadline.rule, review.reference, is_ours(standing)
    steps = tuple(Step(rule.done, "annual step", f"{ref}.{fact}") for fact in rule.met_by[:1])
    return Due(
        DueKind.STEP_OURS if ours else DueKind.STEP_THEIRS,
        standing.deadline.act_by if ours else standing.deadline.due,
        review.pupil_id, "annual steps", ref, ref, of=rule.what, statutory=rule.status is Status.MUST,
        owner=rule.owner, key=f"{ref}.{rule.id}", source=rule.source, steps=steps,
    )  # fmt: skip


def qualification(person_id: str, deadline: Deadline) -> Due:
    """A day for a SENCO's own qualification. It names nobody; it is about no pupil."""
    must = deadline.rule.status is Status.MUST
    return Due(
        DueKind.QUALIFIED if must else DueKind.QUALIFY, deadline.act_by, "", "senco post", "",
        statutory=must, lead=person_id, key=f"{person_id}.{deadline.rule.id}", source=deadline.rule.source,
    )  # fmt: skip


def information_report(on: date) -> Due:
    """The SEN information report on the school's website, once a school year: by the end of its summer term."""
    kind, key = DueKind.INFORMATION, str(on.year)
    return Due(
        kind, on, "", "due", "actions", key=key, source=INFORMATION_SOURCE, steps=to_tick("Published", kind, key)
    )

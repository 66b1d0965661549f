"""What is due in a school: gathered from every subject, all of it until a day or one line by its key."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import date

from commands.domain.assessment import AFTERWARDS
from commands.domain.due import Due, DueKind, LinesWanted, in_order
from commands.domain.due_transfers import of_transfer, rights
from commands.domain.law.deadlines import end_of_compulsory_school_age
from commands.domain.law.due_by_law import FOLLOWED, information_reports, of_annual_reviews, of_assessments, of_posts
from commands.domain.law.due_of_school import LEFT_WITHIN, leavers, term_dates
from commands.domain.law.in_force import law_on
from commands.domain.law.school_duty import duty_lines
from commands.domain.transfer import transfer_day
from commands.kit.records import Records


async def what_is_due(records: Records, last: date, *, today: date) -> tuple[Due, ...]:
    """Everything still open whose day is `last` or before, oldest first. Pupils who have left are left out, and what
    has been ticked off. `today` tells an appointment to come from one of which nobody has recorded what came of it."""
    return in_order(await _found(records, LinesWanted(last, today)))


async def line_due(records: Records, kind: DueKind, key: str, *, today: date) -> Due | None:
    """One line, whenever it is due; None when there is none such. Only those are asked who have lines of its kind."""
    return next(iter(await _found(records, LinesWanted(date.max, today, kind, key))), None)


async def _found(records: Records, wanted: LinesWanted) -> list[Due]:
    lines = list(await records.due.recorded(wanted))
    for kinds, by_law in BY_LAW:
        lines += await by_law(records, wanted) if wanted.may_be(kinds) else ()
    return [line for line in lines if wanted.means(line)]


async def _assessments(records: Records, wanted: LinesWanted) -> Iterable[Due]:
    since = wanted.today - AFTERWARDS
    under_way = await records.assessments.followed(since)
    words = await records.clock_facts.words_on_followed(since)
    return of_assessments(under_way, words, await records.calendar(), records.school.local_rules)


async def _annual_steps(records: Records, wanted: LinesWanted) -> Iterable[Due]:
    since = wanted.today - FOLLOWED
    followed = await records.reviews.annual_since(since)
    words = await records.clock_facts.words_on_annual(since)
    return of_annual_reviews(followed, words, await records.calendar(), records.school.local_rules, wanted.today)


async def _transfers(records: Records, wanted: LinesWanted) -> Iterable[Due]:
    """This year's."""
    calendar, on = await records.calendar(), transfer_day(wanted.today)
    moving = await records.transfers.moving(wanted.today)
    return [line for one in moving if one.on == on for line in of_transfer(one, calendar)]


async def _rights(records: Records, wanted: LinesWanted) -> Iterable[Due]:
    """Of those who reach the end of compulsory school age in this school year."""
    year = transfer_day(wanted.today).year
    born = await records.transfers.rights_to_pass(date(year - 17, 9, 1), date(year - 16, 8, 31))
    return [rights(pupil_id, end_of_compulsory_school_age(day)) for pupil_id, day in born]


async def _posts(records: Records, wanted: LinesWanted) -> Iterable[Due]:
    return of_posts(await records.senco_posts.held(), await records.calendar())


async def _reports(records: Records, wanted: LinesWanted) -> Iterable[Due]:
    lines = list(information_reports(await records.calendar(), wanted.today))
    done = await records.due.ticks(DueKind.INFORMATION, [line.key for line in lines]) if lines else ()
    standing = {tick.key for tick in done if tick.stands}
    return [line for line in lines if line.key not in standing]


async def _duties(records: Records, wanted: LinesWanted) -> Iterable[Due]:
    duties = law_on(wanted.today, records.school.local_rules).duties.values()
    return duty_lines(duties, await records.due.ticks(DueKind.DUTY), await records.calendar())


async def _term_dates(records: Records, wanted: LinesWanted) -> Iterable[Due]:
    return term_dates(await records.calendar(), wanted.today)


async def _leavers(records: Records, wanted: LinesWanted) -> Iterable[Due]:
    left = await records.pupils_left(wanted.today - LEFT_WITHIN)
    lines = list(leavers(left, await records.calendar())) if left else []
    sent = await records.due.ticks(DueKind.LEAVER, [line.key for line in lines]) if lines else ()
    standing = {tick.key for tick in sent if tick.stands}
    return [line for line in lines if line.key not in standing]


_K = DueKind
BY_LAW: Sequence[tuple[frozenset[DueKind], Callable[[Records, LinesWanted], Awaitable[Iterable[Due]]]]] = (
    (frozenset({_K.EHC_OURS, _K.EHC_THEIRS}), _assessments),
    (frozenset({_K.STEP_OURS, _K.STEP_THEIRS}), _annual_steps),
    (frozenset({_K.TRANSFER_MEETING, _K.TRANSFER_NAMED, _K.TRANSITION}), _transfers),
    (frozenset({_K.RIGHTS}), _rights),
    (frozenset({_K.QUALIFIED, _K.QUALIFY}), _posts),
    (frozenset({_K.INFORMATION}), _reports),
    (frozenset({_K.DUTY}), _duties),
    (frozenset({_K.TERM_DATES}), _term_dates),
    (frozenset({_K.LEAVER}), _leavers),
)
"""Who works out which lines; those of the other kinds stand on days in the records, and each subject has its own."""

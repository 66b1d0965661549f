"""What phase transfers bring into a day: the review to hold, the authority's day, what to pass on, rights that pass."""

from collections.abc import Iterator
from datetime import date

from commands.domain.contact import ends_of_terms
from commands.domain.days.calendar import SchoolCalendar
from commands.domain.due import Due, DueKind, Step, which_of
from commands.domain.law.ruleset import Owner, Status
from commands.domain.pupil import year_in_words
from commands.domain.transfer import RIGHTS_SOURCE, Moving, PassedOn, is_the_meeting


def of_transfer(one: Moving, calendar: SchoolCalendar) -> Iterator[Due]:
    """The lines of one pupil's move. A review that is to come in time has a line of its own."""
    pupil_id, ref = one.pupil.id, one.transfer.reference if one.transfer else ""
    key = f"{pupil_id}.{one.on.year}"
    for each in one.standing(calendar):
        rule = each.deadline.rule
        if each.met_on or rule.id == "pt.records" or (is_the_meeting(each) and not one.is_meeting_late(calendar)):
            continue
        ours = is_the_meeting(each)
        steps = () if ours else (Step("Record", "receiving school", pupil_id),)
        yield Due(
            DueKind.TRANSFER_MEETING if ours else DueKind.TRANSFER_NAMED,
            each.deadline.act_by if ours else each.deadline.due,
            pupil_id, "transfer", pupil_id, ref, of=year_in_words(one.year), owner=rule.owner, key=key, steps=steps,
            statutory=rule.status is Status.MUST, source=rule.source,
        )  # fmt: skip
    if not one.is_handed_over:
        end = ends_of_terms(date(one.on.year, 7, 1), calendar)[2]
        done = f"{len(one.passed_on)} of {len(PassedOn)} passed on"
        last = calendar.previous_school_day(end) or end
        yield Due(DueKind.TRANSITION, last, pupil_id, "transfer", pupil_id, ref, of=done, key=key)


def rights(pupil_id: str, on: date) -> Due:
    """The day on which the rights under an EHC plan pass to the young person: somebody says that letters and consent
    are addressed to them."""
    return Due(
        DueKind.RIGHTS, on, pupil_id, "transfer", pupil_id, statutory=True, owner=Owner.SCHOOL, key=pupil_id,
        source=RIGHTS_SOURCE, steps=(Step("Done", "action done", which_of(DueKind.RIGHTS, pupil_id)),),
    )  # fmt: skip

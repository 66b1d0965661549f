"""What is to come for a pupil: whatever is open, booked, asked or agreed, the earliest day first."""

from collections.abc import Iterator, Mapping
from datetime import date

from commands.domain.agency import Agency, agency_name
from commands.domain.agency_referral import AgencyReferral
from commands.domain.appointment import Appointment
from commands.domain.assessment import standings
from commands.domain.days.calendar import SchoolCalendar
from commands.domain.days.dates import day
from commands.domain.due_transfers import of_transfer
from commands.domain.entry import Entry, quoted
from commands.domain.law.clock_facts import as_they_stand, what_is_next
from commands.domain.review import Review
from commands.domain.story import Story
from commands.domain.transfer import Moving


def to_come(
    story: Story,
    agencies: Mapping[str, Agency],
    today: date,
    calendar: SchoolCalendar,
    moving: Moving | None = None,
    local: str = "",
) -> tuple[Entry, ...]:
    """Open referrals and the open plan, reviews, agencies waited for, requests not answered, actions agreed for today
    or later. What is overdue says so and, being the earliest, stands first; what has no day stands last."""
    entries = [
        *_referrals(story, today),
        *_plan(story, today),
        *(_review(review, today, calendar) for review in story.reviews if review.state.is_to_come),
        *_agencies(story, agencies, today),
        *_requests(story, today),
        *_actions(story, today),
        *_assessments(story, today, calendar, local),
        *(_transfer(moving, today, calendar) if moving else ()),
    ]
    return tuple(sorted(entries, key=lambda entry: (entry.on is None, entry.on or today)))


def _referrals(story: Story, today: date) -> Iterator[Entry]:
    for referral in story.referrals:
        if not referral.state.is_open:
            continue
        on = None if referral.taken_on else referral.reply_by
        words = referral.state_in_words + ("; the reply is overdue" if referral.is_overdue(today) else "")
        what = f"Referral {referral.reference}" + ("" if referral.taken_on else ": reply due")
        yield Entry(on, what, "read referral", referral.reference, words, referral.raised_by)


def _plan(story: Story, today: date) -> Iterator[Entry]:
    cycle = story.open_cycle
    if cycle is None:
        return
    words = cycle.stage.label if cycle.review_on else f"{cycle.stage.label}; no review date yet"
    if cycle.review_on and cycle.review_on < today:
        words += "; this day has passed"
    what = f"Plan {cycle.reference} (cycle {cycle.cycle_no})" + (": review date" if cycle.review_on else "")
    yield Entry(cycle.review_on, what, "read plan", cycle.reference, words)


def _review(review: Review, today: date, calendar: SchoolCalendar) -> Entry:
    at = f", {review.at:%H:%M}" if review.at else ""
    words = [review.place] if review.place else []
    if review.papers_due:
        words.append(f"papers due {day(review.papers_due)}")
    if review.is_overdue(today, calendar):
        words.append("overdue")
    return Entry(
        review.on, f"{review.kind.label} {review.reference}{at}", "read review", review.reference, "; ".join(words)
    )


def _agencies(story: Story, agencies: Mapping[str, Agency], today: date) -> Iterator[Entry]:
    """An appointment that is booked; otherwise the day on which to chase, or to refer again by."""
    booked = {one.reference: one for one in story.appointments if one.outcome is None}
    for referral in story.agency_referrals:
        if referral.state.is_open:
            on, then = _next_of(referral, booked.get(referral.reference), today)
            what = f"{agency_name(agencies, referral.agency)} {referral.reference}{then}"
            yield Entry(on, what, "read agency referral", referral.reference, referral.state.label)


def _next_of(referral: AgencyReferral, booked: Appointment | None, today: date) -> tuple[date | None, str]:
    if booked:
        at = f", {booked.at:%H:%M}" if booked.at else ""
        past = "; what came of it?" if booked.on < today else ""
        return booked.on, f": appointment{at}{past}"
    if referral.chase_on:
        return referral.chase_on, ": chase now" if referral.is_to_be_chased(today) else ": chase"
    return referral.re_refer_by, ": refer again by this day" if referral.re_refer_by else ""


def _requests(story: Story, today: date) -> Iterator[Entry]:
    for request in story.requests:
        if request.answered_on:
            continue
        due = request.answer_due
        words = f"asked on {day(request.on)}" + ("; overdue" if due and due < today else "")
        what = f"Parent's request {request.reference} to {request.to.in_sentence}"
        stands = "answer due" if due else "not answered yet"
        yield Entry(due, f"{what}: {stands}", "contacts", request.pupil_id, words)


def _actions(story: Story, today: date) -> Iterator[Entry]:
    """Nobody ticks an action off, so one whose day has passed is left to the contact it was agreed in."""
    for contact in story.contacts:
        for action, by in ((contact.action, contact.action_by), (contact.also_action, contact.also_action_by)):
            if action and by and by >= today:
                agreed = f"agreed on {day(contact.on)}"
                yield Entry(by, f"Action: {quoted(action)}", "contacts", contact.pupil_id, agreed, contact.logged_by)


def _assessments(story: Story, today: date, calendar: SchoolCalendar, local: str) -> Iterator[Entry]:
    """What is next in an EHC needs assessment under way, and whose it is."""
    for one in story.assessments:
        if one.is_open:
            words = [word for word in story.assessment_facts if word.reference == one.reference]
            following = what_is_next(standings(one, as_they_stand(words), calendar, local))
            on = following.deadline.act_by if following else None
            rule = following.deadline.rule if following else None
            late = "; late" if following and following.is_late(today) else ""
            said = f"{rule.owner.label}: {rule.what}{late}" if rule else "nothing is waited for"
            yield Entry(on, f"EHC needs assessment {one.reference}", "ehc", one.reference, said)


def _transfer(moving: Moving, today: date, calendar: SchoolCalendar) -> Iterator[Entry]:
    """What the move to the next phase asks, as in the day's list."""
    for line in of_transfer(moving, calendar):
        words = "; ".join(word for word in (line.of, "overdue" if line.is_overdue(today) else "") if word)
        yield Entry(line.on, line.kind.label, line.word, line.about, words)

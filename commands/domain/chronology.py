"""A pupil's chronology: what has happened, each thing as a line that says when, what and by whom, newest first."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime

from commands.domain.agency import Agency, agency_name
from commands.domain.assessment import facts_of
from commands.domain.contact import ParentRequest
from commands.domain.days.dates import day
from commands.domain.entry import Entry, joined, local_day, of_contact, quoted
from commands.domain.law.clock_facts import as_they_stand
from commands.domain.outcome import Progress
from commands.domain.referral import Happened
from commands.domain.register import RegisterEntry
from commands.domain.review import Review, ReviewHappened
from commands.domain.round_robin import RobinState, in_short, stands_out
from commands.domain.story import Story
from commands.domain.words.labelled import in_sentence

BEFORE, AFTER = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


def chronology(story: Story, agencies: Mapping[str, Agency]) -> tuple[Entry, ...]:
    """Everything that has happened, newest first; of one day, what was written last stands first."""
    entries = [
        *_referrals(story),
        *_register(story.register),
        *_cycles(story),
        *_reviews(story),
        *_agencies(story, agencies),
        *map(of_contact, story.contacts),
        *_requests(story.requests),
        *_round_robins(story),
        *_assessments(story),
        *_transfers(story),
    ]
    entries.sort(key=lambda entry: (entry.on or date.min, entry.at or BEFORE))
    return tuple(reversed(entries))


def _referrals(story: Story) -> Iterator[Entry]:
    """An outcome is told in the words its list uses, which say of safeguarding no more than that it was decided."""
    of = {referral.reference: referral for referral in story.referrals}
    for event in story.referral_events:
        what = event.what.label
        match event.what:
            case Happened.RAISED:
                words = "; ".join(area.label for area in of[event.reference].areas)
            case Happened.NOT_SEND | Happened.DECIDED | Happened.CLOSED:
                what, _, words = of[event.reference].state_in_words.partition(": ")
            case _:
                words = quoted(event.words)
        yield Entry(
            local_day(event.at),
            f"Referral {event.reference}: {in_sentence(what)}",
            "read referral",
            event.reference,
            words,
            event.by,
            event.at,
        )


def _register(entries: Sequence[RegisterEntry]) -> Iterator[Entry]:
    for entry in entries:
        words = [entry.status.in_words, quoted(entry.reason)]
        if entry.parents_informed_on:
            words.append(f"parents informed on {day(entry.parents_informed_on)}")
        if entry.monitor_until:
            words.append(f"progress watched until {day(entry.monitor_until)}")
        yield Entry(
            entry.from_on or local_day(entry.at),
            entry.what.label,
            "register history",
            entry.pupil_id,
            joined(words),
            entry.recorded_by,
            entry.at,
        )


def _cycles(story: Story) -> Iterator[Entry]:
    marks: dict[str, Counter[Progress]] = defaultdict(Counter)
    for outcome in story.outcomes:
        marks[outcome.cycle][outcome.progress] += 1
    # Starting a plan books its review: whoever booked it that day started the plan.
    started_by = {(review.cycle, review.booked_on): review.booked_by for review in story.reviews}
    # Its review is booked, held or cancelled in the moment in which the plan starts, is reviewed or ends.
    plan_of = {review.reference: review.cycle for review in story.reviews}
    at = {(plan_of[event.reference], event.what): event.at for event in reversed(story.review_events)}
    for cycle in story.cycles:
        plan = f"Plan {cycle.reference} (cycle {cycle.cycle_no})"
        if cycle.started_on:
            yield Entry(
                cycle.started_on,
                f"{plan} started",
                "read plan",
                cycle.reference,
                joined([_outcomes(marks[cycle.reference].total()), quoted(cycle.needs)]),
                started_by.get((cycle.reference, cycle.started_on), ""),
                at.get((cycle.reference, ReviewHappened.BOOKED)),
            )
        if cycle.closed_on and cycle.ended:
            yield Entry(
                cycle.closed_on,
                f"{plan} ended without a review",
                "read plan",
                cycle.reference,
                cycle.ended.in_sentence,
                cycle.changed_by,
                at.get((cycle.reference, ReviewHappened.CANCELLED)),
            )
        elif cycle.closed_on and cycle.next_step:
            next_step = f"next step: {cycle.next_step.in_sentence}"
            yield Entry(
                cycle.closed_on,
                f"{plan} reviewed",
                "read plan",
                cycle.reference,
                joined([_came_out(marks[cycle.reference]), next_step, quoted(cycle.impact)]),
                cycle.changed_by,
                at.get((cycle.reference, ReviewHappened.HELD)),
            )


def _outcomes(count: int) -> str:
    return f"{count} outcome" + ("" if count == 1 else "s") if count else ""


def _came_out(marks: Counter[Progress]) -> str:
    """ "2 outcomes: 1 met, 1 partly met"."""
    counted = [f"{marks[mark]} {mark.in_sentence}" for mark in Progress if marks[mark]]
    return f"{_outcomes(marks.total())}: {', '.join(counted)}" if counted else ""


def _reviews(story: Story) -> Iterator[Entry]:
    """Booking is no news once a review has been held or stands among what is to come, so it has no line of its own; a
    review that closed a plan is told with the plan."""
    of = {review.reference: review for review in story.reviews}
    told_with_plan = {cycle.reference for cycle in story.cycles if cycle.next_step}
    moves: dict[str, list[date | None]] = defaultdict(list)
    for event in story.review_events:
        if event.what is ReviewHappened.MOVED:
            moves[event.reference].append(event.was_on)
    undone = {event.reference: event.at for event in story.review_events if event.what is ReviewHappened.NOT_HELD}
    moved: Counter[str] = Counter()
    for event in story.review_events:
        review = of[event.reference]
        on, words = local_day(event.at), quoted(event.words)
        match event.what:
            case ReviewHappened.BOOKED | ReviewHappened.NOT_HELD:
                continue
            case ReviewHappened.HELD:
                if review.cycle in told_with_plan or event.at <= undone.get(event.reference, BEFORE):
                    continue
                on = review.held_on or on
            case ReviewHappened.MOVED:
                moved[review.reference] += 1
                was, to = _from_and_to(review, moves[review.reference], moved[review.reference])
                words = joined([f"from {day(was)} to {day(to)}" if was else f"to {day(to)}", words])
        yield Entry(
            on,
            f"{review.kind.label} {event.reference} {event.what.in_sentence}",
            "read review",
            event.reference,
            words,
            event.by,
            event.at,
        )


def _from_and_to(review: Review, moves: Sequence[date | None], n: int) -> tuple[date | None, date]:
    """The days of its `n`-th move: it went to where the next move took it from, the last one to where it is now."""
    after = moves[n] if n < len(moves) else None
    return moves[n - 1], after or review.on


def _agencies(story: Story, agencies: Mapping[str, Agency]) -> Iterator[Entry]:
    of = {referral.reference: referral for referral in story.agency_referrals}
    for event in story.agency_events:
        yield Entry(
            event.day,
            f"{agency_name(agencies, of[event.reference].agency)} {event.reference}: {event.state.in_sentence}",
            "read agency referral",
            event.reference,
            quoted(event.words),
            event.by,
            event.at,
        )


def _requests(requests: Sequence[ParentRequest]) -> Iterator[Entry]:
    for request in requests:
        asked = f"Parent's request {request.reference} to {request.to.in_sentence}"
        yield Entry(
            request.on,
            asked,
            "contacts",
            request.pupil_id,
            joined([f"by {request.who.in_sentence}", quoted(request.wish)]),
            request.logged_by,
            AFTER,  # of its day no more is known; it is rarely what the day's other things follow from
        )
        if request.answered_on:
            answered_by = f"by {request.answered_by}" if request.answered_by else ""
            yield Entry(request.answered_on, f"{asked}: answered", "contacts", request.pupil_id, answered_by)


def _round_robins(story: Story) -> Iterator[Entry]:
    for robin in story.round_robins:
        if robin.state is RobinState.CLOSED and robin.closed_on:
            views = [view for view in story.views if view.reference == robin.reference]
            yield Entry(
                robin.closed_on,
                f"Teachers' views {robin.reference}",
                "read round robin",
                robin.reference,
                joined([in_short(views), stands_out(views)]),
                robin.made_by,
            )


def _assessments(story: Story) -> Iterator[Entry]:
    """What has happened by the last word on each fact, and how it ended."""
    for one in story.assessments:
        called = f"EHC needs assessment {one.reference}"
        words = [word for word in story.assessment_facts if word.reference == one.reference]
        standing = as_they_stand(words)
        last = {word.fact: word for word in words}
        for fact in facts_of(one.rules):
            if fact.id in standing:
                what = f"{called}: {in_sentence(fact.label)}"
                yield Entry(standing[fact.id], what, "ehc", one.reference, "", last[fact.id].by, last[fact.id].at)
        if one.ended_as and one.ended_on:
            yield Entry(one.ended_on, f"{called}: {in_sentence(one.ended_as.label)}", "ehc", one.reference)


def _transfers(story: Story) -> Iterator[Entry]:
    """The next place in the authority's plan, and what was passed on, by the last word on each."""
    for one in story.transfers:
        called = f"Transfer {one.reference}"
        if one.named_on:
            yield Entry(one.named_on, f"{called}: the plan names the next place", "transfer", one.pupil_id, one.to)
        last = {word.what: word for word in story.handovers if word.reference == one.reference}
        for word in last.values():
            if word.on:
                what = f"{called}: {word.what.in_sentence} passed on"
                yield Entry(word.on, what, "transfer", one.pupil_id, quoted(word.note), word.done_by, word.at)

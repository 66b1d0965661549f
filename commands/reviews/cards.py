"""How a review is drawn: in full with its history, and as a line of a list."""

from collections.abc import Mapping, Sequence
from datetime import date

from commands.domain.days.calendar import LONDON, SchoolCalendar
from commands.domain.days.dates import day
from commands.domain.pupil import NO_LONGER, Pupil
from commands.domain.review import Review, ReviewEvent, ReviewKind, ReviewState
from commands.kit import Button, Card, Facts, Item, Items, Prose
from commands.kit.cards import Part
from commands.kit.which_pupil import to_page

HISTORY = 15


def review_card(
    review: Review,
    pupil: Pupil | None,
    history: Sequence[ReviewEvent],
    names: Mapping[str, str],
    in_class: str = "",
    views: tuple[Item, ...] = (),
) -> Card:
    """Everything about one review, for a SENCO. `in_class` is the evidence of adjustments noted in class, `views` are
    the round robins asked for it or for its plan."""
    who = pupil.in_full if pupil else NO_LONGER
    facts = [
        ("Pupil", who),
        ("Kind", review.kind.label),
        ("On", day(review.on) + (f", {review.at:%H:%M}" if review.at else "")),
        ("State", review.state.label),
    ]
    known = (
        ("Place", review.place),
        ("Invited", review.invited),
        ("Papers due", day(review.papers_due) if review.papers_due else ""),
        ("Plan", review.cycle),
        ("Adjustments in class", in_class),
        ("Held on", day(review.held_on) if review.held_on else ""),
    )
    facts += [fact for fact in known if fact[1]]
    parts: list[Part] = [Facts(tuple(facts))]
    if review.note:
        parts.append(Prose(review.note, "Note"))
    if views:
        parts.append(Items(views))
    parts.append(Items(tuple(_event(event, names) for event in history[-HISTORY:])))
    ask = (Button("Ask for views", "round robin", review.reference),) if review.state.is_to_come and not views else ()
    if review.kind is ReviewKind.ANNUAL:
        ask = (Button("Step by step", "annual steps", review.reference), *ask)
    page = (to_page(pupil.id),) if pupil else ()
    return Card(f"Review {review.reference}", tuple(parts), (*review_buttons(review), *ask, *page))


def review_buttons(review: Review) -> tuple[Button, ...]:
    """What can be done with a review as it stands. One that belongs to a plan is held by reviewing the plan."""
    if not review.state.is_to_come:
        return ()
    held = Button("Review plan", "review", review.cycle) if review.cycle else None
    return (
        held or Button("Held", "review held", review.reference),
        Button("Move", "move review", review.reference),
        Button("Cancel", "cancel review", review.reference),
    )


def review_item(review: Review, pupil: Pupil | None, today: date, calendar: SchoolCalendar) -> Item:
    """A line of the SENCO's list."""
    who = f"{pupil.name}, {pupil.year_in_words}" if pupil else NO_LONGER
    at = f", {review.at:%H:%M}" if review.at else ""
    words = [review.kind.label, day(review.on) + at]
    if review.is_overdue(today, calendar):
        words.append("overdue")
    elif review.is_due_soon(today, calendar):
        words.append("due soon")
    if review.state is ReviewState.MOVED:
        words.append("moved")
    if review.papers_due:
        words.append(f"papers due {day(review.papers_due)}")
    return Item(
        f"{review.reference}: {who}",
        "; ".join(words),
        (Button("Open", "read review", review.reference), *review_buttons(review)),
    )


def _event(event: ReviewEvent, names: Mapping[str, str]) -> Item:
    was = f" from {day(event.was_on)}" if event.was_on else ""
    words = f": {event.words}" if event.words else ""
    when = event.at.astimezone(LONDON)
    return Item(f"{event.what.label}{was}{words}", f"{names.get(event.by, 'a colleague')}, {day(when.date())}")

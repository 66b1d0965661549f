"""`reviews`: what is overdue and what comes; each is held, moved or cancelled by a button."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time

from commands.domain.days.dates import day
from commands.domain.privacy.reach import SENCOS
from commands.domain.review import INSTEAD, Review, ReviewEvent, ReviewHappened, ReviewState
from commands.domain.what_works import evidence
from commands.kit import (
    Ask,
    Button,
    Card,
    Day,
    Form,
    Items,
    Mistakes,
    Notice,
    Opening,
    Page,
    Prose,
    Records,
    Refusal,
    Reply,
    Text,
    Time,
    command,
    optional,
)
from commands.kit.also import also
from commands.kit.too_late import as_it_stands
from commands.kit.undoing import IN_WORDS, may_be_undone, undo_button
from commands.kit.views_asked import views_asked
from commands.reviews.cards import review_card, review_item

PAGE = 10
BUTTONS = (Button("Book a review", "book review"), Button("Missing this term", "reviews missing"))
NOT_FOUND = "There is no review with that reference that you may see. Ask for “reviews” to see them."


async def shown(ask: Ask, records: Records, review: Review, words: str, notices: tuple[Notice, ...] = ()) -> Reply:
    """An answer with the review's card as it is now, and a word about papers that can no longer be in time."""
    history = await records.reviews.history(review.reference)
    names = await records.names(*(event.by for event in history))
    if review.state.is_to_come and not (await records.calendar()).is_school_day(review.on):
        words += f" {day(review.on)} is not a school day: move the review if that is a slip."
    if review.state.is_to_come and review.papers_due and review.papers_due < ask.today:
        words += f" Its papers were due on {day(review.papers_due)}: send them at once, or move the review."
    pupil, in_class = await records.pupil(review.pupil_id), await _in_class(review, records)
    views = await views_asked(records, review.reference, review.cycle)
    card = review_card(review, pupil, history, names, in_class, views)
    return Reply(words, card, notices=notices, about=review.reference)


async def _in_class(review: Review, records: Records) -> str:
    """What the notes of adjustments say since the plan under review started."""
    cycle = await records.cycles.one(review.cycle) if review.cycle else None
    if cycle is None:
        return ""
    return evidence(await records.adjustments.of_pupil(review.pupil_id), cycle.started_on, cycle.closed_on)


@command(
    "reviews",
    SENCOS,
    "See reviews overdue and to come",
    detail=True,
    look=True,
    also=(also("review dates, upcoming reviews, reviews due, review list, all reviews"),),
)
async def reviews(ask: Ask, records: Records) -> Reply:
    """By date, so that those overdue come first and the oldest of them at the top."""
    skip = ask.named.skip
    page, total = await records.reviews.to_come(skip, PAGE)
    if not total:
        return Reply("No review is booked.", Card("Reviews", (), BUTTONS))
    pupils = await records.pupils([review.pupil_id for review in page])
    calendar = await records.calendar()
    at = Page(skip, len(page), total)
    return Reply(
        f"{total} to be held, the earliest first.",
        Card(
            "Reviews",
            (
                Items(tuple(review_item(r, pupils.get(r.pupil_id), ask.today, calendar) for r in page)),
                at.words,
            ),
            (*at.after("reviews"), *BUTTONS),
        ),
    )


async def _the_review(ask: Ask, records: Records) -> Review:
    review = await records.reviews.one(ask.named.which)
    if review is None:
        raise Refusal(NOT_FOUND)
    return review


async def _moving(ask: Ask, records: Records, to: ReviewState) -> Review:
    """The review, if it can still be moved to that state; otherwise says where it stands and what to do."""
    review = await _the_review(ask, records)
    if not review.allows(to):
        history = await records.reviews.history(review.reference)
        names = await records.names(*(event.by for event in history[-1:]))
        by = f"by {names[history[-1].by]}" if names else ""
        raise as_it_stands(review.reference, review.state.in_sentence, by=by, instead=INSTEAD[review.state])
    return review


@command("read review", SENCOS, of=_the_review, detail=True, look=True, reads="V")
async def read_review(ask: Ask, review: Review, records: Records) -> Reply:
    return await shown(ask, records, review, f"Review {review.reference}. That you have read it is recorded.")


class HeldForm(Form, title="Review held", submit="Record it"):
    """That the review took place."""

    held_on = Day("Held on")
    note = optional(Text("What was agreed, in a line"))

    def check(self, today: date) -> Iterator[tuple[str, str]]:
        if self.held_on > today:
            yield "held_on", "This date is in the future. Record the review once it has been held."


async def _to_hold(ask: Ask, records: Records) -> Review:
    review = await _moving(ask, records, ReviewState.HELD)
    if review.cycle:
        raise Refusal(f"{review.reference} reviews plan {review.cycle}. Ask for “review {review.cycle}” and close it.")
    return review


async def opening_held(ask: Ask, review: Review, records: Records) -> Opening:
    return Opening({"held_on": min(review.on, ask.today).isoformat()})


@command("review held", SENCOS, of=_to_hold, form=HeldForm, opening=opening_held)
async def held(ask: Ask, review: Review, form: HeldForm, records: Records) -> Reply:
    done = review.held(form.held_on, form.note or "")
    await records.save(done, _event(ask, review, ReviewHappened.HELD, form.note or ""))
    reply = await shown(ask, records, done, f"{review.reference}: held on {day(form.held_on)}.")
    undo = undo_button("undo review held", review.reference)
    return replace(reply, card=reply.card and replace(reply.card, buttons=(*reply.card.buttons, undo)))


async def _just_held(ask: Ask, records: Records) -> tuple[Review, bool]:
    """A review recorded as held a moment ago, and whether it had been moved before; otherwise how it stands."""
    review = await _the_review(ask, records)
    history = await records.reviews.history(review.reference)
    last = history[-1] if history else None
    held = last and last.what is ReviewHappened.HELD and may_be_undone(last.at, ask.now)
    if not held or review.cycle:
        instead = f"It can be taken back for {IN_WORDS} after it was recorded. {INSTEAD[review.state]}"
        raise as_it_stands(review.reference, review.state.in_sentence, instead=instead)
    return review, any(event.what is ReviewHappened.MOVED for event in history)


@command("undo review held", SENCOS, of=_just_held)
async def undo_held(ask: Ask, held: tuple[Review, bool], records: Records) -> Reply:
    """It told nobody: it is to come again as if nothing had been said; that it was said is kept."""
    review, was_moved = held
    again = review.not_held(was_moved)
    await records.save(again, _event(ask, review, ReviewHappened.NOT_HELD, ""))
    return await shown(ask, records, again, f"Undone. {review.reference} is to be held on {day(review.on)}.")


class MoveForm(Form, title="Move the review", submit="Move it"):
    """The day it was to be on, and why it was moved, are kept."""

    on = Day("New day")
    at = optional(Time("At"))
    why = Text("Why is it moved?")

    def check(self, today: date) -> Iterator[tuple[str, str]]:
        if self.on < today:
            yield "on", "This day has passed. Give a day to come, or today."


async def _to_move(ask: Ask, records: Records) -> Review:
    return await _moving(ask, records, ReviewState.MOVED)


async def opening_move(ask: Ask, review: Review, records: Records) -> Opening:
    at = f" at {review.at:%H:%M}" if review.at else ""
    answers = {"at": f"{review.at:%H:%M}"} if review.at else {}
    return Opening(answers, intro=f"{review.reference} is on {day(review.on)}{at}.")


@command("move review", SENCOS, of=_to_move, form=MoveForm, opening=opening_move)
async def move(ask: Ask, review: Review, form: MoveForm, records: Records) -> Reply:
    if (form.on, _minutes(form.at)) == (review.on, _minutes(review.at)):
        raise Mistakes(on=f"{review.reference} is on {day(review.on)} already. Give another day, or another time.")
    moved = review.moved(form.on, form.at)
    moving = _event(ask, review, ReviewHappened.MOVED, form.why, was_on=review.on)
    await records.save(moved, moving)
    return await shown(
        ask, records, moved, f"{review.reference} has moved to {day(form.on)}.", await _tell_lead(ask, records, moved)
    )


def _minutes(at: time | None) -> str:
    return f"{at:%H:%M}" if at else ""


async def _tell_lead(ask: Ask, records: Records, review: Review) -> tuple[Notice, ...]:
    """A plan's review date is its review's: the plan follows, and its lead teacher hears of it, privately."""
    cycle = await records.cycles.one(review.cycle) if review.cycle else None
    if cycle is None:
        return ()
    await records.save(cycle.reviewing_on(review.on, ask.person.id))
    if cycle.lead == ask.person.id:
        return ()
    words = f"Review {review.reference} of plan {cycle.reference}, which you lead, has moved to {day(review.on)}."
    card = Card(f"Review {review.reference}", (Prose(words),), (Button("Open plan", "read plan", cycle.reference),))
    return (Notice(cycle.lead, card),)


class CancelForm(Form, title="Cancel the review", submit="Cancel the review"):
    """It stays in the records as cancelled."""

    why = Text("Why is it cancelled?")


async def _to_cancel(ask: Ask, records: Records) -> Review:
    review = await _moving(ask, records, ReviewState.CANCELLED)
    if review.cycle:
        raise Refusal(f"Plan {review.cycle} must keep a review date. Move {review.reference} instead, or end the plan.")
    return review


@command("cancel review", SENCOS, of=_to_cancel, form=CancelForm)
async def cancel(ask: Ask, review: Review, form: CancelForm, records: Records) -> Reply:
    gone = review.cancelled(form.why)
    await records.save(gone, _event(ask, review, ReviewHappened.CANCELLED, form.why))
    return await shown(ask, records, gone, f"{review.reference} is cancelled.")


def _event(ask: Ask, review: Review, what: ReviewHappened, words: str, *, was_on: date | None = None) -> ReviewEvent:
    return ReviewEvent(ask.school.id, review.reference, ask.now, ask.person.id, what, was_on, words)

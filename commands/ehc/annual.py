"""`annual review`: planned backwards from its meeting; each step recorded, and what no longer fits said at once."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from commands.domain.annual_review import (
    BORN,
    COMPLETED,
    DECIDED,
    LAST_MEETING,
    MADE,
    PAPERS,
    chain,
    checklist,
    earliest,
    facts_of,
    is_too_late,
    misfits,
    proposed,
)
from commands.domain.days.calendar import SchoolCalendar
from commands.domain.days.dates import day
from commands.domain.due import DueKind
from commands.domain.entry import local_day
from commands.domain.law.clock_facts import DeadlineState, FactWord, as_they_stand
from commands.domain.law.ruleset import Fact
from commands.domain.law.rulesets import ENGLAND
from commands.domain.privacy.reach import SENCOS
from commands.domain.pupil import Pupil
from commands.domain.review import Review, ReviewEvent, ReviewHappened, ReviewKind, papers_due
from commands.domain.transfer import Moving
from commands.ehc.annual_card import chain_card
from commands.kit import (
    Ask,
    Day,
    Form,
    Lookup,
    Mistakes,
    Opening,
    Records,
    Refusal,
    Reply,
    Text,
    Time,
    command,
    optional,
)
from commands.kit.ask import REFERENCE
from commands.kit.which_pupil import A_PUPIL, not_here, pupil_meant

NOT_FOUND = "There is no annual review with that reference. Ask for “annual review” and the pupil's name."
NO_SUCH_FACT = "Open the review from “annual review” and press “Done” beside what has been done."
NO_BASE = "Give the day the plan was first made, or the last review's decision; or choose the meeting's day yourself."


class AnnualForm(Form, title="Annual review", submit="Plan it"):
    """Planned backwards: the meeting early enough for the authority, its notice in school days, a step at a time."""

    pupil = Lookup("Pupil", of="pupils", hint="Type part of the name.")
    made_on = optional(Day("Plan first made on", hint="For a first review."))
    completed_on = optional(Day("Last review: decision told on", hint="For every later one."))
    on = optional(Day("Meeting on", hint="Left empty: the day proposed, a school day two weeks before the latest."))
    at = optional(Time("At"))

    def check(self, today: date) -> Iterator[tuple[str, str]]:
        for name, on in (("made_on", self.made_on), ("completed_on", self.completed_on)):
            if on and on > today:
                yield name, "This date is in the future. Give the day it happened."
        if self.on and self.on < today:
            yield "on", "This day has passed. Give a day to come, or leave it empty."


async def opening(ask: Ask, records: Records) -> Opening:
    """With a review's reference, or a pupil who has one to come, that is shown instead."""
    if REFERENCE.fullmatch(ask.which) and await records.reviews.one(ask.which):
        return Opening(about=ask.which, instead="annual steps")
    meant = await pupil_meant(ask, records)
    if not meant.pupil:
        return Opening(intro=meant.words)
    before = await records.reviews.annual_of(meant.pupil)
    coming = next((review for review in before if review.state.is_to_come), None)
    if coming:
        return Opening(about=coming.reference, instead="annual steps")
    base = await _base(before, records)
    last = base.get(COMPLETED)
    return Opening({"pupil": meant.pupil, **({"completed_on": last.isoformat()} if last else {})})


async def _base(before: Sequence[Review], records: Records) -> dict[str, date]:
    """What the next one is counted from: the day the last decision was told or, where the authority never told it, the
    meeting itself, which is earlier and so safer."""
    held = next((review for review in before if review.held_on), None)
    if held is None or held.held_on is None:
        return {}
    facts = as_they_stand((await records.clock_facts.words_on([held.reference])).get(held.reference, ()))
    return {COMPLETED: facts.get(DECIDED, held.held_on), LAST_MEETING: held.held_on}


@command(
    "annual review", SENCOS, "Plan an annual review: annual review NAME", of=A_PUPIL, form=AnnualForm, opening=opening
)
async def annual_review(ask: Ask, pupil: Pupil, form: AnnualForm, records: Records) -> Reply:
    calendar = await records.calendar()
    before = await records.reviews.annual_of(pupil.id)
    if coming := next((review for review in before if review.state.is_to_come), None):
        raise Mistakes(pupil=f"{coming.reference} is booked for {day(coming.on)}. Move that one instead.")
    base = await _base(before, records)
    base |= {name: on for name, on in ((MADE, form.made_on), (COMPLETED, form.completed_on)) if on}
    moving = await records.transfers.of(pupil.id, ask.today)
    on = form.on or proposed(base, ask.today, calendar, moving.latest_meeting(calendar) if moving else None)
    if on is None:
        raise Mistakes(completed_on=NO_BASE)
    review = Review(
        school_id=ask.school.id,
        reference=await records.reference("V"),
        pupil_id=pupil.id,
        kind=ReviewKind.ANNUAL,
        on=on,
        booked_by=ask.person.id,
        booked_on=ask.today,
        at=form.at,
        papers_due=papers_due(ReviewKind.ANNUAL, on),
    )
    booked = ReviewEvent(ask.school.id, review.reference, ask.now, ask.person.id, ReviewHappened.BOOKED)
    words = [FactWord(ask.school.id, review.reference, fact, one, ask.person.id, ask.now) for fact, one in base.items()]
    await records.save(review, booked, *words)
    how = "" if form.on else ", the day proposed"
    return await _shown(ask, records, review, f"{review.reference}: the meeting is on {day(on)}{how}.")


async def the_review(ask: Ask, records: Records) -> Review:
    """An annual review by its reference, which a button may carry with a fact behind a full stop."""
    review = await records.reviews.one(ask.named.which)
    if review is None or review.kind is not ReviewKind.ANNUAL:
        raise not_here(NOT_FOUND, ask)
    return review


async def _shown(ask: Ask, records: Records, review: Review, words: str) -> Reply:
    """An answer with the chain as it is now, and what no longer fits."""
    pupil, calendar = await records.pupil(review.pupil_id), await records.calendar()
    facts = await known_of(review, pupil, records)
    steps = chain(review, facts, calendar, records.school.local_rules)
    also = checklist(pupil.year, pupil.born, review.on) if pupil else None
    card = chain_card(review, pupil, steps, ask.today, also)
    moving = await records.transfers.of(review.pupil_id, ask.today)
    warnings = (*_warnings(review, steps, ask.today, calendar), *_for_the_transfer(review, moving, calendar))
    said = " ".join((words, *warnings))
    return Reply(said, card, about=review.reference)


async def known_of(review: Review, pupil: Pupil | None, records: Records) -> Mapping[str, date]:
    """What has happened, with what stands elsewhere: the papers that were ticked off, the day the child was born."""
    words = (await records.clock_facts.words_on([review.reference])).get(review.reference, ())
    facts = as_they_stand(words)
    ticks = await records.due.ticks(DueKind.PAPERS, [review.reference])
    sent = next((local_day(tick.at) for tick in ticks if tick.stands), None)
    facts |= {PAPERS: sent} if sent else {}
    return facts | ({BORN: pupil.born} if pupil and pupil.born else {})


def _warnings(review: Review, steps: Sequence[DeadlineState], today: date, calendar: SchoolCalendar) -> Iterator[str]:
    late = [*misfits(review, steps, today)]
    if late:
        first = min(one.deadline.due for one in late)
        fits = earliest(today, calendar)
        yield (
            f"The notice of two weeks no longer fits: it was to be given by {day(first)}. Move the meeting to "
            f"{day(fits)} or later, or agree the shorter notice with everybody invited."
        )
    latest = is_too_late(review, steps)
    if latest:
        yield f"This is later than {day(latest)}: the authority then has less than its four weeks to decide."
    if review.state.is_to_come and not calendar.is_school_day(review.on):
        yield f"{day(review.on)} is not a school day."


def _for_the_transfer(review: Review, moving: Moving | None, calendar: SchoolCalendar) -> Iterator[str]:
    """That a review to come leaves the authority too little time to name the next place."""
    latest = moving.latest_meeting(calendar) if moving else None
    if moving and latest and moving.meeting == review and review.state.is_to_come and review.on > latest:
        yield (
            f"This pupil goes on to the next phase on {day(moving.on)}: the authority has its twelve weeks only for a "
            f"review by {day(latest)}."
        )


@command("annual steps", SENCOS, of=the_review, detail=True, look=True)
async def annual_steps(ask: Ask, review: Review, records: Records) -> Reply:
    return await _shown(ask, records, review, f"Annual review {review.reference}. That you have looked is recorded.")


class StepForm(Form, title="Annual review", submit="Record"):
    """The day it was done. Correct it in the same way; what was said before is kept."""

    on = Day("On which day?")
    note = optional(Text("Note", hint="Where the letter lies, say."))

    def check(self, today: date) -> Iterator[tuple[str, str]]:
        if self.on > today:
            yield "on", "This date is in the future. Record it once it has happened."


async def _the_fact(ask: Ask, records: Records) -> tuple[Review, Fact]:
    review = await the_review(ask, records)
    fact = next((one for one in facts_of(ENGLAND) if one.id == ask.pressed.part), None)
    if fact is None:
        raise Refusal(NO_SUCH_FACT)
    return review, fact


async def opening_step(ask: Ask, of: tuple[Review, Fact], records: Records) -> Opening:
    review, fact = of
    on = (await known_of(review, None, records)).get(fact.id, ask.today)
    return Opening({"on": on.isoformat()}, f"{review.reference}: {fact.label}.")


@command("annual step", SENCOS, of=_the_fact, form=StepForm, opening=opening_step)
async def annual_step(ask: Ask, of: tuple[Review, Fact], form: StepForm, records: Records) -> Reply:
    review, fact = of
    await records.save(
        FactWord(ask.school.id, review.reference, fact.id, form.on, ask.person.id, ask.now, form.note or "")
    )
    return await _shown(ask, records, review, f"Recorded: {fact.label}, {day(form.on)}.")

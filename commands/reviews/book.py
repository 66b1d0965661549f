"""`book review`: a review is put into the diary."""

from collections.abc import Iterator
from datetime import date

from commands.domain.days.dates import day
from commands.domain.privacy.reach import SENCOS
from commands.domain.pupil import Pupil
from commands.domain.review import Review, ReviewEvent, ReviewHappened, ReviewKind, papers_due
from commands.kit import (
    Ask,
    Choice,
    Day,
    Form,
    Lookup,
    Mistakes,
    Opening,
    Records,
    Reply,
    Text,
    Time,
    command,
    optional,
)
from commands.kit.which_pupil import A_PUPIL, pupil_meant
from commands.reviews.follow import shown


class BookForm(Form, title="Book a review", submit="Book it"):
    """Who, of what kind, when. Starting a plan books its review by itself."""

    pupil = Lookup("Pupil", of="pupils", hint="Type part of the name.")
    kind = Choice("Kind of review", ReviewKind)
    on = Day("On")
    at = optional(Time("At"))
    place = optional(Text("Place"))
    invited = optional(
        Text("Who is invited?", hint="For example: the parents, the class teacher, the speech therapist.")
    )
    papers_due = optional(Day("Papers due", hint="Left empty, an annual review's are due two weeks before."))

    def check(self, today: date) -> Iterator[tuple[str, str]]:
        if self.on < today:
            yield "on", "This day has passed. Give a day to come, or today."
        if self.papers_due and self.papers_due > self.on:
            yield "papers_due", "Papers are due before the review. Give an earlier day, or leave it empty."


async def opening_book(ask: Ask, records: Records) -> Opening:
    """`book review amina`, or a press beside her name, opens with Amina chosen."""
    meant = await pupil_meant(ask, records)
    if not meant.pupil:
        return Opening(intro=meant.words)
    return Opening({"pupil": meant.pupil, **({"kind": str(ReviewKind.SUPPORT.value)} if ask.about else {})})


@command("book review", SENCOS, "Book a review", of=A_PUPIL, form=BookForm, opening=opening_book)
async def book(ask: Ask, pupil: Pupil, form: BookForm, records: Records) -> Reply:
    for other in await records.reviews.to_come_for([pupil.id]):
        if other.kind is form.kind and form.kind is not ReviewKind.INTERIM:
            raise Mistakes(kind=f"{other.reference} is booked for {day(other.on)} already. Move that one instead.")
    review = Review(
        school_id=ask.school.id,
        reference=await records.reference("V"),
        pupil_id=pupil.id,
        kind=form.kind,
        on=form.on,
        booked_by=ask.person.id,
        booked_on=ask.today,
        at=form.at,
        place=form.place or "",
        invited=form.invited or "",
        papers_due=form.papers_due or papers_due(form.kind, form.on),
    )
    booked = ReviewEvent(ask.school.id, review.reference, ask.now, ask.person.id, ReviewHappened.BOOKED)
    await records.save(review, booked)
    return await shown(ask, records, review, f"Review {review.reference} is booked for {day(review.on)}.")

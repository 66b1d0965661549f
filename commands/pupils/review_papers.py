"""`review papers`: what goes to everybody invited to a review, gathered as a Word document."""

from collections.abc import Iterator

from commands.domain.annual_review import checklist
from commands.domain.days.dates import day
from commands.domain.privacy.reach import SENCOS
from commands.domain.pupil import Pupil
from commands.domain.review import Review
from commands.kit import Ask, Records, Refusal, Reply, command
from commands.kit.documents import Document, Rows, Words
from commands.pupils.evidence import gather
from commands.pupils.evidence_in_words import NONE, Gathered, adjusted, advice, met, plans, views, whom

NOT_FOUND = "There is no review with that reference. Ask for “reviews” to see them."
POINTS = ("Outcomes", "Provision", "Placement")
TO_AGREE = ("To agree at the meeting", "What is agreed", "Who", "By when")


@command("review papers", SENCOS, detail=True, look=True)
async def review_papers(ask: Ask, records: Records) -> Reply:
    review = await records.reviews.one(ask.named.which)
    pupil = await records.pupil(review.pupil_id) if review else None
    if review is None or pupil is None:
        raise Refusal(NOT_FOUND)
    gathered = await gather(pupil, ask.today, records)
    made = f"Made by {ask.person.name} on {day(ask.today)}. Reference {review.reference}."
    return Reply(
        "The papers as a Word document. Read them before you send them on. That you have looked is recorded.",
        about=review.reference,
        document=papers(review, pupil, gathered, made),
    )


def papers(review: Review, pupil: Pupil, of: Gathered, made: str) -> Document:
    """Who it is about, outcomes and progress, what was tried, views, advice, what to agree."""
    at = f" at {review.at:%H:%M}" if review.at else ""
    meeting = f"{review.kind.label} on {day(review.on)}{at}" + (f", {review.place}" if review.place else "")
    return Document(
        file=f"Papers {review.reference}",
        title=f"{review.kind.label}: papers",
        school=of.school.name,
        made=made,
        parts=(
            Words(f"{meeting}\nInvited: {review.invited or 'to be added'}", "The meeting"),
            Words(whom(of), "Who this is about"),
            *plans(of.evidence),
            adjusted(of.evidence),
            *views(of),
            met(of.evidence),
            *advice(of),
            *_also(review, pupil),
            Rows(TO_AGREE, tuple((point, "", "", "") for point in POINTS), "At the meeting"),
        ),
    )


def _also(review: Review, pupil: Pupil) -> Iterator[Words]:
    found = checklist(pupil.year, pupil.born, review.on)
    if found:
        heading, points, source = found
        yield Words(f"To be considered at this review ({source}).", heading)
        for point in points:
            yield Words(NONE, point, level=2)

"""`reviews missing`: the pupils at SEN support with no review yet this term."""

from collections.abc import Sequence

from commands.domain.days.dates import day
from commands.domain.privacy.reach import SENCOS
from commands.domain.pupil import Provision, Pupil
from commands.domain.review import Review, reach, without_review
from commands.kit import Ask, Button, Card, Item, Items, Page, Records, Refusal, Reply, command
from commands.kit.limits import ITEMS


@command("reviews missing", SENCOS, "See who at SEN support has had no review this term", detail=True, look=True)
async def missing(ask: Ask, records: Records) -> Reply:
    """In a holiday, of the term just over: what is missing then was missed."""
    calendar = await records.calendar()
    term = calendar.term_begun(ask.today)
    if term is None:
        raise Refusal("The school's term dates are not known yet. Ask your administrator to import them.")
    skip = ask.named.skip
    first, before = reach(term, calendar)
    supported = {pupil.id: pupil for pupil in await records.pupils_with(Provision.SUPPORT)}
    lacking = without_review(tuple(supported), await records.reviews.held(first, before), first, before)
    if not lacking:
        return Reply(f"Every pupil at SEN support has had a review in {term.name}.")
    page = lacking[skip : skip + ITEMS]
    booked = await records.reviews.to_come_for(page)
    at = Page(skip, len(page), len(lacking))
    return Reply(
        f"{len(lacking)} of {len(supported)} at SEN support without a review in {term.name}.",
        Card(
            "Reviews missing",
            (
                Items(tuple(_item(supported[id], booked) for id in page)),
                at.words,
            ),
            at.after("reviews missing"),
        ),
    )


def _item(pupil: Pupil, booked: Sequence[Review]) -> Item:
    theirs = next((review for review in booked if review.pupil_id == pupil.id), None)
    who = f"{pupil.name}, {pupil.year_in_words}, {pupil.group}"
    if theirs:
        said = f"{theirs.reference} is booked for {day(theirs.on)}"
        return Item(who, said, (Button("Open", "read review", theirs.reference),))
    return Item(who, "None booked", (Button("Book a review", "book review", pupil.id),))

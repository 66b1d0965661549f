"""`transition list`: what has been passed on to one next place, pupil by pupil; also as a Word document."""

from collections.abc import Mapping, Sequence

from commands.domain.days.dates import day
from commands.domain.privacy.reach import SENCOS
from commands.domain.transfer import Moving, PassedOn, same_place
from commands.kit import Ask, Button, Card, Item, Items, Page, Prose, Records, Refusal, Reply, command
from commands.kit.documents import Document, Rows, Words
from commands.kit.limits import ITEMS
from commands.transfers.cards import APART, said, who

NO_PLACE = "No pupil goes on to a place of that name. Ask for “transfers” and press “Next place” on a pupil."
WHICH = "To which school or college? Choose one, or type “transition list” and its name."


async def _to(ask: Ask, records: Records) -> tuple[str, str, list[Moving]]:
    """The place meant, a reference that stands for it on a button, and who goes on to it. Raises `Refusal`, with a
    button for each place when none is meant."""
    moving = [one for one in await records.transfers.moving(ask.today) if one.transfer and one.transfer.to]
    lists: dict[str, list[Moving]] = {}
    for one in moving:
        lists.setdefault(one.transfer.to if one.transfer else "", []).append(one)
    pressed = [one.transfer.to for one in moving if one.transfer and one.transfer.reference == ask.named.which]
    to = pressed[0] if pressed else same_place(ask.typed, lists)
    if to in lists:
        return to, stands_for(lists[to]), lists[to]
    items = tuple(
        Item(place, f"{len(lists[place])} go on", (Button("This one", "transition list", stands_for(lists[place])),))
        for place in sorted(lists)[:ITEMS]
    )
    known = Card("Transition lists", (Items(items),)) if items else None
    raise Refusal(NO_PLACE if ask.typed.strip() or not items else WHICH, known)


def stands_for(moving: Sequence[Moving]) -> str:
    """The reference that stands for a place on a button: that of the first who goes on to it."""
    return next((one.transfer.reference for one in moving if one.transfer), "")


async def _by(moving: Sequence[Moving], records: Records) -> Mapping[str, str]:
    return await records.names(*(word.done_by for one in moving for word in one.passed_on.values()))


@command("transition list", SENCOS, "See what was passed on to a school", detail=True, look=True)
async def transition_list(ask: Ask, records: Records) -> Reply:
    to, reference, theirs = await _to(ask, records)
    page, names = theirs[:ITEMS], await _by(theirs, records)
    items = tuple(
        Item(
            who(one.pupil),
            "; ".join(
                f"{what.in_sentence} {said(one.passed_on[what], names) if what in one.passed_on else 'not yet'}"
                for what in PassedOn
            ),
            (Button("Open", "transfer", one.pupil.id),),
        )
        for one in page
    )
    left = sum(not one.is_handed_over for one in theirs)
    parts = (Prose("", to), Items(items), Page(0, len(page), len(theirs)).words, Prose(APART))
    document = Button("As a Word document", "transition document", reference)
    said_ = f"{len(theirs)} go on to {to}; {left} with something still to pass on. That you have looked is recorded."
    card = Card("Transition list", parts, (document, Button("All transfers", "transfers")))
    return Reply(said_, card, about=reference)


@command("transition document", SENCOS, detail=True, look=True)
async def transition_document(ask: Ask, records: Records) -> Reply:
    to, reference, theirs = await _to(ask, records)
    names = await _by(theirs, records)
    rows = tuple(
        (
            who(one.pupil),
            *(said(one.passed_on[what], names) if what in one.passed_on else "" for what in PassedOn),
        )
        for one in theirs
    )
    notes = tuple(
        Words("\n".join(lines), one.pupil.full_name, level=2)
        for one in theirs
        if (lines := [f"{what.label}: {word.note}" for what, word in one.passed_on.items() if word.note])
    )
    document = Document(
        file="Transition list",
        title=f"Transition list: {to}",
        school=ask.school.name,
        made=f"Made by {ask.person.name} on {day(ask.today)}.",
        parts=(
            Words(f"Pupils on the SEN register who go on to {to} on {day(theirs[0].on)}.\n{APART}"),
            Rows(("Pupil", *(what.label for what in PassedOn)), rows, "What has been passed on"),
            *((Words("", "Notes"), *notes) if notes else ()),
        ),
    )
    return Reply("The list as a Word document. That you have looked is recorded.", about=reference, document=document)

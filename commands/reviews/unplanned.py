"""`annual reviews missing`: the EHC plans of which no annual review is known, each with the button that plans it."""

from commands.domain.privacy.reach import SENCOS
from commands.domain.pupil import Pupil
from commands.kit import Ask, Button, Card, Item, Items, Page, Records, Reply, command
from commands.kit.also import also
from commands.kit.limits import ITEMS
from commands.kit.plans_unreviewed import NONE_KNOWN, WORD, plans_unreviewed

WHY = "No annual review is planned, and none was held in the past nine months"


@command(
    WORD,
    SENCOS,
    "See the EHC plans with no annual review known, and plan them",
    detail=True,
    look=True,
    also=(
        also(
            "missing annual reviews, no annual review, no annual reviews, plans without a review, plans without review,"
            " ehc plans without a review, ehc plans without an annual review, unplanned annual reviews"
        ),
    ),
)
async def unplanned(ask: Ask, records: Records) -> Reply:
    skip = ask.named.skip
    lacking = await plans_unreviewed(records, ask.today)
    if not lacking:
        return Reply("Of every EHC plan an annual review is known: planned, or held in the past nine months.")
    page = lacking[skip : skip + ITEMS]
    pupils = await records.pupils(page)
    at = Page(skip, len(page), len(lacking))
    items = Items(tuple(_item(pupils[id]) for id in page))
    said = f"{NONE_KNOWN}: {len(lacking)}. The law asks for a review within every twelve months."
    return Reply(said, Card("Annual reviews missing", (items, at.words), at.after(WORD)))


def _item(pupil: Pupil) -> Item:
    return Item(
        f"{pupil.name}, {pupil.year_in_words}, {pupil.group}", WHY, (Button("Plan", "annual review", pupil.id),)
    )

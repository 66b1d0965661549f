"""`round robins`: what is asked now; and one with its summary."""

from commands.domain.privacy.reach import LED, SENCOS
from commands.domain.round_robin import RoundRobin
from commands.kit import Ask, Card, Items, Page, Records, Reply, command
from commands.kit.limits import ITEMS
from commands.kit.views_asked import robin_item
from commands.round_robins.about import read_by
from commands.round_robins.asking import shown

NONE = (
    "No round robin is open. Ask for “round robin” and a pupil's name, or press “Ask for views” on a referral, a plan "
    "or a review."
)


@command("round robins", SENCOS, "See the round robins that are open", detail=True, look=True)
async def round_robins(ask: Ask, records: Records) -> Reply:
    from_all = await records.round_robins.not_ended()
    if not from_all:
        return Reply(NONE)
    skip = ask.named.skip
    page = from_all[skip : skip + ITEMS]
    pupils = await records.pupils([robin.pupil_id for robin in page])
    views = await records.round_robins.views_of([robin.reference for robin in page])
    items = tuple(
        robin_item(robin, views.get(robin.reference, ()), f"{robin.reference}: {pupils[robin.pupil_id].name}")
        for robin in page
    )
    at = Page(skip, len(page), len(from_all))
    said = "Round robins, the earliest to close first."
    return Reply(said, Card("Round robins", (Items(items), at.words), at.after("round robins")))


@command("read round robin", LED, of=read_by, detail=True, look=True)
async def read_round_robin(ask: Ask, robin: RoundRobin, records: Records) -> Reply:
    """For the SENCO, and for who leads the pupil's plan."""
    return await shown(ask, records, robin, f"Round robin {robin.reference}. That you have read it is recorded.")

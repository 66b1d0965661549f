"""`leadership summary`: the leaders' week, in chat to whoever leads, and as it is posted to their channel."""

from datetime import date

from commands.digests.counting import week_of
from commands.digests.leaders_card import card
from commands.domain.person import Role
from commands.domain.school import School
from commands.kit import Ask, Card, Records, Reply, command

LEADS = frozenset({Role.LEADERSHIP, Role.SENCO})


async def weekly(school: School, today: date, records: Records) -> Card:
    """The card of the week of `today`, as it is sent to the leadership channel. Nothing is written."""
    return card(await week_of(school, today, records))


async def keep_week(school: School, today: date, records: Records) -> None:
    """Keeps the steps that were sent, for the weeks that compare themselves with this one: in the same transaction
    in which the card is handed over for posting."""
    await records.save((await week_of(school, today, records)).shown(school.id))


@command("leadership summary", "See the week in numbers, as leaders are sent it", only=LEADS, look=True)
async def leadership_summary(ask: Ask, records: Records) -> Reply:
    """Small numbers are hidden from the SENCO here too: it is the card that is sent. What was shown is kept, in
    steps, as if it had been posted."""
    week = await week_of(ask.school, ask.today, records)
    await records.save(week.shown(ask.school.id))
    return Reply("The week in numbers. It names nobody.", card(week))

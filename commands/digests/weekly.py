"""`leadership summary`: the leaders' week, in chat to whoever leads, and as it is posted to their channel."""

from datetime import date

from commands.digests.counting import week_of
from commands.digests.leaders_card import card
from commands.domain.leaders_week import monday
from commands.domain.privacy.reach import LEADERS
from commands.domain.school import School
from commands.kit import Ask, Card, Records, Reply, command
from commands.kit.ports.measures import WeekShown


async def weekly(school: School, today: date, records: Records) -> Card:
    """The card of the week of `today`, as it is sent to the leadership channel. Nothing is written.

    A week that has been shown already is shown as it was: its figures are taken once.
    """
    return (await _shown(school, today, records)).card


async def keep_week(school: School, today: date, records: Records) -> Card:
    """The same card, and the week is kept: for whoever asks again in it, and for the weeks that compare themselves
    with it. To be called in the transaction in which the card is handed over for posting."""
    shown = await _shown(school, today, records)
    await records.save(shown)
    return shown.card


@command("leadership summary", LEADERS, "See the week in numbers, as leaders are sent it", look=True)
async def leadership_summary(ask: Ask, records: Records) -> Reply:
    """What the SENCO reads here is in steps too: it is the card that is sent. It is a look; only that these were the
    week's figures is kept, as if they had been posted."""
    return Reply("The week in numbers. It names nobody.", await keep_week(ask.school, ask.today, records))


async def _shown(school: School, today: date, records: Records) -> WeekShown:
    week = monday(today)
    kept = (await records.measures.shown([week])).get(week)
    if kept:
        return kept
    now = await week_of(school, today, records)
    return WeekShown(school.id, week, now.step, now.figures, card(now))

"""Reminding colleagues and closing a round robin: by the clock, by the last answer, or by the SENCO."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from commands.domain.entry import local_day
from commands.domain.person import Person
from commands.domain.round_robin import RobinState, RoundRobin, View, waited_for
from commands.kit import SENCO_CHANNEL, Ask, Notice, Records, Reply
from commands.kit.clockwork import ClockAsk, Duty, Turn, by_the_clock
from commands.round_robins.cards import reminder, settled, to_senco

CLOSED = "This is closed; nothing is asked of you any more. Thank you."


async def look(robin: RoundRobin, now: datetime, records: Records) -> Turn[RoundRobin]:
    """What the clock does with a round robin at `now` (aware): closes it when its time is over, or its pupil has left;
    reminds those who have not answered; or nothing yet.

    How often it was changed before is part of the ask's key: looked at twice, it is told of once.
    """
    calendar = await records.calendar()
    pupil, views = await records.pupil(robin.pupil_id), await records.round_robins.views(robin.reference)
    key = f"round-robin:{robin.school_id}:{robin.reference}:{robin.version}"
    ask = by_the_clock(records.school, now, "round robin", key, robin.reference)
    if pupil is None or pupil.has_left or robin.is_to_close(now):
        closed = robin.ended(RobinState.CLOSED, local_day(now))
        return Turn(closed, (ClockAsk(ask, partial(_closed, closed, views)),))
    reminded = robin.reminding(now, calendar)
    after = (reminded or robin).looked_at(now, calendar)
    return Turn(after, (ClockAsk(ask, partial(_reminded, robin, views)),) if reminded else ())


ROUND_ROBINS = Duty("round robins", RoundRobin, look)


async def _closed(closed: RoundRobin, views: Sequence[View], ask: Ask, records: Records) -> Reply:
    notices = await _told(closed, views, records, None)
    return Reply("Closed on its date.", notices=notices, about=closed.reference)


async def _reminded(robin: RoundRobin, views: Sequence[View], ask: Ask, records: Records) -> Reply:
    notices = tuple(reminder(robin, view.person_id) for view in waited_for(views))
    return Reply("Reminded.", notices=notices, about=robin.reference)


async def closing(
    robin: RoundRobin, views: Sequence[View], now: datetime, records: Records, by: Person | None = None
) -> tuple[Notice, ...]:
    """Closes it with these views; what is to be told to whom. `by` is the SENCO who closes it early, who sees the
    summary at once and is not told of it as well."""
    closed = robin.ended(RobinState.CLOSED, local_day(now), by.id if by else "")
    await records.save(closed)
    return await _told(closed, views, records, by)


async def _told(closed: RoundRobin, views: Sequence[View], records: Records, by: Person | None) -> tuple[Notice, ...]:
    told = [settled(closed, view.person_id, CLOSED) for view in waited_for(views)]
    asked_by = await records.person(closed.made_by)
    if asked_by is None or asked_by.left or not asked_by.is_senco:
        told.append(to_senco(closed, SENCO_CHANNEL, views))
    elif by is None or by.id != asked_by.id:
        told.append(to_senco(closed, asked_by.id, views))
    return tuple(told)

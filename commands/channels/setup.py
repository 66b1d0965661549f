"""`senco setup`, `leadership setup`: make the channel they are asked in the school's, and show who can read it."""

from commands.channels.making import made, must_be_fit, questions, wait_for
from commands.domain.privacy.reach import LEADERS, SENCOS
from commands.kit import LEADERSHIP_CHANNEL, SENCO_CHANNEL, Ask, Records, Reply, command


@command("senco setup", SENCOS, "Make this channel the SENCO channel", surveys=True)
async def senco_setup(ask: Ask, records: Records) -> Reply:
    """See `_set_up`."""
    return await _set_up(ask, records, SENCO_CHANNEL)


@command("leadership setup", LEADERS, "Make this channel the leadership channel", surveys=True)
async def leadership_setup(ask: Ask, records: Records) -> Reply:
    """See `_set_up`. The weekly summary begins with the channel; a channel set anew leaves it as it was."""
    return await _set_up(ask, records, LEADERSHIP_CHANNEL)


async def _set_up(ask: Ask, records: Records, name: str) -> Reply:
    """Makes the place of the ask the school's channel of that name, at once when nothing speaks against it; else it
    says what does, and waits. Raises `Refusal` for a place that must not be one."""
    place = await must_be_fit(ask, records)
    channels = await records.channels.held()
    here = channels.get(name)
    known = here.strangers if here and here.where == place.where else ()
    if asked := await questions(records, name, place, channels, known):
        return await wait_for(ask, records, name, place, here, asked)
    return await made(ask, records, name, place, channels)

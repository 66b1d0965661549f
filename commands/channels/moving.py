"""The buttons about channels: use one all the same, put one back, accept readers who are on no staff list."""

from dataclasses import replace

from commands.channels.cards import THE, accept_button, question_card, standing_card
from commands.channels.making import SEEN, made, must_be_fit, questions, wait_for
from commands.domain.channel import Channel, PendingSetup, people, sign_of
from commands.domain.person import Role
from commands.domain.privacy.reach import LEADERS
from commands.kit import (
    CHANNELS,
    LEADERSHIP_CHANNEL,
    SENCO_CHANNEL,
    Ask,
    Notice,
    Place,
    Records,
    Refusal,
    Reply,
    command,
)

OVER = "This waits for no answer any more. Say “senco setup” or “leadership setup” in the channel that is to be used."
SENCOS_OWN = "Only a SENCO may say which the SENCO channel is."
NO_CHANNEL = "There is no such channel any more."


async def _waiting_place(ask: Ask, records: Records) -> Place:
    """The place that what was pressed speaks of, to be looked at anew. Raises `Refusal` when it is over."""
    pending = await _pending(ask, records)
    return Place(pending.face, pending.address, "channel", pending.called)


async def _pending(ask: Ask, records: Records) -> PendingSetup:
    pending = await records.channels.pending(ask.about)
    if pending is None or pending.is_over(ask.now):
        raise Refusal(OVER)
    _must_be_theirs(ask, pending.name)
    return pending


async def _channels_place(ask: Ask, records: Records) -> Place:
    channel = await records.channel(_name(ask))
    _must_be_theirs(ask, _name(ask))
    if channel is None:
        raise Refusal(NO_CHANNEL)
    return Place(channel.face, channel.address, "channel", channel.called)


@command("use channel", LEADERS, surveys=True, where=_waiting_place)
async def use_channel(ask: Ask, records: Records) -> Reply:
    """What `senco setup` or `leadership setup` asked first about, done; or asked again, when that has become something
    else."""
    return await _confirmed(ask, records)


@command("put channel back", LEADERS, surveys=True, where=_waiting_place)
async def put_channel_back(ask: Ask, records: Records) -> Reply:
    """The channel is where it was before it was moved, if that may still be one."""
    return await _confirmed(ask, records, again=True)


async def _confirmed(ask: Ask, records: Records, *, again: bool = False) -> Reply:
    channels = await records.channels.held()
    pending = await _pending(ask, records)
    here = channels.get(pending.name)
    if pending.used and here and here.where == pending.where:
        return Reply(f"That is done already: it is {THE[pending.name]}.")
    place = await must_be_fit(ask, records, "It cannot be put back." if again else "")
    known = {*pending.strangers, *(here.strangers if here and here.where == place.where else ())}
    overtaken = (here.where if here else "") not in (pending.replaces, pending.where)
    if pending.used or overtaken or set(place.strangers) - known:
        asked = await questions(records, pending.name, place, channels, known)
        if asked:
            return await wait_for(ask, records, pending.name, place, here, asked)
    await records.save(replace(pending, used=True))
    return await made(ask, records, pending.name, place, channels, again=again)


@command("accept strangers", LEADERS, surveys=True, where=_channels_place)
async def accept_strangers(ask: Ask, records: Records) -> Reply:
    """The channel is used although people on no staff list can read it: those of whom was told, and no others."""
    name = _name(ask)
    channel = (await records.channels.held()).get(name)
    if channel is None:
        raise Refusal(NO_CHANNEL)
    place = await must_be_fit(ask, records, f"Nothing can be posted to {THE[name]}.")
    if place.where != channel.where:
        raise Refusal("The channel was moved meanwhile.")
    new = set(place.strangers) - set(channel.strangers)
    if new and ask.pressed.part != sign_of(new):
        words = f"{people(len(new))} not on the staff list can read {THE[name]}, and would see {SEEN[name]}."
        return Reply("Nobody has been accepted yet.", question_card(name, (words,), accept_button(name, new)))
    drifted = channel.drift is not None
    trouble = "" if drifted else channel.trouble
    await records.save(
        replace(channel, strangers=place.strangers, drift=None, trouble=trouble, looked_at=ask.now, called=place.name)
    )
    return Reply(f"Accepted: {THE[name]} is used as it is.", notices=await _works_again(records, channel, drifted))


async def _works_again(records: Records, channel: Channel, drifted: bool) -> tuple[Notice, ...]:
    """The card that told the SENCOs of it says now that it is over."""
    if not drifted:
        return ()
    card, subject = standing_card(channel.name, ""), await records.channels.told_under(channel.name)
    return tuple(Notice(s.id, card, subject) for s in await records.staff(Role.SENCO))


def _name(ask: Ask) -> str:
    name = ask.pressed.which
    return name if name in CHANNELS else SENCO_CHANNEL


def _must_be_theirs(ask: Ask, name: str) -> None:
    if name != LEADERSHIP_CHANNEL and ask.person.role is not Role.SENCO:
        raise Refusal(SENCOS_OWN)

"""What comes before a place is made a school's channel, and the making of it: asking first, telling the others."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import replace

from commands.channels.cards import THE, moved_card, question_card, readers_card, standing_card
from commands.domain.channel import Channel, PendingSetup, Unfit, people
from commands.domain.days.dates import day
from commands.domain.digest import DigestKind
from commands.domain.person import LEADS, Role
from commands.kit import (
    LEADERSHIP_CHANNEL,
    SENCO_CHANNEL,
    Ask,
    Button,
    Card,
    Notice,
    Place,
    Records,
    Refusal,
    Reply,
)

TO_SENCOS = (Button("Digest time", "digest time"), Button("Preview", "digest preview"))
TO_LEADERS = (Button("Summary time", "summary time"), Button("Preview", "leadership summary"))
SEEN = {SENCO_CHANNEL: "that a referral exists", LEADERSHIP_CHANNEL: "the school's figures"}
"""What everybody who reads a channel gets to know there."""
NOT_YET = "Nothing has been changed yet."


async def must_be_fit(ask: Ask, records: Records, because: str = "") -> Place:
    """The place that was surveyed. Raises `Refusal` for one that must not be a channel of the school's: after
    `because`, of a place that was one; without, of the one the ask was made in."""
    place = ask.place
    assert place  # noqa: S101 - the dispatcher has surveyed it
    unfit = Unfit.ANOTHERS if await records.channels.is_anothers(place.where) else place.unfit
    if unfit:
        raise Refusal(f"{because} {unfit.drifted()}" if because else unfit.at_setup)
    return place


async def questions(
    records: Records, name: str, place: Place, channels: Mapping[str, Channel], known: Collection[str]
) -> list[str]:
    """What must be said before the place is made the channel of that name, a sentence each; nothing when it may be at
    once. `known` are the readers on no staff list of whom it has been said already."""
    found = []
    here, other = channels.get(name), next((c for c in channels.values() if c.name != name), None)
    if here and here.where != place.where:
        found.append(await _replaced(records, here))
    if other and other.where == place.where and not (here and here.where == place.where):
        found.append(f"This is {THE[other.name]} already: everybody in it would see {SEEN[name]}.")
    if new := set(place.strangers) - set(known):
        found.append(
            f"{people(len(new))} not on the staff list can read it, and would see {SEEN[name]}. No pupil is ever "
            "named there. Take them out and say this again, or accept them."
        )
    return found


async def _replaced(records: Records, here: Channel) -> str:
    who = (await records.names(here.set_by)).get(here.set_by, "")
    called = f" (“{here.called}”)" if here.called else ""
    by = (f" by {who}" if who else "") + (f" on {day(here.set_on)}" if here.set_on else "")
    return f"It would replace {THE[here.name]}{called}{f', set up{by}' if by else ''}."


async def wait_for(
    ask: Ask, records: Records, name: str, place: Place, here: Channel | None, asked: Collection[str]
) -> Reply:
    """Keeps what was asked for until somebody presses, for a day; nothing is made yet."""
    pending = PendingSetup(
        ask.school.id, _id(ask), name, place.face, place.address, place.name, place.strangers,
        here.where if here else "", ask.person.id, ask.now,
    )  # fmt: skip
    await records.save(pending)
    return Reply(NOT_YET, question_card(name, asked, Button("Use it all the same", "use channel", pending.id)))


async def made(
    ask: Ask, records: Records, name: str, place: Place, channels: Mapping[str, Channel], *, again: bool = False
) -> Reply:
    """Makes the place the channel. When it was another before, that can be put back for a day, and the other SENCOs
    are told. `again`: it is one that is put back."""
    was = channels.get(name)
    await records.save(
        Channel(
            ask.school.id, name, place.face, place.address, place.name, ask.person.id, ask.today,
            strangers=place.strangers, looked_at=ask.now,
        )
    )  # fmt: skip
    notices: tuple[Notice, ...] = ()
    sencos = await records.staff(Role.SENCO)
    back = None
    if was and was.where != place.where:
        back = PendingSetup(
            ask.school.id, _id(ask), name, was.face, was.address, was.called, was.strangers, place.where,
            ask.person.id, ask.now,
        )  # fmt: skip
        await records.save(back)
        card = moved_card(name, ask.person.name, ask.now, back.id)
        notices += tuple(Notice(senco.id, card) for senco in sencos if senco.id != ask.person.id)
    if was and was.trouble:
        card, subject = standing_card(name, ""), await records.channels.told_under(name)
        notices += tuple(Notice(senco.id, card, subject) for senco in sencos)
    words, card = await _said(ask, records, name, place, first=was is None, again=again)
    if back:
        card = replace(card, buttons=(*card.buttons, Button("Put it back", "put channel back", back.id)))
    return Reply(words, card, notices)


async def _said(ask: Ask, records: Records, name: str, place: Place, *, first: bool, again: bool) -> tuple[str, Card]:
    now = "again" if again else "now"
    if name == SENCO_CHANNEL:
        daily = await records.digests.schedule(DigestKind.DAILY)
        when = f" The daily digest comes on school days at {daily.at:%H:%M}." if daily.active else ""
        card = readers_card(place, {Role.SENCO}, SEEN[name], TO_SENCOS, daily)
        return f"This is {now} the SENCO channel. Referrals are announced here.{when}", card
    weekly = await records.digests.schedule(DigestKind.WEEKLY)
    if first:
        weekly = weekly.begun(ask.now)
        await records.save(weekly)
    when = f" The weekly summary comes on {weekly.weekday} at {weekly.at:%H:%M}." if weekly.active else ""
    card = readers_card(place, LEADS, SEEN[name], TO_LEADERS, weekly)
    return f"This is {now} the leadership channel.{when} It holds counts and names no pupil.", card


def _id(ask: Ask) -> str:
    """The id of what waits because of this ask: the same when the ask arrives again."""
    return hashlib.sha256(ask.key.encode()).hexdigest()[:20]

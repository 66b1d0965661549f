"""`senco setup`, `leadership setup`: make the channel they are asked in the school's, and show who can read it."""

from collections import Counter
from collections.abc import Collection

from commands.domain.channel import Channel
from commands.domain.digest import DigestKind, Schedule
from commands.domain.person import Role
from commands.domain.reach import LEADERS, SENCOS
from commands.kit import (
    LEADERSHIP_CHANNEL,
    SENCO_CHANNEL,
    Ask,
    Button,
    Card,
    Facts,
    Place,
    Prose,
    Records,
    Refusal,
    Reply,
    command,
)
from commands.kit.cards import Part

LEADS = frozenset({Role.LEADERSHIP, Role.SENCO})
TO_SENCOS = (Button("Digest time", "digest time"), Button("Preview", "digest preview"))
TO_LEADERS = (Button("Summary time", "summary time"), Button("Preview", "leadership summary"))


@command("senco setup", SENCOS, "Make this channel the SENCO channel", surveys=True)
async def senco_setup(ask: Ask, records: Records) -> Reply:
    place = await _made(ask, records, SENCO_CHANNEL)
    daily = await records.digests.schedule(DigestKind.DAILY)
    when = f" The daily digest comes on school days at {daily.at:%H:%M}." if daily.active else ""
    card = readers_card(place, {Role.SENCO}, "that a referral exists", TO_SENCOS, daily)
    return Reply(f"This is now the SENCO channel. Referrals are announced here.{when}", card)


@command("leadership setup", LEADERS, "Make this channel the leadership channel", surveys=True)
async def leadership_setup(ask: Ask, records: Records) -> Reply:
    """The weekly summary begins with the channel; a channel set anew leaves it as it was."""
    first = await records.channel(LEADERSHIP_CHANNEL) is None
    place = await _made(ask, records, LEADERSHIP_CHANNEL)
    weekly = await records.digests.schedule(DigestKind.WEEKLY)
    if first:
        weekly = weekly.begun(ask.now)
        await records.save(weekly)
    when = f" The weekly summary comes on {weekly.weekday} at {weekly.at:%H:%M}." if weekly.active else ""
    card = readers_card(place, LEADS, "the school's figures", TO_LEADERS, weekly)
    return Reply(f"This is now the leadership channel.{when} It holds counts and names no pupil.", card)


async def _made(ask: Ask, records: Records, name: str) -> Place:
    """Makes the place of the ask the school's channel of that name. Raises `Refusal` for a public one."""
    place = ask.place
    assert place  # noqa: S101 - the dispatcher has surveyed it
    if place.public:
        raise Refusal(
            "This channel is public: anyone at the school could read it. "
            "Make it private, or say this in a private channel."
        )
    await records.save(
        Channel(ask.school.id, name, place.face, place.address, place.name, set_by=ask.person.id, set_on=ask.today)
    )
    return place


def readers_card(
    place: Place, expected: Collection[Role], what: str, buttons: tuple[Button, ...], digest: Schedule
) -> Card:
    """Who can read a channel, by what the staff list says they are, and what its digest holds. Of anybody but the
    `expected` it is asked whether they should know `what`."""
    roles = Counter(person.role for person in place.readers)
    facts = [(role.label, str(roles[role])) for role in Role if roles[role]]
    facts.append(("Not on the staff list", str(place.strangers)))
    words = []
    if place.strangers or set(roles) - set(expected):
        words.append(f"Check that everyone here should know {what}. No pupil is ever named here.")
    if place.public is None:
        words.append("This platform does not tell a bot whether a team is public: check that this one is private.")
    held = Prose(digest.holds, f"In the {digest.kind.in_sentence}")
    parts: tuple[Part, ...] = (Facts(tuple(facts)), *(Prose(w) for w in words), held)
    return Card("Who can read this channel", parts, buttons)

"""`senco setup`: makes the channel it is asked in the school's SENCO channel, and shows who can read it."""

from collections import Counter

from commands.domain.channel import Channel
from commands.domain.person import SENCO, Role
from commands.kit import SENCO_CHANNEL, Ask, Card, Facts, Place, Prose, Records, Refusal, Reply, command


@command("senco setup", "Make this channel the SENCO channel", only=SENCO, surveys=True)
async def senco_setup(ask: Ask, records: Records) -> Reply:
    place = ask.place
    assert place  # noqa: S101 - the dispatcher has surveyed it
    if place.public:
        raise Refusal(
            "This channel is public: anyone at the school could read it. "
            "Make it private, or say this in a private channel."
        )
    await records.save(
        Channel(
            ask.school.id, SENCO_CHANNEL, place.face, place.address, place.name, set_by=ask.person.id, set_on=ask.today
        )
    )
    return Reply("This is now the SENCO channel. Referrals are announced here.", readers_card(place))


def readers_card(place: Place) -> Card:
    """Who can read a channel, by what the staff list says they are."""
    roles = Counter(person.role for person in place.readers)
    facts = [(role.label, str(roles[role])) for role in Role if roles[role]]
    facts.append(("Not on the staff list", str(place.strangers)))
    words = []
    if place.strangers or set(roles) - {Role.SENCO}:
        words.append("Check that everyone here should know that a referral exists. No pupil is ever named here.")
    if place.public is None:
        words.append("This platform does not tell a bot whether a team is public: check that this one is private.")
    return Card("Who can read this channel", (Facts(tuple(facts)), *(Prose(w) for w in words)))

"""What a conversation of Teams' is, who can read it, and which activities tell that this has changed."""

from collections.abc import Mapping
from typing import Any

from chatops.faces import Identity, Inside, Readers, Undeliverable
from chatops.teams.api import AWAY, Connector
from chatops.teams.read import Json, conversation, part, text
from commands.domain.channel import Unfit
from commands.kit import Place

TELLS = ("conversationUpdate", "installationUpdate")
"""Activities that tell of members who came or went, of a channel or a team that was renamed, archived, deleted or
shared, and of the bot that was added or taken out (learn.microsoft.com, "Conversation events in your Teams bot")."""
SHARED = "shared"
PRIVATE = "private"


async def readers(connector: Connector, place: Place) -> Readers:
    """Who can read a conversation; see `Face`. A channel of a team is asked itself, whatever kind it is: the team's
    list of channels leaves private ones out. Teams tells a bot nothing of whether a team is public, so that `public`
    is None where no kind says otherwise. Raises `Undeliverable`."""
    where, called = place.address, place.name
    at, team = str(where.get("conversation", "")), str(where.get("team", ""))
    public = place.public if team else False
    if place.unfit:
        return Readers(called, public, unfit=place.unfit)
    listed: list[Json] | None = None
    try:
        if team:
            listed = await _listed(connector, where, team)
            here = next((channel for channel in listed or () if channel.get("id") == at), {})
            called = text(here, "name") or called or ("General" if at == team else "")
            if text(here, "type") == SHARED:
                return Readers(called, public, unfit=Unfit.INDIRECT)
            public = False if text(here, "type") == PRIVATE else public
        members = await (connector.roster(where, at) if team else connector.members(where, at))
    except Undeliverable as failure:
        if failure.permanent and failure.of_place:
            return Readers(called, public, unfit=Unfit.NOT_IN if listed is None else Unfit.NOT_IN_ITSELF)
        raise
    people = [m for m in members if not text(m, "id").startswith("28:")]  # 28: is a bot
    if not people:
        raise Undeliverable(AWAY)  # an answer that holds nobody is none: somebody is always there
    return Readers(called, public, tuple(identity(m, str(where.get("tenant", ""))) for m in people))


def identity(member: Json, of_tenant: str) -> Identity:
    """Who a member of a conversation is, and the address their tenant vouches for: the name they sign in with.

    Not their `email`: that is Entra's attribute `mail`, which may hold any address and is proved by nobody, whereas a
    user principal name ends in a domain the tenant has proved to be its own (learn.microsoft.com, "Migrate away from
    using email claims for user identification or authorization"). Nobody is vouched for of whom the list does not say
    that they are a user of this tenant: Teams gives a guest's address as their own organisation wrote it.
    """
    user = text(member, "aadObjectId") or text(member, "objectId") or text(member, "id")
    role, of, name = (text(member, field) for field in ("userRole", "tenantId", "userPrincipalName"))
    if role != "user" or not of or of.lower() != of_tenant.lower() or not name or "#EXT#" in name.upper():
        return Identity(user)
    return Identity(user, (name,))


async def _listed(connector: Connector, where: Mapping[str, Any], team: str) -> list[Json] | None:
    """What the team lists of its channels, which leaves private ones out; None where it is not for the bot to see."""
    try:
        return list(await connector.channels(where, team))
    except Undeliverable as failure:
        if failure.permanent and failure.of_place:
            return None  # whether the bot is in the channel itself its own roster tells
        raise


async def heard(inside: Inside, activity: Json) -> None:
    """An activity: when it tells of a change of a channel or a team, that is looked at again."""
    if text(activity, "type") not in TELLS:
        return
    data = part(activity, "channelData")
    channel = part(data, "channel")
    hints = {text(channel, "id"): text(channel, "name"), text(part(data, "team"), "id"): "", conversation(activity): ""}
    for hint, called in hints.items():
        if hint:
            await inside.place_changed("teams", hint, called)

"""Who somebody is on Slack, whether Slack vouches for their e-mail, and who can read a conversation."""

import asyncio
from collections.abc import Mapping
from typing import Any

from chatops.faces import Heard, Identity, Readers, Undeliverable
from chatops.slack.api import Api, Refused, undeliverable
from chatops.slack.text import JSON
from commands.kit import Place, Refusal

INVITE = "Invite me to this channel first: type /invite and my name in it, then say it again."
TOO_MANY = "More than {most} people can read this channel. Choose a smaller one for referrals."
NO_ANSWER = "Slack did not say who can read this channel. Please try again in a minute."
MOST_READERS = 500
AT_ONCE = 5
PATIENCE = 30.0
"""Seconds to wait in all for Slack's limit of about 100 users.info a minute."""
STRANGERS = ("user_not_found", "user_not_visible", "users_not_found")


async def identify(api: Api, heard: Heard) -> Identity:
    """The e-mail Slack vouches for. Raises `Undeliverable` when Slack does not answer.

    Nobody's, when the ask comes from another workspace than the token's, or its organisation: Slack's id of a person
    means something in their own workspace alone. Nothing is remembered here, so somebody just invited is known at their
    next ask.
    """
    try:
        us = await api.us()
        if not is_ours(heard, us):
            return Identity(heard.user)
        info = (await api.call("users.info", user=heard.user, patience=2))["user"]
    except Refused as refused:
        if refused.code in STRANGERS:
            return Identity(heard.user)
        raise undeliverable(refused) from None
    return Identity(heard.user, vouched(info, us))


def is_ours(heard: Heard, us: Mapping[str, Any]) -> bool:
    """Whether an ask comes from the workspace `us` (`auth.test`) belongs to, or from one of the same organisation."""
    team, organisation = us.get("team_id"), us.get("enterprise_id")
    return bool((team and heard.team == team) or (organisation and heard.org == organisation))


def vouched(info: JSON, us: Mapping[str, Any]) -> tuple[str, ...]:
    """The e-mail in `users.info`, if our own workspace stands behind it.

    Not for bots, accounts switched off, guests, an address not yet confirmed, or a member of another organisation
    seen through a shared channel: whoever runs that workspace could put any address there.
    """
    email = str((info.get("profile") or {}).get("email") or "")
    not_staff = ("deleted", "is_bot", "is_app_user", "is_stranger", "is_restricted", "is_ultra_restricted")
    if not email or any(info.get(mark) for mark in not_staff) or info.get("is_email_confirmed") is False:
        return ()
    enterprise = (info.get("enterprise_user") or {}).get("enterprise_id")
    same_team = bool(us.get("team_id")) and info.get("team_id") == us.get("team_id")
    same_enterprise = bool(enterprise) and enterprise == us.get("enterprise_id")
    return (email,) if same_team or same_enterprise else ()


async def readers(api: Api, place: Place) -> Readers:
    """Who can read a conversation. Raises `Refusal` with what to do when Slack will not say."""
    channel = str(place.address["channel"])
    try:
        info = (await api.call("conversations.info", channel=channel, patience=PATIENCE))["channel"]
        public = not any(info.get(mark) for mark in ("is_private", "is_im", "is_mpim"))
        called = str(info.get("name") or place.name)
        if public and not info.get("is_member"):
            return Readers(called, public, ())
        ids = await _members(api, channel)
        people = await _people(api, ids)
    except Refused as refused:
        if refused.code in ("channel_not_found", "not_in_channel"):
            raise Refusal(INVITE) from None
        raise Refusal(str(undeliverable(refused))) from None
    except Undeliverable:
        raise Refusal(NO_ANSWER) from None
    return Readers(called, public, people)


async def find(api: Api, email: str) -> dict[str, str] | None:
    """Where to reach somebody by e-mail, if Slack vouches for it. Raises `Undeliverable`."""
    try:
        us = await api.us()
        info = (await api.call("users.lookupByEmail", email=email))["user"]
    except Refused as refused:
        if refused.code in STRANGERS:
            return None
        raise undeliverable(refused) from None
    return {"team": str(us["team_id"]), "channel": str(info["id"])} if vouched(info, us) else None


async def _members(api: Api, channel: str) -> list[str]:
    ids: list[str] = []
    cursor = ""
    while True:
        answer = await api.call("conversations.members", channel=channel, limit=200, cursor=cursor, patience=PATIENCE)
        ids += answer["members"]
        cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
        if len(ids) > MOST_READERS:
            raise Refusal(TOO_MANY.format(most=MOST_READERS))
        if not cursor:
            return ids


async def _people(api: Api, ids: list[str]) -> tuple[Identity, ...]:
    us = await api.us()
    room = asyncio.Semaphore(AT_ONCE)

    async def person(id: str) -> Identity | None:
        async with room:
            try:
                info = (await api.call("users.info", user=id, patience=PATIENCE))["user"]
            except Refused as refused:
                if refused.code in STRANGERS:
                    return Identity(id)  # somebody of another organisation: they can read it all the same
                raise
        is_person = not (info.get("is_bot") or info.get("deleted") or id == "USLACKBOT")
        return Identity(id, vouched(info, us)) if is_person else None

    found = await asyncio.gather(*(person(id) for id in ids))
    return tuple(identity for identity in found if identity)

"""Who somebody is on Slack, and whether Slack vouches for their e-mail."""

from collections.abc import Mapping
from typing import Any

from chatops.faces import Heard, Identity
from chatops.slack.api import Api, Refused, undeliverable
from chatops.slack.text import JSON

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
    _must_show_emails(info, us)
    return Identity(heard.user, vouched(info, us))


def _must_show_emails(info: JSON, us: Mapping[str, Any]) -> None:
    """Raises `Undeliverable` where no e-mail is shown because the app may see none: that somebody is on no staff list
    would be untrue of everybody."""
    scopes = str(us.get("scopes") or "").replace(" ", "").split(",")
    if not (info.get("profile") or {}).get("email") and scopes != [""] and "users:read.email" not in scopes:
        raise undeliverable(Refused("users.info", "missing_scope"))


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

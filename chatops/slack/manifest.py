"""The Slack app's manifest, filled in for one school's bot."""

from typing import Any

from chatops.about import ManifestAsk
from chatops.manifests import ADDRESS, NotUsable, as_text, checked_address, replaced, template


def manifest(base_url: str | None) -> dict[str, Any]:
    """The Slack app's manifest, for a bot reached at `base_url`, or by Socket Mode when that is None.

    Raises `NotUsable`. By Socket Mode Slack is given no addresses ("App manifest reference", settings).
    """
    written = template("slack")
    if base_url is not None:
        filled: dict[str, Any] = replaced(written, ADDRESS, checked_address(base_url))
        return filled
    written["settings"]["socket_mode_enabled"] = True
    written["settings"]["interactivity"] = {"is_enabled": True}
    written["settings"]["event_subscriptions"].pop("request_url")
    for command in written["features"]["slash_commands"]:
        command.pop("url")
    return written


def asked_for(asked: ManifestAsk) -> bytes:
    """The manifest as a file (JSON). Raises `NotUsable`."""
    if bool(asked.given.get("socket_mode")) == (asked.base_url is not None):
        raise NotUsable("Give --base-url https://… for Slack over HTTP, or --socket-mode; one of the two.")
    return as_text(manifest(asked.base_url)).encode()

"""The files an administrator uploads to Slack and Teams, filled in for one school's bot."""

import io
import json
import re
import zipfile
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

ADDRESS = "https://bot.example.org"
"""What stands in the files for the bot's own address."""
APP_ID = "00000000-0000-0000-0000-000000000000"
GUID = re.compile(r"[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
ICONS = ("colour.png", "outline.png")
DEVELOPER = 32
"""Characters a developer's name may have (Teams app manifest schema)."""


class NotUsable(Exception):
    """What was given cannot stand in a manifest. The message says what is wanted."""


def slack(base_url: str | None) -> dict[str, Any]:
    """The Slack app's manifest, for a bot reached at `base_url`, or by Socket Mode when that is None.

    Raises `NotUsable`. By Socket Mode Slack is given no addresses ("App manifest reference", settings).
    """
    manifest: dict[str, Any] = json.loads(_file("slack", "manifest.json"))
    if base_url is not None:
        filled: dict[str, Any] = _replaced(manifest, ADDRESS, checked_address(base_url))
        return filled
    manifest["settings"]["socket_mode_enabled"] = True
    manifest["settings"]["interactivity"] = {"is_enabled": True}
    manifest["settings"]["event_subscriptions"].pop("request_url")
    for command in manifest["features"]["slash_commands"]:
        command.pop("url")
    return manifest


def teams(base_url: str, app_id: str, *, developer: str = "", website: str = "", privacy: str = "") -> dict[str, Any]:
    """The Teams app's manifest for the bot with this application id. Raises `NotUsable`.

    `developer` is who Teams says made the app, `website` and `privacy` their pages; the bot's own address by default.
    """
    if not GUID.fullmatch(app_id):
        raise NotUsable("The application id is five groups of letters and digits, such as 1a2b3c4d-….")
    if len(developer) > DEVELOPER:
        raise NotUsable(f"The developer's name may have at most {DEVELOPER} characters.")
    manifest: dict[str, Any] = _replaced(
        json.loads(_file("teams", "manifest.json")), ADDRESS, checked_address(base_url)
    )
    manifest = _replaced(manifest, APP_ID, app_id.lower())
    makers = manifest["developer"]
    makers["name"] = developer or makers["name"]
    if website:
        makers["websiteUrl"] = makers["privacyUrl"] = makers["termsOfUseUrl"] = checked_address(website)
    if privacy:
        makers["privacyUrl"] = checked_address(privacy)
    return manifest


def package(manifest: dict[str, Any]) -> bytes:
    """The zip that Teams takes: the manifest and its two icons. The same manifest gives the same bytes."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in (("manifest.json", as_text(manifest).encode()), *((n, icon(n)) for n in ICONS)):
            packed.writestr(zipfile.ZipInfo(name), content)
    return held.getvalue()


def icon(name: str) -> bytes:
    """One of the two icons (PNG)."""
    return _file("teams", name)


def as_text(manifest: dict[str, Any]) -> str:
    return json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"


def checked_address(url: str) -> str:
    """An https address as the platforms take it, without the slash at its end. Raises `NotUsable`."""
    try:
        parts = urlsplit(url.strip())
        good = parts.scheme == "https" and bool(parts.hostname) and "." in (parts.hostname or "") and not parts.query
    except ValueError:
        good = False
    if not good:
        raise NotUsable("The address must begin with https:// and be one that the platform can reach from outside.")
    return url.strip().rstrip("/")


def _file(*path: str) -> bytes:
    return files("manifests").joinpath(*path).read_bytes()


def _replaced(value: Any, old: str, new: str) -> Any:
    """A copy of a JSON value with `old` replaced by `new` in every text."""
    if isinstance(value, dict):
        return {key: _replaced(item, old, new) for key, item in value.items()}
    if isinstance(value, list):
        return [_replaced(item, old, new) for item in value]
    return value.replace(old, new) if isinstance(value, str) else value

"""What the files an administrator uploads have in common: where they lie, and how they are filled in for one bot."""

import json
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

ADDRESS = "https://bot.example.org"
"""What stands in the files for the bot's own address."""


class NotUsable(Exception):
    """What was given cannot stand in a manifest. The message says what is wanted."""


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


def template(platform: str) -> dict[str, Any]:
    """A platform's manifest as it lies here, to be filled in."""
    read: dict[str, Any] = json.loads(file(platform, "manifest.json"))
    return read


def file(*path: str) -> bytes:
    return files("manifests").joinpath(*path).read_bytes()


def replaced(value: Any, old: str, new: str) -> Any:
    """A copy of a JSON value with `old` replaced by `new` in every text."""
    if isinstance(value, dict):
        return {key: replaced(item, old, new) for key, item in value.items()}
    if isinstance(value, list):
        return [replaced(item, old, new) for item in value]
    return value.replace(old, new) if isinstance(value, str) else value

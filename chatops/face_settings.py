"""What the settings of a face are written with: where the service listens, and how they are looked at."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel, Field, SecretStr

from chatops.about import listed
from chatops.admitting.loopback import is_loopback


class Listening(BaseModel):
    """Where the service listens, which every face may need to know."""

    host: str = Field(
        default="127.0.0.1", description="The address the service listens on; keep it behind a TLS proxy."
    )
    port: int = Field(default=3978, ge=0, le=65535, description="The port the service listens on.")


def secret(value: SecretStr | None) -> str:
    """A secret as it stands, "" for one that is not set."""
    return value.get_secret_value() if value else ""


def unsafe(settings: BaseModel, *names: str) -> Iterator[str]:
    """A sentence for each of these addresses to which a secret would go in the clear."""
    for name in names:
        if not _safe(getattr(settings, name)):
            yield f"{name.upper()} must be an https:// address (http:// only on this machine)."


def half(title: str, settings: Any, *needed: str) -> Iterator[str]:
    """A sentence when some of what belongs together is missing."""
    missing = [name.upper() for name in needed if not getattr(settings, name)]
    if missing and len(missing) < len(needed):
        verb = "is" if len(missing) == 1 else "are"
        yield f"{title} is half set up: {listed(missing, 'and')} {verb} missing."


def _safe(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or ""))
    except ValueError:
        return False

"""E-mail's settings."""

import re
from collections.abc import Iterator
from typing import Literal

from pydantic import Field, SecretStr

from chatops.admitting.loopback import is_loopback
from chatops.face_settings import Listening, half

ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+")
"""An address that any mail server takes (RFC 5321, without quoted and international ones)."""


class MailSettings(Listening):
    """What is set for e-mail."""

    mail_host: str | None = Field(
        default=None, description="E-mail, for staff whom no platform reaches: the server it is handed to (SMTP)."
    )
    mail_port: int = Field(
        default=587, ge=1, le=65535, description="E-mail: that server's port; mostly 587, and 465 with tls."
    )
    mail_user: str | None = Field(default=None, description="E-mail: the account the bot signs in with there.")
    mail_password: SecretStr | None = Field(default=None, description="E-mail: that account's password.")
    mail_from: str | None = Field(
        default=None, description="E-mail: the address it is sent from, such as senco-bot@school.example."
    )
    mail_security: Literal["starttls", "tls", "none"] = Field(
        default="starttls",
        description="E-mail: how the way to that server is encrypted: starttls, tls, or none, which only a server on "
        "this machine may have.",
    )


def wrong(settings: MailSettings) -> Iterator[str]:
    """See `About.wrong`."""
    yield from half("E-mail", settings, "mail_host", "mail_user", "mail_password", "mail_from")
    if settings.mail_from and not ADDRESS.fullmatch(settings.mail_from):
        yield "MAIL_FROM must be one e-mail address, such as senco-bot@school.example."
    if settings.mail_security == "none" and settings.mail_host and not is_loopback(settings.mail_host):
        yield (
            "MAIL_SECURITY=none sends the password and every e-mail unencrypted: set it to starttls or tls, or "
            "MAIL_HOST to this machine."
        )

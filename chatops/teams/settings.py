"""Teams' settings."""

import re
from collections.abc import Iterator

from pydantic import Field, SecretStr, field_validator

from chatops.admitting.loopback import is_loopback
from chatops.face_settings import Listening, half, unsafe

LOGIN = "https://login.microsoftonline.com"
OPENID = "https://login.botframework.com/v1/.well-known/openidconfiguration"


EXAMPLE = "1f0c2f3e-7d46-4b8a-9c15-0a6b3d9e4f21"
ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class TeamsSettings(Listening):
    """What is set for Teams."""

    teams_app_id: str | None = Field(
        default=None, description="Teams: the bot's application (client) id in Microsoft Entra."
    )
    teams_app_password: SecretStr | None = Field(
        default=None, description="Teams: a client secret of that application."
    )
    teams_tenant_id: str | None = Field(
        default=None,
        description="Teams: the id of the school's Microsoft 365 tenant; people of other tenants are refused.",
    )
    teams_openid_url: str = Field(
        default=OPENID,
        description="Where the keys that sign Teams' requests are published; change it only to test.",
    )
    teams_login_url: str = Field(
        default=LOGIN,
        description="Where Microsoft gives the bot the token it posts with; change it only to test.",
    )
    teams_anonymous: bool = Field(
        default=False,
        description="Teams without keys, for trying it with a local playground: unsigned requests are accepted; "
        "only on a loopback HOST.",
    )

    @field_validator("teams_app_id", "teams_tenant_id")
    @classmethod
    def _as_microsoft_writes_it(cls, id: str | None) -> str | None:
        """An id as it stands in tokens and activities: without the braces some tools print, in small letters."""
        return id.strip().strip("{}").lower() if id else id


def wrong(settings: TeamsSettings) -> Iterator[str]:
    """See `About.wrong`."""
    yield from unsafe(settings, "teams_openid_url", "teams_login_url")
    if not settings.teams_anonymous:
        yield from half("Teams", settings, "teams_app_id", "teams_app_password", "teams_tenant_id")
        for name in ("teams_app_id", "teams_tenant_id"):
            if (id := getattr(settings, name)) and not ID.fullmatch(id):
                yield f"{name.upper()} is no id as Microsoft Entra shows it, such as {EXAMPLE}: copy it from there."
        return
    if not is_loopback(settings.host):
        yield "TEAMS_ANONYMOUS accepts requests from anyone: unset it, or set HOST to 127.0.0.1."
    # Behind a TLS proxy HOST is this machine in earnest, too: a school's own bot is never left open.
    if settings.teams_app_id or settings.teams_app_password:
        yield (
            "TEAMS_ANONYMOUS accepts requests from anyone, so it does not go with a bot that is registered: "
            "unset it, or unset TEAMS_APP_ID and TEAMS_APP_PASSWORD."
        )

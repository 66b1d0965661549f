"""Teams' settings."""

from collections.abc import Iterator

from pydantic import Field, SecretStr

from chatops.admitting.loopback import is_loopback
from chatops.face_settings import Listening, half, unsafe

LOGIN = "https://login.microsoftonline.com"
OPENID = "https://login.botframework.com/v1/.well-known/openidconfiguration"


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


def wrong(settings: TeamsSettings) -> Iterator[str]:
    """See `About.wrong`."""
    yield from unsafe(settings, "teams_openid_url", "teams_login_url")
    if not settings.teams_anonymous:
        yield from half("Teams", settings, "teams_app_id", "teams_app_password", "teams_tenant_id")
        return
    if not is_loopback(settings.host):
        yield "TEAMS_ANONYMOUS accepts requests from anyone: unset it, or set HOST to 127.0.0.1."
    # Behind a TLS proxy HOST is this machine in earnest, too: a school's own bot is never left open.
    if settings.teams_app_id or settings.teams_app_password:
        yield (
            "TEAMS_ANONYMOUS accepts requests from anyone, so it does not go with a bot that is registered: "
            "unset it, or unset TEAMS_APP_ID and TEAMS_APP_PASSWORD."
        )

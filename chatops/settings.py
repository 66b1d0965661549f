"""The settings: read from the environment or `.env`, checked together, refused with sentences that say what to do."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from chatops.loopback import is_loopback
from storage.keys import is_key

ENV_FILE = ".env"
TOKEN = 16
"""Characters METRICS_TOKEN must have."""
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
POSTGRESQL = re.compile(r"(?:[^\s/?#@:]+(?::[^\s/?#@:]*)?@)?(?:\[[0-9a-fA-F:.]+\]|[\w.-]*)(?::\d+)?(?:/\S*)?")
"""What follows postgresql://. Anything looser is read by the database's driver as another host or port than was meant,
and then stands in its complaints, with part of the password."""
SLACK_API = "https://slack.com/api/"
TEAMS_LOGIN = "https://login.microsoftonline.com"
TEAMS_OPENID = "https://login.botframework.com/v1/.well-known/openidconfiguration"


class SettingsError(Exception):
    """The settings cannot be used. `sentences` say why and what to do, one for each fault; they quote no value."""

    def __init__(self, *sentences: str) -> None:
        self.sentences = sentences
        super().__init__(" ".join(sentences))


class Settings(BaseSettings):
    """Everything that can be set. The attribute in capitals is the environment's name; the description is its help."""

    model_config = SettingsConfigDict(
        env_file=ENV_FILE,
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    # Not a SecretStr because it is needed as it stands, but it may hold a password: kept out of `repr`.
    database_url: str = Field(
        default="sqlite:///chatops.db",
        repr=False,
        description="Where everything is kept: sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME.",
    )
    chatops_keys: SecretStr | None = Field(
        default=None,
        description="The keys that seal what staff write, separated by commas: the first seals, all open. "
        "Make one with: chatops key new.",
    )
    chatops_key_file: str | None = Field(
        default=None,
        description="The file the key is kept in when CHATOPS_KEYS is not set; made at the first `chatops migrate`. "
        "Without it: beside the SQLite file, or chatops.key in the working directory.",
    )
    host: str = Field(
        default="127.0.0.1", description="The address the service listens on; keep it behind a TLS proxy."
    )
    port: int = Field(default=3978, ge=0, le=65535, description="The port the service listens on.")
    slack_bot_token: SecretStr | None = Field(
        default=None, description="Slack: the bot token (xoxb-…) from “OAuth & Permissions” of your Slack app."
    )
    slack_signing_secret: SecretStr | None = Field(
        default=None,
        description="Slack over HTTP: the signing secret from “Basic Information”; not needed with Socket Mode.",
    )
    slack_app_token: SecretStr | None = Field(
        default=None,
        description="Slack by Socket Mode: the app-level token (xapp-…); given, no public address is needed.",
    )
    slack_api_url: str = Field(default=SLACK_API, description="Where Slack's Web API is; change it only to test.")
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
        default=TEAMS_OPENID,
        description="Where the keys that sign Teams' requests are published; change it only to test.",
    )
    teams_login_url: str = Field(
        default=TEAMS_LOGIN,
        description="Where Microsoft gives the bot the token it posts with; change it only to test.",
    )
    teams_anonymous: bool = Field(
        default=False,
        description="Teams without keys, for trying it with a local playground: unsigned requests are accepted; "
        "only on a loopback HOST.",
    )
    recheck_minutes: int = Field(
        default=10,
        ge=1,
        le=60,
        description="For how many minutes (1 to 60) is believed what Slack or Teams said of somebody's account, before "
        "it is asked again.",
    )
    metrics_token: SecretStr | None = Field(
        default=None,
        description="Who may read /metrics, and all of what /readyz says: whoever sends this (16 characters or more) "
        "as a bearer token; unset, only this machine itself.",
    )
    clock: datetime | None = Field(
        default=None,
        description="Start the service's clock at this local time (2026-09-14 07:30) and let it run, to try a Monday "
        "on a Friday; only with a trial database (`chatops migrate --trial`) and on a loopback HOST.",
    )
    changes_a_minute: int = Field(
        default=60,
        ge=3,
        le=1_000_000,
        description="How many asks that may change something one person makes in a minute, a third of them at once; "
        "what is over it waits some seconds, and nothing typed is lost.",
    )
    looks_a_minute: int = Field(
        default=300,
        ge=30,
        le=1_000_000,
        description="The same for asks that only look something up, and for searches by name.",
    )
    names_an_hour: int = Field(
        default=150,
        ge=20,
        le=1_000_000,
        description="How many pupils somebody does not teach they are offered by part of a name in an hour, before the "
        "whole name is needed and the SENCO is told; SENCOs are only counted.",
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="How much is logged: DEBUG, INFO, WARNING or ERROR; never what people wrote."
    )

    @classmethod
    def load(cls, environ: Mapping[str, str] | None = None) -> "Settings":
        """The settings of the environment and `.env`, or of `environ` alone when it is given.

        Raises `SettingsError` with a sentence for each thing wrong; no sentence quotes what was set.
        """
        try:
            if environ is None:
                return cls()
            given: dict[str, Any] = {name.lower(): value for name, value in environ.items() if value}
            return _Given(**given)
        except ValidationError as wrong:
            raise SettingsError(*_sentences(wrong)) from None

    def again(self) -> "Settings":
        """The same settings read once more: a token replaced in `.env` is in them. Those that cannot be used are not
        taken."""
        try:
            return Settings.load()
        except SettingsError:
            return self

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys given; none when they are in a file."""
        given = self.chatops_keys.get_secret_value() if self.chatops_keys else ""
        return tuple(key.strip() for key in given.split(",") if key.strip())

    @property
    def slack_on(self) -> bool:
        return self.slack_bot_token is not None

    @property
    def slack_socket_mode(self) -> bool:
        """Whether Slack is reached by a socket this service opens, rather than at an address of ours."""
        return self.slack_app_token is not None

    @property
    def teams_on(self) -> bool:
        return self.teams_anonymous or self.teams_app_id is not None

    @field_validator("log_level", mode="before")
    @classmethod
    def _level(cls, value: Any) -> Any:
        return value.upper() if isinstance(value, str) else value

    @field_validator("clock")
    @classmethod
    def _local(cls, value: datetime | None) -> datetime | None:
        if value is not None and value.tzinfo is not None:
            raise ValueError("a local time has no zone")
        return value and value.replace(tzinfo=ZoneInfo("Europe/London"))

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        sentences = tuple(self._wrong())
        if sentences:
            raise ValueError("\n".join(sentences))
        return self

    def _wrong(self) -> Iterator[str]:
        scheme, _, rest = self.database_url.partition("://")
        if scheme not in ("sqlite", "postgresql") or len(rest) < 2 or (scheme == "sqlite" and not rest.startswith("/")):
            yield "DATABASE_URL must be sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME."
        elif scheme == "postgresql" and not POSTGRESQL.fullmatch(rest):
            yield (
                "DATABASE_URL cannot be read as postgresql://USER:PASSWORD@HOST/NAME. In the password write "
                "%40 for @, %2F for /, %3A for :, %3F for ? and %23 for #."
            )
        if self.chatops_keys and not all(map(is_key, self.keys)):
            yield "CHATOPS_KEYS must be keys made with `chatops key new`, separated by commas."
        if self.chatops_keys and self.chatops_key_file:
            yield "CHATOPS_KEYS and CHATOPS_KEY_FILE are two ways to say the same: unset one."
        for name in ("slack_api_url", "teams_openid_url", "teams_login_url"):
            if not _safe(getattr(self, name)):
                yield f"{name.upper()} must be an https:// address (http:// only on this machine)."
        yield from self._wrong_with_slack()
        yield from self._wrong_with_teams()
        if self.metrics_token and len(self.metrics_token.get_secret_value()) < TOKEN:
            yield f"METRICS_TOKEN must have at least {TOKEN} characters, so that nobody guesses it."
        if self.clock and not is_loopback(self.host):
            yield "CLOCK is for trying things on your own machine: unset it, or set HOST to 127.0.0.1."

    def _wrong_with_slack(self) -> Iterator[str]:
        if not (self.slack_bot_token or self.slack_signing_secret or self.slack_app_token):
            return
        if not self.slack_bot_token:
            yield "Slack is half set up: SLACK_BOT_TOKEN is missing."
        elif not self.slack_bot_token.get_secret_value().startswith("xoxb-"):
            yield "SLACK_BOT_TOKEN must be a bot token, which begins with xoxb-."
        if not (self.slack_signing_secret or self.slack_app_token):
            yield "Slack is half set up: SLACK_SIGNING_SECRET is missing (or SLACK_APP_TOKEN, for Socket Mode)."
        if self.slack_app_token and not self.slack_app_token.get_secret_value().startswith("xapp-"):
            yield "SLACK_APP_TOKEN must be an app-level token, which begins with xapp-."

    def _wrong_with_teams(self) -> Iterator[str]:
        if self.teams_anonymous:
            if not is_loopback(self.host):
                yield "TEAMS_ANONYMOUS accepts requests from anyone: unset it, or set HOST to 127.0.0.1."
            # Behind a TLS proxy HOST is this machine in earnest, too: a school's own bot is never left open.
            if self.teams_app_id or self.teams_app_password:
                yield (
                    "TEAMS_ANONYMOUS accepts requests from anyone, so it does not go with a bot that is registered: "
                    "unset it, or unset TEAMS_APP_ID and TEAMS_APP_PASSWORD."
                )
            return
        needed = ("teams_app_id", "teams_app_password", "teams_tenant_id")
        missing = [name.upper() for name in needed if not getattr(self, name)]
        if missing and len(missing) < len(needed):
            yield f"Teams is half set up: {' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing."


class _Given(Settings):
    """Settings of exactly what is handed over: neither the environment nor `.env` is looked at."""

    def again(self) -> "Settings":
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings,)


WANTED = {
    "port": "PORT must be a whole number from 0 to 65535.",
    "recheck_minutes": "RECHECK_MINUTES must be a whole number from 1 to 60.",
    "teams_anonymous": "TEAMS_ANONYMOUS must be 1 or 0.",
    "changes_a_minute": "CHANGES_A_MINUTE must be a whole number from 3 to 1000000.",
    "looks_a_minute": "LOOKS_A_MINUTE must be a whole number from 30 to 1000000.",
    "names_an_hour": "NAMES_AN_HOUR must be a whole number from 20 to 1000000.",
    "clock": "CLOCK must be a local date and time without a zone, such as 2026-09-14 07:30.",
    "log_level": f"LOG_LEVEL must be one of {', '.join(LEVELS)}.",
}


def _sentences(wrong: ValidationError) -> Iterator[str]:
    """Pydantic's findings in our words; what was set is never repeated, since it may be a secret in the wrong place."""
    for error in wrong.errors(include_url=False, include_context=True, include_input=False):
        if error["loc"]:
            name = str(error["loc"][0])
            yield WANTED.get(name, f"{name.upper()} cannot be read.")
        else:
            yield from str(error["ctx"]["error"]).split("\n")


def _safe(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or ""))
    except ValueError:
        return False

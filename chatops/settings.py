"""The settings: read from the environment or `.env`, checked together, refused with sentences that say what to do."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Literal, Self, get_args, get_origin
from zoneinfo import ZoneInfo

from pydantic import BaseModel, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from chatops.admitting.loopback import is_loopback
from chatops.every_face import FACES, asked_by
from chatops.every_setting import SettingsOfFaces
from storage.sealed.keys import is_key

ENV_FILE = ".env"
TOKEN = 16
"""Characters METRICS_TOKEN must have."""
POSTGRESQL = re.compile(r"(?:[^\s/?#@:]+(?::[^\s/?#@:]*)?@)?(?:\[[0-9a-fA-F:.]+\]|[\w.-]*)(?::\d+)?(?:/\S*)?")
"""What follows postgresql://. Anything looser is read by the database's driver as another host or port than was meant,
and then stands in its complaints, with part of the password."""


class SettingsError(Exception):
    """The settings cannot be used. `sentences` say why and what to do, one for each fault; they quote no value."""

    def __init__(self, *sentences: str) -> None:
        self.sentences = sentences
        super().__init__(" ".join(sentences))


class Keeping(BaseModel):
    """Where everything is kept, and what it is sealed with."""

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


class Settings(SettingsOfFaces, Keeping, BaseSettings):
    """Everything that can be set. The attribute in capitals is the environment's name; the description is its help."""

    model_config = SettingsConfigDict(
        env_file=ENV_FILE,
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    recheck_minutes: int = Field(
        default=10,
        ge=1,
        le=60,
        description=f"For how many minutes (1 to 60) is believed what {asked_by('or')} said of somebody's account, "
        "before it is asked again.",
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
        for face in FACES:
            yield from face.wrong(self)
        if self.metrics_token and len(self.metrics_token.get_secret_value()) < TOKEN:
            yield f"METRICS_TOKEN must have at least {TOKEN} characters, so that nobody guesses it."
        if self.clock and not is_loopback(self.host):
            yield "CLOCK is for trying things on your own machine: unset it, or set HOST to 127.0.0.1."


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
    "clock": "a local date and time without a zone, such as 2026-09-14 07:30",
}


def _wanted(name: str) -> str:
    """What a setting that cannot be read must be."""
    field = Settings.model_fields[name]
    bounds = {
        bound: value
        for rule in field.metadata
        for bound in ("ge", "le")
        if (value := getattr(rule, bound, None)) is not None
    }
    if field.annotation is bool:
        return "1 or 0"
    if get_origin(field.annotation) is Literal:
        return f"one of {', '.join(get_args(field.annotation))}"
    return f"a whole number from {bounds['ge']} to {bounds['le']}" if bounds else WANTED.get(name, "")


def _sentences(wrong: ValidationError) -> Iterator[str]:
    """Pydantic's findings in our words; what was set is never repeated, since it may be a secret in the wrong place."""
    for error in wrong.errors(include_url=False, include_context=True, include_input=False):
        if error["loc"]:
            name = str(error["loc"][0])
            wanted = _wanted(name)
            yield f"{name.upper()} must be {wanted}." if wanted else f"{name.upper()} cannot be read."
        else:
            yield from str(error["ctx"]["error"]).split("\n")

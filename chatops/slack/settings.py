"""Slack's settings."""

from collections.abc import Iterator

from pydantic import Field, SecretStr

from chatops.face_settings import Listening, unsafe

API = "https://slack.com/api/"


class SlackSettings(Listening):
    """What is set for Slack."""

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
    slack_api_url: str = Field(default=API, description="Where Slack's Web API is; change it only to test.")


def wrong(settings: SlackSettings) -> Iterator[str]:
    """See `About.wrong`."""
    yield from unsafe(settings, "slack_api_url")
    if not (settings.slack_bot_token or settings.slack_signing_secret or settings.slack_app_token):
        return
    if not settings.slack_bot_token:
        yield "Slack is half set up: SLACK_BOT_TOKEN is missing."
    elif not settings.slack_bot_token.get_secret_value().startswith("xoxb-"):
        yield "SLACK_BOT_TOKEN must be a bot token, which begins with xoxb-."
    if not (settings.slack_signing_secret or settings.slack_app_token):
        yield "Slack is half set up: SLACK_SIGNING_SECRET is missing (or SLACK_APP_TOKEN, for Socket Mode)."
    if settings.slack_app_token and not settings.slack_app_token.get_secret_value().startswith("xapp-"):
        yield "SLACK_APP_TOKEN must be an app-level token, which begins with xapp-."

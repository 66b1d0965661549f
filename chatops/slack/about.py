"""What Slack says of itself before it is switched on."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, ClassVar

from chatops.about import FaceDescription, ManifestAsk, Within
from chatops.watching.findings import State

if TYPE_CHECKING:
    from chatops.slack.face import SlackFace
    from chatops.slack.settings import SlackSettings


class Slack(FaceDescription["SlackSettings"]):
    """One workspace, by HTTP or by Socket Mode."""

    name = "slack"
    title = "Slack"
    options: ClassVar = {"socket_mode": "Slack: by Socket Mode, which needs no address."}
    uploaded = "At api.slack.com/apps choose “Create New App”, “From a manifest”, and paste it."

    def is_on(self, settings: "SlackSettings") -> bool:
        return settings.slack_bot_token is not None

    def wrong(self, settings: "SlackSettings") -> Iterator[str]:
        from chatops.slack.settings import wrong

        return wrong(settings)

    def standing(self, settings: "SlackSettings") -> tuple[State, str]:
        if not self.is_on(settings):
            return "off", "Off: SLACK_BOT_TOKEN and SLACK_APP_TOKEN (or SLACK_SIGNING_SECRET) are not set."
        how = "HTTP at /slack/events" if self.is_called(settings) else "Socket Mode"
        return "ok", f"Switched on, by {how}."

    def is_called(self, settings: "SlackSettings") -> bool:
        """Not by Socket Mode, where this service opens the socket."""
        return settings.slack_app_token is None

    def make(self, settings: "SlackSettings", again: "Callable[[], SlackSettings]", within: Within) -> "SlackFace":
        from chatops.face_settings import secret
        from chatops.slack.face import SlackFace

        return SlackFace(
            within.inside,
            bot_token=secret(settings.slack_bot_token),
            signing_secret=secret(settings.slack_signing_secret),
            app_token=secret(settings.slack_app_token),
            api_url=settings.slack_api_url,
            renewed=lambda: secret(again().slack_bot_token),
        )

    def manifest(self, asked: ManifestAsk) -> bytes:
        from chatops.slack.manifest import asked_for

        return asked_for(asked)

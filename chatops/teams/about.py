"""What Teams says of itself before it is switched on."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, ClassVar

from chatops.about import FaceDescription, ManifestAsk, Within
from chatops.watching.findings import State

if TYPE_CHECKING:
    from chatops.teams.face import TeamsFace
    from chatops.teams.settings import TeamsSettings


class Teams(FaceDescription["TeamsSettings"]):
    """One tenant; or, for trying things, anybody on this machine."""

    name = "teams"
    title = "Teams"
    own_words = "in Teams, the name you sign in with"
    options: ClassVar = {
        "app_id": "Teams: the bot's application id; TEAMS_APP_ID when not given.",
        "developer": "Teams: your school or trust, as the maker.",
        "website": "Teams: your school's or trust's website.",
        "privacy": "Teams: its privacy notice.",
    }
    uploaded = "In the Teams admin centre choose “Manage apps”, “Upload new app”."

    unheard = (
        "If the bot does not answer there in Teams: a private channel needs the app added to the channel itself, not "
        "only to its team. Where Teams does not offer that, bots have not reached private channels there yet: use the "
        "standard channel of a private team, or a group chat."
    )

    def is_on(self, settings: "TeamsSettings") -> bool:
        return settings.teams_anonymous or settings.teams_app_id is not None

    def wrong(self, settings: "TeamsSettings") -> Iterator[str]:
        from chatops.teams.settings import wrong

        return wrong(settings)

    def standing(self, settings: "TeamsSettings") -> tuple[State, str]:
        if settings.teams_anonymous:
            return "look", "On without keys (TEAMS_ANONYMOUS): for trying on this machine only."
        if self.is_on(settings):
            return "ok", "Switched on, at /api/messages."
        return "off", "Off: TEAMS_APP_ID, TEAMS_APP_PASSWORD and TEAMS_TENANT_ID are not set."

    def make(self, settings: "TeamsSettings", again: "Callable[[], TeamsSettings]", within: Within) -> "TeamsFace":
        from chatops.face_settings import secret
        from chatops.teams.face import TeamsFace

        return TeamsFace(
            within.inside,
            app_id=settings.teams_app_id or "",
            app_password=secret(settings.teams_app_password),
            tenant_id=settings.teams_tenant_id or "",
            openid_url=settings.teams_openid_url,
            login_url=settings.teams_login_url,
            anonymous=settings.teams_anonymous,
            renewed=lambda: secret(again().teams_app_password),
        )

    def manifest(self, asked: ManifestAsk) -> bytes:
        from chatops.teams.manifest import asked_for

        return asked_for(asked)

"""The faces that are switched on by the settings, each made with what it needs."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from chatops.faces import Face, Inside
from chatops.settings import Settings
from commands.domain.person import Person
from commands.domain.school import School

if TYPE_CHECKING:
    from chatops.app import Service


def switched_on(settings: Settings, service: "Service", *, with_page: bool) -> list[Face]:
    """The faces that are switched on. Imported here, since each platform's SDK is slow to load when it is not used."""
    inside: Inside = service
    faces: list[Face] = []
    if settings.slack_on:
        from chatops.slack.face import SlackFace

        faces.append(
            SlackFace(
                inside,
                bot_token=secret(settings.slack_bot_token),
                signing_secret=secret(settings.slack_signing_secret),
                app_token=secret(settings.slack_app_token),
                api_url=settings.slack_api_url,
                renewed=lambda: secret(settings.again().slack_bot_token),
            )
        )
    if settings.teams_on:
        from chatops.teams.face import TeamsFace

        faces.append(
            TeamsFace(
                inside,
                app_id=settings.teams_app_id or "",
                app_password=secret(settings.teams_app_password),
                tenant_id=settings.teams_tenant_id or "",
                openid_url=settings.teams_openid_url,
                login_url=settings.teams_login_url,
                anonymous=settings.teams_anonymous,
                renewed=lambda: secret(settings.again().teams_app_password),
            )
        )
    if with_page:
        from chatops.web.face import WebFace

        faces.append(WebFace(inside, posts=_Posts(service), people=_everybody(service)))
    return faces


def secret(value: Any) -> str:
    return value.get_secret_value() if value else ""


class _Posts:
    """What the page shows: the posts standing at one of its addresses."""

    def __init__(self, service: "Service") -> None:
        self._service = service

    async def standing(self, address: Mapping[str, Any]) -> Any:
        return await self._service.outbox.standing("web", address)


def _everybody(service: "Service") -> Callable[[], Any]:
    """Everyone the page can be seen as: the staff of every school."""

    async def people() -> list[tuple[School, Person]]:
        schools = await service.schools.all()
        return [(school, person) for school in schools for person in await service.schools.people(school)]

    return people

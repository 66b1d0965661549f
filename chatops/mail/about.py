"""What e-mail says of itself before it is switched on."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from chatops.about import FaceDescription, Within
from chatops.watching.findings import State

if TYPE_CHECKING:
    from chatops.mail.face import MailFace
    from chatops.mail.settings import MailSettings


class Mail(FaceDescription["MailSettings"]):
    """One account on the school's mail server. It sends, and hears nothing."""

    name = "mail"
    title = "E-mail"
    hears = False

    def is_on(self, settings: "MailSettings") -> bool:
        return settings.mail_host is not None

    def wrong(self, settings: "MailSettings") -> Iterator[str]:
        from chatops.mail.settings import wrong

        return wrong(settings)

    def standing(self, settings: "MailSettings") -> tuple[State, str]:
        if self.is_on(settings):
            return "ok", "Switched on, to send only: for staff whom no platform reaches."
        return "off", "Off: MAIL_HOST, MAIL_USER, MAIL_PASSWORD and MAIL_FROM are not set."

    def make(self, settings: "MailSettings", again: "Callable[[], MailSettings]", within: Within) -> "MailFace":
        from chatops.face_settings import secret
        from chatops.mail.api import Server
        from chatops.mail.face import MailFace

        server = Server(
            settings.mail_host or "",
            settings.mail_port,
            user=settings.mail_user or "",
            password=secret(settings.mail_password),
            sender=settings.mail_from or "",
            security=settings.mail_security,
            renewed=lambda: secret(again().mail_password),
        )
        return MailFace(server, asked_in=within.asked_in)

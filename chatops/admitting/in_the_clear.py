"""Whether requests can reach the bot unencrypted from other machines: a warning, since in a container HOST is so."""

from chatops.admitting.loopback import is_loopback
from chatops.every_face import FACES
from chatops.settings import Settings


def in_the_clear(settings: Settings) -> str:
    """What to say of HOST, to whoever starts the bot or asks `doctor`; "" when there is nothing to say."""
    hearing = [face for face in FACES if face.hears and face.is_on(settings)]
    if is_loopback(settings.host) or not hearing:
        return ""
    if not any(face.is_called(settings) for face in hearing):
        return (
            f"HOST is {settings.host}, though with Socket Mode nothing needs to reach the bot: leave HOST out, unless "
            "another machine asks after its health."
        )
    return (
        f"HOST is {settings.host}: requests reach the bot unencrypted, from wherever the network lets them. Set HOST "
        "to 127.0.0.1 and put a TLS proxy in front; in a container, let nothing but the proxy reach its port."
    )

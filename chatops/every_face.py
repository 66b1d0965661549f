"""The faces there are, in the order in which they are asked for somebody; and what all of them together are called."""

from typing import Any

from chatops.about import FaceDescription, listed
from chatops.mail.about import Mail
from chatops.slack.about import Slack
from chatops.teams.about import Teams
from chatops.web.about import WebPage

FACES: tuple[FaceDescription[Any], ...] = (Slack(), Teams(), Mail())
"""Those that settings switch on. `face_settings` of all are put together in `every_setting`."""
PAGE = WebPage()
"""The one that is switched on by whoever starts the demo."""
THE_BOT = "A bot in Microsoft Teams and Slack for a school's SENCO."


def titled(name: str) -> str:
    """What people call a face, by its name in what is stored."""
    return next((face.title for face in FACES if face.name == name), name)


def hears(name: str) -> bool:
    """Whether people ask by a face, by its name."""
    return all(face.hears for face in FACES if face.name == name)


def own_words() -> str:
    """What an address on the staff list goes by at each face where that is not plain."""
    return "; ".join(face.own_words for face in FACES if face.own_words)


def asked_by(last: str) -> str:
    """Where people can ask, in a sentence: “Slack or Teams”."""
    return listed([face.title for face in FACES if face.hears], last)

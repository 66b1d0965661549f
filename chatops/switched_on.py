"""The faces that are switched on by the settings, each made with what it needs."""

from dataclasses import replace

from chatops.about import Within, listed
from chatops.every_face import FACES, PAGE
from chatops.faces import Face
from chatops.settings import Settings


def switched_on(settings: Settings, within: Within, *, with_page: bool) -> list[Face]:
    """The faces that are switched on; those that only send come last, and so are asked last for an address.

    Each platform's SDK is slow to load: it is loaded when its face is made.
    """
    on = [face for face in FACES if face.is_on(settings)]
    wanted = [*(face for face in on if face.hears), *([PAGE] if with_page else []), *(f for f in on if not f.hears)]
    asked_in = listed([face.title for face in on if face.hears], "or")
    within = replace(within, asked_in=asked_in)
    return [face.make(settings, settings.again, within) for face in wanted]

"""Cards that lead on to what was asked: they open it, ask it again, or first have the app added. Pure."""

from typing import Any

from chatops.teams.fitting import Drawn
from chatops.teams.read import ASKS, Pressed
from chatops.teams.render import sheet, words

OPEN = "Open"
OPENS_FOR_YOU = "Press Open. It opens for you alone."


def opening_card(asked: Pressed) -> Drawn:
    """The way from a typed line to a dialog: Teams opens one only for a press."""
    asks = {"word": asked.word, "about": asked.about, "typed": asked.typed, "once": asked.once}
    data = {ASKS: {name: value for name, value in asks.items() if value}, "msteams": {"type": "task/fetch"}}
    return sheet((), [{"type": "Action.Submit", "title": OPEN, "style": "positive", "data": data}])


def again_card(data: dict[str, Any]) -> Drawn:
    """When the answer is not ready in time: everything typed is in the button, and pressing it asks the same again."""
    return sheet(
        words("This is taking longer than usual. Wait a moment, then press Try again: nothing is done twice."),
        [{"type": "Action.Submit", "title": "Try again", "data": data, "associatedInputs": "none"}],
    )


def add_card() -> Drawn:
    """Offers to add the app where an action of its was used and it is not: Teams adds it and sends the action again
    (learn.microsoft.com, "Define action commands", request to install your conversational bot)."""
    return sheet(
        words(
            "I am not in this chat yet, so that Teams does not tell me who you are. Add me, and what you asked for "
            "opens; everybody here sees that I was added. If they should not, close this, add the app for yourself "
            "under Apps, and ask me in our own chat."
        ),
        [{"type": "Action.Submit", "title": "Add", "data": {"msteams": {"justInTimeInstall": True}}}],
    )

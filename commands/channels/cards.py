"""The cards about channels: who can read one, what must be said first, that one was moved, that one stands still."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime

from commands.domain.channel import Unfit, sign_of
from commands.domain.days.calendar import LONDON
from commands.domain.days.dates import day
from commands.domain.digest import Schedule
from commands.domain.person import Role
from commands.kit import LEADERSHIP_CHANNEL, SENCO_CHANNEL, About, Button, Card, Facts, Place, Prose
from commands.kit.cards import Part

THE = {SENCO_CHANNEL: "the SENCO channel", LEADERSHIP_CHANNEL: "the leadership channel"}


def title(name: str) -> str:
    return THE[name][:1].upper() + THE[name][1:]


def readers_card(
    place: Place, expected: Collection[Role], what: str, buttons: tuple[Button, ...], digest: Schedule
) -> Card:
    """Who can read a channel, by what the staff list says they are, and what its digest holds. Of anybody but the
    `expected` it is asked whether they should know `what`."""
    roles = Counter(person.role for person in place.readers)
    facts = [(role.label, str(roles[role])) for role in Role if roles[role]]
    facts.append(("Not on the staff list", str(len(place.strangers))))
    words = []
    if place.strangers or set(roles) - set(expected):
        words.append(f"Check that everyone here should know {what}. No pupil is ever named here.")
    if place.public is None:
        words.append("This platform does not tell a bot whether a team is public: check that this one is private.")
    held = Prose(digest.holds, f"In the {digest.kind.in_sentence}")
    parts: tuple[Part, ...] = (Facts(tuple(facts)), *(Prose(w) for w in words), held)
    return Card("Who can read this channel", parts, buttons)


def question_card(name: str, asked: Collection[str], button: Button) -> Card:
    """What must be said before a place is used as a channel, for the asker alone."""
    return Card(f"Use it as {THE[name]}?", tuple(Prose(words) for words in asked), (button,))


def moved_card(name: str, who: str, at: datetime, back: str) -> Card:
    """What the other SENCOs are told of a move, privately."""
    here = at.astimezone(LONDON)
    words = f"{who} moved {THE[name]} to another place on {day(here.date())} at {here:%H:%M}."
    what = "If that was not meant, it can be put back until the same time tomorrow."
    button = Button("Put it back", "put channel back", back)
    return Card(f"{title(name)} was moved", (Prose(words), Prose(what)), (button,))


def standing_card(name: str, words: str, *, drift: Unfit | None = None, strangers: Collection[str] = ()) -> Card:
    """What the SENCOs are told when nothing can be posted to a channel, and when it works again ("" for `words`). It
    stays with them, so it does not say what the channel is called: that was typed by somebody. Who the `strangers` are
    it does not say either; they can be accepted."""
    if not words:
        return Card(title(name), (Prose(f"{title(name)} works again."),))
    meanwhile = "Meanwhile each SENCO is told privately." if name == SENCO_CHANNEL else "Its summary waits."
    barred = drift not in (None, Unfit.NOT_IN, Unfit.NOT_IN_ITSELF, Unfit.ARCHIVED)
    why = "Nothing is posted there for now." if barred else "Nothing can be posted there."
    buttons = (accept_button(name, strangers),) if drift is Unfit.STRANGERS else ()
    return Card(title(name), (Prose(f"{why} {words}"), Prose(meanwhile)), buttons)


def accept_button(name: str, strangers: Collection[str]) -> Button:
    """Accepts those of whom was told; when they have become others, the press says so instead."""
    return Button("Accept them", "accept strangers", str(About(name, sign_of(strangers))))

"""What is said of something that could not be told: to whoever caused it, by reference alone."""

from collections.abc import Mapping

from commands.domain.person import Person
from commands.kit.cards import Button, Card, Prose

OPENS: Mapping[str, str] = {
    "R": "read referral",
    "C": "read plan",
    "W": "read round robin",
    "A": "read agency referral",
    "V": "read review",
    "E": "ehc",
    "N": "read adjustment",
}
"""The word that opens a thing, by the letter of its reference."""
ANYBODYS = frozenset("RCW")
"""Those that others than the SENCO may open, when it is theirs."""
LEFT = "the colleague it was for is no longer on the staff list."
WHAT_NOW = "If it asked something, ask a colleague who can answer it, or go on without an answer."


def to_open(reference: str, reader: Person) -> tuple[Button, ...]:
    """The button that opens what a reference is of, where there is one for this reader."""
    letter = reference[:1]
    if letter not in OPENS or not (reader.is_senco or letter in ANYBODYS):
        return ()
    return (Button("Open", OPENS[letter], reference),)


def given_up_card(reference: str, reader: Person, *, caused: bool) -> Card:
    """That a message was given up: to whoever `caused` it, or to a SENCO in their place."""
    about = f" It was about {reference}." if reference else ""
    whose = "A message you caused" if caused else "A message from the bot"
    why = "" if caused else " Whoever caused it cannot be told: they have left too, or it came by the clock."
    said = Prose(f"{whose} could not be delivered: {LEFT}{about}{why}"), Prose(WHAT_NOW)
    return Card("Not delivered", said, to_open(reference, reader))

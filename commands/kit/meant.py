"""What an ask means beyond its word: the one pupil it is about, and where in a long list it is to go on."""

from commands.kit.ask import Ask
from commands.kit.cards import Prose
from commands.kit.records import Records


async def pupil_meant(ask: Ask, records: Records) -> str:
    """The id of the pupil a button carries, or of the only one on roll whom a typed name can mean; "" when it can mean
    several or none, so that the form asks."""
    if ask.about or not ask.typed:
        return ask.about
    found = await records.find("pupils", ask.typed, ask.person, 2)
    return found[0].value if len(found) == 1 else ""


def skipped(which: str) -> int:
    """How many lines of a list were on the pages before, as its button for the next page carries it."""
    return int(which) if which.isdecimal() and len(which) < 6 else 0


def where(skip: int, shown: int, total: int) -> Prose:
    """The line under a page of a list: "16 to 30 of 44."."""
    return Prose(f"{skip + 1} to {skip + shown} of {total}." if shown else f"There are only {total}.")

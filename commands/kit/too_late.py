"""The refusal for whoever comes too late: how a thing stands now, who brought it there, and what to do instead."""

from collections.abc import Sequence

from commands.kit.ask import Refusal
from commands.kit.cards import Button, Card


def as_it_stands(what: str, state: str, *, by: str = "", can: Sequence[Button] = (), instead: str = "") -> Refusal:
    """Why nothing was changed: `what` (a reference or other words that name nobody) is at `state`, brought there `by`
    ("taken by Sam Okoro on Monday …").

    `can` is what may be pressed now, said and offered below; `instead` says what else to do. One of them is needed: a
    refusal that leads nowhere is a defect.
    """
    if not (can or instead):
        raise ValueError(f"{what}: the refusal must say what to do instead")
    words = [f"Nothing was changed. {what} stands at: {state}{f', {by}' if by else ''}."]
    if can:
        words.append(f"What can be done now: {', '.join(f'“{button.text}”' for button in can)}.")
    if instead:
        words.append(instead)
    return Refusal(" ".join(words), Card(what, (), tuple(can)) if can else None)

"""What names one pupil in words and keys, and a card or reply parted into what is about them and the rest."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from commands.domain.privacy.discreet import Discreet
from commands.kit import Card, Reply
from commands.kit.cards import Chart, Facts, Items, Part, Prose

REMOVED = "Something that stood here was removed."


@dataclass(frozen=True, repr=False)
class Marks(Discreet):
    """What names a pupil: our id of them, the references of what is recorded of them, their UPN, their full names.

    A forename alone names nobody: a school has several of each.
    """

    pupil_id: str
    references: frozenset[str]
    upn: str
    names: frozenset[str]

    @cached_property
    def _found(self) -> re.Pattern[str]:
        words = sorted(filter(None, (self.pupil_id, *self.references, self.upn, *self.names)), key=len, reverse=True)
        return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, words))})(?![\w-])", re.IGNORECASE)

    def in_any(self, texts: Iterable[str | None]) -> bool:
        """Whether one of these names them."""
        return any(text and self._found.search(text) for text in texts)


def parted(card: Card, marks: Marks) -> tuple[list[str], Card]:
    """The lines of a card that are about a pupil, as text; and the card without them."""
    theirs: list[str] = []
    rest: list[Part] = []
    for part in card.parts:
        own, left = _parted(part, marks)
        theirs += own
        rest += [left] if left else []
    buttons = tuple(b for b in card.buttons if not marks.in_any((b.text, b.about)))
    title = card.title
    if marks.in_any((title,)):
        theirs.insert(0, title)
        title = REMOVED
    return theirs, replace(card, title=title, parts=tuple(rest), buttons=buttons)


def _parted(part: Part, marks: Marks) -> tuple[list[str], Part | None]:
    if isinstance(part, Items):
        items = [i for i in part.items if marks.in_any((i.plain(), *(b.about for b in i.buttons)))]
        left = tuple(item for item in part.items if item not in items)
        return [item.plain().removeprefix("- ") for item in items], replace(part, items=left) if left else None
    if isinstance(part, Facts):
        facts = [fact for fact in part.facts if marks.in_any(fact)]
        kept = tuple(fact for fact in part.facts if fact not in facts)
        return [": ".join(fact) for fact in facts], replace(part, facts=kept) if kept else None
    if isinstance(part, Prose):
        own, others = _lines(part.text, marks)
        heading = "" if marks.in_any((part.heading,)) else part.heading
        own = own if heading == part.heading else [part.heading, *own]
        return own, replace(part, text=others, heading=heading) if others or (heading and not own) else None
    return _of_chart(part, marks)


def _of_chart(part: Chart, marks: Marks) -> tuple[list[str], Chart | None]:
    return ([part.plain()], None) if marks.in_any((part.plain(),)) else ([], part)


def parted_reply(reply: Reply, marks: Marks) -> tuple[list[str], Reply]:
    """The same of what somebody was answered."""
    own, text = _lines(reply.text, marks)
    if reply.card is None:
        return own, replace(reply, text=text)
    of_card, card = parted(reply.card, marks)
    return [*own, *of_card], replace(reply, text=text, card=card)


def _lines(text: str, marks: Marks) -> tuple[list[str], str]:
    lines = text.split("\n")
    own = [line for line in lines if marks.in_any((line,))]
    return own, "\n".join(line for line in lines if line not in own)

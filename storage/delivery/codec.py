"""Cards and replies as JSON text and back."""

from dataclasses import dataclass
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from commands.domain.privacy.discreet import Discreet
from commands.kit import Card, Reply

T = TypeVar("T")
_CARD = TypeAdapter(Card)


class CannotBeRead(Exception):
    """What is stored is no card or reply. The message repeats none of it: it is what people wrote."""


@dataclass(frozen=True, repr=False)
class _Kept(Discreet):
    """What is kept of a reply: all but its notices, which have a table of their own."""

    text: str
    card: Card | None
    about: str


_KEPT = TypeAdapter(_Kept)


def card_text(card: Card) -> str:
    return _CARD.dump_json(card).decode()


def card_from(text: str) -> Card:
    return _read(_CARD, text)


def reply_text(reply: Reply) -> str:
    return _KEPT.dump_json(_Kept(reply.text, reply.card, reply.about)).decode()


def reply_from(text: str) -> Reply:
    kept = _read(_KEPT, text)
    return Reply(kept.text, kept.card, about=kept.about)


def _read(kind: TypeAdapter[T], text: str) -> T:
    """Raises `CannotBeRead`."""
    try:
        return kind.validate_json(text)
    except ValidationError as wrong:
        raise CannotBeRead(f"{wrong.title} with {wrong.error_count()} faults") from None

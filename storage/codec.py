"""Cards and replies as JSON text and back."""

from dataclasses import dataclass

from pydantic import TypeAdapter

from commands.domain.discreet import Discreet
from commands.kit import Card, Reply

_CARD = TypeAdapter(Card)


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
    return _CARD.validate_json(text)


def reply_text(reply: Reply) -> str:
    return _KEPT.dump_json(_Kept(reply.text, reply.card, reply.about)).decode()


def reply_from(text: str) -> Reply:
    kept = _KEPT.validate_json(text)
    return Reply(kept.text, kept.card, about=kept.about)

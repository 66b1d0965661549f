"""What a reply needs before it is shown: each button asks a command there is, in this school, and opens or not."""

from collections.abc import Mapping
from dataclasses import replace

from commands.kit.ask import Ask, Reply, of_school
from commands.kit.cards import Button, Card
from commands.kit.command import Command


class Marking:
    """Marks the buttons of cards and replies."""

    def __init__(self, commands: Mapping[str, Command]) -> None:
        self.commands = commands

    def pressable(self, ask: Ask, reply: Reply) -> Reply:
        """The reply with every button marked as opening or not and as this school's, and proof that each asks a
        command there is; its document with the ask that makes it again."""

        def card(card: Card) -> Card:
            return self.drawn(card, ask.school.id)

        again = of_school(reply.about or ask.subject, ask.school.id)
        return replace(
            reply,
            card=reply.card and card(reply.card),
            document=reply.document and replace(reply.document, word=ask.word, about=again),
            notices=tuple(replace(notice, card=card(notice.card)) for notice in reply.notices),
        )

    def drawn(self, card: Card, school_id: str) -> Card:
        """A card that no ask has made, with its buttons marked in the same way."""

        def marked(button: Button) -> Button:
            opens, about = self.commands[button.word].opens, of_school(button.about, school_id)
            return replace(button, opens=opens, about=about)

        return card.with_one_primary().with_buttons(marked)

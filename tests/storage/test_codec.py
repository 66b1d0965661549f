"""Cards and replies as JSON text and back, and nothing of them in a traceback."""

from commands.kit import Card, Prose, Reply
from storage.delivery import codec

REPLY = Reply(
    "Amina is with the SENCO.", Card("Referral R-7K2PM", (Prose("Cannot yet retell a story."),)), about="R-7K2PM"
)


def test_a_reply_comes_back_as_it_was_kept() -> None:
    assert codec.reply_from(codec.reply_text(REPLY)) == REPLY


def test_what_is_kept_of_a_reply_shows_nothing_in_a_traceback() -> None:
    assert repr(codec._Kept(REPLY.text, REPLY.card, REPLY.about)) == "<_Kept>"

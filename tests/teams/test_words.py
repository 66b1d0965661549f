"""The words of a message in Teams: mentions, what somebody quotes, and what comes with the words or instead of them."""

from typing import Any

import pytest

from chatops.teams.talk import NO_FILES
from chatops.teams.words import brings_a_file, in_plain_words, line
from tests.school import SchoolStory
from tests.worlds import adaptive
from tests.worlds.teams import BOT, TeamsWorld
from tests.worlds.teams_hands import TeamsHands

TOM = {"type": "mention", "text": "<at>Tom</at>", "mentioned": {"id": "29:tom", "name": "Tom"}}


def mention(name: str = "", text: str = "") -> dict[str, Any]:
    mentioned = {"id": BOT, **({"name": name} if name else {})}
    return {"type": "mention", "mentioned": mentioned, **({"text": text} if text else {})}


@pytest.mark.parametrize(
    ("said", "entities", "read"),
    [
        ("<at>SEN & Co</at> my referrals", [mention("SEN & Co")], "my referrals"),
        ("<at>SEN &amp; Co</at>&nbsp;my referrals", [mention("SEN & Co")], "my referrals"),
        ('<at id="0">SEN &amp; Co</at> my referrals', [mention("SEN & Co", "<at>SEN & Co</at>")], "my referrals"),
        ("<at>SEN & Co</at> my referrals", [mention()], "my referrals"),
        ("SEN & Co my referrals", [mention("SEN & Co")], "my referrals"),
        ("<at>Tom</at> and <at>SEN & Co</at> refer", [TOM, mention("SEN & Co")], "Tom and refer"),
        ("<at>Tom</at> and <at>SEN & Co</at> refer", [TOM, mention()], "Tom and refer"),
        ("my referrals <at>SEN & Co</at>", [mention("SEN & Co")], "my referrals"),
        ("<at>SEN & Co</at>\n", [mention("SEN & Co")], ""),
        ("A & B < C", [], "A & B < C"),
    ],
)
def test_a_line_is_read_without_the_bots_name_however_teams_marks_it(
    said: str, entities: list[dict[str, Any]], read: str
) -> None:
    assert line({"text": said, "entities": entities, "recipient": {"id": BOT}}) == read


async def test_a_bot_whose_name_holds_an_ampersand_is_asked_in_a_channel(
    school: SchoolStory, world: TeamsWorld, teacher: TeamsHands
) -> None:
    await world.makes_channel("staffroom", [teacher])
    chat = world.private(teacher.account)

    for said, seen in (
        ("<at>SEN & Co</at> my referrals", "Press Open"),
        ("<at>SEN & Co</at>", "What you can ask"),
    ):
        message = {"type": "message", "text": said, "entities": [mention("SEN & Co")]}
        await world.sends(teacher.account, world.talk_called("staffroom"), message)
        answer = world.seen(chat)[-1]
        cards = [adaptive.words(answer.card)] if answer.activity.get("attachments") else []
        assert seen in "\n".join([answer.activity["text"], *cards])


QUOTE = (
    '<blockquote itemscope itemtype="http://schema.skype.com/Reply" itemid="17"><strong itemprop="mri" '
    'itemid="8:orgid:1">Sam</strong><span itemprop="time" itemid="17"></span><p itemprop="preview">He hit me.</p>'
    "</blockquote>"
)


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        (QUOTE + "<p>I saw it, too.</p>", "I saw it, too."),
        ("<p>Before.</p>" + QUOTE + "<p>After.</p>", "Before.\nAfter."),
        (f"<blockquote>A{QUOTE}B</blockquote>Mine", "Mine"),
        ("<blockquote>A</attachment>B</blockquote>Mine", "Mine"),
        ('<attachment id="1"></attachment><p>Mine</p>', "Mine"),
        (QUOTE, ""),
    ],
)
def test_what_somebody_quotes_is_not_their_own_word(markup: str, words: str) -> None:
    assert in_plain_words(markup) == words


async def test_the_words_that_a_reply_quotes_are_not_taken_into_a_form(
    school: SchoolStory, teacher: TeamsHands
) -> None:
    await teacher.uses("refer_message", on=QUOTE + "<p>I saw it, too.</p>")

    assert teacher.dialog
    noticed = next(q.input for q in adaptive.questions(teacher.dialog) if q.label == "What have you noticed?")
    assert noticed["value"] == "I saw it, too."


def test_a_line_that_quotes_asks_what_its_author_wrote() -> None:
    copy = {"contentType": "text/html", "content": QUOTE + "<p>help &amp; <i>more</i> &lt;now&gt;</p>"}
    assert line({"text": "Sam He hit me. help & more", "attachments": [copy]}) == "help & more <now>"


FILE = {"contentType": "application/vnd.microsoft.teams.file.download.info", "name": "Zoe Zqx.pdf", "content": {}}
PICTURE = {"contentType": "image/*", "contentUrl": "https://somewhere.example/1"}
HTML = {"contentType": "text/html", "content": "<p>help</p>"}


@pytest.mark.parametrize("brought", [FILE, PICTURE, {"contentType": "audio/mp4", "contentUrl": "https://a.example/2"}])
async def test_whoever_sends_a_file_is_told_that_none_is_taken_and_what_to_do_instead(
    school: SchoolStory, world: TeamsWorld, teacher: TeamsHands, brought: dict[str, Any]
) -> None:
    chat = world.private(teacher.account)
    before = len(chat.posts)

    await world.sends(teacher.account, chat, {"type": "message", "attachments": [brought]})
    await world.sends(teacher.account, chat, {"type": "message", "text": "help", "attachments": [HTML, brought]})

    alone, with_words = world.seen(chat)[before:]
    assert alone.activity["text"] == NO_FILES
    assert "attachments" not in alone.activity
    assert with_words.activity["text"].startswith(NO_FILES)
    assert "What you can ask" in adaptive.words(with_words.card)


@pytest.mark.parametrize(
    "kind", ["text/html", "messageReference", "forwardedMessageReference", "application/vnd.microsoft.card.adaptive"]
)
def test_the_copy_of_the_words_a_quote_and_the_card_of_a_link_are_no_files(kind: str) -> None:
    assert not brings_a_file({"attachments": [{"contentType": kind}]})
    assert not brings_a_file({})
    assert brings_a_file({"attachments": [{"contentType": kind}, FILE]})

"""What the e-mail face does of its own: no way in, no way back, and no word in the clear."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from chatops.faces import Heard, Undeliverable
from chatops.mail.api import BROKEN, CONTENT, INSECURE, LATER, NOBODY, REFUSED, SENDER, SILENT, Server
from chatops.mail.face import MailFace
from commands.kit import Card, Place, Prose, Refusal
from tests.mail.certificates import contexts
from tests.worlds import mail
from tests.worlds.mail import MailServer

TOM = {"email": "tom.reed@oakfield.example"}
ODD = ("", "tom", "a@b\r\nBcc: x@y.example", "a@b,c@d.example", "<a@b.example>", "tom@é.fr")
CARD = Card("Your referral R-7K2PM", (Prose("The SENCO has a question.\n.\nÀ <b>line</b> of its own"),))


def face(server: MailServer, **more: Any) -> MailFace:
    given: dict[str, Any] = {"user": mail.USER, "password": mail.PASSWORD, "sender": mail.SENDER, "security": "none"}
    return MailFace(Server("127.0.0.1", server.port, **{**given, "patience": 5.0, **more}), asked_in="Slack or Teams")


async def failure(face: MailFace) -> Undeliverable:
    with pytest.raises(Undeliverable) as failed:
        await face.post(TOM, CARD, "n1")
    return failed.value


async def test_an_e_mail_arrives_as_it_was_drawn(post: MailServer) -> None:
    id = await face(post).post(TOM, CARD, "n1")
    [sent] = post.received
    assert sent.message["Message-ID"] == id
    assert "\r\n.\r\nÀ <b>line</b> of its own" in sent.text().replace("\n", "\r\n").replace("\r\r", "\r")
    assert "À &lt;b&gt;line&lt;/b&gt; of its own" in sent.text("html")
    assert all(len(line) <= 998 for line in sent.raw.split(b"\r\n"))
    assert sent.raw.isascii()


async def test_the_same_notice_has_the_same_message_id_and_another_has_another(post: MailServer) -> None:
    sends = face(post)
    ids = [await sends.post(TOM, CARD, notice) for notice in ("n1", "n1", "n2", "", "")]
    assert ids[0] == ids[1]
    assert len(set(ids)) == 4
    assert not [id for id in ids if "n1" in id]


@pytest.mark.parametrize(
    ("at", "reply", "why", "permanent", "of_place", "of_bot"),
    [
        ("AUTH", "535 5.7.8 Bad", REFUSED, True, False, True),
        ("AUTH", "454 4.7.0 Later", LATER, False, True, False),
        ("MAIL", "550 5.7.60 No", SENDER, True, False, True),
        ("MAIL", "421 4.3.2 Closing", LATER, False, True, False),
        ("RCPT", "550 5.1.1 tom.reed is nobody", NOBODY, True, True, False),
        ("RCPT", "451 4.7.1 Greylisted", LATER, False, True, False),
        ("DATA", "554 5.6.0 No", CONTENT, True, False, False),
        (".", "554 5.7.1 Spam", CONTENT, True, False, False),
        (".", "452 4.3.1 Full", LATER, False, True, False),
    ],
)
async def test_what_the_server_answers_is_told_apart_and_not_repeated(
    post: MailServer, at: str, reply: str, why: str, permanent: bool, of_place: bool, of_bot: bool
) -> None:
    post.refusing[at] = reply
    failed = await failure(face(post))
    assert (str(failed), failed.permanent, failed.uncertain) == (why, permanent, False)
    assert not permanent or (failed.of_place, failed.of_bot) == (of_place, of_bot)
    assert "tom" not in f"{failed!r} {failed.__cause__!r}"
    assert post.received == []


@pytest.mark.parametrize(("after", "uncertain"), [("AUTH", False), ("RCPT", False), (".", True)])
async def test_only_what_broke_off_once_it_was_handed_over_may_have_been_sent(
    post: MailServer, after: str, uncertain: bool
) -> None:
    post.breaking = after
    failed = await failure(face(post))
    assert (str(failed), failed.permanent, failed.uncertain) == (BROKEN if uncertain else SILENT, False, uncertain)


async def test_a_server_that_breaks_off_after_it_has_taken_an_e_mail_has_taken_it(post: MailServer) -> None:
    post.breaking = "QUIT"
    await face(post).post(TOM, CARD, "n1")
    assert len(post.received) == 1


async def test_what_was_sent_is_neither_changed_nor_taken_back(post: MailServer) -> None:
    sends = face(post)
    id = await sends.post(TOM, CARD, "n1")
    for act in (sends.redraw(TOM, id, CARD), sends.take_down(TOM, id)):
        with pytest.raises(Undeliverable) as failed:
            await act
        assert (failed.value.permanent, failed.value.of_place) == (True, True)
    assert len(post.received) == 1


async def test_nobody_is_let_in_by_it_and_no_channel_is_there(post: MailServer) -> None:
    sends = face(post)
    assert sends.routes() == ()
    assert (await sends.identify(Heard("mail", "", "tom.reed@oakfield.example", "n"))).emails == ()
    with pytest.raises(Refusal, match="no channels"):
        await sends.readers(Place("mail", TOM, "channel"), 1)


@pytest.mark.parametrize("email", ODD)
async def test_what_is_no_address_is_written_to_by_nobody(post: MailServer, email: str) -> None:
    sends = face(post)
    assert await sends.find(email) is None
    with pytest.raises(Undeliverable) as failed:
        await sends.post({"email": email}, CARD)
    assert failed.value.permanent
    assert post.heard == []


async def test_a_password_that_was_replaced_is_taken_up(post: MailServer) -> None:
    post.password = "another-one"
    await face(post, renewed=lambda: "another-one").post(TOM, CARD)
    assert len(post.received) == 1


@pytest.fixture(params=["starttls", "tls"])
async def encrypted(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[tuple[MailServer, dict[str, Any]]]:
    """A server with a certificate of its own, and how a bot is set up that believes it."""
    theirs, ours = contexts(tmp_path)
    server = MailServer(theirs, at_once=request.param == "tls")
    await server.start()
    yield server, {"security": request.param, "trusted": ours}
    await server.stop()


async def test_it_is_sent_encrypted(encrypted: tuple[MailServer, dict[str, Any]]) -> None:
    server, how = encrypted
    assert await face(server, **how).check() == ()
    await face(server, **how).post(TOM, CARD)
    assert len(server.received) == 1


async def test_to_a_server_whose_certificate_is_not_believed_nothing_is_said(
    encrypted: tuple[MailServer, dict[str, Any]],
) -> None:
    server, how = encrypted
    failed = await failure(face(server, security=how["security"]))
    assert (str(failed), failed.permanent, failed.of_bot) == (INSECURE, True, True)
    assert not {"AUTH", "MAIL", "RCPT"} & set(server.heard)


async def test_where_no_encryption_is_offered_nothing_is_said(post: MailServer) -> None:
    failed = await failure(face(post, security="starttls"))
    assert (str(failed), failed.permanent, failed.of_bot) == (INSECURE, True, True)
    assert not {"AUTH", "MAIL", "RCPT"} & set(post.heard)


async def test_the_check_signs_in_and_hands_over_nothing(post: MailServer) -> None:
    assert await face(post).check() == ()
    assert post.heard == ["EHLO", "AUTH", "NOOP", "QUIT"]
    post.password = "another-one"
    assert await face(post).check() == (REFUSED,)
    await post.stop()
    assert await face(post).check() == (SILENT,)
    await post.start()

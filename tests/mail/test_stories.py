"""A colleague whom neither Slack nor Teams reaches that day: what concerns them comes by e-mail, and names nobody."""

import re

from chatops.mail.api import LATER, NOBODY, REFUSED
from chatops.two_people import Terminal, ask_for
from commands.digests.marks import AGAIN
from tests.digests import sets_clock
from tests.overheard import overheard
from tests.school import SchoolStory
from tests.worlds.mail import PASSWORD, SENDER, Mail, MailServer

TOM = "tom.reed@oakfield.example"
PRIVATE = ("zqamina", "zqyusuf", "zq-")
"""In every name and every typed word of a pupil below."""


def nothing_private(*mails: Mail) -> None:
    assert mails
    for mail in mails:
        said = f"{mail}\n{mail.raw.decode()}".casefold()
        assert not [word for word in PRIVATE if word in said], said


async def a_teacher_away(school: SchoolStory) -> str:
    """Tom has referred somebody and wants his week; then he is without an account. Gives the reference."""
    await school.has_a_senco_channel()
    reference = await school.referred(pupil="Zqamina Zqyusuf", what_have_you_noticed="zq-noticed")
    await school.teacher.asks("digest me")
    await school.settles()
    school.world.switches_off(school.teacher)
    school.passes(days=1, hours=1)
    return reference


async def test_who_has_no_account_that_day_gets_a_question_and_their_week_by_e_mail(
    school: SchoolStory, post: MailServer
) -> None:
    reference = await a_teacher_away(school)
    assert post.received == []
    await school.senco.asks(f"ask about referral {reference}")
    await school.senco.fills_in(what_do_you_need_to_know="zq-question")
    await school.settles()

    [question] = post.to(TOM)
    assert reference in question.text()
    assert "has a question" in str(question)
    where = school.world.name.capitalize()
    assert f"in {where} say: answer about referral {reference}" in question.text()
    assert f"say in {where}: digest me off" in question.text()

    sets_clock(school, 2026, 9, 21, 7, 45)
    await school.settles()
    _, week = post.to(TOM)
    assert "Your week" in str(week.message["Subject"])
    assert f"{reference}: the SENCO has a question" in week.text()
    assert reference in week.text("html")
    nothing_private(question, week)
    assert {mail.to for mail in post.received} == {TOM}  # nobody else, and no channel's card
    assert await school.private(school.other_teacher) == []


async def test_what_is_typed_as_the_e_mail_says_does_what_the_button_would(
    school: SchoolStory, post: MailServer
) -> None:
    reference = await a_teacher_away(school)
    await school.senco.asks(f"ask about referral {reference}")
    await school.senco.fills_in(what_do_you_need_to_know="zq-question")
    await school.settles()
    [question] = post.to(TOM)
    lines = re.findall(r"^.*: in \w+ say: (.*)$", question.text(), re.MULTILINE)
    assert lines
    school.world.switches_off(school.teacher, False)
    for line in lines:
        await school.teacher.asks(line)
        assert "I do not know that word" not in school.teacher.said
    assert school.teacher.form


async def test_an_e_mail_says_what_it_is_and_follows_nobody(school: SchoolStory, post: MailServer) -> None:
    reference = await a_teacher_away(school)
    await school.senco.asks(f"ask about referral {reference}")
    await school.senco.fills_in(what_do_you_need_to_know="zq-question")
    await school.settles()
    [mail] = post.to(TOM)
    message = mail.message
    assert (mail.sender, message["Auto-Submitted"]) == (SENDER, "auto-generated")
    assert message["From"].addresses[0].addr_spec == SENDER
    assert message["To"] == TOM
    assert message["Date"].datetime.tzinfo
    assert re.fullmatch(r"<[0-9a-f]{32}@oakfield\.example>", message["Message-ID"])
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    for follows in ("http", "<img", "<a ", "<script", "style"):
        assert follows not in mail.text("html").replace("<!DOCTYPE html>", "")
    assert "because it concerns your work" in mail.text()
    assert "digest me off" in mail.text()


async def test_whoever_has_an_account_gets_no_e_mail(school: SchoolStory, post: MailServer) -> None:
    await school.has_a_senco_channel()
    reference = await school.referred(pupil="Zqamina Zqyusuf")
    await school.senco.asks(f"ask about referral {reference}")
    await school.senco.fills_in(what_do_you_need_to_know="zq-question")
    assert [card for card in await school.private(school.teacher) if reference in str(card)]
    assert post.received == []


async def asked_while_away(school: SchoolStory) -> str:
    """The SENCO has asked somebody who is away; gives the reference."""
    reference = await a_teacher_away(school)
    await school.senco.asks(f"ask about referral {reference}")
    await school.senco.fills_in(what_do_you_need_to_know="zq-question")
    await school.settles()
    return reference


async def test_what_the_server_puts_off_is_sent_later_and_once(school: SchoolStory, post: MailServer) -> None:
    post.refusing["RCPT"] = "451 4.7.1 Greylisted"
    await asked_while_away(school)
    assert post.received == []
    assert (await school.readiness())["troubles"] == [LATER]
    post.refusing.clear()
    school.passes(minutes=6)
    await school.settles()
    school.passes(hours=6)
    await school.settles()
    assert len(post.to(TOM)) == 1


async def test_an_address_nobody_has_is_said_without_it_and_rests(school: SchoolStory, post: MailServer) -> None:
    post.refusing["RCPT"] = "550 5.1.1 tom.reed@oakfield.example: no such user"
    await asked_while_away(school)
    said = await school.readiness()
    assert (said["ready"], said["troubles"]) == (True, [NOBODY])
    assert "tom" not in str(said).casefold()
    tried = post.heard.count("RCPT")
    school.passes(minutes=1)
    await school.settles()
    assert post.heard.count("RCPT") == tried
    post.refusing.clear()
    school.passes(hours=1)
    await school.settles()
    assert len(post.to(TOM)) == 1


async def test_a_password_that_is_refused_is_said_at_readyz_and_nothing_is_lost(
    school: SchoolStory, post: MailServer
) -> None:
    post.password = "another-one"
    await asked_while_away(school)
    assert f"Mail cannot be used: {REFUSED}" in (await school.readiness())["why"]
    post.password = PASSWORD
    school.passes(hours=1)
    await school.settles()
    assert len(post.to(TOM)) == 1


async def test_a_digest_whose_answer_was_lost_comes_again_marked_and_under_the_same_id(
    school: SchoolStory, post: MailServer
) -> None:
    await asked_while_away(school)
    post.breaking = "."
    sets_clock(school, 2026, 9, 21, 7, 45)
    await school.settles()
    post.breaking = ""
    school.passes(minutes=6)
    await school.settles()
    _, first, again = post.to(TOM)
    assert AGAIN not in first.text()
    assert AGAIN in again.text()
    assert first.message["Message-ID"] == again.message["Message-ID"]
    nothing_private(first, again)


async def test_nothing_of_it_stands_in_the_log(school: SchoolStory, post: MailServer) -> None:
    post.refusing["RCPT"] = "550 5.1.1 tom.reed@oakfield.example: no such user"
    with overheard() as log:
        await asked_while_away(school)
        post.refusing.clear()
        school.passes(hours=1)
        await school.settles()
    assert len(post.to(TOM)) == 1
    assert len(log.lines) > 20
    for private in (*PRIVATE, "tom.reed@", PASSWORD, "subject:"):
        assert private not in log.text.casefold()


async def test_the_code_to_agree_to_an_erasure_waits_for_the_chat(school: SchoolStory, post: MailServer) -> None:
    """Whoever runs the bot may run the mail server too: a code in an e-mail would let one person agree with
    themselves."""
    await school.has_a_senco_channel()
    school.world.switches_off(school.senco)
    school.passes(hours=1)
    pupil = await school.enrols("Zqother Zqchild", year=5, group="5A")
    at = Terminal(school.school, "root", school.clock.now())
    await school.admin.asks("help")
    await ask_for(school.service.database, at, [pupil], "ned.tull@oakfield.example", "sam.okoro@oakfield.example")
    await school.settles()
    assert post.to("sam.okoro@oakfield.example") == []
    school.world.switches_off(school.senco, False)
    school.passes(hours=1)
    await school.senco.asks("help")
    assert [card for card in await school.private(school.senco) if "chatops erase --confirm" in str(card)]
    assert not [mail for mail in post.received if "--confirm" in str(mail)]

"""How late a line is, in an e-mail: before its day, in the text and in the other form of it."""

from chatops.mail.render import _html, _plain
from tests.kit.test_late import LATE


def test_an_e_mail_says_it_in_both_its_forms() -> None:
    assert "(7 school days late; Fri 20 Nov)" in _plain(LATE, "Slack")
    assert "<br>7 school days late; Fri 20 Nov" in _html(LATE, "Slack")

"""`chatops erase` and `chatops hold`: nothing goes before a second person has agreed, and nothing while it is held."""

import asyncio
import re

from sqlalchemy import select

from storage.database import Database
from storage.tables import notices
from tests.cli.terminal import Terminal
from tests.cli.test_subject import PUPILS

STAFF = """Email,Name,Role,Groups
sam@larkfield.example,Sam Okoro,SENCO,
ned@larkfield.example,Ned Tull,Administrator,
tom@larkfield.example,Tom Reed,Teacher,4B
"""
MONDAY, SUNDAY, NEXT_MONDAY = "2026-09-14 09:00", "2026-09-20 09:00", "2026-09-21 09:01"
ASKED = ("erase", "amina", "--ask", "--by", "ned@larkfield.example", "--confirmer", "sam@larkfield.example")


def filled(larkfield: Terminal) -> Terminal:
    larkfield.types("import", "pupils", larkfield.holds("pupils.csv", PUPILS))
    larkfield.types("import", "staff", larkfield.holds("staff.csv", STAFF))
    assert larkfield.code == 0
    return larkfield


def sent(terminal: Terminal) -> list[str]:
    """What waits to be posted to people, as text."""

    async def cards() -> list[str]:
        database = Database(terminal.environ["DATABASE_URL"])
        async with database.reading() as connection:
            found = list(await connection.scalars(select(notices.c.card).order_by(notices.c.id)))
        await database.close()
        return found

    return asyncio.run(cards())


def code_sent(terminal: Terminal) -> str:
    [*_, code] = re.findall(r"--confirm (\S+)", " ".join(sent(terminal)))
    return str(code)


def test_what_would_go_is_said_and_nothing_goes(larkfield: Terminal) -> None:
    terminal = filled(larkfield)
    said = terminal.types("erase", "amina")
    assert terminal.code == 0, terminal.complained
    assert "     1 pupils\n" in said
    assert "Nothing was changed." in said
    assert terminal.reads("erase", "A000000000001", "--dry-run")["rows"] == {"audit": 1, "pupils": 1, "import_rows": 1}
    assert terminal.reads("audit", "--pupil", "amina")["entries"][0]["did"] == "looked"


def test_a_pupil_goes_once_a_second_colleague_has_confirmed_with_the_code_they_were_sent(larkfield: Terminal) -> None:
    terminal = filled(larkfield)
    terminal.types("audit", "--pupil", "amina")
    said = terminal.types(*ASKED, CLOCK=MONDAY)
    assert terminal.code == 0, terminal.complained
    code = code_sent(terminal)
    assert code not in said
    assert "Amina" not in "".join(sent(terminal))

    confirmed = ("erase", "--confirm", code.lower(), "--by")
    for by in ("ned@larkfield.example", "tom@larkfield.example"):
        terminal.types(*confirmed, by, "--yes", CLOCK=SUNDAY)
        assert "There is no such request for this colleague" in terminal.complained
    terminal.types("erase", "--confirm", code, "--by", "sam@larkfield.example", CLOCK=SUNDAY)
    assert terminal.code != 0  # asked once more, and nobody answers
    said = terminal.types(*confirmed, "sam@larkfield.example", "--yes", CLOCK=SUNDAY)
    assert terminal.code == 0, terminal.complained
    assert "To be erased: Amina Yusuf, Year 4, 4B" in terminal.complained
    assert "     1 pupils\n" in said

    terminal.types("erase", "amina")
    assert "No pupil on roll is called that." in terminal.complained
    lines = terminal.reads("audit")["entries"]
    removed = {(one["person"], one["word"], one["pupil"]) for one in lines if one["did"] == "removed"}
    assert removed == {("Ned Tull", "erase asked", ""), ("Sam Okoro", "erase", "")}
    assert "Amina" not in str(lines)
    terminal.types(*confirmed, "sam@larkfield.example", "--yes", CLOCK=SUNDAY)
    assert terminal.code == 2  # a code is good for once


def test_who_may_not_decide_it_is_told_why_and_a_code_runs_out(larkfield: Terminal) -> None:
    terminal = filled(larkfield)
    for by, confirmer, why in (
        ("sam", "sam", "Two different people"),
        ("sam", "tom", "Only an administrator or a SENCO"),
        ("sam", "eve", "eve@larkfield.example is not on the staff list"),
    ):
        emails = f"{by}@larkfield.example", f"{confirmer}@larkfield.example"
        terminal.types("erase", "amina", "--ask", "--by", emails[0], "--confirmer", emails[1])
        assert (terminal.code, why in terminal.complained) == (2, True), terminal.complained
    terminal.types("erase", "amina", "--ask")
    assert "two different people" in terminal.complained
    terminal.types("erase")
    assert terminal.complained.startswith("chatops: Give a PUPIL")

    terminal.types(*ASKED, CLOCK=MONDAY)
    code = code_sent(terminal)
    terminal.types("erase", "--confirm", code, "--by", "sam@larkfield.example", "--yes", CLOCK=NEXT_MONDAY)
    assert "This request has run out" in terminal.complained
    terminal.types(*ASKED, CLOCK=NEXT_MONDAY)
    again = code_sent(terminal)
    terminal.types("erase", "--confirm", again, "--by", "sam@larkfield.example", "--yes", CLOCK=MONDAY)
    assert "This request has run out" in terminal.complained  # asked on a day to come: some clock ran ahead
    terminal.types("erase", "--confirm", code, "--by", "sam@larkfield.example", "--yes", CLOCK=NEXT_MONDAY)
    assert "There is no such request" in terminal.complained  # the new one has taken its place
    terminal.types("erase", "--confirm", again, "--by", "sam@larkfield.example", "--yes", CLOCK=NEXT_MONDAY)
    assert terminal.code == 0, terminal.complained


def test_a_hold_keeps_a_pupil_whatever_was_agreed_until_it_is_released(larkfield: Terminal) -> None:
    terminal = filled(larkfield)
    terminal.types(*ASKED)
    code = code_sent(terminal)
    terminal.types("hold", "amina", "--reason", "zq-tribunal")
    assert terminal.code == 0, terminal.complained
    assert b"zq-tribunal" not in b"".join(file.read_bytes() for file in terminal.folder.glob("chatops.db*"))

    for words in (("erase", "--confirm", code, "--by", "sam@larkfield.example", "--yes"), ASKED):
        terminal.types(*words)
        assert (terminal.code, "legal hold" in terminal.complained) == (2, True), terminal.complained
    terminal.types("hold", "amina", "--reason", "again")
    assert "There is a hold on this pupil already." in terminal.complained
    terminal.types("hold", "amina")
    assert terminal.code == 2

    terminal.types("hold", "amina", "--release")
    assert terminal.said == "The hold is released.\n"
    terminal.types("hold", "amina", "--release")
    assert "There is no hold on this pupil." in terminal.complained
    terminal.types("erase", "--confirm", code, "--by", "sam@larkfield.example", "--yes")
    assert terminal.code == 0, terminal.complained
    assert terminal.types("erase", "--posts").startswith("Taken down: 0. Waiting: 0. Could not be deleted: 0.")

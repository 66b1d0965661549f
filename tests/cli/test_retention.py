"""`chatops retention`: who is due is proposed; they go in the same two-person way, each exported first; a hold wins."""

import stat

from tests.cli.terminal import Terminal
from tests.cli.test_erase import STAFF, code_sent

PUPILS = """UPN,Surname,Forename,DOB,Year,Form,SEN,Primary Need,Secondary Need
A000000000001,Yusuf,Amina,14/09/2017,4,4B,K,SLCN,
A000000000002,Khan,Ben,02/03/2012,10,10C,E,ASD,SEMH
A000000000003,Khan,Cara,02/03/2012,10,10C,K,SLCN,
"""
LEFT, SOON, LATER = "2026-09-14 09:00", "2026-10-13 09:00", "2026-10-14 09:00"


def test_leavers_are_proposed_after_thirty_days_exported_and_erased_but_not_one_who_is_held(
    larkfield: Terminal,
) -> None:
    terminal = larkfield
    terminal.types("import", "staff", terminal.holds("staff.csv", STAFF), CLOCK=LEFT)
    terminal.types("import", "pupils", terminal.holds("pupils.csv", PUPILS), CLOCK=LEFT)
    terminal.types(
        "import",
        "pupils",
        terminal.holds("pupils.csv", "\n".join(PUPILS.split("\n")[:2])),
        "--allow-leavers",
        CLOCK=LEFT,
    )
    terminal.types("hold", "cara", "--reason", "A tribunal", CLOCK=LEFT)
    assert terminal.code == 0, terminal.complained

    assert terminal.reads("retention", CLOCK=SOON) == {"due": [], "held": 0, "audit_lines": 0}
    said = terminal.types("retention", CLOCK=LATER)
    assert said.startswith("14/10/2026  Ben Khan, Year 10, 10C: 30 days after leaving"), said
    assert "Due: 1. Under a legal hold, and so not listed: 1." in said
    assert "1 pupil is kept longer than the rules say. Run: chatops retention" in terminal.types("doctor", CLOCK=LATER)

    emails = ("--by", "ned@larkfield.example", "--confirmer", "sam@larkfield.example")
    terminal.types("retention", "--ask", *emails, CLOCK=LATER)
    folder = terminal.folder / "gone"
    confirmed = ("erase", "--confirm", code_sent(terminal), "--by", "sam@larkfield.example", "--yes")
    terminal.types(*confirmed, "--export", str(folder), CLOCK=LATER)
    assert terminal.code == 0, terminal.complained
    assert [(file.name, stat.S_IMODE(file.stat().st_mode)) for file in folder.iterdir()] == [
        ("A000000000002.zip", 0o600)
    ]
    assert terminal.reads("retention", CLOCK=LATER) == {"due": [], "held": 1, "audit_lines": 0}

    years = {"CLOCK": "2033-01-01 09:00"}
    assert terminal.reads("retention", **years)["audit_lines"] > 0
    terminal.types("retention", "--ask", *emails, **years)
    terminal.types("erase", "--confirm", code_sent(terminal), "--by", emails[3], "--yes", **years)
    assert terminal.code == 0, terminal.complained
    assert terminal.reads("retention", **years)["audit_lines"] == 0
    kept = terminal.reads("audit", **years)["entries"]
    assert {one["did"] for one in kept if one["at"] < "2027"} == {"removed"}

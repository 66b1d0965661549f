"""`chatops export pupil`: the same support plan as in chat, for whoever runs the bot; namesakes are told apart."""

import asyncio
import stat
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from commands.domain.cycle import Cycle, Ended, Stage
from commands.domain.outcome import Outcome
from commands.kit import Records
from storage.database import Database
from storage.lists.schools import Schools
from storage.records import SqlOpenRecords
from tests.cli.terminal import Terminal

PUPILS = """UPN,Surname,Forename,DOB,Year,Form,SEN,Primary Need,Secondary Need
A000000000001,Yusuf,Amina,14/09/2017,4,4B,K,SLCN,
A000000000002,Khan,Amina,02/03/2012,10,10C,E,ASD,SEMH
A000000000003,Khan,Amina,02/03/2018,3,3A,K,SLCN,
A000000000004,Khanum,Zoë,01/05/2016,5,5A,K,NSA,
A000000000005,Yusufi,Amina,01/05/2015,6,6A,N,,
"""


@pytest.fixture
def filled(larkfield: Terminal) -> Terminal:
    larkfield.types("import", "pupils", larkfield.holds("pupils.csv", PUPILS))
    assert larkfield.code == 0
    asyncio.run(planned(larkfield.environ["DATABASE_URL"]))
    return larkfield


async def planned(url: str) -> None:
    """Everybody but Zoë has a plan; Amina Yusuf has had one before, which ended."""
    database = Database(url)
    [school] = await Schools(database).all()
    async with SqlOpenRecords(database)(school, writing=True) as records:
        for n, group in enumerate(("10C", "3A", "4B")):
            id = await in_group(records, group)
            cycle = Cycle(school.id, f"C-2222{n}", id, 2, Stage.PLAN, "T", "S", date(2026, 9, 14), needs=f"Of {group}.")
            aim = Outcome(school.id, cycle.reference, 1, "Retell a story", "Two events", "All five", None)
            await records.save(cycle, aim)
        before = Cycle(school.id, "C-33333", id, 1, Stage.PLAN, "T", "S", date(2026, 1, 5), needs="Before.")
        await records.save(before.stopped(Ended.REPLACED, date(2026, 2, 2), "S"))
    await database.close()


async def in_group(records: Records, group: str) -> str:
    from commands.domain.person import Person, Role

    found = await records.find("pupils", "a", Person("", "", "", "", Role.ADMIN, (group,)), 1)
    return found[0].value


def paragraphs(file: Path) -> str:
    return "\n".join(paragraph.text for paragraph in Document(str(file)).paragraphs)


def test_the_newest_plan_is_written_for_the_owner_alone(filled: Terminal) -> None:
    file = Path(filled.holds("plan.docx", "older"))
    file.chmod(0o644)
    said = filled.types("export", "pupil", "amina yusuf", str(file))

    assert filled.code == 0, filled.complained
    assert said == f"Larkfield: wrote {file}, which only you can read: keep it so.\n"
    assert "Amina Yusuf, Year 4, 4B" in paragraphs(file)
    assert "Reference C-22222" in paragraphs(file)
    assert "Of 4B." in paragraphs(file)
    assert [cell.text for cell in Document(str(file)).tables[0].rows[1].cells][:2] == [
        "1. Retell a story",
        "Two events",
    ]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_namesakes_are_listed_with_year_and_group_and_told_apart_by_group(filled: Terminal) -> None:
    file = filled.folder / "plan.docx"
    filled.types("export", "pupil", "amina khan", str(file))
    assert filled.code == 2
    assert filled.complained.splitlines() == [
        "chatops: Several pupils are called that. Say the whole name, or the form group with --group:",
        "chatops: Amina Khan, Year 10, 10C",
        "chatops: Amina Khan, Year 3, 3A",
    ]
    assert not file.exists()

    assert filled.reads("export", "pupil", "amina khan", str(file), "--group", "3a") == {
        "school": "Larkfield",
        "file": str(file),
    }
    assert "Amina Khan, Year 3, 3A" in paragraphs(file)


@pytest.mark.parametrize(
    ("name", "file", "why"),
    [
        ("nobody", "plan.docx", "No pupil on roll is called that."),
        ("zoe", "plan.docx", "There is no plan for this pupil."),
        ("amina yusuf", "plan.pdf", "plan.pdf: the name must end in .docx"),
        ("amina yusuf", "nowhere/plan.docx", "cannot be written: No such file or directory."),
    ],
)
def test_what_cannot_be_written_is_refused_with_a_sentence(filled: Terminal, name: str, file: str, why: str) -> None:
    filled.types("export", "pupil", name, str(filled.folder / file))
    assert filled.code == 2
    assert why in filled.complained
    assert not (filled.folder / file).exists()


def test_the_evidence_is_written_in_the_same_way_with_what_is_missing(filled: Terminal) -> None:
    file = filled.folder / "evidence.docx"
    said = filled.types("export", "evidence", "amina yusuf", str(file))
    assert filled.code == 0, filled.complained
    assert said == f"Larkfield: wrote {file}, which only you can read: keep it so.\n"
    assert "Amina Yusuf, Year 4, 4B" in paragraphs(file)
    assert "No reviewed plans; this authority usually wants 3." in paragraphs(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600

    filled.types("school", "change", "Larkfield", "--plans-wanted", "2")
    filled.types("export", "evidence", "amina yusuf", str(file))
    assert "this authority usually wants 2." in paragraphs(file)
    filled.types("export", "evidence", "amina khan", str(file))
    assert filled.code != 0
    assert "--group" in filled.complained

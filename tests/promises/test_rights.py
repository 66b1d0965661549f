"""What is held about a pupil: of every table it is decided whose its rows are, and the export forgets no column."""

import json
from io import BytesIO
from pathlib import Path

from docx import Document

from chatops.documents.word import as_docx
from chatops.exporting.subject import LEFT_OUT, everything_about
from storage.migrate import SUBJECTS
from storage.records import SqlOpenRecords
from storage.rights.about_pupil import NOBODYS, Belongs, belongs
from storage.tables import metadata
from tests.every_column import written_everywhere
from tests.school import SchoolStory
from tests.whole_school import MARKS, NAME, TODAY, plant
from tests.worlds.web import WebWorld

OF_THE_SCHOOL = ("what staff were trained in", "counts of the whole school, in steps")


def test_of_every_table_it_is_decided_whether_its_rows_are_about_pupils() -> None:
    """A new table that names no pupil fails here until it is written down in `storage.rights.about_pupil`."""
    assert SUBJECTS
    decided = {table.name: belongs(table) for table in metadata.sorted_tables}
    assert {name for name, how in decided.items() if how is Belongs.NOBODYS} == NOBODYS
    assert not [name for name in NOBODYS - {"audit_doors"} if "pupil_id" in metadata.tables[name].c]


async def test_the_export_holds_every_column_of_a_pupil_and_no_other_pupil(tmp_path: Path) -> None:
    school = SchoolStory(WebWorld(), tmp_path)
    await school.opens()
    planted = await plant(school)
    other = await school.enrols("Qdora Qdvale", year=6, group="4B")
    await school.has_a_senco_channel()
    await school.senco.asks("contact zqamina")
    await school.senco.fills_in(with_whom="Mother", how="Meeting", what_was_agreed="zq-away from Qdora Qdvale.")
    await school.settles()
    words = await written_everywhere(school.service.database, school.school.id, planted.pupil)

    async with SqlOpenRecords(school.service.database)(school.school, writing=False) as records:
        found = await everything_about(records, planted.pupil, TODAY)
    await school.closes()
    assert found
    assert len(words) > 100
    text = found.content.decode()
    page = "\n".join(paragraph.text for paragraph in Document(BytesIO(as_docx(found.document))).paragraphs)

    out = {f"{table}.{column}" for table, columns in LEFT_OUT.items() for column in columns}
    assert not [column for column, word in words.items() if word not in text and column not in out]
    assert not [column for column, word in words.items() if word not in page and column not in out]
    for of, mark in MARKS.items():
        assert mark in page or of in OF_THE_SCHOOL or of.startswith("a pupil's date of birth"), of
    assert NAME in page
    assert "Zed Other" in page  # a colleague, as author
    assert "zq-away from [another pupil]." in text
    for said in (text, page):
        assert "Qdora" not in said
        assert other not in said
    assert json.loads(text)["tables"]["pupils"][0]["upn"].startswith("U")

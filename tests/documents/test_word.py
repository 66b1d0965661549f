"""How a document is drawn: opened by readers not written here, read by its structure, and drawn as a picture."""

import io
import zipfile
from xml.etree import ElementTree

import docx
import pytest
from docx.document import Document as Page
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from chatops.documents.files import as_file, file_name
from chatops.documents.widths import shares
from chatops.documents.word import as_docx
from commands.kit.documents import Document, Rows, Words
from commands.pupils.plan_in_words import in_words
from tests.documents.plans import handed

PLAN = in_words(handed(), "Made by Sam Okoro on Monday 14 September 2026.")


@pytest.fixture(scope="module")
def file() -> bytes:
    return as_docx(PLAN)


@pytest.fixture(scope="module")
def page(file: bytes) -> Page:
    return docx.Document(io.BytesIO(file))


def test_the_same_document_is_the_same_file(file: bytes) -> None:
    assert as_docx(PLAN) == file


def test_its_headings_are_headings_and_none_is_skipped(page: Page) -> None:
    styles = [str(paragraph.style.name) for paragraph in page.paragraphs if paragraph.style]
    assert styles[:3] == ["Subtitle", "Title", "Normal"]
    levels = [int(style[-1]) for style in styles if style.startswith("Heading")]
    assert levels[0] == 1
    assert set(levels) == {1, 2}
    drawn = [p.text for p in page.paragraphs if p.style and str(p.style.name).startswith("Heading")]
    assert drawn == [part.heading for part in PLAN.parts]


def test_each_table_has_a_name_and_headings_that_come_again_on_every_page(page: Page) -> None:
    rows = [part for part in PLAN.parts if isinstance(part, Rows)]
    assert len(page.tables) == len(rows) == 3
    for table, part in zip(page.tables, rows, strict=True):
        assert tuple(cell.text for cell in table.rows[0].cells) == part.columns
        assert tuple(tuple(cell.text for cell in row.cells) for row in table.rows[1:]) == part.rows
        marked = [row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        assert marked == [True, *[False] * len(part.rows)]
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == part.heading
        assert table._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:firstRow")) == "1"


def test_it_is_an_a4_page_in_large_sans_serif_type(page: Page) -> None:
    section = page.sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert [sum(column.width for column in table.columns) <= Cm(17) for table in page.tables] == [True] * 3
    for name in ("Normal", "Title", "Subtitle", "Heading 1", "Heading 2", "Footer"):
        style = page.styles[name]
        fonts = style.element.rPr.find(qn("w:rFonts"))
        assert {fonts.get(qn(f"w:{kind}")) for kind in ("ascii", "hAnsi", "cs", "eastAsia")} == {"Arial"}
        assert not [kind for kind in fonts.keys() if "heme" in kind], "a theme's font would win"  # noqa: SIM118 - lxml's
        assert style.font.size >= Pt(11)
    for table in page.tables:
        assert all(
            run.font.size is not None and run.font.size >= Pt(11)
            for row in table.rows
            for cell in row.cells
            for paragraph in cell.paragraphs
            for run in paragraph.runs
        )


def test_its_pages_are_numbered_by_the_word_processor(page: Page) -> None:
    foot = page.sections[0].footer.paragraphs[0]
    fields = [field.get(qn("w:instr")) for field in foot._p.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert "Oakfield School. SEN support plan. Page" in "".join(t.text or "" for t in foot._p.iter(qn("w:t")))


def test_its_language_is_british_english_throughout(page: Page, file: bytes) -> None:
    assert page.core_properties.language == "en-GB"
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        styles = ElementTree.fromstring(parts.read("word/styles.xml"))  # noqa: S314 - made by us a line ago
    languages = {tag.get(qn("w:val")) for tag in styles.iter(qn("w:lang"))}
    assert languages == {"en-GB"}


def test_its_properties_name_the_school_and_no_pupil(page: Page, file: bytes) -> None:
    said = page.core_properties
    assert (said.title, said.author, said.last_modified_by) == (
        "SEN support plan",
        "Oakfield School",
        "Oakfield School",
    )
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        about = [parts.read(name).decode() for name in parts.namelist() if name.startswith(("docProps", "customXml"))]
    assert about
    assert not [text for text in about if "Yusuf" in text or "Ami" in text or "python" in text.casefold()]


def test_nothing_in_it_runs_and_nothing_is_fetched(file: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        names = parts.namelist()
        links = "".join(parts.read(name).decode() for name in names if name.endswith(".rels"))
    assert not [name for name in names if "vba" in name.casefold() or name.endswith((".bin", ".jpeg", ".png"))]
    assert "External" not in links
    assert "thumbnail" not in links


def test_what_somebody_typed_stays_text_whatever_it_is() -> None:
    typed = "<w:b/> & \x00\x0b\ud800 “quoted” Łucja 🙂 =1+1 {{name}}"
    rows = Rows(("A", "B"), (("<row>", typed),), typed)
    drawn = docx.Document(io.BytesIO(as_docx(Document("f", "t", typed, "m", (Words(typed, "h"), rows)))))
    kept = "<w:b/> &  “quoted” Łucja 🙂 =1+1 {{name}}"
    assert drawn.paragraphs[0].text == drawn.paragraphs[4].text == kept
    assert drawn.tables[0].rows[1].cells[1].text == kept


def test_its_name_is_fit_for_every_computer() -> None:
    assert file_name(PLAN) == "Support plan C-7K2PM.docx"
    assert file_name(Document('../a\r\nb"; x=é/…', "t", "s", "m")) == "ab x.docx"


async def test_a_file_is_handed_over_with_its_name() -> None:
    handed_over = await as_file(PLAN)
    assert (handed_over.name, handed_over.content) == ("Support plan C-7K2PM.docx", as_docx(PLAN))
    assert repr(handed_over) == "<File>"


@pytest.mark.parametrize(
    ("rows", "widest"),
    [
        (Rows(("A", "B"), (("one", "a much longer cell than the first one has"),)), 1),
        (Rows(("A", "B"), (("word " * 200, "x"),)), 0),
        (Rows(("Agreed by", "Signature"), (("Parent or carer", ""),)), 1),
        (Rows(("A", "B"), (("Donaudampfschifffahrtsgesellschaftskapitän", "one two three"),)), 0),
    ],
)
def test_a_column_is_as_wide_as_its_words_need(rows: Rows, widest: int) -> None:
    found = shares(rows)
    assert sum(found) == pytest.approx(1)
    assert found.index(max(found)) == widest
    assert min(found) > 0.04

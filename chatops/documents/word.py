"""A document drawn as a Word file: A4, real headings, tables a screen reader can follow, nothing fetched, no macro."""

import io
import zipfile
from typing import Any

import docx
from docx.document import Document as Page
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from chatops.documents.widths import shares
from chatops.writable import NOT_XML
from commands.kit.documents import Document, Rows

LANGUAGE = "en-GB"
FONT = "Arial"
"""A sans serif that every computer has, or has a twin of (the British Dyslexia Association's style guide)."""
BODY, IN_TABLES, SMALL = Pt(12), Pt(11), Pt(11)
INK, SHADE = RGBColor(0x12, 0x59, 0x5F), "E7F0F1"
MARGIN, WIDTH = Cm(2), Cm(16.8)
INDENT = "108"
"""Twentieths of a point from the margin to a table's words, so that its lines and not its words stand at the margin."""
TO_WRITE_IN = Cm(1)
"""The height of a row that is to be filled in by hand."""
WHEN = (1980, 1, 1, 0, 0, 0)
"""The time every part of the file carries: the same document gives the same bytes. When it was made, it says itself."""


def as_docx(document: Document) -> bytes:
    """The file. The same document gives the same bytes."""
    page = docx.Document()
    _set_up(page, document)
    _words(page.add_paragraph(style="Subtitle"), document.school)
    _words(page.add_paragraph(style="Title"), document.title)
    _words(page.add_paragraph(), document.made)
    for part in document.parts:
        if part.heading:
            _words(page.add_paragraph(style=f"Heading {part.level}"), part.heading)
        if isinstance(part, Rows):
            _table(page, part)
        else:
            for line in filter(None, part.text.split("\n")):
                _words(page.add_paragraph(), line)
    _foot(page, document)
    held = io.BytesIO()
    page.save(held)
    return _timeless(held.getvalue())


def _set_up(page: Page, document: Document) -> None:
    """Page, styles, language and properties, of which none is left of the template the library brings."""
    properties = page.core_properties
    properties.title, properties.language = _clean(document.title), LANGUAGE
    properties.author = properties.last_modified_by = _clean(document.school)
    properties.comments = ""
    for name in ("created", "modified"):
        for element in properties._element.findall(qn(f"dcterms:{name}")):
            properties._element.remove(element)
    package = page.part.package
    for id in [id for id, rel in package.rels.items() if rel.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        package.rels.pop(id)
    section = page.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.PORTRAIT, Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    for tag in page.styles.element.iter(qn("w:lang")):
        for part in ("w:val", "w:eastAsia"):
            tag.set(qn(part), LANGUAGE)
    for tag in page.settings.element.iter(qn("w:themeFontLang")):
        tag.set(qn("w:val"), LANGUAGE)
    _style(page, "Normal", BODY, after=6, colour=None, bold=False)
    _style(page, "Subtitle", BODY, after=0)
    _style(page, "Title", Pt(24), after=4)
    _style(page, "Heading 1", Pt(15), before=12, after=3)
    _style(page, "Heading 2", Pt(13), before=8, after=2)
    _style(page, "Footer", SMALL, colour=None, bold=False)


def _style(
    page: Page,
    name: str,
    size: Pt,
    *,
    before: int = 0,
    after: int = 0,
    colour: RGBColor | None = INK,
    bold: bool = True,
) -> None:
    """Sets a built-in style, which screen readers know, to our looks."""
    style = page.styles[name]
    assert isinstance(style, ParagraphStyle)  # noqa: S101 - the template's own
    properties = style.element.get_or_add_rPr()
    for left in properties.findall(qn("w:rFonts")) + properties.findall(qn("w:spacing")):
        properties.remove(left)
    style.font.name, style.font.size, style.font.bold, style.font.italic = FONT, size, bold, False
    for kind in ("w:cs", "w:eastAsia"):
        properties.rFonts.set(qn(kind), FONT)
    if colour is not None:
        style.font.color.rgb = colour
    looks = style.paragraph_format
    looks.space_before, looks.space_after = Pt(before), Pt(after)
    looks.line_spacing_rule, looks.line_spacing = WD_LINE_SPACING.MULTIPLE, 1.12
    borders = style.element.get_or_add_pPr().find(qn("w:pBdr"))
    if borders is not None:
        borders.getparent().remove(borders)


def _table(page: Page, part: Rows) -> None:
    """A table whose first row is its heading on every page, whose first cells name the rows, and which has a name."""
    table = page.add_table(rows=1, cols=len(part.columns))
    table.style, table.autofit = page.styles["Table Grid"], False
    _named(table, part.heading)
    by_hand = not any(cell for row in part.rows for cell in row[1:])
    for row in (part.columns, *part.rows):
        drawn = table.rows[0] if row is part.columns else table.add_row()
        _mark(drawn, "w:cantSplit")
        if row is not part.columns and by_hand:
            drawn.height = TO_WRITE_IN
        for n, (cell, words) in enumerate(zip(drawn.cells, row, strict=True)):
            _cell(cell, words, bold=row is part.columns or n == 0)
            # The headings stay with what is under them; what is signed stays on one page.
            cell.paragraphs[0].paragraph_format.keep_with_next = row is part.columns or by_hand
    _mark(table.rows[0], "w:tblHeader")
    for cell in table.rows[0].cells:
        _shade(cell)
    for column, share in zip(table.columns, shares(part), strict=True):
        column.width = round(WIDTH * share)
        for cell in column.cells:
            cell.width = column.width
    after = page.add_paragraph()  # Word joins two tables that touch, and a reader needs air
    after.paragraph_format.space_after = Pt(0)
    after.paragraph_format.line_spacing = Pt(4)


def _cell(cell: _Cell, words: str, *, bold: bool) -> None:
    lines = words.split("\n")
    for n, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if n == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
        paragraph.paragraph_format.line_spacing = 1
        run = paragraph.add_run(_clean(line))
        run.font.size, run.font.bold = IN_TABLES, bold and n == 0


def _named(table: Table, name: str) -> None:
    """A table's name, which screen readers say, and what its first row and column are. Source: ECMA-376 part 1,
    17.4.41 tblCaption, 17.4.55 tblLook."""
    properties = table._tbl.tblPr
    indent = OxmlElement("w:tblInd")
    indent.set(qn("w:w"), INDENT)
    indent.set(qn("w:type"), "dxa")
    properties.find(qn("w:tblW")).addnext(indent)
    look = properties.find(qn("w:tblLook"))
    if look is None:
        look = OxmlElement("w:tblLook")
        properties.append(look)
    for part, value in (("val", "06A0"), ("firstRow", "1"), ("firstColumn", "1"), ("noHBand", "1"), ("noVBand", "1")):
        look.set(qn(f"w:{part}"), value)
    if name:
        caption = OxmlElement("w:tblCaption")
        caption.set(qn("w:val"), _clean(name))
        properties.append(caption)


def _mark(row: _Row, what: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(what))


def _shade(cell: _Cell) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", SHADE)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _foot(page: Page, document: Document) -> None:
    foot = page.sections[0].footer.paragraphs[0]
    _words(foot, f"{document.school}. {document.title}. Page ")
    _field(foot, "PAGE")
    foot.add_run(" of ")
    _field(foot, "NUMPAGES")


def _field(paragraph: Paragraph, what: str) -> None:
    """A number that the word processor works out."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), what)
    run: Any = OxmlElement("w:r")
    text: Any = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _words(paragraph: Paragraph, words: str) -> None:
    paragraph.add_run(_clean(words))


def _clean(words: str) -> str:
    """Words without what XML cannot hold, which an import may have let in."""
    return NOT_XML.sub("", words)


def _timeless(file: bytes) -> bytes:
    """The same file with one fixed time for all its parts."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as old, zipfile.ZipFile(held, "w") as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, WHEN)
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, old.read(name))
    return held.getvalue()

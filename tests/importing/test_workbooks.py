"""Workbooks: which sheet is meant, what a cell is, and small files that would unpack to more than a list can be."""

import io
import os
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from chatops.importing.pupils import read_pupils
from chatops.importing.text import UnreadableFile
from tests.exports import CELLS, workbook

TODAY = date(2026, 11, 23)
MOST_MEMORY = 200
"""MiB of a process that refuses one, the interpreter and openpyxl among them."""
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
FOOT = "</sheetData></worksheet>"


def with_part(name: str, *pieces: tuple[str, int]) -> bytes:
    """A workbook in which a part is made of pieces, each so many times."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(CELLS))) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part.filename, old.read(part.filename))
        with new.open(name, "w", force_zip64=True) as opened:
            for piece, times in pieces:
                many = min(times, max(1, 1_000_000 // len(piece)))
                for _ in range(times // many):
                    opened.write(piece.encode() * many)
                opened.write(piece.encode() * (times % many))
    return held.getvalue()


READ = """
import sys
from datetime import date
from chatops.importing.pupils import read_pupils
from chatops.importing.text import UnreadableFile
try:
    print(len(read_pupils(open(sys.argv[1], "rb").read(), date(2026, 11, 23)).rows))
except UnreadableFile as why:
    print(why)
print(int(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1]) // 1024)
"""
BOMBS: dict[str, tuple[Any, ...]] = {
    "a cell of a gigabyte": (STRINGS, ("<sst><si><t>", 1), ("x", 1_000_000_000), ("</t></si></sst>", 1)),
    "a cell of forty megabytes": (STRINGS, ("<sst><si><t>", 1), ("x", 40_000_000), ("</t></si></sst>", 1)),
    "millions of strings": (STRINGS, ("<sst>", 1), ("<si><t>x</t></si>", 3_000_000), ("</sst>", 1)),
    "a row without an end": (SHEET, (HEAD + "<row>", 1), ("<c><v>1</v></c>", 3_000_000), ("</row>" + FOOT, 1)),
    "a gigabyte of rows": (SHEET, (HEAD, 1), ('<row><c t="n"><v>1</v></c></row>', 40_000_000), (FOOT, 1)),
    "deep": (SHEET, (HEAD, 1), ("<row>", 100_000), (FOOT, 1)),
    "styles": ("xl/styles.xml", ("<styleSheet><cellXfs>", 1), ("<xf/>", 5_000_000), ("</cellXfs></styleSheet>", 1)),
    "entities": (SHEET, ('<!DOCTYPE x [<!ENTITY a "aaaa">]>' + HEAD + "<row><c><v>&a;</v></c></row>" + FOOT, 1)),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_small_file_that_holds_too_much_is_refused_in_a_sentence_with_memory_bounded(
    name: str, tmp_path: Path
) -> None:
    file = tmp_path / "bomb.xlsx"
    part, *pieces = BOMBS[name]
    file.write_bytes(with_part(part, *pieces))
    assert file.stat().st_size < 10_000_000
    run = [sys.executable, "-c", READ, str(file)]
    done = subprocess.run(run, capture_output=True, text=True, check=False, env={**os.environ}, timeout=120)
    said, memory = done.stdout.splitlines()
    assert said.startswith("The workbook ")
    assert int(memory) < MOST_MEMORY


def test_the_sheet_with_the_headings_is_meant_wherever_it_stands() -> None:
    notes = (("How to read this",), ("SEN", "is special educational needs"))
    assert len(read_pupils(workbook(notes, CELLS, (("UPN",),)), TODAY).rows) == 3


@pytest.mark.parametrize("cut", [4, 30, 400, 2000, 4000])
def test_a_workbook_that_broke_off_is_refused(cut: int) -> None:
    with pytest.raises(UnreadableFile, match="workbook cannot be read"):
        read_pupils(workbook(CELLS)[:cut], TODAY)


def test_a_zip_that_is_no_workbook_is_refused() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        packed.writestr("a.txt", "UPN,Surname")
    with pytest.raises(UnreadableFile, match="workbook cannot be read"):
        read_pupils(held.getvalue(), TODAY)

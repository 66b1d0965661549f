"""Any text, any separator, cut anywhere: a list is read, or refused in a sentence, and never half."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatops.importing.pupils import read_pupils
from chatops.importing.staff import read_staff
from chatops.importing.table import Reading
from chatops.importing.terms import read_terms
from chatops.importing.text import UnreadableFile
from commands.domain.pupil import Provision, Pupil
from tests import exports
from tests.importing.test_ctf import PUPIL, ctf

TODAY = date(2026, 11, 23)
BOOK = exports.workbook(exports.CELLS)
FILES = (
    exports.REPORT.encode(),
    exports.CUSTOM.encode(),
    exports.PRIMARY.encode("utf-16"),
    ctf(PUPIL).encode(),
    BOOK,
)
HEADINGS = ("UPN", "Surname", "Forename", "DOB", "NC Year", "Form", "SEN", "SEN need", "Attendance", "EAL", "Email",
            "Role", "Start", "End", "Kind", "Name", "")  # fmt: skip
cells = st.one_of(
    st.text(max_size=12), st.sampled_from(("A801200114001", "K", "7", "0.9", "1/1/2016", "SPLD", "a@b.c"))
)
tables = st.builds(
    lambda separator, top, rows: "\n".join(separator.join(row) for row in (top, *rows)),
    st.sampled_from(",;\t|"),
    st.lists(st.sampled_from(HEADINGS), min_size=1, max_size=12),
    st.lists(st.lists(cells, min_size=1, max_size=12), max_size=6),
)


def read_by_all(data: bytes | str) -> None:
    """Each reader reads it, or says in one sentence that it does not."""
    for read in (lambda: read_pupils(data, TODAY), lambda: read_staff(data), lambda: read_terms(data, TODAY)):
        try:
            reading = read()
        except UnreadableFile as why:
            said = str(why)
        else:
            said = "Read."
            good(reading)
        assert said.endswith(".")


def good(reading: Reading[Any]) -> None:
    """What was read can go in."""
    for problem in reading.problems:
        assert problem.reason
    for row in reading.rows:
        if isinstance(row, Pupil):
            assert row.surname
            assert row.forename
            assert row.provision in Provision
            assert row.attendance is None or row.attendance == 0 or row.attendance >= 0.01


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.binary(max_size=400), st.text(max_size=400), tables))
def test_anything_is_read_or_refused_in_a_sentence(data: bytes | str) -> None:
    read_by_all(data)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(FILES), st.data())
def test_a_file_cut_anywhere_gives_no_pupil_otherwise_than_the_whole_one(file: bytes, data: st.DataObject) -> None:
    whole = {pupil.upn or pupil.surname: pupil for pupil in read_pupils(file, TODAY).rows}
    cut = file[: data.draw(st.integers(0, len(file) - 1))]
    try:
        reading = read_pupils(cut, TODAY)
    except UnreadableFile:
        return
    for pupil in reading.rows[:-1]:
        assert pupil.provision is whole[pupil.upn or pupil.surname].provision
    if reading.rows:
        last = reading.rows[-1]
        assert last.provision is whole[last.upn or last.surname].provision


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(FILES), st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 255)), max_size=8))
def test_a_file_with_bytes_changed_is_read_or_refused(file: bytes, changes: list[tuple[int, int]]) -> None:
    changed = bytearray(file)
    for at, byte in changes:
        changed[at % len(changed)] = byte
    read_by_all(bytes(changed))


@pytest.mark.parametrize("strange", ["\0", "\ufffe", "\ud800", "\x85", "\u2028", "\x1c"])
def test_no_character_ends_in_a_traceback(strange: str) -> None:
    read_by_all(exports.PRIMARY.replace("Wynn", f"Wy{strange}nn"))
    read_by_all(exports.PRIMARY.replace("Class", f"Class{strange}"))

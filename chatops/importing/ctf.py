"""A Common Transfer File (DfE, CTF 23 to 25) as lines of a list of pupils; nothing is read of their contacts."""

import io
import re
from collections.abc import Iterator
from typing import Any

from chatops.importing.table import Line, Table, Understood
from chatops.importing.text import UnreadableFile, as_bytes

VERSIONS = range(23, 26)
BEGINS = re.compile(rb"^(\xef\xbb\xbf)?\s*(<\?xml|<!--|<CTfile|<\w+:CTfile|<!DOCTYPE)", re.IGNORECASE)
VERSION = re.compile(rb"(?:<CTfile[^>]*\sVersion=[\"']|<CTFversion>)\s*(\d{1,3})")
OTHER_VERSION = "the file is of CTF {version}, which is not one of 23 to 25; read as those are"
PUPIL = re.compile(rb"<(?:\w+:)?Pupil[\s>]")
MOST_IN_A_PUPIL = 50_000
"""Elements of one pupil: a whole school career of assessments has some thousands."""
NO_FILE = "This is XML, and no Common Transfer File that can be read. Export it again."
COLUMNS = {
    "upn": "UPN",
    "surname": "Surname",
    "forename": "Forename",
    "preferred": "PreferredForename",
    "born": "DOB",
    "year": "NCyearActual",
    "provision": "SENprovision",
    "primary_need": "SENtype",
    "in_care": "InCare",
    "attendance": "SessionsAttended",
}
"""What is read, and the element it stands in."""


def is_ctf(data: bytes | str) -> bool:
    return bool(BEGINS.match(as_bytes(data)[:200])) or as_bytes(data)[:4] in (b"\xff\xfe<\0", b"\xfe\xff\0<")


def read_ctf(data: bytes | str) -> Table:
    """The pupils of a file, a line each; one says of a pupil only what stands there, and is of some pupils alone.

    Raises `UnreadableFile`, also while the lines are read: for what is no such file, breaks off, or declares entities.
    """
    content = as_bytes(data)
    places = [content.count(b"\n", 0, found.start()) + 1 for found in PUPIL.finditer(content)]
    found = VERSION.search(content[:2000])
    version = int(found[1]) if found else 0
    understood = [Understood(tag, name.replace("_", " "), []) for name, tag in COLUMNS.items()]

    def lines() -> Iterator[Line]:
        for n, pupil in enumerate(_pupils(content)):
            cells = {name: value for name, value in _cells(pupil) if value is not None}
            for one, name in zip(understood, COLUMNS, strict=True):
                if (cell := cells.get(name)) and len(one.examples) < 3 and cell not in one.examples:
                    one.examples.append(cell)
            line = Line(places[n] if n < len(places) else n + 1, cells, COLUMNS)
            if not n and version and version not in VERSIONS:
                line.remark("", OTHER_VERSION.format(version=version))
            yield line

    return Table(frozenset(COLUMNS) | {"secondary_need"}, lines(), understood, of_some=True)


def pupils_in(data: bytes | str) -> Iterator[Any]:
    """The elements of the pupils, one by one. Raises `UnreadableFile`."""
    return _pupils(as_bytes(data))


def _pupils(content: bytes) -> Iterator[Any]:
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    depth = within = found = 0
    try:
        for event, element in iterparse(io.BytesIO(content), events=("start", "end"), forbid_dtd=True):
            name = tag_of(element)
            if event == "start":
                if not depth and name.casefold() != "ctfile":
                    raise UnreadableFile(NO_FILE)
                depth += 1
                within += 1
                if depth > 60 or within > MOST_IN_A_PUPIL:
                    raise UnreadableFile(NO_FILE)
                continue
            depth -= 1
            if name == "Pupil":
                found += 1
                yield element
            if name == "Pupil" or depth < 2:
                within = 0
                element.clear()
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        raise UnreadableFile(f"{NO_FILE} Nothing was taken from it.") from None
    if not found:
        raise UnreadableFile("The file has no pupils in it. Export it again.")


def tag_of(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def under(element: Any, tag: str) -> Iterator[Any]:
    """Every element so called below this one."""
    return (one for one in element.iter() if tag_of(one) == tag)


def said(element: Any, tag: str) -> str | None:
    """What the first element so called below this one says; None where there is none."""
    for one in under(element, tag):
        return " ".join((one.text or "").split())
    return None


def _cells(pupil: Any) -> Iterator[tuple[str, str | None]]:
    for name in ("upn", "surname", "forename", "preferred", "born", "year", "in_care"):
        yield name, said(pupil, COLUMNS[name])
    stages = sorted(stages_of(pupil))
    yield "provision", stages[-1][1] if stages else None
    needs = [(said(one, "SENtypeRank") or "", said(one, "SENtype") or "") for one in under(pupil, "SENneed")]
    yield "primary_need", "; ".join(f"{rank} {code}" for rank, code in needs) if needs else None
    for attendance in under(pupil, "Attendance"):
        yield "attendance", _share(attendance)


def stages_of(pupil: Any) -> Iterator[tuple[str, str]]:
    """The day each stage of SEN provision began, year first, and its code."""
    for record in under(pupil, "SENrecord"):
        if code := said(record, "SENprovision"):
            yield said(record, "StartDate") or "", code


def _share(attendance: Any) -> str | None:
    years = [one for one in attendance.iter() if any(tag_of(below) == "SessionsPossible" for below in one)]
    latest = max(years, key=lambda one: said(one, "Year") or "", default=None)
    if latest is None:
        return None
    possible, attended = said(latest, "SessionsPossible"), said(latest, "SessionsAttended")
    if not possible or not attended or not (possible + attended).isascii() or not (possible + attended).isdigit():
        return None
    return f"{100 * int(attended) / int(possible):.2f}%" if 0 < int(possible) < 10_000 and len(attended) < 6 else None

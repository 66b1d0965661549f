"""Reading a list of pupils, as a school's information system exports it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from chatops.importing import cells, days, sen
from chatops.importing.ctf import is_ctf, read_ctf
from chatops.importing.headings import NOTHING_TOLD, Told
from chatops.importing.pupil_words import COLUMNS, IS_ADDITIONAL, IS_IN_CARE, IS_PREMIUM
from chatops.importing.table import Bad, Line, LineFinding, Reading, must_not_be_too_many, read_table
from commands.domain.privacy.discreet import Discreet
from commands.domain.pupil import Provision, Pupil
from commands.domain.roll import identity

T = TypeVar("T")
MAY_BE_A_SHARE = "this may be a part of one or a percentage; write it with a % sign"
NO_IDENTITY = "without a UPN a pupil is known by name and date of birth, which is empty"
SAME_AGAIN = "this UPN is already on line {line}; only that line is used"
TWICE_BY_NAME = "a pupil of this name and date of birth is already on line {line}; only that line is used"


def may_be_several(line: int) -> LineFinding:
    """What is said of a line without a UPN that several on the list may be."""
    return LineFinding(line, "", "several pupils on the list have this name and date of birth; add the UPN")


@dataclass(repr=False)
class _Found(Discreet):
    """A pupil as read so far: which line, which needs, on how many lines."""

    pupil: Pupil
    line: Line
    needs: list[sen.Need]
    share: bool
    more: list[Line] = field(default_factory=list)


def read_pupils(data: bytes | str, today: date, told: Told = NOTHING_TOLD) -> Reading[Pupil]:
    """The pupils of a file; ids and school are left empty, for whoever stores them.

    Several lines of one pupil are one, where nothing but the need differs; otherwise the second is a problem. `today`
    rules out dates of birth to come; `told` says what words of the school's mean. Raises `UnreadableFile`.
    """
    table = read_ctf(data) if is_ctf(data) else read_table(data, COLUMNS, told)
    found: dict[str, _Found] = {}
    problems: list[LineFinding] = []
    known: set[str] = set()
    unknown = shares = 0
    percentages = False
    for line in table.lines:
        one = _pupil(line, today, told)
        key = identity(one.pupil)
        if not key and not line.problems:
            line.wrong("upn", NO_IDENTITY)
        if key:
            known.add(key)
            before = found.get(key)
            if before and (line.problems or not _is_more_of(before, one)):
                again = SAME_AGAIN if one.pupil.upn else TWICE_BY_NAME
                line.wrong("upn", again.format(line=before.line.number))
            elif before:
                before.needs.extend(one.needs)
                before.more.append(line)
                continue
        if line.problems:
            unknown += not key and sum(map(bool, line.cells.values())) > 2
            problems.extend(line.problems)
            must_not_be_too_many(problems)
            continue
        shares += one.share
        percentages |= not one.share and bool(one.pupil.attendance)
        found[key] = one
    as_shares = shares > 0 and not percentages and any(
        one.share and one.pupil.attendance and one.pupil.attendance < 1 for one in found.values()
    )  # fmt: skip
    rows: list[Pupil] = []
    remarks: list[LineFinding] = []
    for one in found.values():
        if one.share and not as_shares:
            one.line.wrong("attendance", MAY_BE_A_SHARE)
            problems.extend(one.line.problems)
            continue
        rows.append(_whole(one, as_shares))
        remarks.extend(finding for line in (one.line, *one.more) for finding in line.remarks)
    problems.sort(key=lambda finding: finding.line)
    several = any(len({need.code for need in one.needs}) > 1 for one in found.values())
    fields = _fields(table.columns, several)
    return Reading(
        tuple(rows),
        tuple(problems),
        tuple(remarks),
        frozenset(known - {identity(pupil) for pupil in rows}),
        fields,
        {key: one.line.number for key, one in found.items()},
        understood=table.understood,
        unknown=unknown,
        of_some=table.of_some,
        own_fields={key: _said(one.line, fields) for key, one in found.items()} if table.of_some else {},
    )


def _fields(columns: frozenset[str], several: bool) -> frozenset[str]:
    fields = columns - {"rank"}
    if "name" in fields:
        fields = fields - {"name"} | {"surname", "forename"}
    if "primary_need" in fields and (several or "rank" in columns):
        fields |= {"secondary_need"}
    return fields


def _said(line: Line, fields: frozenset[str]) -> frozenset[str]:
    """What a line says of its pupil, where it need not say everything."""
    there = frozenset(line.cells) | ({"secondary_need"} if "primary_need" in line.cells else set())
    return fields & there


def _is_more_of(before: _Found, one: _Found) -> bool:
    """Whether a line is the same pupil's, with another need or the same again."""
    blank = {"primary_need": "", "secondary_need": ""}
    return replace(before.pupil, **blank) == replace(one.pupil, **blank)  # type: ignore[arg-type]


def _whole(one: _Found, as_shares: bool) -> Pupil:
    """The pupil with the first two of their needs, and attendance as a percentage."""
    pupil, codes = one.pupil, sen.in_rank(one.needs)
    if len(codes) > 2:
        one.line.remark("primary_need", f"{len(codes)} types of need; the first two are kept")
    first, second = (*codes[:2], "", "")[:2]
    if first == "NSA" and pupil.provision is Provision.PLAN:
        one.line.remark("primary_need", "NSA goes with SEN support only (census rule 2175); kept as it is")
    if as_shares and one.share and pupil.attendance is not None:
        pupil = replace(pupil, attendance=round(pupil.attendance * 100, 2))
    return replace(pupil, primary_need=first, secondary_need=second)


def _pupil(line: Line, today: date, told: Told) -> _Found:
    surname, forename = _names(line)
    needs = _needs(line, "primary_need", told)
    seconds = [sen.Need(need.code, need.rank or 2) for need in _needs(line, "secondary_need", told)]
    rank = line.read("rank", _rank, 0)
    if len(needs) == 1 and rank:
        needs = [sen.Need(needs[0].code, rank)]
    pupil = Pupil(
        school_id="",
        id="",
        upn=line.read("upn", _upn, ""),
        surname=surname,
        forename=forename,
        preferred=line.read("preferred", cells.words, ""),
        born=line.read("born", days.born(today), None),
        year=line.read("year", _told(days.year, told), ""),
        group=line.read("group", lambda cell: cells.words(cell, 40), ""),
        provision=_provision(line, told),
        pupil_premium=line.read("pupil_premium", _told(IS_PREMIUM, told), False),
        eal=line.read("eal", _told(IS_ADDITIONAL, told), False),
        in_care=line.read("in_care", _told(IS_IN_CARE, told), False),
        attendance=line.read("attendance", _attendance, None),
        admission=line.read("admission", lambda cell: cells.words(cell, 40), ""),
    )
    return _Found(pupil, line, [*needs, *seconds], cells.may_be_a_share(line.cells.get("attendance", "")))


def _told(meaning: Callable[[str], T], told: Told) -> Callable[[str], T]:
    """Reads what a word was said to mean, in its place."""
    return lambda cell: meaning(told.of(cell) or cell)


def _upn(cell: str) -> str:
    return "" if cell.casefold() in cells.NOTHING else cells.upn(cell)


def _names(line: Line) -> tuple[str, str]:
    """Surname and forename, also from one column that has them as “Yusuf, Amina”: in other orders nobody can say
    which is which."""
    if "surname" in line.headings and "forename" in line.headings:
        return line.read("surname", cells.needed, ""), line.read("forename", cells.needed, "")

    def both(cell: str) -> tuple[str, str]:
        surname, comma, forename = cells.needed(cell).partition(",")
        if not comma or not surname.strip() or not forename.strip():
            raise Bad("write surname, comma, forename, or export them as two columns")
        return surname.strip(), forename.strip()

    return line.read("name", both, ("", ""))


def _rank(cell: str) -> int:
    text = cell.removesuffix(".0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 3 else 0


def _attendance(cell: str) -> float | None:
    return float(cell.strip().replace(",", ".")) if cells.may_be_a_share(cell) else cells.percentage(cell)


def _provision(line: Line, told: Told) -> Provision:
    def read(cell: str) -> Provision:
        provision, remark = sen.provision(cell, told)
        if remark:
            line.remark("provision", remark)
        return provision

    return line.read("provision", read, Provision.NONE)


def _needs(line: Line, name: str, told: Told) -> list[sen.Need]:
    def read(cell: str) -> list[sen.Need]:
        needs, remarks = sen.needs(cell, told)
        for remark in remarks:
            line.remark(name, remark)
        return list(needs)

    return line.read(name, read, [])

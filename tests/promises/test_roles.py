"""The table of roles, cell by cell and on every face: whoever may not is refused, whatever they type or forge."""

import importlib
import io
import pkgutil
import re
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, literal, select, union_all

import commands
from commands.catalogue import COMMANDS, assembled, show_help
from commands.domain.person import Role
from commands.domain.privacy.reach import ROWS, Asker, Reach, Row
from commands.kit import Ask, Reply
from commands.kit.command import Command
from commands.kit.command import command as written_as
from commands.kit.dispatcher import NOT_ALLOWED
from commands.kit.questions import Choice, Choices, Day, Lookup, Question, Text, Time
from commands.roles import FIELDS, ROLES
from storage.records import SqlOpenRecords
from storage.tables import metadata
from tests.approved_roles import ASKED, SEEN
from tests.school import SchoolStory
from tests.whole_school import COUNTS, FORENAME, IN_EVIDENCE, MARKS, Planted, about, plant
from tests.worlds import Hands
from tests.worlds.web import WebWorld

KEPT_OF_EVERY_ASK = {"asks", "notices", "identities", "audit"}
"""Tables in which a refused ask may leave its line."""
MAKES_OWN: frozenset[str] = frozenset()
"""Forms by which anybody makes something of their own."""
THEIR_OWN = {"audit", "digest_readers", "weeks_shown"}
"""Tables in which a SENCO of another school leaves lines of that school by asking everything there is."""
SEES = {Reach.ALL, Reach.PART}
"""Cells in which a colleague's things, not one's own, are seen."""


async def whoever(asker: Asker, school: SchoolStory) -> Hands:
    """One person of a kind."""
    match asker:
        case Asker.TEACHES:
            return school.teacher
        case Asker.TEACHER:
            return school.other_teacher
        case Asker.SENCO:
            return school.senco
        case Asker.LEADERSHIP:
            return school.leader
        case Asker.ADMIN:
            return school.admin
        case _:
            return await school.world.joins("una.known@elsewhere.example", "Una Known")


async def rows(school: SchoolStory) -> dict[str, int]:
    counts = (
        select(literal(table.name), func.count()).select_from(table)
        for table in metadata.sorted_tables
        if table.name not in KEPT_OF_EVERY_ASK
    )
    async with school.service.database.reading() as connection:
        return {row[0]: row[1] for row in await connection.execute(union_all(*counts))}


@pytest.mark.parametrize("asker", Asker, ids=lambda asker: str(asker.value))
async def test_every_cell_of_the_table_holds_for_what_is_typed_and_what_is_forged(
    school: SchoolStory, asker: Asker
) -> None:
    """Each command and button, typed with the pupil's name and pressed with a value nobody drew; each search; and of
    each kind of thing, whether any of that ever showed it."""
    planted = await plant(school)
    hands = await whoever(asker, school)
    typed = school.world.name != "web"  # where a typed line and a press are one and the same form
    seen, wrong, before = "", list[str](), await rows(school)
    no = [command for command in COMMANDS if ASKED[command.word][asker] is Reach.NO]
    for command in no:
        said = await asks(hands, command, planted, typed=typed)
        seen += said
        # Of a pupil they do not teach a teacher or leader is refused in other words, or asked for another pupil.
        by_role = asker in (Asker.SENCO, Asker.ADMIN) and NOT_ALLOWED not in said
        wrong += [f"{command.word} was not refused"] if by_role else []
    assert await rows(school) == before
    for command in COMMANDS:
        if command not in no:
            said = await asks(hands, command, planted, typed=typed)
            seen += said
            wrong += [f"{command.word} was refused"] if NOT_ALLOWED in said else []
    assert wrong == []
    handed = ""
    for name, content in hands.files():
        seen += name
        handed += text_of(content)
    shown = {field for field, mark in MARKS.items() if mark in seen}
    shown |= {field for field in (IN_EVIDENCE,) if MARKS[field] in handed}
    shown |= {"counts of the whole school, in steps"} if COUNTS in seen else set()
    expected = {field for field in FIELDS if SEEN[field[0].upper() + field[1:]][asker] in SEES}
    assert shown == expected


def text_of(content: bytes) -> str:
    """The words of a Word document, wherever in it they stand."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return re.sub("<[^>]+>", "", packed.read("word/document.xml").decode())


async def asks(hands: Hands, command: Command, planted: Planted, *, typed: bool = False) -> str:
    """All that asking it brought onto the screen, by a typed line and by a forged press; searches its type-aheads."""
    seen = ""
    if command.shown and typed:
        await hands.asks(f"{command.word} {FORENAME.casefold()}")
        seen += hands.said + hands.everything_shown()
    await hands.forges(command.word, about(command.word, planted), opens=command.opens)
    seen += hands.said + hands.everything_shown()
    if command.form and hands.form:
        for question in command.form.questions.values():
            if isinstance(question, Lookup) and question.label in seen:
                seen += str(await hands.finds(question.label, "zq"))
    return seen


async def test_another_schools_senco_reaches_nothing_by_any_reference_or_id(school: SchoolStory) -> None:
    """With every button there is, forged with what is this school's, and every search."""
    planted = await plant(school)
    elmwood = await school.service.schools.add("Elmwood School")
    stranger = await school.employs("Sue Else", Role.SENCO, school=elmwood)
    seen = ""
    before = await rows(school)
    for command in COMMANDS:
        if command.word not in ("senco setup", "leadership setup"):
            seen += await asks(stranger, command, planted)
    after = await rows(school)
    assert [mark for mark in MARKS.values() if mark in seen] == []
    assert {name for name in before if after[name] != before[name]} <= THEIR_OWN


@pytest.fixture
async def web(tmp_path: Path) -> AsyncIterator[SchoolStory]:
    """The school on the face that needs no platform: what is asked here passes no face at all."""
    story = SchoolStory(WebWorld(), tmp_path)
    try:
        await story.opens()
        yield story
    finally:
        await story.closes()


TRIED: dict[type[Question[Any]], Any] = {
    Text: "zq-crafted",
    Day: "2026-09-14",
    Time: "10:00",
}


def crafted(command: Command, planted: Planted, colleague: str) -> dict[str, Any]:
    """A form filled in by somebody who never saw it: the planted pupil, the first of each list, today."""
    assert command.form
    answers: dict[str, Any] = {}
    for name, question in command.form.questions.items():
        match question:
            case Lookup():
                answers[name] = {"pupils": planted.pupil, "staff": colleague}.get(question.of, planted.references["A"])
            case Choices():
                answers[name] = (str(question.options[0].value),)
            case Choice():
                answers[name] = str(
                    question.options[-1 if name == question.name and "safeguarding" in name else 0].value
                )
            case _:
                answers[name] = next(value for kind, value in TRIED.items() if isinstance(question, kind))
    return answers


@pytest.mark.parametrize("asker", [one for one in Asker if one is not Asker.NOBODY], ids=lambda one: str(one.value))
async def test_a_crafted_form_changes_nothing_that_is_not_ones_own(web: SchoolStory, asker: Asker) -> None:
    """Sent without ever having been opened, so that nothing an opening refuses stands in its way."""
    planted = await plant(web)
    people = {
        Asker.TEACHES: "tom.reed",
        Asker.TEACHER: "ivy.stone",
        Asker.SENCO: "sam.okoro",
        Asker.LEADERSHIP: "helen.marsh",
        Asker.ADMIN: "ned.tull",
    }
    async with SqlOpenRecords(web.service.database)(web.school, writing=False) as records:
        person = await records.person(f"{web.school.id}-{people[asker]}")
    assert person
    for command in COMMANDS:
        cell = ASKED[command.word][asker]
        if command.form and cell in (Reach.NO, Reach.OWN) and command.word not in MAKES_OWN:
            before = await rows(web)
            answers = crafted(command, planted, f"{web.school.id}-zed.other")
            ask = Ask(person, web.school, web.clock.now(), command.word, f"web/{command.word}", "web",
                      about(command.word, planted))  # fmt: skip
            await web.service.dispatcher.ask(ask, answers)
            assert await rows(web) == before, command.word


def test_what_each_command_says_of_itself_is_what_was_approved() -> None:
    """After a change, python -m manifests.refresh writes docs/roles.md anew: its difference is to be approved."""
    assert {one.word: {asker: one.row.of(asker) for asker in Asker} for one in COMMANDS} == ASKED
    rows = {field[0].upper() + field[1:]: row for field, row in FIELDS.items()}
    assert {field: {asker: row.of(asker) for asker in Asker} for field, row in rows.items()} == SEEN


async def _answers(*given: Any) -> Reply:
    return Reply("Never asked.")


def test_a_command_without_a_row_or_with_one_that_lets_nobody_ask_does_not_start() -> None:
    with pytest.raises(TypeError, match="'row'"):
        written_as("refer again")(_answers)  # type: ignore[call-overload]
    with pytest.raises(ValueError, match="'refer again' must say who may ask it"):
        written_as("refer again", Row(*[Reach.NO] * 5))(_answers)


def test_every_command_written_is_one_that_can_be_asked_and_help_shows_none_of_a_module_left_out() -> None:
    written = {
        one.word
        for module in pkgutil.walk_packages(commands.__path__, "commands.")
        for one in vars(importlib.import_module(module.name)).values()
        if isinstance(one, Command)
    }
    assert written == {one.word for one in COMMANDS}
    with pytest.raises(ValueError, match="in no module of the catalogue: help"):
        assembled((("This bot", (show_help,)),), ())


def test_anybody_else_reaches_nothing() -> None:
    assert {row.of(Asker.NOBODY) for row in (*ROLES.values(), *FIELDS.values(), *ROWS)} == {Reach.NO}
    assert Row(*[Reach.NO] * 5).roles == frozenset()

"""Everything there is, asked by one person of each kind: what they were shown, and where the table says otherwise."""

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from chatops.documents.files import as_file
from commands.catalogue import COMMANDS
from commands.domain.person import Person, Role
from commands.domain.privacy.reach import Asker, Reach
from commands.kit import Ask, Show
from commands.kit.command import Command
from commands.kit.dispatcher import NOT_ALLOWED
from commands.kit.questions import Lookup
from commands.roles import FIELDS
from storage.records import SqlOpenRecords
from tests.approved_roles import ASKED, SEEN
from tests.school import SchoolStory
from tests.web import drawing
from tests.whole_school import COUNTS, FORENAME, IN_EVIDENCE, MARKS, Planted, about
from tests.worlds import Hands

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
        case Asker.ASSISTANT:
            return await school.employs("Gwen Tallis", Role.ASSISTANT, ("4B",))
        case _:
            return await school.world.joins("una.known@elsewhere.example", "Una Known")


PEOPLE = {
    Asker.TEACHES: "tom.reed",
    Asker.TEACHER: "ivy.stone",
    Asker.SENCO: "sam.okoro",
    Asker.LEADERSHIP: "helen.marsh",
    Asker.ADMIN: "ned.tull",
    Asker.ASSISTANT: "gwen.tallis",
}


async def person_of(school: SchoolStory, asker: Asker) -> Person:
    """The same person, as the service knows them once they are let in."""
    if asker is Asker.ASSISTANT:
        await whoever(asker, school)
    async with SqlOpenRecords(school.service.database)(school.school, writing=False) as records:
        person = await records.person(f"{school.school.id}-{PEOPLE[asker]}")
    assert person
    return person


def one_of_each_shape(asker: Asker) -> list[Command]:
    """The first refused and the first answered of the commands that a face treats alike."""
    shapes: dict[object, Command] = {}
    for one in COMMANDS:
        reach = ASKED[one.word][asker]
        searches = one.form is not None and any(isinstance(q, Lookup) for q in one.form.questions.values())
        shape = (reach is Reach.NO, one.shown, one.opens, one.form is None, one.look, searches, one.surveys)
        shapes.setdefault(shape, one)
    return list(shapes.values())


@dataclass
class Tally:
    """What somebody was shown by all they asked, and where that was not what the table says."""

    asker: Asker
    seen: str = ""
    wrong: list[str] = field(default_factory=list)

    def refuses(self, command: Command) -> bool:
        return ASKED[command.word][self.asker] is Reach.NO

    def hears(self, command: Command, said: str) -> None:
        self.seen += said
        if self.refuses(command):
            # Of a pupil they do not teach a teacher or leader is refused in other words, or asked for another pupil.
            by_role = self.asker in (Asker.SENCO, Asker.ADMIN) and NOT_ALLOWED not in said
            self.wrong += [f"{command.word} was not refused"] if by_role else []
        else:
            self.wrong += [f"{command.word} was refused"] if NOT_ALLOWED in said else []

    def shows_only_what_it_may(self, files: Sequence[tuple[str, bytes]], *, everything_was_tried: bool) -> None:
        """Nothing that the table keeps from them, and, where everything was tried, all that it gives them."""
        seen = self.seen + "".join(name for name, _ in files)
        handed = "".join(text_of(content) for _, content in files)
        shown = {name for name, mark in MARKS.items() if mark in seen}
        shown |= {name for name in (IN_EVIDENCE,) if MARKS[name] in handed}
        shown |= {"counts of the whole school, in steps"} if COUNTS in seen else set()
        may = {name for name in FIELDS if SEEN[name[0].upper() + name[1:]][self.asker] in SEES}
        assert shown <= may
        assert shown == may or not everything_was_tried


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


async def asks_inside(
    school: SchoolStory, person: Person, command: Command, planted: Planted, files: list[tuple[str, bytes]]
) -> str:
    """As `asks`, of the dispatcher itself; what a page would show of it. Documents go to `files`."""
    dispatcher, seen = school.service.dispatcher, ""
    about_it = about(command.word, planted)
    for by, typed in (("typed", FORENAME.casefold()), ("pressed", "")) if command.shown else (("pressed", ""),):
        key = f"web/{by} {command.word}"
        ask = Ask(person, school.school, school.clock.now(), command.word, key, "web", "" if typed else about_it, typed)
        outcome = await dispatcher.ask(ask)
        if isinstance(outcome, Show):
            seen += drawing.html(show=outcome)
            asked = dispatcher.commands[outcome.word].form
            for name, question in asked.questions.items() if asked else ():
                if isinstance(question, Lookup):
                    seen += str(await dispatcher.search(replace(ask, word=outcome.word), name, "zq"))
        elif outcome.document:
            file = await as_file(outcome.document)
            files.append((file.name, file.content))
        else:
            seen += drawing.html(reply=outcome)
    return seen


def text_of(content: bytes) -> str:
    """The words of a Word document, wherever in it they stand."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return re.sub("<[^>]+>", "", packed.read("word/document.xml").decode())

"""Asks made up: any command, by anybody, about anything, with answers right, nearly right and wrong.

Where nothing else is wrong with a request, `Crafted.is_valid` says by the rules alone whether it may be answered.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hypothesis import strategies as st

from commands.catalogue import COMMANDS
from commands.domain.person import Role
from commands.kit import Choice, Choices, Command, Day, Lookup, Text, Time
from commands.kit.forms import Mistakes
from commands.kit.questions import Answer, Question
from tests.fuzz import junk
from tests.fuzz.draw import Draw

TODAY = date(2026, 9, 14)
DAYS = ("2026-09-14", "2026-09-10", "2026-09-30", "2026-10-28", "2025-09-01", "2027-06-01", "2026-09-13")
TIMES = ("14:30", "09:00", "00:00", "23:59")
LINES = ("Story maps", "Sits at the front", "Helped in 2 of 3 lessons", "Cannot yet retell a story.", "SLCN")
EACH = 12
"""Things remembered of each command to ask about."""


@dataclass
class Pool:
    """What there is to ask about: pupils and staff by id, and what the bot's own buttons and forms are about."""

    lists: dict[str, list[str]]
    school: str
    about: dict[str, list[str]] = field(default_factory=dict)
    _turn: int = 0

    def learns(self, drawn: Any) -> None:
        """Takes from what the bot drew what its buttons and forms ask about."""
        if isinstance(drawn, dict):
            word, about = drawn.get("word"), drawn.get("about")
            if isinstance(word, str) and isinstance(about, str) and about:
                known = self.about.setdefault(word, [])
                if about not in known:
                    self._turn += 1
                    if len(known) < EACH:
                        known.append(about)
                    else:
                        known[self._turn % EACH] = about
            for value in drawn.values():
                self.learns(value)
        elif isinstance(drawn, list | tuple):
            for value in drawn:
                self.learns(value)
        elif isinstance(drawn, str) and drawn.startswith("{"):
            try:
                self.learns(json.loads(drawn))
            except ValueError:
                return

    def near(self, word: str, n: int) -> str:
        """Something this command is really asked about, where anything is known."""
        known = self.about.get(word) or [one for each in self.about.values() for one in each]
        return known[n % len(known)] if known else self.anything(n)

    def of(self, of: str, n: int) -> str:
        """Something of a list that a type-ahead searches."""
        known = self.lists.get(of)
        return known[n % len(known)] if known else self.anything(n)

    def anything(self, n: int) -> str:
        known = [
            *(id for ids in self.lists.values() for id in ids),
            *(one for each in self.about.values() for one in each),
        ]
        return known[n % len(known)]


@dataclass(frozen=True)
class Crafted:
    """One ask. `role` is None for somebody on no staff list."""

    who: str
    role: Role | None
    command: Command
    about: str
    typed: str
    answers: Mapping[str, Answer]
    key: str

    @property
    def is_valid(self) -> bool:
        """Whether the asker may ask this and, for a form, its answers can be read."""
        if self.role is None or self.role not in self.command.row.roles:
            return False
        if self.command.form is None or self.command.form.is_stopped_by(self.answers):
            return True
        try:
            self.command.form.read(self.answers, TODAY)
        except Mistakes:
            return False
        return True


def looks(pool: Pool, who: str) -> Iterator[Crafted]:
    """The looks of the catalogue, as a tour: what the bot draws in answer is what can be asked about then."""
    for n, command in enumerate(command for command in COMMANDS if command.look):
        for about in ["", *pool.about.get(command.word, ())[:3]]:
            yield Crafted(who, Role.SENCO, command, about, "", {}, f"look{n}{about}")


def crafted(draw: Draw, pool: Pool, people: Mapping[str, Role | None], key: str, *, with_form: bool = False) -> Crafted:
    """An ask by one of `people`. Mostly about something that is there, mostly by those who may."""
    commands = [command for command in COMMANDS if command.form or not with_form]
    command = commands[draw.number() % len(commands)]
    may = [name for name, role in people.items() if role in command.row.roles]
    who = draw.one(may if draw.one(range(4)) else list(people))
    n = draw.number()
    about = ""
    match draw.one(range(10)):
        case 0 | 1 | 2 | 3 | 4 | 5:
            about = pool.near(command.word, n)
        case 6:
            about = pool.anything(n)
        case 7:
            about = f"{pool.anything(n)}@{pool.school}"
        case 8:
            about = draw(junk.words)
    typed = draw.one(("", "amina", "7B", "overdue", "2026-09-14", "K", "off")) if n % 3 else draw(junk.words)
    questions = command.form.questions if command.form else {}
    wrong = draw.one(range(-len(questions), len(questions))) if questions else -1
    answers = {
        name: draw(_wrong(question)) if at == wrong else _right(draw, question, pool)
        for at, (name, question) in enumerate(questions.items())
    }
    if not draw.one(range(6)):
        answers[draw.one(("", "zz", "pupil", "_ask", "msteams"))] = draw(junk.words)
    return Crafted(who, people[who], command, about, typed, answers, key)


def _right(draw: Draw, question: Question[Any], pool: Pool) -> Answer:
    """An answer of the question's kind; none, now and then, where none is needed."""
    if not question.required and not draw.one(range(3)):
        return ""
    match question:
        case Text():
            return draw.one(LINES)
        case Day():
            return draw.one(DAYS)
        case Time():
            return draw.one(TIMES)
        case Choices():
            return tuple({str(draw.one(question.options).value) for _ in range(3)})
        case Choice():
            return str(draw.one(question.options).value)
        case Lookup(of=of):
            return pool.of(of, draw.number())
    raise AssertionError(type(question))


def _wrong(question: Question[Any]) -> st.SearchStrategy[Answer]:
    """An answer of no kind, or of another question's."""
    return st.one_of(
        junk.words,
        st.sampled_from((*DAYS, *TIMES, "9999-12-31", "0001-01-01", "2026-02-30")),
        st.lists(junk.words, max_size=3).map(tuple),
    )

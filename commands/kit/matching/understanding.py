"""What a line without a command's word means to whoever typed it: a reference, a name, a slip, or nothing."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace

from commands.domain.privacy.safeguarding import worries
from commands.kit.ask import Ask, Refusal, Reply
from commands.kit.cards import Button, Card, Item, Items
from commands.kit.command import Command
from commands.kit.matching.lines import FEW, Line, end, line_of, starts
from commands.kit.matching.matcher import HELP, Matcher, Meaning
from commands.kit.matching.references import reference_in
from commands.kit.records import OpenRecords, Records

SAID_BACK = 60
"""Characters of a line that are said back."""
NAMES = " A pupil's name opens their page, if you teach them."
"""Said alike of a name and of anything else, so that it tells nobody who is a pupil here."""
NO_NAME = " No pupil is called that."
"""Said to the SENCO, who may see every pupil's page."""
A_NAME = 4
"""Words a line has at most that may be somebody's name."""
STARTS = 3
"""How many beginnings of a line are tried as a name."""

log = logging.getLogger("chatops.asks")


class Understanding:
    """Stands before the dispatcher's commands. It shows what was asked, or offers it as a button: by a guess nothing is
    done that changes anything."""

    def __init__(self, commands: Mapping[str, Command], open_records: OpenRecords) -> None:
        self._commands, self._open_records = commands, open_records
        self.matcher = Matcher([*commands.values()])

    async def meant(self, ask: Ask) -> Ask | Reply:
        """The same ask of the command that is meant; or what is said when there is none, or more than one."""
        line = line_of(ask.word)
        if reference := reference_in(line.text):
            return await self._of_reference(ask, reference)
        fits = self.matcher.slips(line, lambda command: command.allows(ask.person))
        named = await self._named(ask, line) if len(fits) < 2 else None
        if named and not fits:
            return replace(ask, word=named.word, typed=named.typed, guessed=True)
        if named or len(fits) > 1 or (fits and not self._shows(fits[0])):
            return self._offered(ask, [*fits, *([named] if named else [])])
        if fits:
            return replace(ask, word=fits[0].word, typed=fits[0].typed, saying=fits[0].saying, guessed=True)
        return self._not_understood(ask, line)

    def _shows(self, meaning: Meaning) -> bool:
        """Whether it only shows something, or opens a form."""
        command = self._commands[meaning.word]
        return command.look or command.form is not None

    async def _of_reference(self, ask: Ask, reference: str) -> Ask | Reply:
        """What opens it, for this person. That there is no such thing and that they may not see it is said alike."""
        readers = [one for one in self._commands.values() if reference[0] in one.reads and one.allows(ask.person)]
        asks = [
            replace(ask, word=one.word, typed=reference, guessed=True)
            for one in sorted(readers, key=lambda one: not one.look)
        ]
        if asks:
            async with self._open_records(ask.school, writing=False) as records:
                for one in asks:
                    if await _finds(self._commands[one.word], one, records):
                        return one
            async with self._open_records(ask.school, writing=True) as records:
                await records.refused(asks[0])
        return Reply(f"There is no {reference} that you may see.", _card(ask, self._near(ask, "")))

    async def _named(self, ask: Ask, line: Line) -> Meaning | None:
        """The command that a line names the subject of: a pupil, a class; alone or before a command's word."""
        may = [one for one in self._commands.values() if one.bare and one.allows(ask.person)]
        tries = [line.without(start, end(line.words, start)) for start in starts(line.words)[-STARTS:]]
        short = [one for one in tries if 0 < len(one.words) <= FEW]
        if not may or not short:
            return None
        try:
            async with self._open_records(ask.school, writing=False) as records:
                for one in short:
                    for command in may:
                        assert command.bare  # noqa: S101 - for the type checker
                        if await command.bare(replace(ask, word=command.word, typed=one.text), records):
                            return Meaning(command.word, one.text, guessed=True)
                for name, meaning in self.matcher.behind_a_name(line, lambda one: one.allows(ask.person)):
                    for command in may:
                        assert command.bare  # noqa: S101
                        if await command.bare(replace(ask, word=command.word, typed=name), records):
                            return meaning
        except Exception as trouble:
            log.error("no name looked for key=%s error=%s", ask.key, type(trouble).__name__)
        return None

    def _offered(self, ask: Ask, meanings: Sequence[Meaning]) -> Reply:
        """Each as a button. A line may mean a pupil too, whose name does not stand in a chat."""
        items = []
        for one in meanings:
            command = self._commands[one.word]
            items.append(Item(command.word, command.summary, (Button(_label(command), command.word, one.pressed),)))
        more = "more than one thing" if len(meanings) > 1 else "this, which is done when you press it"
        return Reply(f"{_said_back(ask, 'may mean')} {more}.", Card("Did you mean", (Items(tuple(items)),), _help()))

    def _near(self, ask: Ask, typed: str) -> Sequence[Command]:
        return self.matcher.nearest(typed, lambda command: command.allows(ask.person))

    def _not_understood(self, ask: Ask, line: Line) -> Reply:
        """Says the line back, shortened, and offers what comes nearest. Nothing of it is kept."""
        if ask.school.nudges and worries(line.text, ask.school.watched):
            return Reply(
                f"I do not read messages. If this is a safeguarding concern, tell {ask.school.lead_in_words} now. "
                "Nothing was kept of what you typed."
            )
        said = _said_back(ask, "I do not understand")
        names = ""
        if len(line.words) <= A_NAME and any(one.bare and one.allows(ask.person) for one in self._commands.values()):
            names = NO_NAME if ask.person.is_senco else NAMES
        return Reply(f"{said}.{names} Ask for “help”, or one of these:", _card(ask, self._near(ask, line.text)))

    def instead(self, ask: Ask) -> Card:
        """What somebody may ask who may not ask what they asked."""
        return _card(ask, self._near(ask, ask.word))


async def _finds(command: Command, ask: Ask, records: Records) -> bool:
    try:
        await command.found(ask, records)
    except Refusal:
        return False
    return True


def _label(command: Command) -> str:
    return command.word[0].upper() + command.word[1:]


def _help() -> tuple[Button, ...]:
    return (Button("Help", HELP),)


def _card(ask: Ask, offered: Sequence[Command]) -> Card:
    items = tuple(Item(one.word, one.summary, (Button(_label(one), one.word),)) for one in offered)
    return Card("What you can ask", (Items(items),) if items else (), _help())


def _said_back(ask: Ask, words: str) -> str:
    line = " ".join("".join(c if c.isprintable() else " " for c in ask.word).split())
    short = line if len(line) <= SAID_BACK else line[: SAID_BACK - 1].rstrip() + "…"
    return f"{words} “{short}”" if words[0] == "I" else f"“{short}” {words}"

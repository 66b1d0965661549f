"""Type-ahead: what a form offers while somebody types, to whom it may, and put into the audit."""

import asyncio
import logging
from collections.abc import Mapping, Sequence

from commands.kit.ask import Ask
from commands.kit.command import Command
from commands.kit.found import Found
from commands.kit.limits import FOUND
from commands.kit.lookups import OF_NO_PUPIL
from commands.kit.questions import Lookup
from commands.kit.records import OpenRecords

log = logging.getLogger("chatops.asks")

PATIENCE = 0.1
"""Seconds a search waits for its line in the audit, many times what a commit takes: somebody is typing."""


class Searching:
    """Searches for the questions of commands' forms."""

    def __init__(self, commands: Mapping[str, Command], open_records: OpenRecords) -> None:
        self.commands, self._open_records = commands, open_records
        self._telling: set[asyncio.Task[None]] = set()  # a task nobody holds may vanish

    async def search(self, ask: Ask, question: str, typed: str) -> Sequence[Found]:
        """Type-ahead for a `Lookup` of the command's form. Whoever may not ask the command finds nothing."""
        command = self.commands.get(ask.word)
        if command is None or command.form is None or not command.allows(ask.person):
            return ()
        asked = command.form.questions.get(question)
        if not isinstance(asked, Lookup):
            return ()
        async with self._open_records(ask.school, writing=False) as records:
            found = await records.find(asked.of, typed, ask.person, FOUND, ask.about)
            told = not found or asked.of in OF_NO_PUPIL or await records.has_searched(ask)
        if not told:
            telling = asyncio.create_task(self._searched(ask))
            self._telling.add(telling)
            telling.add_done_callback(self._telling.discard)
            await asyncio.wait({telling}, timeout=PATIENCE)
        return found

    async def _searched(self, ask: Ask) -> None:
        """Put into the audit before anything is offered, as a rule. While somebody else holds the database a client
        does not wait that long for what it offers: then as soon as it is free, or the log says who searched."""
        try:
            async with self._open_records(ask.school, writing=True) as records:
                await records.searched(ask)
        except Exception as trouble:
            log.warning("search not in the audit word=%s key=%s error=%s", ask.word, ask.key, type(trouble).__name__)

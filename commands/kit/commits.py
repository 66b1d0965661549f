"""What an ask does is stored once, however often it comes, whoever else is first, whatever becomes of the answer."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import replace

from commands.kit.ask import REFERENCE, Ask, Outdated, Refusal, Reply
from commands.kit.clockwork import Answered, Books, ClockAsk
from commands.kit.command import Command
from commands.kit.forms import Form, Mistakes
from commands.kit.lookups import check_lookups
from commands.kit.records import OpenRecords, Overtaken, Records, Unconfirmed

log = logging.getLogger("chatops.asks")

TRIES = 3
AT_A_STRETCH = 5
"""Asks of the clock that are answered before others have their turn: each takes about a millisecond."""
MENDING = 0.3
"""Seconds given to a database whose answer to a commit was lost, before it is asked what came of it."""


def kept(ask: Ask) -> Ask:
    """As it is written down: one press or form is one ask of one command about one thing, whatever key a client chooses
    to send again."""
    return replace(ask, key=f"{ask.key}/{ask.word}/{ask.subject}")


class Commits:
    """One transaction for each ask. `pressable` finishes a reply before it is kept."""

    def __init__(self, open_records: OpenRecords, pressable: Callable[[Ask, Reply], Reply]) -> None:
        self._open_records, self._pressable = open_records, pressable

    async def stored(self, command: Command, ask: Ask, form: Form | None, stopped: bool) -> Reply:
        """Commits; once more with what is true now when somebody else was first, and once more with the same key when
        the commit's answer was lost: what was stored is then found, and what was not is done.

        Raises `Unconfirmed` when neither could be found out.
        """
        lost = False
        for left in reversed(range(TRIES)):
            try:
                return await self._commit(command, ask, form, stopped)
            except Overtaken:
                log.info("overtaken word=%s key=%s", ask.word, ask.key)
                if not left:
                    raise
            except Unconfirmed:
                log.warning("unconfirmed word=%s key=%s", ask.word, ask.key)
                lost = True
                await asyncio.sleep(MENDING)
            except (Refusal, Mistakes, Outdated):
                raise  # the key was free, so what was lost had not been stored
            except Exception as trouble:
                if lost:
                    raise Unconfirmed from trouble
                raise
        raise Unconfirmed

    async def of_the_clock(self, asked: ClockAsk, records: Records) -> bool:
        """Answers what the clock asks, in the transaction of these records; whether it was not answered before."""
        if await records.begin(asked.ask) is not None:
            return False
        ask, reply, outcome = await self._answered(asked, records)
        await records.finish(ask, reply, outcome=outcome, keep=True)
        return True

    async def of_the_clock_together(self, asked: Sequence[tuple[ClockAsk, Records]], books: Books) -> Sequence[bool]:
        """The same of the asks of several schools, in one transaction; gives it of each."""
        new = await books.begin([each.ask for each, _ in asked])
        answered = []
        for n, ((each, records), is_new) in enumerate(zip(asked, new, strict=True)):
            if is_new:
                answered.append(await self._answered(each, records))
            if n % AT_A_STRETCH == 0:
                await asyncio.sleep(0)
        await books.finish(answered)
        return new

    async def _answered(self, asked: ClockAsk, records: Records) -> Answered:
        reply = self._pressable(asked.ask, await asked.answer(asked.ask, records))
        return Answered(asked.ask, reply, "answered" if reply.notices or reply.about else "empty")

    async def _commit(self, command: Command, ask: Ask, form: Form | None, stopped: bool) -> Reply:
        reply, again = await self._once(command, ask, form, stopped)
        if not command.look:
            # By the reference a person names when they complain, the key of all that belongs to it is found.
            reference = reply.about if REFERENCE.fullmatch(reply.about) else "-"
            log.info("%s reference=%s notices=%d", "repeated" if again else "stored", reference, len(reply.notices))
        return reply

    async def _once(self, command: Command, ask: Ask, form: Form | None, stopped: bool) -> tuple[Reply, bool]:
        """The reply once it is committed, and whether it was before."""
        async with self._open_records(ask.school, writing=True) as records:
            written = kept(ask)
            earlier = await records.begin(written)
            if earlier is not None and not command.look:
                return earlier, True
            if stopped:
                assert command.stopped  # noqa: S101
                reply = await command.stopped(ask, records)
            else:
                of = await command.found(ask, records)
                if form is not None:
                    await check_lookups(form, records, ask.about)
                reply = await command.answered(ask, of, form, records)
            if reply.document and (command.form or not command.look):
                raise TypeError(f"{command.word!r} gives a document and is no look without a form")
            reply = self._pressable(ask, reply)
            if earlier is None:
                outcome = "stopped" if stopped else "answered"
                await records.finish(written, reply, outcome=outcome, keep=not command.look)
            else:
                await records.looked(written, reply)
        return reply, False

"""What one person may do in a while: asks beyond it wait and lose nothing; a search through the school is told."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import replace

from chatops.admitting.names_offered import Names
from chatops.admitting.pace import Pace
from chatops.clockwork.clock import Clock
from chatops.faces import Heard
from chatops.settings import Settings
from chatops.watching.metrics import HELD_BACK, Metrics
from commands.domain.privacy.audit import AuditEntry, Did
from commands.domain.words.names import is_whole_name
from commands.kit import Answers, Ask, Card, Command, Found, Items, Prose, Reply, Show
from commands.kit.ask import and_school
from commands.kit.boundary import bounded
from commands.kit.cards import Part
from commands.kit.dispatcher import OTHER, Dispatcher
from commands.kit.failed import MUCH_LOOKED, too_much
from commands.kit.limits import FOUND
from commands.kit.lookups import ENOUGH_NAMES, WAIT_A_MOMENT, pupils_chosen
from commands.kit.searching import PATIENCE
from storage.delivery.reach import Reachable
from storage.records import SqlOpenRecords

log = logging.getLogger("chatops.restraint")


class Restraint:
    """Stands before the dispatcher. A person is one on every face; each process counts for itself."""

    def __init__(
        self,
        settings: Settings,
        dispatcher: Dispatcher,
        records: SqlOpenRecords,
        reach: Reachable,
        metrics: Metrics,
        clock: Clock,
    ) -> None:
        self._dispatcher, self._records, self._reach, self._metrics = dispatcher, records, reach, metrics
        self._now = clock.steady
        self._changes, self._looks = Pace(settings.changes_a_minute), Pace(settings.looks_a_minute)
        self._names = Names(settings.names_an_hour)
        self._telling: dict[tuple[str, str], asyncio.Task[None]] = {}

    async def held(self, ask: Ask, heard: Heard, answers: Answers | None) -> Reply | Show | None:
        """What is said in place of an answer to somebody who asks more than a person does; None when they do not.

        A form that says Yes to a safeguarding concern is never held back, nor is what is stored already: a platform's
        repeat, or a press again, finds its first answer.
        """
        command = self._dispatcher.commands.get(ask.word)
        if command and command.form and answers and command.form.is_stopped_by(answers):
            return None
        changes = command is not None and not command.look
        # By the address, which somebody of two schools has at both.
        wait = (self._changes if changes else self._looks).wait(ask.person.email, self._now())
        if not wait or (changes and await self._is_repeat(ask)):
            return None
        log.warning("held back word=%s key=%s", command.word if command else OTHER, ask.key)
        self._metrics.asks.labels(command.word if command else OTHER, HELD_BACK).inc()
        self._metrics.held.labels("changes" if changes else "looks").inc()
        return _said(command, ask, heard, answers, wait)

    async def _is_repeat(self, ask: Ask) -> bool:
        try:
            return await self._dispatcher.is_repeat(ask)
        except Exception:  # then the database is away, and nothing would be done either
            return False

    async def search(self, ask: Ask, question: str, typed: str) -> Sequence[Found]:
        """What a type-ahead offers: no pupil beyond the names of an hour but those somebody teaches, was offered before
        or types in full; and then a line that says so."""
        if self._looks.wait(ask.person.email, self._now()):
            self._metrics.held.labels("searches").inc()
            return (WAIT_A_MOMENT,)
        found = await self._dispatcher.search(ask, question, typed)
        offered = await self._offered(ask, {one.pupil: one.whole for one in found if one.pupil})
        stay = [one for one in found if not one.pupil or one.pupil in offered]
        return found if len(stay) == len(found) else (*stay[: FOUND - 1], ENOUGH_NAMES)

    async def opened(self, ask: Ask, show: Show) -> Show:
        """A form that opens with a pupil whose name was typed in part: one offered name more, and left out beyond the
        names of an hour."""
        ids = pupils_chosen(show.form, show.answers)
        if not ids or not ask.typed:
            return show
        try:
            async with self._records(ask.school, writing=False) as records:
                found = await records.pupils([*ids.values()])
        except Exception as trouble:  # the database went away a moment ago; the name can be chosen in the form
            log.warning("names not counted key=%s error=%s", ask.key, type(trouble).__name__)
            left_out, words = {*ids.values()}, show.intro
        else:
            strange = {
                id: is_whole_name(ask.typed, pupil.forename, pupil.surname, pupil.preferred)
                for id, pupil in found.items()
                if not ask.person.teaches(pupil.group)
            }
            left_out, words = set(strange) - await self._offered(ask, strange), ENOUGH_NAMES.label
        if not left_out:
            return show
        gone = {name for name, id in ids.items() if id in left_out}
        return replace(
            show,
            answers={name: answer for name, answer in show.answers.items() if name not in gone},
            labels={name: label for name, label in show.labels.items() if name not in gone},
            intro=words,
        )

    async def named(self, ask: Ask, reply: Reply) -> Reply:
        """An answer that offers pupils because part of a name was typed: each is one name more, and beyond the names of
        an hour those are left out whom the asker does not teach and has not typed in full."""
        strange = {one.pupil: one.whole for one in reply.offered if one.pupil}
        left_out = set(strange) - await self._offered(ask, strange)
        if not left_out or reply.card is None:
            return reply
        parts = tuple(_without(left_out, part) for part in reply.card.parts)
        return replace(reply, card=replace(reply.card, parts=(*parts, Prose(ENOUGH_NAMES.label))))

    async def _offered(self, ask: Ask, pupils: dict[str, bool]) -> set[str]:
        """Of these pupils, whom the asker does not teach, those that may be shown; True marks a name typed in full."""
        if not pupils:
            return set()
        who, now = (ask.school.id, ask.person.id), self._now()
        may, stopped = set(pupils), False
        if not ask.person.is_senco and not self._names.has_room(who, pupils, now):
            known = self._names.known(who, now)
            may = {pupil for pupil, whole in pupils.items() if whole or pupil in known}
            stopped = len(may) < len(pupils)
        self._names.offer(who, may, now)
        if stopped:
            self._metrics.held.labels("names").inc()
        count = self._names.to_write(who, now, stopped=stopped)
        if count and who not in self._telling:
            self._telling[who] = telling = asyncio.create_task(self._tell(ask, who, count, now))
            telling.add_done_callback(lambda _: self._telling.pop(who, None))
            await asyncio.wait({telling}, timeout=PATIENCE)  # somebody is typing
        return may

    async def _tell(self, ask: Ask, who: tuple[str, str], count: int, now: float) -> None:
        """Puts the count into the audit, and tells the SENCOs of a colleague's; when that fails, at the next search."""
        role, at = ask.person.role, f"{ask.now:%Y-%m-%dT%H:%M}"
        key = f"{ask.face}/{ask.person.id}/names/{at}/{count}"
        line = AuditEntry(
            ask.school.id,
            key,
            Did.SEARCHED,
            ask.now,
            ask.person.id,
            role,
            ask.face,
            ask.word,
            name=ask.person.name,
            offered=count,
        )
        try:
            await self._reach.walked(line, None if ask.person.is_senco else told(ask.person.name, count), ask.now)
        except Exception as trouble:
            log.warning("names not told key=%s error=%s", ask.key, type(trouble).__name__)
            return
        self._names.wrote(who, count, now)
        log.warning("names looked through key=%s names=%d", ask.key, count)


def _without(ids: set[str], part: Part) -> Part:
    """A part of a card without the lines whose buttons are of these."""
    if not isinstance(part, Items):
        return part
    return Items(tuple(one for one in part.items if not {and_school(b.about)[0] for b in one.buttons} & ids))


def told(name: str, count: int) -> Card:
    """What each SENCO is told, privately, of a colleague who looks through the school."""
    return Card(
        "Many names looked through",
        (
            Prose(
                f"{name} was offered the names of {count} pupils they do not teach within an hour, by typing parts of "
                "names. From here on only whole names are found. There may be a good reason: please ask them."
            ),
            Prose(
                "It stands in the audit with its count. If nobody can explain it, tell your data protection officer."
            ),
        ),
    )


def _said(command: Command | None, ask: Ask, heard: Heard, answers: Answers | None, wait: int) -> Reply | Show:
    if command is None:
        return Reply(MUCH_LOOKED.format(f"{wait} s"))
    outcome = too_much(command, heard.nonce, heard.about, answers, wait)
    return bounded(ask, outcome) if isinstance(outcome, Show) else outcome

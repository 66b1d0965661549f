"""Every ask passes here: find the command, check the role, show its form or run it, answer repeats."""

import contextlib
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from commands.domain.privacy.safeguarding import nudge
from commands.kit.ask import Ask, Outdated, Place, Refusal, Reply, Show, of_school
from commands.kit.boundary import asks_for_a_nudge, bounded
from commands.kit.cards import Card
from commands.kit.clockwork import Books, ClockAsk
from commands.kit.command import Command
from commands.kit.commits import Commits, kept
from commands.kit.ending import Ending, ending_of
from commands.kit.failed import UNAVAILABLE, failed
from commands.kit.forms import Answers, Form, Mistakes
from commands.kit.found import Found
from commands.kit.lookups import chosen, chosen_lines, labels_of
from commands.kit.marking import Marking
from commands.kit.matching.matcher import Meaning
from commands.kit.matching.understanding import Understanding
from commands.kit.records import OpenRecords, Records, Unconfirmed
from commands.kit.searching import Searching
from commands.kit.whose import whose

Survey = Callable[[Ask, Place], Awaitable[Place]]
Noted = Callable[[str, Ending], None]

log = logging.getLogger("chatops.asks")

NOT_ALLOWED = "You may not ask this here. If you think you should be able to, ask your SENCO."
NOTHING = Reply("")
"""Stands for no answer where one was looked for and not asked."""
OTHER = "other"
"""What stands in the log and the figures for a word that is no command's: a stranger's text."""


class Dispatcher:
    """The one way in. `mint` makes a new key for a form about to be shown; `survey` finds out who can read a place;
    `noted` is told each ask's word and how it ended."""

    def __init__(
        self,
        commands: Sequence[Command],
        open_records: OpenRecords,
        *,
        mint: Callable[[], str],
        survey: Survey,
        noted: Noted = lambda word, ending: None,
    ) -> None:
        self.commands = {command.word: command for command in commands}
        if len(self.commands) != len(commands):
            raise ValueError("two commands answer to the same word")
        self._open_records = open_records
        marking = Marking(self.commands)
        self.pressable, self.drawn = marking.pressable, marking.drawn
        self._commits = Commits(open_records, self.pressable)
        self._searching = Searching(self.commands, open_records)
        self._understanding = Understanding(self.commands, open_records)
        self._mint = mint
        self._survey = survey
        self._noted = noted

    def understand(self, typed: str, prefix: str = "") -> Meaning:
        """What a typed line says in so many words, whoever typed it; `prefix` is the slash command it followed. A line
        that begins with no command's word comes back as it was, not known: what it means hangs on who asks."""
        return self._understanding.matcher.said(typed, prefix)

    async def meant(self, ask: Ask) -> Ask | Reply:
        """The ask as it is to be answered: one whose word is no command's is of the command that its line means to
        this person, or is answered by what is said of a line that means none, or several. Never raises."""
        if ask.word in self.commands:
            return ask
        try:
            return await self._understanding.meant(ask)
        except Exception as trouble:
            log.error("not understood key=%s error=%s", ask.key, type(trouble).__name__)
            return Reply(UNAVAILABLE)

    async def ask(self, ask: Ask, answers: Answers | None = None) -> Reply | Show:
        """Answers an ask; with `answers`, one whose form has been filled in. Never raises: every outcome has words."""
        meant = await self.meant(ask)
        word = OTHER if isinstance(meant, Reply) else meant.word
        outcome: Reply | Show
        if isinstance(meant, Reply):
            outcome, ending = self.pressable(ask, meant), Ending.UNKNOWN
        else:
            ask = meant
            outcome, ending = await self._ended(ask, answers)
        log.info("ended word=%s outcome=%s", word, ending)
        self._noted(word, ending)
        outcome = _led_by(ask.saying, outcome)
        return bounded(ask, outcome) if isinstance(outcome, Show) else outcome

    async def again(self, ask: Ask) -> Reply | Show | None:
        """What the same ask was answered with, and nothing is done: a look anew, a form again, of an act the answer
        that was kept; None where there is none. Never raises."""
        meant = await self.meant(ask)
        if isinstance(meant, Reply):
            return self.pressable(ask, meant)
        outcome, _ = await self._ended(meant, None, again=True)
        if outcome is NOTHING:
            return None
        outcome = _led_by(meant.saying, outcome)
        return bounded(meant, outcome) if isinstance(outcome, Show) else outcome

    async def _ended(self, ask: Ask, answers: Answers | None, again: bool = False) -> tuple[Reply | Show, Ending]:
        command = self.commands[ask.word]
        if not command.allows(ask.person):
            await self._refused(ask)
            instead = Reply(NOT_ALLOWED, None if ask.about else self._understanding.instead(ask))
            return self.pressable(ask, instead), Ending.NOT_ALLOWED
        try:
            if again and not command.look and ((found := await self._kept(ask)) or not command.form):
                return found or NOTHING, Ending.ANSWERED
            if command.form and answers is None:
                return await self._open(command, ask, again)
            outcome = await self._run(command, ask, answers or {})
        except Refusal as refusal:
            await self._refused(ask, refusal.card)
            refused = Reply(str(refusal), refusal.card, offered=refusal.offered)
            return self.pressable(ask, refused), Ending.REFUSED
        except Exception as trouble:
            log.error("failed word=%s key=%s error=%s", ask.word, ask.key, type(trouble).__name__)
            about = of_school(ask.about or ask.subject, ask.school.id)
            return failed(command, _nonce(ask), about, answers, lost=isinstance(trouble, Unconfirmed)), Ending.FAILED
        return outcome, ending_of(outcome)

    async def of_the_clock(self, asked: ClockAsk, records: Records) -> bool:
        """Answers what the clock asks, as part of what is done with these records: it is stored with that, or not at
        all. Gives whether it was not answered before; raises whatever keeps it from being answered."""
        return await self._commits.of_the_clock(asked, records)

    async def of_the_clock_together(self, asked: Sequence[tuple[ClockAsk, Records]], books: Books) -> Sequence[bool]:
        """The same of several, each with the records of its school; gives it of each."""
        return await self._commits.of_the_clock_together(asked, books)

    async def is_repeat(self, ask: Ask) -> bool:
        """Whether the same ask is stored already, so that asking it again finds its first answer and does nothing."""
        async with self._open_records(ask.school, writing=False) as records:
            return await records.is_stored(kept(ask))

    async def search(self, ask: Ask, question: str, typed: str) -> Sequence[Found]:
        """Type-ahead for a `Lookup` of the command's form. Whoever may not ask the command finds nothing."""
        return await self._searching.search(ask, question, typed)

    async def _kept(self, ask: Ask) -> Reply | None:
        async with self._open_records(ask.school, writing=False) as records:
            return await records.answer_to(kept(ask))

    async def _open(self, command: Command, ask: Ask, again: bool) -> tuple[Reply | Show, Ending]:
        """The form, unless what was typed is enough already, or another command answers better."""
        assert command.form  # noqa: S101 - for the type checker; `ask` has looked
        async with self._open_records(ask.school, writing=False) as records:
            found = await command.found(ask, records)
            opening = await command.opened(ask, found, records)
            pupil, of = await whose(found, _said(command.form, opening.intro), records)
            answers = {**opening.answers, **{k: v for k, v in ask.given.items() if k in command.form.questions}}
            about = opening.about or ask.about or ask.subject
            labels = await labels_of(command.form, answers, records, about)
            shows = (
                ()
                if opening.instead or opening.enough
                else await _shows(command.form, answers, (about, pupil), records)
            )
        if opening.instead:
            return await self._ended(replace(ask, word=opening.instead, about=opening.about, typed=""), None, again)
        if opening.enough and again and (kept_answer := await self._kept(replace(ask, about=about))):
            return kept_answer, Ending.ANSWERED
        if opening.enough and not (again or ask.guessed):
            outcome = await self._run(command, replace(ask, about=about), answers)
            return outcome, ending_of(outcome)
        if shows:
            await self._shown(ask, shows)
        about = of_school(about, ask.school.id)
        show = Show(command.form, ask.word, self._mint(), about, answers, labels, intro=opening.intro, of=of)
        return show, Ending.FORM

    async def _shown(self, ask: Ask, abouts: Sequence[str]) -> None:
        """A form that opens with something of a pupil is a look at it, and goes into the audit before it is seen."""
        async with self._open_records(ask.school, writing=True) as records:
            await records.shown(ask, abouts)

    async def _run(self, command: Command, ask: Ask, answers: Answers) -> Reply | Show:
        form: Form | None = None
        stopped = command.form is not None and command.form.is_stopped_by(answers)
        if command.form and asks_for_a_nudge(ask, command.form, answers):
            intro = nudge(ask.school.lead_in_words)
            return replace(await self._again(command, ask, answers, ask.about or ask.subject, intro), nudges=True)
        try:
            if command.form and not stopped:
                if lines := chosen_lines(answers):
                    raise Mistakes(**lines)
                form = command.form.read(answers, ask.today)
            if command.surveys:
                ask = replace(ask, place=await self._survey(ask, await self._where(command, ask)))
            return await self._commits.stored(command, ask, form, stopped)
        except Mistakes as mistakes:
            async with self._open_records(ask.school, writing=False) as records:
                opening = await command.opened(ask, await command.found(ask, records), records)
            again = await self._again(command, ask, answers, ask.about or ask.subject, opening.intro)
            return replace(again, errors=mistakes.sentences)
        except Outdated as outdated:
            return await self._again(command, ask, answers, outdated.about, outdated.words)

    async def _where(self, command: Command, ask: Ask) -> Place:
        """The place a command surveys. Nothing of the database is held while the platform is asked about it."""
        if command.where:
            async with self._open_records(ask.school, writing=False) as records:
                return await command.where(ask, records)
        if ask.place is None or ask.place.kind != "channel":
            raise Refusal("Ask this in the channel it is about; this is a private conversation.")
        return ask.place

    async def _again(self, command: Command, ask: Ask, answers: Answers, about: str, intro: str) -> Show:
        """The same form, filled as it was sent, with the same key; a line that is no name is not chosen again. What it
        was of may be another's by now: then it does not say of whom it is."""
        form = command.form
        assert form  # noqa: S101 - for the type checker: only a form comes back
        lines = chosen_lines(answers)
        answers = {name: answer for name, answer in answers.items() if name not in lines}
        async with self._open_records(ask.school, writing=False) as records:
            labels = await labels_of(form, answers, records, about)
            pupil, of = "", ""
            with contextlib.suppress(Refusal):
                found = await command.found(replace(ask, about=about), records)
                pupil, of = await whose(found, _said(form, intro), records)
            shows = await _shows(form, answers, (about, pupil), records)
        if shows:
            await self._shown(ask, shows)
        about = of_school(about, ask.school.id)
        return Show(form, ask.word, _nonce(ask), about, answers, labels, intro=intro, of=of)

    async def _refused(self, ask: Ask, card: Card | None = None) -> None:
        """Who tried what is written down too; when that fails, the log still says that somebody was refused."""
        log.warning("refused word=%s key=%s", ask.word, ask.key)
        with contextlib.suppress(Exception):
            async with self._open_records(ask.school, writing=True) as records:
                await records.refused(ask, card)


def _said(form: type[Form], intro: str) -> str:
    """What is read before a form's first question."""
    return f"{form.title} {form.intro} {intro}"


async def _shows(form: type[Form], answers: Answers, about: Sequence[str], records: Records) -> Sequence[str]:
    """What a form would be about, if there is a pupil among it."""
    abouts = tuple(filter(None, (*about, *chosen(form, answers))))
    return abouts if any(abouts) and await records.would_show(abouts) else ()


def _led_by(saying: str, outcome: Reply | Show) -> Reply | Show:
    """An outcome with what is read before it."""
    if not saying:
        return outcome
    if isinstance(outcome, Show):
        return replace(outcome, intro=f"{saying} {outcome.intro}".strip())
    return replace(outcome, text=f"{saying} {outcome.text}")


def _nonce(ask: Ask) -> str:
    """The part of an ask's key that travels with its form; the rest names the asker and is added at the door."""
    return ask.key.rsplit("/", 1)[-1]

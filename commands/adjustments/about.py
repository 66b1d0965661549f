"""Who may note what for whom, and which line of a pupil's plan a button speaks of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from commands.domain.cycle import Cycle
from commands.domain.lesson import in_order, is_new
from commands.domain.outcome import LineKind, ProvisionLine
from commands.domain.person import Person
from commands.domain.privacy.discreet import Discreet
from commands.domain.pupil import Pupil
from commands.domain.words.names import searchable
from commands.kit import About, Records, Refusal

GONE = "This pupil has left the school, so nothing is noted any more. What was noted is kept."
NOT_TAUGHT = (
    "The staff list does not say that you teach this pupil. Please ask their teacher or the SENCO; "
    "if you do teach them, ask your administrator to put the group beside your name."
)
MOVED = (
    "This pupil has moved to a group that is not yours. Those who teach them now, and the SENCO, can note it; "
    "what you noted is kept and still counts."
)
NO_SUCH_LINE = "That line is no longer in a plan. Ask for “adjust” and the pupil's name to see what is."


def may_note(person: Person, pupil: Pupil) -> bool:
    """The SENCO, and those who teach the pupil's group."""
    return person.is_senco or person.teaches(pupil.group)


async def why_not(person: Person, pupil: Pupil, records: Records) -> str:
    """The sentence for somebody who may not note anything for a pupil; "" for those who may."""
    if pupil.has_left:
        return GONE
    if may_note(person, pupil):
        return ""
    noted = await records.adjustments.of_pupil(pupil.id)
    return MOVED if any(note.by == person.id for note in noted) else NOT_TAUGHT


async def the_taught(person: Person, id: str, records: Records) -> Pupil:
    """A pupil for whom somebody may note. Raises `Refusal`, also for an id that is nobody's."""
    pupil = await records.pupil(id)
    if pupil is None:
        raise Refusal(NOT_TAUGHT)
    if why := await why_not(person, pupil, records):
        raise Refusal(why)
    return pupil


@dataclass(frozen=True, repr=False)
class Strategy(Discreet):
    """One line of a pupil's plan that can be tried in a lesson.

    `about` is what its buttons carry: the plan, or the pupil whose lesson line it is, and its number.
    """

    about: About
    pupil_id: str
    label: str
    text: str
    is_new: bool = False


@dataclass(frozen=True, repr=False)
class InClass(Discreet):
    """A pupil's open plan as a teacher uses it: the lines written for lessons, and the plan's own adjustments."""

    cycle: Cycle
    lines: tuple[Strategy, ...]
    adjustments: tuple[Strategy, ...]

    @property
    def every(self) -> tuple[Strategy, ...]:
        return (*self.lines, *self.adjustments)

    @property
    def short(self) -> tuple[Strategy, ...]:
        """What stands on the lesson card: the SENCO's lines, or the adjustments of a plan that has none yet."""
        return self.lines or self.adjustments


async def in_class(
    pupil_ids: Sequence[str], records: Records, today: date, last_look: datetime | None = None
) -> Mapping[str, InClass]:
    """The open plans of several pupils as teachers use them, by pupil; three questions however many pupils."""
    plans = {cycle.pupil_id: cycle for cycle in await records.cycles.of_pupils(pupil_ids) if cycle.stage.is_open}
    written = await records.lessons.lines(list(plans))
    provided = await records.cycles.lines_of([cycle.reference for cycle in plans.values()])
    found = {}
    for id, cycle in plans.items():
        lines = tuple(
            Strategy(About(id, str(line.n)), id, line.kind.label, line.text, is_new(line, last_look))
            for line in in_order(written.get(id, ()))
        )
        said = {searchable(line.text) for line in lines}
        adjustments = tuple(
            _planned(line, id)
            for line in provided.get(cycle.reference, ())
            if _is_tried(line, today) and searchable(line.what) not in said
        )
        found[id] = InClass(cycle, lines, adjustments)
    return found


def _is_tried(line: ProvisionLine, today: date) -> bool:
    return line.kind is LineKind.ADJUSTMENT and line.first <= today and (line.until is None or line.until >= today)


def _planned(line: ProvisionLine, pupil_id: str) -> Strategy:
    return Strategy(About(line.cycle, str(line.n)), pupil_id, line.kind.label, line.what)


async def the_strategy(about: About, records: Records) -> Strategy | None:
    """The line a button speaks of, also when it has gone from the plan since. None when the button carries none."""
    if not about.n:
        return None
    cycle = await records.cycles.one(about.which)
    if cycle:
        line = next((one for one in await records.cycles.lines(cycle.reference) if one.n == about.n), None)
        if line:
            return _planned(line, cycle.pupil_id)
    written = (await records.lessons.lines([about.which])).get(about.which, ())
    lesson = next((one for one in written if one.n == about.n), None)
    if lesson is None:
        raise Refusal(NO_SUCH_LINE)
    return Strategy(About(about.which, about.part), about.which, lesson.kind.label, lesson.text)

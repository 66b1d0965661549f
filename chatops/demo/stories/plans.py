"""Eight plans, at every stage there is: drafts, under way, overdue, being reviewed, in a second cycle, ended."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from chatops.demo.cast import CALLUM, DAFYDD, HELEN, KWABENA, PRIYA, TOM, Cast
from chatops.demo.diary import Diary, Part, Step, Story, button
from commands.domain.pupil import Provision, Pupil


@dataclass(frozen=True)
class Told:
    """A plan as it was written. The days are school days before today; `review` is counted the same way, below nought
    for one to come, None for the day the form offers. `outcome` says what, from where, to where; `support` what, by
    whom, how often; `lesson` the lines for lessons."""

    made: int
    needs: str
    outcomes: Sequence[tuple[str, str, str]] = ()
    support: Sequence[tuple[str, str, str, str]] = ()
    lesson: Mapping[str, str] = field(default_factory=dict)
    review: int | None = None
    starts: bool = True


STORY = (
    "Retell a short story in order, with the people in it",
    "Two events of six, with prompts",
    "Five of six, unprompted, twice in a week",
)
CALM = (
    "Ask for a break by showing the card",
    "Leaves the room without a word, most days",
    "Shows the card four times of five",
)
WRITE = ("Write three sentences that can be read back", "One sentence, dictated", "Three, alone, in ten minutes")
GROUP = ("provision", "Narrative group", "Mrs Bartram", "Three times a week, 20 minutes")
FRONT = ("adjustment", "Seat at the front, away from the door", "Everyone", "Every lesson")
WORDS = ("adjustment", "Key words taught beforehand", "The class teacher", "Each new topic")
BREAK = ("adjustment", "Movement break half-way through", "Everyone", "Every lesson over 30 minutes")
CHECK = ("adjustment", "Adult check-in at the start", "The class teacher", "Every morning")

LUKASZ = Told(
    40,
    "Understands more than he can say; loses the thread of longer instructions.",
    (STORY, WRITE),
    (GROUP, FRONT, WORDS),
    {
        "do": "Seat him at the front\nOne instruction at a time, said back",
        "helps": "The word mat; time to think before he answers",
        "avoid": "Reading aloud unprepared",
    },
    review=-6,
)
ZOE = Told(
    38,
    "Finds changes of plan hard; noise tires her.",
    (CALM,),
    (BREAK, CHECK),
    {"do": "Tell her what comes next", "helps": "The break card on her table"},
    review=4,
)
JOSE = Told(32, "Letters and sounds do not stay; proud of what he makes.", (WRITE, STORY), (GROUP, CHECK), review=1)
DAMI = Told(52, "Writes far less than he can say.", (WRITE,), (WORDS, FRONT), review=12)
AGAIN = Told(10, "Writes a sentence alone now, and stops there.", (STORY,), (GROUP, WORDS), review=-9)
ENDED = Told(50, "Was anxious at the start of the day.", (CALM,), (CHECK,), review=16)
NEW = Told(9, "Hears one sound for another at the end of words.", (STORY,), (GROUP, FRONT))
DRAFT = Told(4, "Holds a pencil for two minutes before it hurts.", (WRITE,), starts=False)
BLANK = Told(2, "Comes in late and unsettled on most Mondays.", starts=False)


def plans(diary: Diary, cast: Cast) -> Iterator[Story]:
    support = cast.at(Provision.SUPPORT)
    yield plan(diary, cast.named("Wójcik", "6 Oak"), LUKASZ, CALLUM, on_register=False)
    yield plan(diary, cast.named("Brontë-Hughes", "3 Ash"), ZOE, KWABENA, on_register=False)
    yield under_review(diary, cast.named("Muñoz", "1 Ash"), JOSE, DAFYDD)
    yield second_cycle(diary, cast.named("Adewale-Fitzgerald-Montgomery", "6 Ash"), DAMI, HELEN)
    yield ended(diary, cast, support[0])
    yield plan(diary, support[1], NEW, cast.teacher(support[1]))
    yield plan(diary, support[2], DRAFT, cast.teacher(support[2]))
    yield plan(diary, support[3], BLANK, cast.teacher(support[3]))


def plan(diary: Diary, pupil: Pupil, told: Told, lead: str, *, on_register: bool = True) -> Story:
    """A plan as far as it is told; it gives nothing back but what the diary hears."""
    yield from written(diary, pupil, told, lead, on_register=on_register)


def written(diary: Diary, pupil: Pupil, told: Told, lead: str, *, on_register: bool = True) -> Part:
    """The steps of writing a plan; gives its reference."""
    on = diary.ago(told.made)
    if not on_register:
        yield registered(diary, pupil, told.made + 1)
    answers = {"pupil": pupil.id, "lead": diary.person(lead), "needs": told.needs}
    if told.review is not None:
        answers["review_on"] = review_day(diary, told).isoformat()
    made = yield Step(on, "13:00", PRIYA, "plan", pupil.id, answers, opened=told.review is None)
    yield from filled(diary, made.about, told)
    return made.about


def filled(diary: Diary, reference: str, told: Told) -> Story:
    """Outcomes, support and lines put into a draft, and the start."""
    on = diary.ago(told.made)
    for n, (text, baseline, target) in enumerate(told.outcomes):
        answers = {"text": text, "baseline": baseline, "target": target}
        yield Step(on, f"13:{10 + n}", PRIYA, "add outcome", reference, answers)
    for n, (kind, what, who, how_often) in enumerate(told.support):
        answers = {"kind": kind, "what": what, "who": who, "how_often": how_often, "first": on.isoformat()}
        yield Step(on, f"13:{20 + n}", PRIYA, "add provision", reference, answers)
    if told.lesson:
        yield Step(on, "13:30", PRIYA, "lesson lines", reference, told.lesson)
    if told.starts:
        yield Step(on, "13:40", PRIYA, "start plan", reference)


def review_day(diary: Diary, told: Told) -> date:
    """The day its review was booked for."""
    days = told.review or 0
    return diary.ago(days) if days > 0 else diary.ahead(-days)


def registered(diary: Diary, pupil: Pupil, ago: int) -> Step:
    on = diary.ago(ago).isoformat()
    answers = {
        "pupil": pupil.id,
        "provision": "K",
        "primary_need": "SLCN",
        "from_on": on,
        "reason": "Support beyond what the class has is needed.",
        "parents_informed_on": on,
    }
    return Step(diary.ago(ago), "12:30", PRIYA, "put on register", answers=answers)


def under_review(diary: Diary, pupil: Pupil, told: Told, lead: str) -> Story:
    """Its lead teacher has marked the first outcome."""
    reference = yield from written(diary, pupil, told, lead, on_register=False)
    opened = yield Step(diary.ago(1), "15:30", lead, "review", reference)
    met = button(opened, "Partly")
    yield Step(diary.ago(1), "15:31", lead, met.word, met.about)


def second_cycle(diary: Diary, pupil: Pupil, told: Told, lead: str) -> Story:
    """Reviewed with what was met, and planned anew."""
    reference = yield from written(diary, pupil, told, lead, on_register=False)
    yield from reviewed(diary, reference, told, lead, "continue", "He writes a sentence alone, in most lessons.")
    listed = yield Step(diary.ago(AGAIN.made), "12:50", PRIYA, "plans", pupil.id)
    opens = [one.about for one in (listed.card.every_button if listed.card else ()) if one.word == "read plan"]
    fresh = next(about for about in opens if reference not in about)
    answers = {"needs": AGAIN.needs, "review_on": review_day(diary, AGAIN).isoformat(), "lead": diary.person(lead)}
    yield Step(diary.ago(AGAIN.made), "13:00", PRIYA, "change plan", fresh, answers, opened=True)
    yield from filled(diary, fresh, AGAIN)


def ended(diary: Diary, cast: Cast, pupil: Pupil) -> Story:
    """Support has done what it was for; somebody looks again in the spring."""
    reference = yield from written(diary, pupil, ENDED, TOM)
    until = diary.ahead(3).isoformat()
    yield from reviewed(diary, reference, ENDED, TOM, "leave", "Comes in calmly and needs the card no more.", until)


def reviewed(
    diary: Diary, reference: str, told: Told, lead: str, next_step: str, impact: str, monitor_until: str = ""
) -> Story:
    """The outcome is marked as met, and the review closed with its next step."""
    on = review_day(diary, told)
    opened = yield Step(on, "15:30", lead, "review", reference)
    pressed = button(opened, "Met")
    yield Step(on, "15:31", lead, pressed.word, pressed.about)
    answers = {
        "held_on": on.isoformat(),
        "impact": impact,
        "parents_views": "They see it at home too.",
        "next_step": next_step,
        "monitor_until": monitor_until,
    }
    yield Step(on, "15:40", lead, "close review", reference, answers)

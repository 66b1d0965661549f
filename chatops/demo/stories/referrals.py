"""Referrals since September: those decided, faster as the term went on, and those that wait for somebody now."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from chatops.demo.cast import CALLUM, JOANNA, MAGDA, PRIYA, SAMIR, TOM, Cast
from chatops.demo.diary import Diary, Step, Story
from commands.domain.pupil import Provision, Pupil

CONCERNS: Sequence[Mapping[str, str | tuple[str, ...]]] = (
    {
        "areas": ("cognition_learning",),
        "noticed": "Forgets number facts from one day to the next, though she understood them in the lesson.",
        "tried": "Counters on the table; the same three facts at the start of each lesson",
        "hoped": "To keep what she has learnt.",
    },
    {
        "areas": ("communication_interaction",),
        "noticed": "Follows the first of several instructions and then watches what the others do.",
        "tried": "Instructions one at a time, said back to me",
        "hoped": "To begin work without looking round.",
    },
    {
        "areas": ("semh",),
        "noticed": "Puts his head on the table when work is hard and says he is no good at it.",
        "tried": "A quiet word before each task; the first step done together",
        "hoped": "To try before he gives up.",
    },
    {
        "areas": ("sensory_physical",),
        "noticed": "Covers her ears in the hall and eats nothing there; tired and tearful in the afternoon.",
        "tried": "First into the hall; a place at the end of the table",
        "hoped": "To eat lunch with a friend.",
    },
    {
        "areas": ("cognition_learning", "communication_interaction"),
        "noticed": "Spells a word three ways on one page; reads slowly and loses the line.",
        "tried": "A reading ruler; spellings sorted by pattern",
        "hoped": "To read what the others read.",
    },
)
"""What is noticed of more than one child in a term; each time of another pupil."""

DECIDED = 16
"""Referrals of this term that were decided."""


@dataclass(frozen=True)
class Waiting:
    """A referral that is not decided yet: whose, about whom, how long ago, and how far it has come."""

    ago: int
    teacher: str
    surname: str
    group: str
    answers: Mapping[str, str | tuple[str, ...]]
    asks: str = ""
    accepted: bool = False


WAITING = (
    Waiting(
        6,
        MAGDA,
        "O'Sullivan",
        "5 Oak",
        {
            "areas": ("cognition_learning",),
            "noticed": "Reads aloud well and cannot say afterwards what happened in the story.",
            "tried": "Pre-teaching the key words; reading in pairs",
            "tried_for": "6_to_12_weeks",
            "tried_effect": "some",
            "parents_told": "yes",
            "parents_view": "They see the same at home and are glad we asked.",
            "urgency": "routine",
            "hoped": "To know what lies behind it, so that I can plan for her.",
        },
        accepted=True,
    ),
    Waiting(
        4,
        SAMIR,
        "حداد",
        "R Oak",
        {
            "areas": ("communication_interaction",),
            "noticed": "Speaks to no adult in school since September; plays happily and talks with two friends.",
            "tried": "A quiet start with the same adult each morning",
            "tried_for": "2_to_6_weeks",
            "tried_effect": "some",
            "parents_told": "no",
            "parents_view": "Meeting arranged for next week, with an interpreter.",
            "urgency": "soon",
            "hoped": "To be able to say when something is wrong.",
        },
        asks="Does he speak with anyone at home, and in which language?",
    ),
    Waiting(
        2,
        JOANNA,
        "Yusuf",
        "4 Ash",
        {
            "areas": ("semh", "cognition_learning"),
            "noticed": "Leaves the room in most maths lessons; holds the pencil in a fist and tires quickly.",
            "tried": "A movement break half-way through",
            "tried_for": "2_to_6_weeks",
            "tried_effect": "none",
            "parents_told": "yes",
            "parents_view": "Worried; homework ends in tears.",
            "urgency": "soon",
            "hoped": "To stay in the room for a whole lesson.",
        },
    ),
)
ASKED_OF_CALLUM = "What happens just before he puts his head down: a kind of task, a time of day?"


def referrals(diary: Diary, cast: Cast) -> Iterator[Story]:
    """Sixteen that were decided, one that nobody has answered in time, one with a question, and the newest three."""
    others = cast.at(Provision.NONE)
    apart = len(others) // (DECIDED + 1)
    for n in range(DECIDED):
        yield decided(diary, cast, others[apart * n], n)
    in_six_oak = [one for one in others if one.group == "6 Oak"]
    yield waiting(diary, Waiting(17, CALLUM, "", "", concern(1)), in_six_oak[0])
    yield waiting(diary, Waiting(5, CALLUM, "", "", concern(2), asks=ASKED_OF_CALLUM), in_six_oak[1])
    for one in WAITING:
        yield waiting(diary, one, cast.named(one.surname, one.group))


def concern(n: int) -> Mapping[str, str | tuple[str, ...]]:
    """The answers of a usual referral."""
    usual = {"tried_for": "6_to_12_weeks", "tried_effect": "some", "parents_told": "yes", "urgency": "routine"}
    return {**CONCERNS[n % len(CONCERNS)], **usual}


def refers(diary: Diary, one: Waiting, pupil: Pupil) -> Step:
    """The referral itself, after school."""
    on = diary.ago(one.ago)
    told = {"parents_told_on": on.isoformat()} if one.answers["parents_told"] == "yes" else {}
    answers = {"safeguarding": "no", "pupil": pupil.id, **one.answers, **told}
    return Step(on, "15:40", one.teacher, "refer", answers=answers)


def waiting(diary: Diary, one: Waiting, pupil: Pupil) -> Story:
    """A referral, and what the SENCO did with it the same afternoon."""
    raised = yield refers(diary, one, pupil)
    if one.accepted:
        yield Step(diary.ago(one.ago), "16:20", PRIYA, "accept referral", raised.about)
        tick = {"on": diary.ago(one.ago - 2).isoformat(), "line": "Reading age at her age; retells two events of six."}
        yield Step(diary.ago(one.ago - 2), "12:30", PRIYA, "tick checklist", f"{raised.about}=data", tick)
    if one.asks:
        yield Step(diary.ago(one.ago), "16:20", PRIYA, "ask about referral", raised.about, {"question": one.asks})


def decided(diary: Diary, cast: Cast, pupil: Pupil, n: int) -> Story:
    """The n-th: raised about every third day since the beginning of term, decided after 19 school days at first and
    after ten now."""
    ago, took = 54 - round(2.6 * n), 19 - round(0.6 * n)
    by = TOM if n % 3 == 2 else PRIYA
    raised = yield refers(diary, Waiting(ago, cast.teacher(pupil), "", "", concern(n)), pupil)
    yield Step(diary.ago(ago - 2), "10:40", by, "accept referral", raised.about)
    on = diary.ago(ago - took)
    until = diary.calendar.add_school_days(on, 60).isoformat()
    watched = {
        "rationale": "Progress is in line with the class once the start is secure.",
        "delivered_by": "The class teacher, in lessons",
        "monitor_until": until,
        "review_trigger": "Two weeks in a row without progress",
        "parents_informed_on": on.isoformat(),
    }
    outcomes: Sequence[tuple[str, Mapping[str, str | tuple[str, ...]]]] = (
        ("decide monitoring", {**watched, "in_place": "A daily start with an adult; number facts each morning"}),
        (
            "decide sen support",
            {
                "areas": CONCERNS[n % len(CONCERNS)]["areas"],
                "primary_need": ("SPLD", "SLCN", "SEMH", "MLD")[n // 3 % 4],
                "from_on": on.isoformat(),
                "reason": "Support beyond what the class has is needed, with outcomes of its own.",
                "parents_informed_on": on.isoformat(),
            },
        ),
        ("not send", {**watched, "reason": "teaching_first", "universal_adjustments": "Key words taught beforehand"}),
    )
    word, answers = outcomes[n % 3]
    yield Step(on, "16:10", by, word, raised.about, answers)

"""Reviews beside those of the plans, and meetings with parents: held, moved, overdue; what was agreed by when."""

from collections.abc import Iterator, Sequence

from chatops.demo.cast import PRIYA, TOM, Cast
from chatops.demo.diary import Diary, Part, Step, Story
from commands.domain.pupil import Provision, Pupil

HELD = 7
"""Reviews of this term that were held, most by their day."""
AGREED: Sequence[str] = (
    "Reading at home for ten minutes, the book chosen by the child; we look at it again in three weeks.",
    "The morning check-in goes on; the parents write a line when the night was bad.",
    "School tries the movement break; at home a timer for homework.",
    "The parents agree with the plan and would like to see it each half-term.",
    "An interpreter for the next meeting; glasses to be looked at.",
    "Swimming on Thursdays helps; school asks the club what it does.",
)
ACTIONS: Sequence[tuple[int, str, int]] = (
    (8, "Send the parents the reading list", 2),
    (6, "Ask the club what it does", 0),
    (3, "Send the sound cards home", -3),
    (2, "Write to the interpreter service", -5),
)
"""How many school days ago an action was agreed, what, and how many ago it was to be done (below nought: to come)."""


def meetings(diary: Diary, cast: Cast) -> Iterator[Story]:
    support, with_plan = cast.at(Provision.SUPPORT), cast.at(Provision.PLAN)
    for n in range(HELD):
        on = 34 - 4 * n
        yield reviewed(diary, support[-1 - n], booked=on + 9, on=on, held=on - 2 * (n == 3))
    yield booked_for(diary, with_plan[1], "interim", made=18, ago=3)
    yield booked_for(diary, with_plan[2], "interim", made=10, ago=-1)
    yield booked_for(diary, with_plan[3], "annual", made=16, ago=-12)
    yield moved(diary, support[-9])
    for n, pupil in enumerate(support[-18:]):
        yield met(diary, cast, pupil, 50 - 2 * n, AGREED[n % len(AGREED)])
    for n, (ago, what, by) in enumerate(ACTIONS):
        yield met(diary, cast, support[4 + n], ago, AGREED[n], what, by, who=PRIYA)


def booked(diary: Diary, pupil: Pupil, kind: str, made: int, ago: int) -> Step:
    on = diary.ago(ago) if ago > 0 else diary.ahead(-ago)
    answers = {"pupil": pupil.id, "kind": kind, "on": on.isoformat(), "at": "15:30", "place": "The meeting room"}
    return Step(diary.ago(made), "12:15", PRIYA, "book review", answers=answers)


def booked_for(diary: Diary, pupil: Pupil, kind: str, made: int, ago: int) -> Story:
    """A review that is to come, or whose day has passed and of which nobody has said that it was held."""
    yield booked(diary, pupil, kind, made, ago)


def reviewed(diary: Diary, pupil: Pupil, booked: int, on: int, held: int) -> Story:
    """A SEN support review that was held by its day, or a little later."""
    review = yield from _booked(diary, pupil, booked, on)
    answers = {"held_on": diary.ago(held).isoformat(), "note": "The parents came; the next step is agreed."}
    yield Step(diary.ago(held), "16:30", PRIYA, "review held", review, answers)


def moved(diary: Diary, pupil: Pupil) -> Story:
    """A review moved by a week, since a parent was ill."""
    review = yield from _booked(diary, pupil, 14, 2)
    answers = {"on": diary.ahead(5).isoformat(), "at": "15:30", "why": "A parent is ill."}
    yield Step(diary.ago(2), "08:40", TOM, "move review", review, answers)


def _booked(diary: Diary, pupil: Pupil, made: int, ago: int) -> Part:
    reply = yield booked(diary, pupil, "sen_support", made, ago)
    return reply.about


def met(
    diary: Diary, cast: Cast, pupil: Pupil, ago: int, agreed: str, action: str = "", by: int = 0, who: str = ""
) -> Story:
    """A meeting with parents, by whoever teaches the pupil or by the SENCO; with an action and its day where there is
    one."""
    answers = {
        "pupil": pupil.id,
        "who": ("mother", "father", "carer")[ago % 3],
        "how": "meeting",
        "on": diary.ago(ago).isoformat(),
        "agreed": agreed,
    }
    if action:
        until = diary.ago(by) if by > 0 else diary.today if by == 0 else diary.ahead(-by)
        answers |= {"action": action, "action_by": until.isoformat()}
    yield Step(diary.ago(ago), "16:45", who or cast.teacher(pupil), "contact", answers=answers)

"""Lesson lines: the few lines of a plan that teachers read before a lesson, written by the SENCO."""

from dataclasses import replace

from commands.cycles.about import not_overtaken, the_open_plan
from commands.cycles.cards import shown
from commands.domain.cycle import Cycle
from commands.domain.lesson import (
    LONGEST_LINE,
    MOST_LESSON_LINES,
    LessonKind,
    LessonLine,
    TooManyLines,
    in_order,
    lines_typed,
    rewritten,
)
from commands.domain.privacy.reach import SENCOS
from commands.kit import Ask, Form, Mistakes, Opening, Records, Reply, Text, command, optional

TOO_MANY = (
    f"That is {{}} too many. A class's teachers read at most {MOST_LESSON_LINES} lines of a pupil before a lesson; "
    "keep those that matter most, and leave the rest in the plan."
)


class LessonForm(Form, title="Lesson lines", submit="Save lines"):
    """Up to five short lines in all, one a line, for everyone who teaches the pupil."""

    do = optional(Text("What to do", long=True, hint="For example: Seat at the front, away from the door."))
    helps = optional(Text("What helps", long=True, hint="For example: One instruction at a time."))
    avoid = optional(Text("What to avoid", long=True, hint="For example: Reading aloud unprepared."))


def _of(lines: tuple[LessonLine, ...], kind: LessonKind) -> str:
    return "\n".join(line.text for line in lines if line.kind is kind)


async def opening(ask: Ask, cycle: Cycle, records: Records) -> Opening:
    lines = in_order((await records.lessons.lines([cycle.pupil_id])).get(cycle.pupil_id, ()))
    answers = {str(kind.value): words for kind in LessonKind if (words := _of(lines, kind))}
    return Opening(answers, about=ask.named.at(cycle.version))


@command("lesson lines", SENCOS, of=the_open_plan, form=LessonForm, opening=opening)
async def lesson_lines(ask: Ask, cycle: Cycle, form: LessonForm, records: Records) -> Reply:
    before = (await records.lessons.lines([cycle.pupil_id])).get(cycle.pupil_id, ())
    typed = {LessonKind.DO: form.do or "", LessonKind.HELPS: form.helps or "", LessonKind.AVOID: form.avoid or ""}
    try:
        wanted = lines_typed(typed)
    except TooManyLines as many:
        raise Mistakes(**{str(many.kind.value): TOO_MANY.format(many.over)}) from None
    for kind, words in wanted:
        if len(words) > LONGEST_LINE:
            raise Mistakes(
                **{str(kind.value): f"“{words[:20]}…” is too long: keep each line to {LONGEST_LINE} characters."}
            )
    now_typed = {kind.label: "\n".join(words for one, words in wanted if one is kind) for kind in LessonKind}
    standing = {kind.label: _of(in_order(before), kind) for kind in LessonKind}
    await not_overtaken(ask, cycle, records, typed=now_typed, standing=standing)
    changed = rewritten(before, wanted, school_id=ask.school.id, pupil_id=cycle.pupil_id, by=ask.person.id, at=ask.now)
    await records.save(replace(cycle, changed_by=ask.person.id), *changed)
    words = "Saved. Teachers of the pupil see them with “class” and the group." if wanted else "There are no lines now."
    return await shown(ask, records, cycle, words)

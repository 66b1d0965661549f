"""How an annual review's chain is drawn: each step with its day, whose it is, whether it is done; what to look at."""

from collections.abc import Mapping, Sequence
from datetime import date

from commands.domain.annual_review import (
    CEASE,
    CEASE_APPEALED,
    CEASE_DECIDED,
    CERTIFICATE,
    NOTICE,
    PAPERS,
    is_called_late,
)
from commands.domain.days.dates import day
from commands.domain.due import DueKind, which_of
from commands.domain.law.clock_facts import DeadlineState, windows
from commands.domain.pupil import NO_LONGER, Pupil
from commands.domain.review import Review
from commands.domain.transfer import rights_in_words
from commands.ehc.cards import closes_first
from commands.kit import About, Button, Card, Facts, Items, Prose
from commands.kit.cards import Part
from commands.kit.deadline_lines import deadline_item
from commands.kit.which_pupil import to_page


def chain_card(
    review: Review,
    pupil: Pupil | None,
    steps: Sequence[DeadlineState],
    today: date,
    also: tuple[str, tuple[str, ...], str] | None,
    facts: Mapping[str, date],
) -> Card:
    """All steps in the order of their days. `facts` are what has happened."""
    at = f", {review.at:%H:%M}" if review.at else ""
    head = (
        ("Pupil", pupil.in_full if pupil else NO_LONGER),
        ("Meeting", day(review.held_on) + ", held" if review.held_on else day(review.on) + at),
        ("State", review.state.label),
    )
    parts: list[Part] = [Facts(head)]
    whose = rights_in_words(pupil, review.on) if pupil else ""
    parts += [Prose(whose, "Whom to invite and write to")] if whose else []
    parts += closes_first(windows(steps, today))
    parts.append(Prose("", "Step by step"))
    parts.append(
        Items(
            tuple(
                deadline_item(one, today, _done(one, review), listed=is_called_late(one, review, today))
                for one in steps
            )
        )
    )
    if also:
        heading, points, source = also
        parts.append(Prose("\n".join(f"– {point}" for point in points), f"{heading} ({source})"))
    return Card(f"Annual review {review.reference}", tuple(parts), _buttons(review, pupil, steps, facts))


def _done(one: DeadlineState, review: Review) -> tuple[Button, ...]:
    """The papers are ticked off as in the day's list; everything else is recorded with its day."""
    met_by = one.deadline.rule.met_by
    if not met_by:
        return ()
    if met_by[0] == PAPERS:
        ticked = (Button("Done", "action done", which_of(DueKind.PAPERS, review.reference)),)
        return () if one.met_on else ticked
    return (
        Button(
            "Correct" if one.met_on else one.deadline.rule.done, "annual step", str(About(review.reference, met_by[0]))
        ),
    )


def _buttons(
    review: Review, pupil: Pupil | None, steps: Sequence[DeadlineState], facts: Mapping[str, date]
) -> tuple[Button, ...]:
    ref = review.reference
    papers = Button("Papers (Word)", "review papers", ref)
    page = (to_page(pupil.id),) if pupil else ()
    if review.state.is_to_come:
        return (
            Button("Move the meeting", "move review", ref),
            Button("Ask for views", "round robin", ref),
            papers,
            Button("Held", "review held", ref),
            *page,
        )
    noticed = any(one.deadline.rule.id == "ar.reps" for one in steps)
    notice = () if noticed else (Button("Notice of amendments came", "annual step", str(About(ref, NOTICE))),)
    return (*notice, *_ceasing(ref, facts), papers, *page)


def _ceasing(ref: str, facts: Mapping[str, date]) -> tuple[Button, ...]:
    """What comes next where the authority means to cease the plan."""
    if CEASE not in facts:
        following = ("The plan is to cease", CEASE)
    elif CEASE_APPEALED in facts:
        following = ("Appeal decided", CEASE_DECIDED)
    else:
        following = ("Certificate came", CERTIFICATE)
    words, fact = following
    return () if fact in facts else (Button(words, "annual step", str(About(ref, fact))),)

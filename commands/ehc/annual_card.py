"""How an annual review's chain is drawn: each step with its day, whose it is, whether it is done; what to look at."""

from collections.abc import Sequence
from datetime import date

from commands.domain.annual_review import NOTICE, PAPERS
from commands.domain.days.dates import day
from commands.domain.due import DueKind, which_of
from commands.domain.law.clock_facts import DeadlineState
from commands.domain.law.ruleset import Status
from commands.domain.pupil import NO_LONGER, Pupil
from commands.domain.review import Review
from commands.domain.transfer import rights_in_words
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
) -> Card:
    """All steps in the order of their days."""
    at = f", {review.at:%H:%M}" if review.at else ""
    facts = (
        ("Pupil", pupil.in_full if pupil else NO_LONGER),
        ("Meeting", day(review.held_on) + ", held" if review.held_on else day(review.on) + at),
        ("State", review.state.label),
    )
    parts: list[Part] = [Facts(facts)]
    whose = rights_in_words(pupil, review.on) if pupil else ""
    parts += [Prose(whose, "Whom to invite and write to")] if whose else []
    parts.append(Prose("", "Step by step"))
    parts.append(Items(tuple(deadline_item(one, today, _done(one, review)) for one in steps)))
    if also:
        heading, points, source = also
        parts.append(Prose("\n".join(f"– {point}" for point in points), f"{heading} ({source})"))
    return Card(f"Annual review {review.reference}", tuple(parts), _buttons(review, pupil, steps))


def _done(one: DeadlineState, review: Review) -> tuple[Button, ...]:
    """The papers are ticked off as in the day's list; everything else is recorded with its day."""
    met_by = one.deadline.rule.met_by
    if not met_by or one.deadline.rule.status is Status.WINDOW:
        return ()
    if met_by[0] == PAPERS:
        ticked = (Button("Done", "action done", which_of(DueKind.PAPERS, review.reference)),)
        return () if one.met_on else ticked
    return (
        Button(
            "Correct" if one.met_on else one.deadline.rule.done, "annual step", str(About(review.reference, met_by[0]))
        ),
    )


def _buttons(review: Review, pupil: Pupil | None, steps: Sequence[DeadlineState]) -> tuple[Button, ...]:
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
    return (*notice, papers, *page)

"""How an EHC needs assessment is drawn: the school's tasks, the authority's days, what has happened and is claimed."""

from collections.abc import Mapping, Sequence
from datetime import date

from commands.domain.assessment import (
    ASKED_FOR_ADVICE,
    CLOSURE_SOURCE,
    ExceptionClaim,
    closure_excuses,
    facts_of,
    is_estimated,
)
from commands.domain.days.dates import day
from commands.domain.entry import local_day
from commands.domain.law.clock_facts import DeadlineState, FactWord, is_ours
from commands.domain.law.ruleset import Fact
from commands.domain.pupil import NO_LONGER
from commands.ehc.about import WholeAssessment
from commands.kit import About, Button, Card, Facts, Item, Items, Prose
from commands.kit.cards import Part
from commands.kit.deadline_lines import deadline_item
from commands.kit.which_pupil import to_page

CORRECTIONS = 8
"""How many corrected or taken back words are shown, the latest ones."""
ESTIMATED = (
    "The authority has not said when it received the request, so the days are counted from the day it was sent: record "
    "“Local authority received the request” once you know."
)


def assessment_card(of: WholeAssessment, names: Mapping[str, str], today: date) -> Card:
    """All of one assessment, for the SENCO."""
    facts, standing = of.facts, of.standing
    parts: list[Part] = [Facts(_facts(of))]
    if is_estimated(facts):
        parts.append(Prose(ESTIMATED))
    ours = [one for one in standing if is_ours(one)]
    theirs = [one for one in standing if not is_ours(one)]
    for heading, some in (("The school's tasks", ours), ("The local authority's days, and the family's", theirs)):
        if some:
            items = tuple(_deadline(one, of, today) for one in some)
            parts += [Prose("", heading), Items(items)]
    parts += [
        Prose("", "What has happened"),
        Items(tuple(_fact(one, of, names) for one in facts_of(of.assessment.rules))),
    ]
    parts += _excused(of)
    replaced = _replaced(of.words)
    if replaced:
        labels = {fact.id: fact.label for fact in facts_of(of.assessment.rules)}
        lines = (f"{labels.get(word.fact, word.fact)}: {_said(word, names)}" for word in replaced[-CORRECTIONS:])
        parts.append(Prose("\n".join(lines), "Said before, and changed since"))
    return Card(f"Assessment {of.assessment.reference}", tuple(parts), _buttons(of))


def _facts(of: WholeAssessment) -> tuple[tuple[str, str], ...]:
    one = of.assessment
    ended = f"{one.ended_as.label}, {day(one.ended_on)}" if one.ended_as and one.ended_on else "Open"
    return (
        ("Pupil", of.pupil.in_full if of.pupil else NO_LONGER),
        ("Asked by", one.asked_by.label),
        ("State", ended),
        ("Counted by", one.rules.label),
    )


def _deadline(one: DeadlineState, of: WholeAssessment, today: date) -> Item:
    return deadline_item(one, today, _record(one, of))


def _record(one: DeadlineState, of: WholeAssessment) -> tuple[Button, ...]:
    met_by = one.deadline.rule.met_by
    if one.met_on or not met_by or not of.assessment.is_open:
        return ()
    return (Button(one.deadline.rule.done, "ehc fact", str(About(of.assessment.reference, met_by[0]))),)


def _fact(fact: Fact, of: WholeAssessment, names: Mapping[str, str]) -> Item:
    about = str(About(of.assessment.reference, fact.id))
    said = [word for word in of.words if word.fact == fact.id]
    last = max(said, key=lambda word: word.n, default=None)
    may = of.assessment.is_open
    if last is None or last.on is None:
        return Item(f"{fact.label}: not yet", "", (Button("Record", "ehc fact", about),) if may else ())
    buttons = (Button("Correct", "ehc fact", about), Button("Not so", "take back ehc fact", about)) if may else ()
    return Item(f"{fact.label}: {day(last.on)}", _by(last, names), buttons)


def _by(word: FactWord, names: Mapping[str, str]) -> str:
    note = f"; {word.note}" if word.note else ""
    return f"recorded by {names.get(word.by, 'a colleague')} on {day(local_day(word.at))}{note}"


def _said(word: FactWord, names: Mapping[str, str]) -> str:
    return f"{day(word.on) if word.on else 'not so'}, {_by(word, names)}"


def _replaced(words: Sequence[FactWord]) -> list[FactWord]:
    """The words that do not stand any more."""
    last = {word.fact: word.n for word in sorted(words, key=lambda one: one.n)}
    return [word for word in words if word.n < last[word.fact]]


def _excused(of: WholeAssessment) -> list[Part]:
    """The exceptions claimed; and, where nobody has claimed it, the one the calendar shows."""
    parts: list[Part] = []
    if of.claims:
        parts.append(Prose("\n".join(_claim(one) for one in of.claims), "Exceptions claimed: the days in law stay"))
    asked = of.facts.get(ASKED_FOR_ADVICE)
    closure = closure_excuses(asked, of.calendar) if asked else None
    if closure:
        first, opens = closure
        parts.append(
            Prose(
                f"The request for the school's advice fell into a closure from {day(first)} until {day(opens)}. "
                f"The authority may say that this excuses its lateness ({CLOSURE_SOURCE}); other advisers may not. "
                "Record it with “Exception claimed” only if it does.",
                "A school closure",
            )
        )
    return parts


def _claim(one: ExceptionClaim) -> str:
    expected = f"; now expected on {day(one.expected_on)}" if one.expected_on else ""
    letter = f"; {one.letter}" if one.letter else ""
    return f"{one.reason.label}, told on {day(one.told_on)}{expected}{letter}. {one.reason.hint}."


def _buttons(of: WholeAssessment) -> tuple[Button, ...]:
    ref = of.assessment.reference
    page = (to_page(of.pupil.id), Button("Evidence", "evidence", of.pupil.id)) if of.pupil else ()
    if not of.assessment.is_open:
        return page
    return (Button("Exception claimed", "ehc exception", ref), Button("It has ended", "end ehc", ref), *page)

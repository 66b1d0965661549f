"""How an EHC needs assessment is drawn: the school's tasks, the authority's days, what has happened and is claimed."""

from collections.abc import Mapping, Sequence
from datetime import date

from commands.domain.assessment import (
    ASKED_FOR_ADVICE,
    ExceptionClaim,
    asked_of,
    closure_excuses,
    closure_in_words,
    facts_of,
    is_afterwards,
    is_closure_assumed,
    is_estimated,
)
from commands.domain.days.dates import day
from commands.domain.entry import local_day
from commands.domain.law.clock_facts import DeadlineState, FactWord, is_ours, windows
from commands.domain.law.ruleset import Fact
from commands.domain.pupil import NO_LONGER
from commands.ehc.about import WholeAssessment, may_record
from commands.kit import About, Button, Card, Facts, Item, Items, Prose
from commands.kit.cards import Part
from commands.kit.deadline_lines import deadline_item
from commands.kit.limits import ITEMS
from commands.kit.which_pupil import to_page

CORRECTIONS = 8
"""How many corrected or taken back words are shown, the latest ones."""
ESTIMATED = (
    "The authority has not said when it received the request, so the days are counted from the day it was sent: record "
    "“Local authority received the request” once you know."
)


def assessment_card(of: WholeAssessment, names: Mapping[str, str], today: date) -> Card:
    """All of one assessment, for the SENCO."""
    facts, after = of.facts, [one for one in of.standing if is_afterwards(one, of.assessment.rules)]
    standing = [one for one in of.standing if one not in after]
    parts: list[Part] = [Facts(_facts(of))]
    if is_estimated(facts):
        parts.append(Prose(ESTIMATED))
    parts += closes_first(windows(of.standing, today))
    ours = [one for one in standing if is_ours(one)]
    theirs = [one for one in standing if not is_ours(one)]
    for heading, some in (("The school's tasks", ours), ("The local authority's days, and the family's", theirs)):
        if some:
            items = tuple(_deadline(one, of, today) for one in some)
            parts += [Prose("", heading), Items(items)]
    parts += [
        Prose("", "What has happened"),
        Items(tuple(_fact(one, of, names) for one in _asked(of, afterwards=False))),
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


def appeal_card(of: WholeAssessment, names: Mapping[str, str], today: date) -> Card:
    """What comes after a decision: mediation, an appeal, what an order or an agreement binds to; whose each day is."""
    after = [one for one in of.standing if is_afterwards(one, of.assessment.rules)]
    parts: list[Part] = [Facts(_facts(of)), *closes_first(windows(of.standing, today))]
    if after:
        parts += [Prose("", "The days"), Items(tuple(_deadline(one, of, today) for one in after[:ITEMS]))]
    parts += [
        Prose("", "What has happened"),
        Items(tuple(_fact(one, of, names) for one in _asked(of, afterwards=True))),
    ]
    ref = of.assessment.reference
    return Card(f"Mediation and appeal {ref}", tuple(parts), (Button("The assessment", "ehc", ref),))


def _asked(of: WholeAssessment, *, afterwards: bool) -> tuple[Fact, ...]:
    return asked_of(of.assessment.rules, of.facts, afterwards=afterwards, most=ITEMS)


def closes_first(open_windows: Sequence[DeadlineState]) -> list[Part]:
    """The time of the family's that closes first, with a sentence to pass on; nothing where none is open."""
    if not open_windows:
        return []
    first = open_windows[0].deadline
    words = (
        f"{day(first.due)}, the family's: {first.rule.what}.\nTo pass on: {first.rule.say.format(day=day(first.due))}"
    )
    return [Prose(words, "What closes first")]


def _deadline(one: DeadlineState, of: WholeAssessment, today: date) -> Item:
    return deadline_item(one, today, _record(one, of))


def _record(one: DeadlineState, of: WholeAssessment) -> tuple[Button, ...]:
    met_by = one.deadline.rule.met_by
    facts = {fact.id: fact for fact in facts_of(of.assessment.rules)}
    if one.met_on or not met_by or not may_record(of.assessment, facts[met_by[0]]):
        return ()
    return (Button(one.deadline.rule.done, "ehc fact", str(About(of.assessment.reference, met_by[0]))),)


def _fact(fact: Fact, of: WholeAssessment, names: Mapping[str, str]) -> Item:
    about = str(About(of.assessment.reference, fact.id))
    said = [word for word in of.words if word.fact == fact.id]
    last = max(said, key=lambda word: word.n, default=None)
    may = may_record(of.assessment, fact)
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
    if asked and (closure_excuses(asked, of.calendar) or is_closure_assumed(asked, of.calendar)):
        claim = " Record it with “Exception claimed” only if it does." if closure_excuses(asked, of.calendar) else ""
        parts.append(Prose(closure_in_words(asked, of.calendar) + claim, "A school closure"))
    return parts


def _claim(one: ExceptionClaim) -> str:
    expected = f"; now expected on {day(one.expected_on)}" if one.expected_on else ""
    letter = f"; {one.letter}" if one.letter else ""
    return f"{one.reason.label}, told on {day(one.told_on)}{expected}{letter}. {one.reason.hint}."


def _buttons(of: WholeAssessment) -> tuple[Button, ...]:
    ref = of.assessment.reference
    page = (to_page(of.pupil.id), Button("Evidence", "evidence", of.pupil.id)) if of.pupil else ()
    page = (Button("Mediation and appeal", "ehc appeal", ref), *page)
    if not of.assessment.is_open:
        return page
    return (Button("Exception claimed", "ehc exception", ref), Button("It has ended", "end ehc", ref), *page)

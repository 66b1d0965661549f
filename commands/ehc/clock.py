"""`clock`: what the law says of a date, with no pupil in it."""

from commands.domain.assessment import ASKED_FOR_ADVICE, closure_in_words
from commands.domain.days.calendar import SchoolCalendar
from commands.domain.law.deadlines import Case, Deadline, deadlines
from commands.domain.law.in_force import law_on
from commands.domain.law.ruleset import Clock, Ruleset, in_force
from commands.domain.law.rulesets import RULESETS
from commands.domain.privacy.reach import LEADERS
from commands.domain.pupil import year_in_words
from commands.ehc.clock_words import HOW, meant
from commands.kit import Ask, Card, Item, Items, Prose, Records, Refusal, Reply, command
from commands.kit.also import also_with_more
from commands.kit.cards import Part
from commands.kit.deadline_lines import on_which, whose
from commands.kit.limits import ITEMS


@command(
    "clock",
    LEADERS,
    "Work out the statutory deadlines from a date, such as “clock 2026-09-14”",
    look=True,
    also=(also_with_more("statutory deadlines, legal deadlines, work out deadlines"),),
)
async def clock(ask: Ask, records: Records) -> Reply:
    """What if? The days a request or a plan of that day would lead to. Nothing is stored."""
    which, case, words = meant(" ".join(ask.typed.split()))
    first = min(case.facts.values())
    if in_force(RULESETS, "england", first) is None:
        raise Refusal("No rules are known for that day. Give a day since September 2014.")
    ruleset, calendar = law_on(first, records.school.local_rules), await records.calendar()
    found = [one for one in deadlines(ruleset, which, case, calendar) if not one.rule.step]
    if not found and which is Clock.TRANSFER:
        raise Refusal(f"No transfer is planned from {year_in_words(case.year)}. {HOW}")
    if not found:
        raise Refusal(f"The law sets no day from that one. {HOW}")
    return Reply(f"{words} Nothing is stored.", _card(which, ruleset, found, case, calendar))


def _card(which: Clock, ruleset: Ruleset, found: list[Deadline], case: Case, calendar: SchoolCalendar) -> Card:
    items = tuple(Item(f"{on_which(one)}: {one.rule.what}", whose(one)) for one in found[:ITEMS])
    parts: list[Part] = [Items(items)]
    if ASKED_FOR_ADVICE in case.facts:
        parts.append(Prose(closure_in_words(case.facts[ASKED_FOR_ADVICE], calendar), "A school closure"))
    return Card(which.label, (*parts, Prose(f"By {ruleset.label}.")))

"""`clock`: what the law says of a date, with no pupil in it."""

import re
from datetime import date

from commands.domain.days.dates import day
from commands.domain.law.deadlines import Case, Deadline, deadlines
from commands.domain.law.in_force import law_on
from commands.domain.law.ruleset import Clock, Ruleset, in_force
from commands.domain.law.rulesets import RULESETS
from commands.domain.privacy.reach import LEADERS
from commands.domain.pupil import YEARS, year_in_words
from commands.kit import Ask, Card, Item, Items, Prose, Records, Refusal, Reply, command
from commands.kit.limits import ITEMS

HOW = (
    "Say “clock 2026-09-14” for a request received on that day, “clock annual review 2026-09-14” for a plan made or "
    "last reviewed then, or “clock phase transfer 6 2027” for a Year 6 pupil who transfers in 2027."
)
_TRANSFER = re.compile(r"(?:phase )?transfer (?:year )?([0-9a-z]{1,2}) (\d{4})")
_DAY = re.compile(
    r"(?:(annual review|ehc) )?(\d{4})-(\d\d?)-(\d\d?)|(?:(annual review|ehc) )?(\d\d?)[/.](\d\d?)[/.](\d{4})"
)


@command("clock", LEADERS, "Work out the statutory deadlines from a date, such as “clock 2026-09-14”", look=True)
async def clock(ask: Ask, records: Records) -> Reply:
    """What if? The days a request or a plan of that day would lead to. Nothing is stored."""
    which, case, words = _meant(" ".join(ask.typed.casefold().split()))
    first = min(case.facts.values())
    if in_force(RULESETS, "england", first) is None:
        raise Refusal("No rules are known for that day. Give a day since September 2014.")
    ruleset = law_on(first, records.school.local_rules)
    found = [one for one in deadlines(ruleset, which, case, await records.calendar()) if not one.rule.step]
    if not found:
        raise Refusal(f"No transfer is planned from {year_in_words(case.year)}. {HOW}")
    return Reply(f"{words} Nothing is stored.", _card(which, ruleset, found))


def _meant(typed: str) -> tuple[Clock, Case, str]:
    """Which clock, from what; and the sentence that says so."""
    if found := _TRANSFER.fullmatch(typed):
        year, transfer = found[1].upper(), int(found[2])
        if year not in YEARS or not 2015 <= transfer <= 2100:
            raise Refusal(HOW)
        return (
            Clock.TRANSFER,
            Case({"transfer_on": date(transfer, 9, 1)}, year),
            f"For a transfer from {year_in_words(year)} in September {transfer}.",
        )
    found = _DAY.fullmatch(typed)
    if not found:
        raise Refusal(HOW)
    name = found[1] or found[5]
    numbers = (found[2], found[3], found[4]) if found[2] else (found[8], found[7], found[6])
    try:
        on = date(*map(int, numbers))
    except ValueError:
        raise Refusal(f"There is no such day. {HOW}") from None
    if not 2014 <= on.year <= 2100:
        raise Refusal(HOW)
    if name == "annual review":
        return Clock.ANNUAL, Case({"last_completed_on": on}), f"For a plan made or last reviewed on {day(on)}."
    return Clock.EHC, Case({"ehc_requested_on": on}), f"For a request the local authority received on {day(on)}."


def _card(which: Clock, ruleset: Ruleset, found: list[Deadline]) -> Card:
    items = tuple(Item(_when(one), f"{_who(one)}; {one.rule.source}") for one in found[:ITEMS])
    return Card(which.label, (Items(items), Prose(f"By {ruleset.label}.")))


def _when(one: Deadline) -> str:
    act = f" (act by {day(one.act_by)})" if one.act_by != one.due else ""
    return f"{day(one.due)}{act}: {one.rule.what}"


def _who(one: Deadline) -> str:
    return f"{one.rule.owner.label}, {one.rule.status.in_sentence}"

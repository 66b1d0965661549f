"""How a rule counts, in a few words that need no day: what it runs from, how long, where it moves, whom it concerns."""

from datetime import date

from commands.domain.days.dates import day
from commands.domain.law.ruleset import Roll, Rule, Ruleset

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip


def count_in_words(rule: Rule, ruleset: Ruleset) -> str:
    """One sentence without its full stop: "6 weeks after “Local authority received the request”"."""
    words = [_period(rule, ruleset)]
    words += [rule.roll.hint[0].lower() + rule.roll.hint[1:]] if rule.roll is not Roll.NONE else []
    words += [f"from {_years(rule)}"] if rule.years else []
    words += [f"from a {rule.setting.in_sentence}"] if rule.setting else []
    words += [f"for a child under {rule.under}"] if rule.under else []
    words += [f"not once known: {_named(rule.unless, ruleset)}"] if rule.unless else []
    words += [f"since {day(rule.in_force)}"] if rule.in_force else []
    words += ["a notice some read as of clear days: a day earlier is safe"] if rule.clear else []
    return "; ".join(words)


def _period(rule: Rule, ruleset: Ruleset) -> str:
    of = _named(rule.needs, ruleset)
    if rule.choose:
        both = _named(rule.of, ruleset, " and ")
        if rule.choose == "earliest":
            return f"the earlier of {both}"
        return f"the later of {both}" + (", the second once it is known" if rule.choose == "latest_known" else "")
    if isinstance(rule.before, date):
        return f"before {day(rule.before)}, where known: {of}"
    if rule.before:
        return f"before {rule.before[1]} {MONTHS[rule.before[0] - 1]} of the year of {of}"
    if not rule.amount:
        return f"on the day of {of}"
    amount = f"{abs(rule.amount)} {rule.unit.label if abs(rule.amount) != 1 else rule.unit.label.removesuffix('s')}"
    if rule.inclusive:
        return f"{amount} beginning with {of}"
    return f"{amount} {'after' if rule.amount > 0 else 'before'} {of}"


def _named(ids: tuple[str, ...], ruleset: Ruleset, between: str = " or ") -> str:
    """Facts by their labels, rules by their ids, as the table names them; those for what-if alone are left out."""
    said = [id for id in ids if not (id in ruleset.facts and ruleset.facts[id].what_if)]
    return between.join(f"“{ruleset.facts[id].label}”" if id in ruleset.facts else f"`{id}`" for id in said)


def _years(rule: Rule) -> str:
    return f"Year{'s' if len(rule.years) > 1 else ''} {', '.join(rule.years)}"

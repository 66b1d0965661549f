"""The page of the law: every rule of the ruleset once, as a table, written by `python -m manifests.refresh`."""

from commands.domain.assessment import ExceptionReason
from commands.domain.days.dates import day
from commands.domain.law.rule_words import count_in_words
from commands.domain.law.ruleset import Clock, Duty, Rule, Ruleset


def tables_of_law(ruleset: Ruleset) -> str:
    """A table for each clock, in the order of the file, one of the exceptions, and one of what a school must do."""
    lines: list[str] = []
    for clock in Clock:
        rules = ruleset.of(clock)
        if rules:
            lines += [f"## {clock.label}", "", _row("Rule", "What", "Who", "Count", "Source"), "|---|---|---|---|---|"]
            lines += [_rule(rule, ruleset) for rule in rules]
            lines.append("")
    lines += ["## Exceptions", "", _row("Exception", "Whose days", "Rules", "Source"), "|---|---|---|---|"]
    reasons = {reason.value: reason for reason in ExceptionReason}
    for one in ruleset.exceptions.values():
        named, excuses = reasons[one.id], ", ".join(f"`{id}`" for id in one.excuses)
        lines.append(_row(f"`{one.id}`", f"{named.label}: {named.hint}", excuses, one.source))
    lines += ["", "## What a school must do every so often", "", _row("Duty", "What", "Whom", "How often", "Source")]
    lines += ["|---|---|---|---|---|", *(_duty(one) for one in ruleset.duties.values())]
    return "\n".join(lines).rstrip()


def _duty(one: Duty) -> str:
    often = [f"by {day(one.first)}"] if one.first else []
    often += [f"every {one.every} months"] if one.every else []
    often += [one.kept] if one.kept else []
    often += [] if one.commenced else ["off until an administrator says that it is in force"]
    return _row(f"`{one.id}`", one.what, one.whom, "; ".join(often), f"{one.source} (read {one.seen})")


def _rule(rule: Rule, ruleset: Ruleset) -> str:
    who = f"{rule.owner.label}, {rule.status.in_sentence}" + (" (a step to another rule)" if rule.step else "")
    source = f"{rule.source} (read {rule.seen})" if rule.seen else rule.source
    return _row(f"`{rule.id}`", rule.what, who, count_in_words(rule, ruleset), source)


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"

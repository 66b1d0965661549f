"""The law as a school counts by it: a ruleset this program is shipped with, and the school's local rules beside it."""

import tomllib
from datetime import date
from functools import lru_cache

from commands.domain.law.ruleset import Ruleset, in_force
from commands.domain.law.ruleset_file import Unusable, with_local
from commands.domain.law.rulesets import ENGLAND, RULESETS


def local_rules(text: str, where: str) -> Ruleset:
    """The ruleset an administrator's file (TOML) names, with its rules added; `where` names the file in what is said.

    Raises `Unusable` with a sentence for each row that is wrong.
    """
    try:
        named = tomllib.loads(text).get("ruleset", "")
    except tomllib.TOMLDecodeError as why:
        raise Unusable([f"{where}: this is not TOML: {why}"]) from None
    base = next((one for one in RULESETS if one.id == named), None)
    if base is None:
        known = ", ".join(one.id for one in RULESETS)
        raise Unusable([f"{where}: “ruleset” must name the one its rules belong to: {known}"])
    return with_local(base, text, where)


@lru_cache(maxsize=128)
def law(id: str, local: str = "") -> Ruleset:
    """The ruleset `id`, with the rules of a school's own file (its text, "" for none) where they belong to it.

    A file that was right when it was taken and is no longer, after a new version of this program, adds nothing: the
    law itself never waits for it. `chatops doctor` says so.
    """
    base = next(one for one in RULESETS if one.id == id)
    if local:
        try:
            both = local_rules(local, "")
        except Unusable:
            return base
        return both if both.id == id else base
    return base


def law_on(day: date, local: str = "") -> Ruleset:
    """What holds for a record begun on `day`."""
    return law((in_force(RULESETS, "england", day) or ENGLAND).id, local)

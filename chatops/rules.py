"""The rulesets as an administrator has them: those shipped, with the local rules of their own file."""

import tomllib
from pathlib import Path

from commands.domain.ruleset import Ruleset
from commands.domain.ruleset_file import Unusable, with_local
from commands.domain.rulesets import RULESETS


def with_local_rules(file: Path | None) -> tuple[Ruleset, ...]:
    """Every ruleset; the one that the file's `ruleset` names has its rules too. Raises `Unusable`."""
    if file is None:
        return RULESETS
    try:
        text = file.read_text(encoding="utf-8")
        named = tomllib.loads(text).get("ruleset", "")
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as why:
        said = why.strerror if isinstance(why, OSError) else str(why)
        raise Unusable([f"{file.name} cannot be read: {said}."]) from None
    if named not in {one.id for one in RULESETS}:
        known = ", ".join(one.id for one in RULESETS)
        raise Unusable([f"{file.name}: “ruleset” must name the one its rules belong to: {known}"])
    return tuple(with_local(one, text, file.name) if one.id == named else one for one in RULESETS)

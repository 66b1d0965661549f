"""The rulesets as an administrator has them: those shipped, with the local rules of their own file."""

from pathlib import Path

from commands.domain.law.in_force import local_rules
from commands.domain.law.ruleset import Ruleset
from commands.domain.law.ruleset_file import Unusable
from commands.domain.law.rulesets import RULESETS

MOST_BYTES = 200_000
"""Many times what the law's own rules take."""


def with_local_rules(file: Path | None) -> tuple[Ruleset, ...]:
    """Every ruleset; the one that the file's `ruleset` names has its rules too. Raises `Unusable`."""
    if file is None:
        return RULESETS
    both = local_rules(read(file), file.name)
    return tuple(both if one.id == both.id else one for one in RULESETS)


def read(file: Path) -> str:
    """The text of an administrator's file. Raises `Unusable`."""
    try:
        with file.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise Unusable([f"{file.name} is too big to be rules of your own."])
        return content.decode("utf-8")
    except (OSError, UnicodeDecodeError) as why:
        said = why.strerror if isinstance(why, OSError) else str(why)
        raise Unusable([f"{file.name} cannot be read: {said}."]) from None

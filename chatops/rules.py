"""The rulesets as an administrator has them: those shipped, with the local rules of their own file."""

from pathlib import Path

from commands.domain.law import local_rules
from commands.domain.ruleset import Ruleset
from commands.domain.ruleset_file import Unusable
from commands.domain.rulesets import RULESETS


def with_local_rules(file: Path | None) -> tuple[Ruleset, ...]:
    """Every ruleset; the one that the file's `ruleset` names has its rules too. Raises `Unusable`."""
    if file is None:
        return RULESETS
    both = local_rules(read(file), file.name)
    return tuple(both if one.id == both.id else one for one in RULESETS)


def read(file: Path) -> str:
    """The text of an administrator's file. Raises `Unusable`."""
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as why:
        said = why.strerror if isinstance(why, OSError) else str(why)
        raise Unusable([f"{file.name} cannot be read: {said}."]) from None

"""The rulesets this program is shipped with: one file per jurisdiction and version, read and checked at the start."""

from importlib.resources import files

from commands.domain.law.ruleset import Ruleset
from commands.domain.law.ruleset_file import read_ruleset

RULESETS: tuple[Ruleset, ...] = tuple(
    read_ruleset(file.read_text(encoding="utf-8"), file.name)
    for file in sorted(files(__name__).iterdir(), key=lambda file: file.name)
    if file.name.endswith(".toml")
)
"""Every one of them; those not `supported` only show how another nation's would be written."""
ENGLAND = next(one for one in RULESETS if one.id == "england-2014")
"""The law this program is written for."""

"""The school that asks: its lists, put into a build's own database by that build's own commands."""

from pathlib import Path

from tests.bench.contender import Build
from tests.bench.rounds import AT_ONCE

PUPILS = 600
UNBOUNDED = {"CHANGES_A_MINUTE": "1000000", "LOOKS_A_MINUTE": "1000000", "NAMES_AN_HOUR": "100000"}
"""One teacher asks as much here as a hundred schools do."""


def email(number: int) -> str:
    return f"teacher{number}@oakfield.example"


async def founded(build: Build, folder: Path) -> dict[str, str]:
    """A school with its staff and pupils in a SQLite file in the folder; gives the settings it is served with."""
    staff = ["Email,Name,Role,Teaches"]
    staff += [f"{email(n)},Teacher {n},Teacher,{1 + n % 6}A" for n in range(AT_ONCE)]
    staff.append("senco@oakfield.example,Sam Senco,SENCO,")
    pupils = ["UPN,Surname,Forename,Year,Form,SEN Status"]
    pupils += [f"{_upn(n)},Surname{n},Forename{n},{1 + n % 6},{1 + n % 6}{'ABC'[n % 3]},N" for n in range(PUPILS)]
    (folder / "staff.csv").write_text("\n".join(staff))
    (folder / "pupils.csv").write_text("\n".join(pupils))
    settings = {"DATABASE_URL": f"sqlite:///{folder / 'chatops.db'}", **UNBOUNDED}
    await build.does(folder, settings, "migrate")
    await build.does(folder, settings, "school", "add", "Oakfield", "--safeguarding-lead", "Ms Lin, extension 112")
    await build.does(folder, settings, "import", "staff", "staff.csv")
    await build.does(folder, settings, "import", "pupils", "pupils.csv")
    return settings


def _upn(number: int) -> str:
    """A unique pupil number with its check letter. Source: DfE, "Unique pupil numbers: guidance", annex."""
    digits = f"801200{number:06d}"
    return "ABCDEFGHJKLMNPQRTUVWXYZ"[sum((n + 2) * int(d) for n, d in enumerate(digits)) % 23] + digits

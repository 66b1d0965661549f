"""The table of roles as it was approved: docs/roles.md, read. What the program says of itself is held to it."""

from collections.abc import Mapping
from pathlib import Path

from commands.domain.privacy.reach import Asker, Reach

PAGE = Path(__file__).parents[1] / "docs" / "roles.md"
COLUMNS = (
    ("Teacher of the pupil", Asker.TEACHES),
    ("Other teacher", Asker.TEACHER),
    ("SENCO", Asker.SENCO),
    ("Leadership", Asker.LEADERSHIP),
    ("Administrator", Asker.ADMIN),
)
CELLS = {"all": Reach.ALL, "part": Reach.PART, "own": Reach.OWN, "says why": Reach.WHY, "–": Reach.NO}


def approved(heading: str) -> Mapping[str, Mapping[Asker, Reach]]:
    """Each name under a heading of the table, with how far each kind of asker reaches; anybody else never at all."""
    table = PAGE.read_text(encoding="utf-8").split("<!-- The table of roles,")[1].split("<!-- Its end -->")[0]
    head, _, *rows = table.split(f"| {heading} |")[1].split("\n\n")[0].strip().splitlines()
    assert [one.strip() for one in head.strip("| ").split("|")] == [label for label, _ in COLUMNS]
    found: dict[str, Mapping[Asker, Reach]] = {}
    for row in rows:
        names, *cells = (one.strip() for one in row.strip("| ").split("|"))
        reach = {asker: CELLS[cell] for (_, asker), cell in zip(COLUMNS, cells, strict=True)}
        for name in names.split("`, `") if names.startswith("`") else [names]:
            assert name not in found, f"{name} has two rows"
            found[name.strip("`")] = {**reach, Asker.NOBODY: Reach.NO}
    return found


ASKED = approved("Who may ask, typed or pressed")
SEEN = approved("Who is ever shown")

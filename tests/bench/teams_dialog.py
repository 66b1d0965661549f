"""The row: the action “refer” used in Teams until the dialog's form is there, its token checked, sixteen at once."""

from collections.abc import Sequence
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path

from tests.bench.contender import Build, Contender, peer
from tests.bench.rounds import Work, alternating
from tests.bench.school import founded
from tests.bench.table import PEER, Row, rows
from tests.bench.teams import Teams

EACH = 300
PEER_SCRIPT = Path(__file__).parent / "peers" / "adapter.py"


async def measure(builds: Sequence[Build], folder: Path) -> Sequence[Row]:
    async with AsyncExitStack() as stack:
        teams = await stack.enter_async_context(Teams())
        contenders: list[Contender] = []
        for build in builds:
            own = folder / build.label.replace(" ", "-")
            own.mkdir()
            contenders.append(await build.serves(own, {**await founded(build, own), **teams.settings}))
            stack.push_async_callback(contenders[-1].stops)
        contenders.append(await peer(PEER_SCRIPT, folder, teams.settings))
        assert contenders[-1].label == PEER
        stack.push_async_callback(contenders[-1].stops)
        work: dict[str, tuple[Contender, Work]] = {
            each.label: (each, partial(teams.dialog, each.address)) for each in contenders
        }
        return rows("Teams: refer until the dialog opens", await alternating(work, EACH))

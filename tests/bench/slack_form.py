"""The row: `/refer` typed in Slack until Slack is asked to open the form, sixteen teachers at once."""

from collections.abc import Sequence
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path

from tests.bench.contender import Build, Contender, peer
from tests.bench.rounds import Work, alternating
from tests.bench.school import founded
from tests.bench.slack import SECRET, TOKEN, Slack
from tests.bench.table import PEER, Row, rows

EACH = 400
PEER_SCRIPT = Path(__file__).parent / "peers" / "bolt.py"


async def measure(builds: Sequence[Build], folder: Path) -> Sequence[Row]:
    async with AsyncExitStack() as stack:
        slack = await stack.enter_async_context(Slack())
        contenders = await everybody(stack, slack, builds, folder)
        work: dict[str, tuple[Contender, Work]] = {
            each.label: (each, partial(_refers, slack, each.address)) for each in contenders
        }
        return rows("Slack: /refer until the form opens", await alternating(work, EACH))


async def _refers(slack: Slack, bot: str, number: int) -> None:
    await slack.refer(bot, number)


async def everybody(stack: AsyncExitStack, slack: Slack, builds: Sequence[Build], folder: Path) -> list[Contender]:
    """Each build with its own school, and a bare Bolt, in one workspace; they stop with the stack."""
    contenders = []
    for build in builds:
        own = folder / build.label.replace(" ", "-")
        own.mkdir()
        settings = {**await founded(build, own), **slack.settings}
        contenders.append(await build.serves(own, settings))
        stack.push_async_callback(contenders[-1].stops)
    settings = {"SLACK_BOT_TOKEN": TOKEN, "SLACK_SIGNING_SECRET": SECRET, "SLACK_API_URL": f"{slack.url}/api/"}
    contenders.append(await peer(PEER_SCRIPT, folder, settings))
    assert contenders[-1].label == PEER
    stack.push_async_callback(contenders[-1].stops)
    return contenders

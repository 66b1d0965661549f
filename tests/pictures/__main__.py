"""`python -m tests.pictures`: the demo at a fixed time, what chat draws of it written down, and the camera let in."""

import asyncio
import json
import shutil
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from random import Random
from typing import Any

from chatops.admitting.listening import Listener
from chatops.app import Service
from chatops.demo.running import invented
from chatops.faces import Heard
from chatops.slack import render as slack
from chatops.teams import render as teams
from chatops.web.places import FACE, address_of
from chatops.web.read import TEAM
from commands.domain.person import Person
from commands.domain.school import School
from commands.kit import Card, Reply
from commands.kit.ask import and_school
from storage import records
from tests.pictures.subjects import CHAT, CLOCK, PAGE, SENCO, OfChat

SEED = 5
ROOT = Path(__file__).parents[2]
TOOLS = ROOT / ".venv-pictures"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def missing() -> list[str]:
    """What is needed and not there, in sentences."""
    said = []
    if not any(map(shutil.which, CHROMIUM)):
        said.append("Chromium is missing: on Debian or Ubuntu, “apt install chromium”.")
    if not shutil.which("node"):
        said.append("Node is missing: on Debian or Ubuntu, “apt install nodejs npm”.")
    if not (TOOLS / "node_modules" / "adaptivecards").is_dir():
        said.append("The drawing of chat cards is missing: run “make pictures”, which installs it apart.")
    return said


async def main() -> int:
    if lacks := missing():
        print(*lacks, sep="\n")
        return 2
    records.secrets = Random(SEED)  # type: ignore[assignment, attr-defined]  # the same references each time: what changed, shows
    with tempfile.TemporaryDirectory(prefix="pictures-") as folder:
        async with invented({"CLOCK": CLOCK, "PORT": "18080"}) as service:
            listener = Listener(service.application, drain=1)
            await listener.open(service.settings.host, service.settings.port)
            try:
                await written(service, Path(folder))
                return await asyncio.to_thread(taken, Path(folder), f"http://127.0.0.1:{service.settings.port}")
            finally:
                await listener.close()


async def written(service: Service, folder: Path) -> None:
    """Everything the camera is to see beside the page: one file of JSON for each card, and the list of pictures."""
    [school] = await service.schools.all()
    people = {person.name: person for person in await service.schools.people(school)}
    for picture in CHAT:
        drawn = await drawing(service, school, people, picture)
        (folder / f"{picture.name}.json").write_text(json.dumps(drawn))
    robin = await closed_robin(service, school, people[SENCO])
    page = [asdict(one) | {"line": one.line.format(robin=robin)} for one in PAGE]
    listed = {"page": page, "chat": [asdict(one) for one in CHAT]}
    (folder / "pictures.json").write_text(json.dumps(listed))


async def closed_robin(service: Service, school: School, senco: Person) -> str:
    """The reference of the round robin that stands on its pupil's page."""
    heard = Heard(FACE, TEAM, senco.email, "robin", typed="pupil Adewale", address=address_of(school, senco))
    reply = await service.hear(heard)
    buttons = reply.card.every_button if isinstance(reply, Reply) and reply.card else ()
    return next(and_school(button.about)[0] for button in buttons if button.word == "read round robin")


async def drawing(service: Service, school: School, people: dict[str, Person], of: OfChat) -> dict[str, Any]:
    """What the face would send."""
    if of.channel:
        posts = await service.outbox.standing(FACE, {"channel": of.channel, "school": school.id})
        card = max(posts, key=lambda post: post.at).card
        return slack.post(card, charts=of.charts) if of.face == "slack" else teams.draw(card, "chat")
    person = people[of.who]
    heard = Heard(FACE, TEAM, person.email, of.name, typed=of.line, address=address_of(school, person))
    reply = await service.hear(heard)
    assert isinstance(reply, Reply), of.name
    return slack.page(reply) if of.face == "slack" else teams.draw(reply.card or Card(""), "dialog", reply.text)


def taken(folder: Path, address: str) -> int:
    """The camera, in an environment of its own."""
    command = [TOOLS / "bin" / "python", "-m", "tests.pictures.camera", folder, address, ROOT / "docs"]
    return subprocess.run([str(word) for word in command], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))

"""A school's staff list as a file, taken over at the terminal while the bot runs."""

import asyncio
from pathlib import Path

from tests.cli.terminal import Terminal
from tests.school import SchoolStory

EVERYBODY = (
    "tom.reed@oakfield.example,Tom Reed,teacher,4B",
    "sam.okoro@oakfield.example,Sam Okoro,senco,",
    "ada.quill@oakfield.example,Ada Quill,senco,",
    "helen.marsh@oakfield.example,Helen Marsh,leadership,",
    "ivy.stone@oakfield.example,Ivy Stone,teacher,5A",
    "ned.tull@oakfield.example,Ned Tull,admin,",
)
TOM, *OTHERS = EVERYBODY
HEADINGS = "Email,Name,Role,Teaches"


async def imports(school: SchoolStory, *lines: str, options: tuple[str, ...] = (), headings: str = HEADINGS) -> str:
    """Imports these lines as `chatops import staff` does; gives what it says."""
    terminal = Terminal(school.file.parent)
    file = terminal.holds("staff.csv", "\n".join((headings, *lines)) + "\n")
    return await types(school, "import", "staff", file, *options)


async def types(school: SchoolStory, *words: str) -> str:
    """Types a command at the terminal of the machine the bot runs on; gives what it says, complaints too."""
    terminal = Terminal(Path(school.file.parent))
    await asyncio.to_thread(terminal.types, *words, DATABASE_URL=school.url)
    return terminal.said + terminal.complained

"""Which pictures there are: of whom, of what they asked, how wide, and how much of it."""

from dataclasses import dataclass
from typing import Literal

CLOCK = "2026-12-01 08:10"
"""A Tuesday in December, twelve school weeks into the term."""
MEG = 1024 * 1024
MOST_BYTES = 3 * MEG // 2
"""What all of them together may take."""
SENCO, TEACHER, HEAD = "Priya Raman", "Callum Reith", "Ngozi Okafor"


@dataclass(frozen=True)
class OfPage:
    """The page, for `who` typed `line` ("" for what opens by itself) and then pressed the first button called
    `presses`. `whole`: all of it; else what is answered. `{robin}` in a line is the reference of the round robin that
    has closed."""

    name: str
    who: str
    line: str
    width: int = 390
    height: int = 900
    whole: bool = False
    presses: str = ""


@dataclass(frozen=True)
class OfChat:
    """A card as a chat draws it: what `who` is answered to `line`, or the newest post in a `channel`."""

    name: str
    face: Literal["slack", "teams"]
    who: str = ""
    line: str = ""
    channel: str = ""
    charts: bool = True
    width: int = 390
    height: int = 1200


PAGE = (
    OfPage("demo", SENCO, "", 1280, 800, whole=True),
    OfPage("home", SENCO, "home"),
    OfPage("home-teacher", TEACHER, "home"),
    OfPage("refer", TEACHER, "refer"),
    OfPage("class", TEACHER, "class"),
    OfPage("what-works", TEACHER, "what works Wójcik"),
    OfPage("pupil", SENCO, "pupil Wójcik"),
    OfPage("register", SENCO, "register"),
    OfPage("plan", TEACHER, "plans Wójcik", height=1100, presses="Open"),
    OfPage("review", SENCO, "reviews"),
    OfPage("agencies", SENCO, "agencies"),
    OfPage("contacts", SENCO, "contacts"),
    OfPage("ehc", SENCO, "ehc", presses="Open"),
    OfPage("transfers", SENCO, "transfers"),
    OfPage("round-robin", SENCO, "read round robin {robin}", height=1500),
    OfPage("training", SENCO, "trainings"),
    OfPage("weekly", HEAD, "leadership summary", 1280, 1500),
    OfPage("daily-web", SENCO, "digest preview"),
)
CHAT = (
    OfChat("daily-slack", "slack", channel="senco"),
    OfChat("daily-teams", "teams", channel="senco"),
    OfChat("weekly-slack", "slack", channel="leadership", charts=False, height=1500),
    OfChat("weekly-teams", "teams", channel="leadership", height=1500),
    OfChat("home-slack", "slack", who=TEACHER, line="home"),
    OfChat("home-teams", "teams", who=TEACHER, line="home"),
)

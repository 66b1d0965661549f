"""Fifty teachers on each platform and two SENCOs, who ask, press, wait, and remember what they were told."""

import asyncio
import random
import time
from collections import Counter, defaultdict
from collections.abc import Awaitable
from contextlib import suppress
from dataclasses import dataclass, field

from commands.kit.failed import LOOK_FIRST, NOT_STORED
from tests.faults.insisting import FAILS, refers
from tests.faults.pair import PairStory
from tests.school import reference_in
from tests.worlds import Hands
from tests.worlds.slack import SlackWorld
from tests.worlds.slack_hands import SlackHands
from tests.worlds.teams_hands import TeamsHands

RATE = 1.25
"""Asks in a second, of all teachers together.

A school of 60 teachers on a busy morning: each notes 4 adjustments and every fifth refers somebody, some 250 asks, most
of them in the minutes between lessons. Half of all in 17 such minutes is 7.5 asks a minute; ten times that is 75. A
referral is about six requests of the platform's (the form, its first question, the type-ahead, the sending), and the
SENCO's press on each card comes on top.
"""
REFERS = 0.2
"""The share of asks that are referrals; the rest are adjustments, typed in one line."""
ANSWERED_WITHIN = 8.0
"""Seconds a teacher waits for the answer to a line before looking it up instead."""
OPEN = "Press Open."  # and what it would have opened never came
LONGER = "This is taking longer than usual."
AGAIN = 2.0
"""Seconds until somebody presses Send again."""
PUPILS = (
    *("Amina", "Bela", "Carys", "Dilan", "Edith", "Farah", "Gwen", "Hugo"),
    *("Isla", "Jamal", "Kezia", "Liam", "Mabel", "Noor", "Orla", "Piotr"),
)
WAYS = ("seating helped", "seating did not help", "movement break helped", "extra time helped")


@dataclass
class Told:
    """What people were told, and how long each answer took."""

    referrals: list[str] = field(default_factory=list)
    accepted: set[str] = field(default_factory=set)
    notes: Counter[str] = field(default_factory=Counter)
    unconfirmed: Counter[str] = field(default_factory=Counter)
    """Notes that a teacher was not told of: stored or not, as they will find when they look."""
    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    asked: int = 0
    not_stored: int = 0
    """Notes of which a teacher was told that nothing was stored."""
    otherwise: Counter[str] = field(default_factory=Counter)
    """Other answers to a note, such as that the same was noted a moment ago."""

    async def timed(self, kind: str, work: Awaitable[object]) -> None:
        began = time.monotonic()
        await work
        self.took[kind].append(time.monotonic() - began)


@dataclass
class Teacher:
    """One teacher's morning."""

    id: str
    hands: Hands
    told: Told
    chance: random.Random

    async def works(self, until: asyncio.Event, teachers: int) -> None:
        """Asks every now and then until the morning is over."""
        while not until.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(until.wait(), self.chance.expovariate(RATE / teachers))
            if until.is_set():
                return
            self.told.asked += 1
            if self.chance.random() < REFERS:
                await self.told.timed("refer (whole form)", self._refers())
            else:
                await self._notes()

    async def _refers(self) -> None:
        self.told.referrals.append(await refers(self.hands, AGAIN))

    async def _notes(self) -> None:
        line = f"adjust {self.chance.choice(PUPILS).lower()} {self.chance.choice(WAYS)}"
        before, began = self._answers(), time.monotonic()
        self.hands.said = ""
        with suppress(*FAILS):
            await self.hands.asks(line)
            self.told.took["adjust (one line)"].append(time.monotonic() - began)
        said = self.hands.said
        while not said and time.monotonic() - began < ANSWERED_WITHIN:
            await asyncio.sleep(0.2)  # it was sent, and the answer may still come
            said = "\n".join(self._answers()[len(before) :])
        while LONGER in said and time.monotonic() - began < 4 * ANSWERED_WITHIN:
            await asyncio.sleep(AGAIN)
            with suppress(*FAILS):
                await self.hands.presses("Try again")  # the same ask, by the same key
            said = self.hands.said
        if "Noted:" in said:
            self.told.notes[self.id] += 1
        elif not said or LOOK_FIRST in said or LONGER in said or OPEN in said:
            self.told.unconfirmed[self.id] += 1
        elif NOT_STORED in said:
            self.told.not_stored += 1
        else:
            self.told.otherwise[said.strip()[:60]] += 1

    def _answers(self) -> list[str]:
        """The answers to lines that stand in one's chat with the bot. In Slack they come as a view, or not at all."""
        if isinstance(self.hands, SlackHands):
            return []
        assert isinstance(self.hands, TeamsHands)
        chat = self.hands.world.private(self.hands.account)
        return [str(post) for post in chat.posts if "text" in post]


@dataclass
class Senco:
    """Accepts each referral as its card comes, and presses again when no answer came."""

    hands: Hands
    world: SlackWorld
    told: Told
    told_of: set[str] = field(default_factory=set)

    async def works(self, until: asyncio.Event) -> None:
        while not until.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(until.wait(), 1.0)
            for card in self.world.channel("senco"):
                reference = reference_in(str(card.blocks))
                if reference in self.told_of or until.is_set():
                    continue
                with suppress(*FAILS):
                    await self.told.timed("accept (a press)", self.hands.presses("Accept", card))
                    if self.hands.said.startswith("Accepted."):
                        self.told.accepted.add(reference)
                    if "Nothing was stored" not in self.hands.said:
                        self.told_of.add(reference)


async def come(story: PairStory, teams: object, told: Told, each: int, chance: random.Random) -> list[Teacher]:
    """The teachers are put on the list, and on their platform."""
    from commands.domain.person import Role

    people, slack = [], story.world
    for world, called in ((slack, "Slack"), (teams, "Teams")):
        story.world = world  # type: ignore[assignment]
        for n in range(each):
            name = f"{called} Teacher {n}"
            hands = await story.employs(name, Role.TEACHER, ("4B",))
            id = f"{story.school.id}-{name.lower().replace(' ', '.')}"
            people.append(Teacher(id, hands, told, random.Random(chance.random())))
    story.world = slack
    return people

"""What is counted at the end: everything people were told, against the database and the platforms."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

import psutil
from sqlalchemy import select

from storage.database import Database
from storage.subjects.adjustments import adjustment_notes
from storage.subjects.referrals import referrals
from storage.tables import notices
from tests.school import reference_in
from tests.soak.people import Told
from tests.worlds.slack import SlackWorld
from tests.worlds.teams import TeamsWorld

GROWTH = 25.0
"""MiB that the process which lives throughout may grow, from a fifth of the time on."""


@dataclass
class Memory:
    """The resident memory of each process over time, in MiB."""

    seen: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))

    def look(self, pids: list[int]) -> None:
        for pid in pids:
            try:
                self.seen[pid].append(psutil.Process(pid).memory_info().rss / 2**20)
            except psutil.Error:
                continue

    def growth(self, pid: int) -> float:
        """Of the last fifth over the second fifth."""
        seen = self.seen[pid]
        fifth = max(1, len(seen) // 5)
        early, late = seen[fifth : 2 * fifth] or seen[:1], seen[-fifth:]
        return sum(late) / len(late) - sum(early) / len(early)


@dataclass
class Tally:
    """Lines to print, and what is wrong; a run with anything wrong has failed."""

    lines: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def says(self, line: str, wrong: bool = False) -> None:
        self.lines.append(line)
        if wrong:
            self.wrong.append(line)

    async def of_what_was_told(self, told: Told, database: Database) -> None:
        async with database.reading() as connection:
            kept = Counter(await connection.scalars(select(referrals.c.reference)))
            states = dict((await connection.execute(select(referrals.c.reference, referrals.c.state))).tuples().all())
            notes = select(adjustment_notes.c.by).where(adjustment_notes.c.version == 1)
            by = Counter(await connection.scalars(notes))
        known = Counter(told.referrals)
        lost = [reference for reference in known if not kept[reference]]
        twice = sum((kept - known).values())
        self.says(
            f"referrals: {len(told.referrals)} acknowledged, {sum(kept.values())} stored, {len(lost)} lost, "
            f"{twice} more than acknowledged",
            bool(lost or twice),
        )
        self.says(
            f"adjustments: {told.notes.total()} acknowledged, {by.total()} stored, "
            f"{sum(max(0, n - by[who]) for who, n in told.notes.items())} lost, "
            f"{sum(max(0, n - told.notes[who] - told.unconfirmed[who]) for who, n in by.items())} stored twice "
            f"({told.unconfirmed.total()} whose answer never came, to be looked up)",
            any(n > by[who] for who, n in told.notes.items())
            or any(n > told.notes[who] + told.unconfirmed[who] for who, n in by.items()),
        )
        others = "; ".join(f"{n} x {said!r}" for said, n in told.otherwise.most_common(5))
        self.says(f"adjustments told not to be stored: {told.not_stored}; answered otherwise: {others or 'none'}")
        undone = [r for r in told.accepted if str(states.get(r)) == "new"]
        self.says(f"presses: {len(told.accepted)} acknowledged, {len(undone)} not stored", bool(undone))

    async def of_notices(self, told: Told, database: Database, slack: SlackWorld, teams: TeamsWorld) -> None:
        """Each notice stands on its platform, has been overtaken by a newer drawing, or says why it waits."""
        async with database.reading() as connection:
            rows = (await connection.execute(select(notices))).mappings().all()
        standing = {f"{post.channel}/{post.ts}" for posts in slack.api.posts.values() for post in posts}
        standing |= {str(post["id"]) for talk in teams.connector.talks.values() for post in talk.posts}
        states = Counter(str(row["state"]) for row in rows)
        missing = [row["id"] for row in rows if row["state"] == "sent" and row["post"] not in standing]
        untold = [row["id"] for row in rows if row["state"] == "waiting" and not row["trouble"]]
        waiting = states["waiting"] - len(untold)
        self.says(
            f"notices: {len(rows)} made ({', '.join(f'{n} {s}' for s, n in states.most_common())}), "
            f"{len(missing)} said to be posted and not there, {len(untold)} neither posted nor their failure told, "
            f"{waiting} waiting with a reason",
            bool(missing or untold or waiting),
        )
        cards = Counter(reference_in(str(card.blocks)) for card in slack.channel("senco"))
        without = set(told.referrals) - cards.keys()
        self.says(
            f"cards in the SENCO channel: {cards.total()} of {len(cards)} referrals, {len(without)} without one, "
            f"{cards.total() - len(cards)} seen twice (posted again after an answer that was lost)",
            bool(without),
        )

    def of_time(self, told: Told) -> None:
        for kind, took in sorted(told.took.items()):
            times = sorted(took)
            p50, p95 = times[len(times) // 2], times[int(len(times) * 0.95)]
            self.says(f"{kind}: {len(times)} times, p50 {p50 * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms")

    def of_memory(self, memory: Memory, steady: int) -> None:
        for pid, seen in memory.seen.items():
            which = "throughout" if pid == steady else "for a while"
            points = [seen[int(n * (len(seen) - 1) / 5)] for n in range(6)]
            over_time = " ".join(f"{point:.0f}" for point in points)
            if pid == steady:
                grew = memory.growth(pid)
                self.says(f"memory, the process that lived {which}: {over_time} MiB, grew {grew:+.1f}", grew > GROWTH)
        ends = [seen[-1] for pid, seen in memory.seen.items() if pid != steady]
        if ends:
            self.says(f"memory, the {len(ends)} others at their end: at most {max(ends):.0f} MiB")

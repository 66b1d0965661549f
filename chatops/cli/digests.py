"""`chatops digest`: what a digest of a day says, on the terminal or on its way to its channel."""

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from chatops.cli.data import SCHOOL, on_time, opened, run, the_school, the_settings, today
from chatops.cli.recorded import recorded
from chatops.cli.terminal import JSON, refuse, say_json

if TYPE_CHECKING:
    from commands.domain.school import School
    from storage.database import Database

GOES_OUT = "It goes out within seconds while `chatops serve` runs."
MADE_ALREADY = "This digest was made already, so nothing more is sent."
NO_LEADERS = "The school has no leadership channel: a leader says “leadership setup” in one."


class DigestKind(StrEnum):
    """Which digest."""

    DAILY = "daily"
    WEEKLY = "weekly"


def digest(
    kind: Annotated[DigestKind, typer.Argument(help="The SENCO's day, or the leaders' week.")],
    on: Annotated[
        datetime | None,
        typer.Option("--on", metavar="DATE", formats=["%Y-%m-%d"], help="Of which day; today's if left out."),
    ] = None,
    school: SCHOOL = None,
    post: Annotated[
        bool, typer.Option("--post", help="Send it too: once, under the same key as the digest that comes by itself.")
    ] = False,
    as_json: JSON = False,
) -> None:
    """Print a digest as it would be sent. It names no pupil. With --post, send it."""
    from commands.domain.privacy.audit import Did

    settings = the_settings()
    now = today(settings)
    wanted = on.date() if on else now
    if post and wanted > now:
        refuse("A digest of a day to come cannot be sent yet. Leave out --post to see it.")

    async def work() -> tuple[str, str, bool | None]:
        async with opened(settings) as database:
            if post:
                await on_time(database, settings)
            of = await the_school(database, school)
            text, missing = await _drawn(database, of, kind, wanted)
            await recorded(database, of, settings, f"digest {kind.value}", Did.LOOKED)
        if not post:
            return of.name, text or missing, None
        if missing:
            refuse(missing)
        return of.name, text, await _made(of, kind, wanted)

    name, text, made = run(work())
    if as_json:
        say_json({"school": name, "digest": kind.value, "on": wanted.isoformat(), "text": text, "made": made})
        return
    typer.echo(text)
    if made is not None:
        typer.echo(f"\n{GOES_OUT if made else MADE_ALREADY}")


async def _drawn(database: "Database", school: "School", kind: DigestKind, on: date) -> tuple[str, str]:
    """A digest in words, and what is missing for it to be sent; either may be ""."""
    from commands.digests.daily import daily
    from commands.digests.weekly import weekly
    from commands.domain.days.dates import day
    from commands.domain.digest import DigestKind
    from commands.kit import LEADERSHIP_CHANNEL
    from storage.records import SqlOpenRecords

    which = DigestKind[kind.name]
    async with SqlOpenRecords(database)(school, writing=False) as records:
        schedule, calendar = await records.digests.schedule(which), await records.calendar()
        if not schedule.is_sent_on(on, calendar):
            after = schedule.next_on(on, calendar)
            then = f" The next is that of {day(after)}." if after else ""
            return "", f"No {which.in_sentence} belongs to {day(on)}.{then}"
        card = await (daily if which is DigestKind.DAILY else weekly)(school, on, records)
        leaders = await records.channel(LEADERSHIP_CHANNEL)
    if card is None:
        return "", "Nothing is due, so nothing is sent."
    return card.plain(), "" if leaders or which is DigestKind.DAILY else NO_LEADERS


async def _made(school: "School", kind: DigestKind, on: date) -> bool:
    """Makes it as the clock would; whether there was none of that day yet."""
    from chatops.app import Service
    from chatops.clockwork.digest_now import make
    from commands.domain.digest import DigestKind

    service = Service(the_settings())
    try:
        which, now = DigestKind[kind.name], service.clock.now()
        return await make(service.database, service.dispatcher, school, which, on, now)
    finally:
        await service.stop()

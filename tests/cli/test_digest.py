"""`chatops digest`: what would be sent, and sending it once."""

import asyncio
from datetime import date

from commands.domain.channel import Channel
from commands.domain.pupil import Provision
from commands.domain.review import Review, ReviewKind
from storage.database import Database
from storage.delivery.outbox import Outbox
from storage.lists.schools import Schools
from storage.records import SqlOpenRecords
from tests.cli.terminal import Terminal
from tests.cli.test_import import PUPILS, STAFF

TUESDAY = "2026-09-15 08:00"


def with_a_review(terminal: Terminal, *, leaders: bool = False) -> None:
    """Lists, and a review due on Thursday 17 September 2026."""
    for kind, text in (("pupils", PUPILS), ("staff", STAFF)):
        terminal.types("import", kind, terminal.holds(f"{kind}.csv", text), CLOCK=TUESDAY)

    async def book() -> None:
        database = Database(terminal.environ["DATABASE_URL"])
        [school] = await Schools(database).all()
        async with SqlOpenRecords(database)(school, writing=True) as records:
            [pupil] = await records.pupils_with(Provision.PLAN)
            held_on, booked_on = date(2026, 9, 17), date(2026, 9, 1)
            await records.save(Review(school.id, "V-7K2PM", pupil.id, ReviewKind.SUPPORT, held_on, "x", booked_on))
            if leaders:
                await records.save(Channel(school.id, "leadership", "web", {"channel": "leadership"}))
        await database.close()

    asyncio.run(book())


def waiting(terminal: Terminal) -> int:
    """How many notices wait to be posted."""

    async def look() -> int:
        database = Database(terminal.environ["DATABASE_URL"])
        backlog = await Outbox(database).backlog()
        await database.close()
        return backlog.waiting

    return asyncio.run(look())


def test_it_is_printed_as_it_would_be_sent_and_nothing_is_sent(larkfield: Terminal) -> None:
    with_a_review(larkfield)
    said = larkfield.types("digest", "daily", CLOCK=TUESDAY)
    assert said.startswith("The day: Tuesday 15 September 2026\n")
    assert "- V-7K2PM: SEN support review (Thursday 17 September 2026)" in said
    assert "Noah" not in said
    said = larkfield.types("digest", "daily", "--on", "2026-09-18", CLOCK=TUESDAY)
    assert "Overdue (1)" in said
    report = larkfield.reads("digest", "daily", "--school", "Larkfield", CLOCK=TUESDAY)
    assert (report["school"], report["on"], report["made"]) == ("Larkfield", "2026-09-15", None)
    assert waiting(larkfield) == 0


def test_posting_sends_it_once_under_the_key_of_the_one_that_comes_by_itself(larkfield: Terminal) -> None:
    with_a_review(larkfield)
    assert "goes out within seconds" in larkfield.types("digest", "daily", "--post", CLOCK=TUESDAY)
    assert "made already" in larkfield.types("digest", "daily", "--post", CLOCK=TUESDAY)
    assert waiting(larkfield) == 1


def test_days_without_a_digest_and_days_to_come_are_said_to_be(larkfield: Terminal) -> None:
    with_a_review(larkfield)
    said = larkfield.types("digest", "daily", "--on", "2026-09-19", CLOCK=TUESDAY)
    assert said == (
        "No daily digest belongs to Saturday 19 September 2026. The next is that of Monday 21 September 2026.\n"
    )
    larkfield.types("digest", "daily", "--on", "2026-09-16", "--post", CLOCK=TUESDAY)
    assert (larkfield.code, "a day to come" in larkfield.complained) == (2, True)
    larkfield.types("digest", "daily", "--on", "2026-09-12", "--post", CLOCK=TUESDAY)
    assert (larkfield.code, "No daily digest belongs" in larkfield.complained) == (2, True)


def test_the_leaders_summary_needs_their_channel(larkfield: Terminal) -> None:
    monday = "2026-09-14 09:00"
    with_a_review(larkfield)
    assert larkfield.types("digest", "weekly", CLOCK=monday)
    larkfield.types("digest", "weekly", "--post", CLOCK=monday)
    assert (larkfield.code, "leadership setup" in larkfield.complained) == (2, True)
    assert waiting(larkfield) == 0


def test_the_leaders_summary_is_sent_to_their_channel(larkfield: Terminal) -> None:
    with_a_review(larkfield, leaders=True)
    assert "goes out" in larkfield.types("digest", "weekly", "--post", CLOCK="2026-09-14 09:00")
    assert waiting(larkfield) == 1

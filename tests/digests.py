"""What stories about digests need: a school that sends them, the clock at a local time, something that is due."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import insert

from commands.domain.days.calendar import LONDON, Span
from storage.tables import term_dates
from tests.school import SchoolStory, reference_in

INTERIM: dict[str, Any] = {
    "pupil": "Amina",
    "kind_of_review": "Interim review",
    "on": "2026-09-22",
    "at": "14:30",
    "place": "zq-place",
    "who_is_invited": "zq-invited",
}
TO_THE_AUTHORITY = {
    "pupil": "Amina",
    "who_asked": "Father",
    "when_did_they_ask": "2026-08-03",
    "whom_did_they_ask": "The local authority",
    "what_do_they_ask_for": "zq-asked",
}
"""To be answered within six weeks: by 14 September."""
SETTINGS = {
    "is_it_sent": "Yes",
    "at_what_time": "07:45",
    "how_far_does_it_look_ahead": "10 school days",
    "a_line_when_nothing_is_due": "No",
    "on_inset_days_too": "No",
    "a_message_in_long_breaks": "No",
}


async def booked(school: SchoolStory, **changes: str) -> str:
    """A review; gives its reference."""
    await school.senco.asks("book review")
    await school.senco.fills_in(**{**INTERIM, **changes})
    return reference_in(school.senco.said, "V")


async def begins(school: SchoolStory) -> None:
    """A SENCO channel, and the daily digest on, on Monday 14 September at nine."""
    await school.has_a_senco_channel()
    await school.sends_digests()


async def has_term_date(school: SchoolStory, kind: Span, day: date) -> None:
    """The school's year has this day too."""
    async with school.service.database.writing() as connection:
        await connection.execute(
            insert(term_dates).values(school_id=school.school.id, kind=kind, name=kind.label, first=day, last=day)
        )


def sets_clock(school: SchoolStory, *when: int) -> None:
    """The clock stands at this local time: year, month, day, hour, minute."""
    school.clock.advance(datetime(*when, tzinfo=LONDON) - school.clock.now())  # type: ignore[misc,arg-type]


def ordered(card: Any, *words: str) -> bool:
    """Whether these words stand on a card in this order."""
    text, at = str(card), 0
    for one in words:
        at = text.find(one, at)
        if at < 0:
            raise AssertionError(f"{one!r} does not stand there, or not in this order: {text}")
    return True

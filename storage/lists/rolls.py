"""How much a school's lists hold: figures for whoever looks after the bot, no names."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func

from commands.domain.days.calendar import Span
from commands.domain.person import Role
from commands.domain.school import School
from storage.database import Database
from storage.one_school import reading
from storage.subjects.people import ON_ROLL, PRESENT
from storage.tables import pupils, staff, term_dates


@dataclass(frozen=True)
class Roll:
    """Pupils on roll, present staff by role, terms that have not passed, and the last day of the last of them."""

    pupils: int
    staff: Counter[Role]
    terms: int
    terms_end: date | None


async def count_roll(database: Database, school: School, today: date) -> Roll:
    """Counts one school's lists as they stand on `today`."""
    async with database.reading() as connection:
        on_roll = await connection.scalar(reading(pupils, school.id, func.count()).where(ON_ROLL))
        roles = await connection.execute(
            reading(staff, school.id, staff.c.role, func.count()).where(PRESENT).group_by(staff.c.role)
        )
        to_come = await connection.execute(
            reading(term_dates, school.id, func.count(), func.max(term_dates.c.last)).where(
                term_dates.c.kind == Span.TERM, term_dates.c.last >= today
            )
        )
        terms, terms_end = to_come.one()
        return Roll(on_roll or 0, Counter({row[0]: row[1] for row in roles}), terms, terms_end)

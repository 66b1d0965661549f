"""Whose time is over, as the database has it: pupils under no hold, and lines of the audit that are too old."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.days.calendar import LONDON
from commands.domain.privacy.audit import Did
from commands.domain.privacy.discreet import Discreet
from commands.domain.privacy.retention import ToGo, audit_kept_since, rules_of, to_go
from commands.domain.school import School
from storage.one_school import reading
from storage.rights.audit import audit
from storage.rights.holds import pupil_holds
from storage.subjects.people import pupil_from
from storage.tables import pupils


@dataclass(frozen=True, repr=False)
class OverDue(Discreet):
    """Those who may go, how many more are held, and how many lines of the audit are older than they are kept."""

    to_go: tuple[ToGo, ...]
    held: int
    audit_lines: int


async def over_due(connection: AsyncConnection, school: School, now: datetime) -> OverDue:
    """What of a school's is due; it reads and changes nothing."""
    school_id = school.id
    rows = await connection.execute(reading(pupils, school_id))
    those = [pupil_from(row) for row in rows.mappings()]
    found = to_go(those, now.astimezone(LONDON).date(), rules_of(school))
    holds = reading(pupil_holds, school_id, pupil_holds.c.pupil_id)
    held = set(await connection.scalars(holds.where(pupil_holds.c.released_at.is_(None))))
    old = (audit.c.at < audit_kept_since(now), audit.c.did != Did.REMOVED)
    lines = await connection.scalar(reading(audit, school_id, func.count()).where(*old))
    free = tuple(one for one in found if one.pupil.id not in held)
    return OverDue(free, len(found) - len(free), lines or 0)

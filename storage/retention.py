"""Whose time is over, as the database has it: pupils under no hold, and lines of the audit that are too old."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.audit import Did
from commands.domain.calendar import LONDON
from commands.domain.discreet import Discreet
from commands.domain.retention import ToGo, audit_kept_since, rules_of, to_go
from commands.domain.school import School
from storage.audit import audit
from storage.people import pupil_from
from storage.rights import pupil_holds
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
    rows = await connection.execute(select(pupils).where(pupils.c.school_id == school_id))
    those = [pupil_from(row) for row in rows.mappings()]
    found = to_go(those, now.astimezone(LONDON).date(), rules_of(school))
    standing = pupil_holds.c.released_at.is_(None)
    held = set(
        await connection.scalars(select(pupil_holds.c.pupil_id).where(pupil_holds.c.school_id == school_id, standing))
    )
    old = (audit.c.school_id == school_id, audit.c.at < audit_kept_since(now))
    lines = await connection.scalar(select(func.count()).select_from(audit).where(*old, audit.c.did != Did.REMOVED))
    free = tuple(one for one in found if one.pupil.id not in held)
    return OverDue(free, len(found) - len(free), lines or 0)

"""What is kept, counted in the database itself."""

from sqlalchemy import func, select

from storage.database import Database
from storage.subjects.referrals import referrals
from storage.tables import notices


async def kept(database: Database) -> list[str]:
    """The references of the referrals that are stored."""
    async with database.reading() as connection:
        return list(await connection.scalars(select(referrals.c.reference).order_by(referrals.c.reference)))


async def untold(database: Database) -> int:
    """How many notices still wait."""
    async with database.reading() as connection:
        waiting = select(func.count()).select_from(notices).where(notices.c.state == "waiting")
        return int(await connection.scalar(waiting) or 0)

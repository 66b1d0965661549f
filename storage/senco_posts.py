"""SENCOs' own posts: their table, and how a command asks for them."""

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import Column, Date, String, Table, and_, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.person import Role
from commands.domain.school import School
from commands.domain.senco_post import Qualification, SencoPost, Served
from storage.saving import Savers, add
from storage.tables import metadata, of_school, staff
from storage.types import OneOf

senco_posts = Table(
    "senco_posts",
    metadata,
    of_school(),
    Column("person_id", String(40), primary_key=True),
    Column("since", Date, nullable=False),
    Column("served", OneOf(Served), nullable=False),
    Column("qualification", OneOf(Qualification), nullable=False),
    Column("told_on", Date, nullable=False),
)


class SqlSencoPosts:
    """The part of the records about SENCOs' own posts."""

    def __init__(self, school: School, connection: AsyncConnection) -> None:
        self.school, self.connection = school, connection
        self.savers: Savers = {SencoPost: self._save}

    async def of(self, person_id: str) -> SencoPost | None:
        rows = await self.connection.execute(
            select(senco_posts).where(senco_posts.c.school_id == self.school.id, senco_posts.c.person_id == person_id)
        )
        row = rows.mappings().first()
        return SencoPost(**row) if row else None

    async def held(self) -> Sequence[SencoPost]:
        """Those of everybody who is SENCO now."""
        theirs = and_(staff.c.school_id == senco_posts.c.school_id, staff.c.id == senco_posts.c.person_id)
        rows = await self.connection.execute(
            select(senco_posts)
            .join(staff, theirs)
            .where(senco_posts.c.school_id == self.school.id, staff.c.role == Role.SENCO, staff.c.left.is_(False))
            .order_by(senco_posts.c.person_id)
        )
        return [SencoPost(**row) for row in rows.mappings()]

    async def _save(self, post: SencoPost) -> None:
        """The latest word stands; who said what when is in the record of asks."""
        this = (senco_posts.c.school_id == self.school.id) & (senco_posts.c.person_id == post.person_id)
        await self.connection.execute(delete(senco_posts).where(this))
        await add(self.connection, senco_posts, asdict(post))

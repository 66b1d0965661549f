"""SENCOs' own posts: their table, and how a command asks for them."""

from collections.abc import Sequence

from sqlalchemy import Column, Date, String, Table

from commands.domain.person import Role
from commands.domain.senco_post import Qualification, SencoPost, Served
from storage.kept import Kept, Way
from storage.part import Part
from storage.question import Question, question
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

POST = Kept(SencoPost, senco_posts, Way.LATEST)
"""Who said what of theirs when is in the record of asks."""


class SqlSencoPosts(Part):
    """The part of the records about SENCOs' own posts."""

    keeps = (POST,)

    async def of(self, person_id: str) -> SencoPost | None:
        return await self.one_of(POST, person_id=person_id)

    @question
    def held(self) -> Question[Sequence[SencoPost]]:
        """Those of everybody who is SENCO now."""
        sencos = self.select(staff, staff.c.id).where(staff.c.role == Role.SENCO, staff.c.left.is_(False))
        return self.all_of(POST, senco_posts.c.person_id.in_(sencos))

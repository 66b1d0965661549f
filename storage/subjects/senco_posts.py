"""SENCOs' own posts: their table, and how a command asks for them."""

from collections.abc import Sequence

from commands.domain.person import Role
from commands.domain.senco_post import SencoPost
from storage.declared import declared
from storage.kept import Kept, Way
from storage.part import Part
from storage.question import Question, question
from storage.tables import staff

senco_posts = declared("senco_posts", SencoPost, "person_id")

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

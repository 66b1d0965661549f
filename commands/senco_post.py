"""`senco post`: the SENCO says since when they hold the post and how their qualification stands; the days it brings."""

from collections.abc import Iterator
from datetime import date

from commands.domain.days.dates import day
from commands.domain.privacy.reach import SENCOS
from commands.domain.senco_post import Qualification, SencoPost, Served
from commands.kit import NOTHING, Ask, Button, Card, Choice, Day, Form, Item, Items, Opening, Records, Reply, command

NO_DAY = "No day is set for you by regulation 49(4) of the SEND Regulations 2014."
CHANGE = Button("Change it", "senco post")


class SencoPostForm(Form, title="Your post as SENCO", submit="Save"):
    """The days the law sets for your own qualification then stand in the daily digest, without your name."""

    since = Day("Since when are you SENCO here?")
    served = Choice("Were you SENCO before, at any school?", Served)
    qualification = Choice("Your qualification", Qualification)

    def check(self, today: date) -> Iterator[tuple[str, str]]:
        if self.since > today:
            yield "since", "This day is still to come. Say it once you are in post."
        elif self.since.year < 1970:
            yield "since", "Check the year."


async def opening(ask: Ask, records: Records) -> Opening:
    known = await records.senco_posts.of(ask.person.id)
    if known is None:
        return Opening()
    form = SencoPostForm(since=known.since, served=known.served, qualification=known.qualification)
    return Opening(form.answers())


@command(
    "senco post",
    SENCOS,
    "Say since when you are SENCO, and how qualified",
    of=NOTHING,
    form=SencoPostForm,
    opening=opening,
)
async def senco_post(ask: Ask, form: SencoPostForm, records: Records) -> Reply:
    """Each SENCO's own; the latest word stands."""
    post = SencoPost(ask.school.id, ask.person.id, form.since, form.served, form.qualification, ask.today)
    await records.save(post)
    found = post.deadlines(await records.calendar())
    items = tuple(
        Item(f"{day(one.due)}: {one.rule.what}", f"{one.rule.status.label}; {one.rule.source}") for one in found
    )
    said = "Saved. These days now stand in the digest when they come near." if items else f"Saved. {NO_DAY}"
    return Reply(said, Card("Your post as SENCO", (Items(items),) if items else (), (CHANGE,)))

"""kill -9 while the mail server is taking an e-mail: it is sent again, under the same id, and nothing is lost."""

import asyncio
from pathlib import Path

from sqlalchemy import delete

from storage.tables import identities
from tests.conftest import world_called
from tests.faults.served import ServedStory
from tests.worlds.mail import MailServer

TOM = "tom.reed@oakfield.example"


async def test_killed_between_the_handing_over_and_the_note_of_it_it_is_sent_again(
    tmp_path: Path, post: MailServer
) -> None:
    served = ServedStory(world_called("slack"), tmp_path)
    await served.opens(**post.settings)
    await served.enrols("Amina Yusuf", year=4, group="4B")
    reference = await served.referred()
    served.world.switches_off(served.teacher)
    async with served.service.database.writing() as connection:  # as if the bot had never met the account
        await connection.execute(delete(identities).where(identities.c.email == TOM))
    await served.senco.asks(f"ask about referral {reference}")
    post.waiting = asyncio.Event()
    await served.senco.fills_in(what_do_you_need_to_know="zq-question")
    await asyncio.wait_for(post.took_one.wait(), 20)
    await served.is_killed()
    post.waiting.set()

    await served.starts()
    await served.settles()
    first, again = post.to(TOM)
    assert first.message["Message-ID"] == again.message["Message-ID"]
    assert first.text() == again.text()
    await served.closes()

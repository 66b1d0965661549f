"""A promise: the leaders' week names nobody and leads to nobody, on any face, in a school full of pupils."""

from pathlib import Path

from sqlalchemy import select

from chatops.slack import render as slack
from chatops.teams import render as teams
from commands.digests.weekly import weekly
from commands.domain.agency import Agency, ConsentRule
from storage.database import Database
from storage.delivery import codec
from storage.lists.schools import Schools
from storage.migrate import migrate
from storage.records import SqlOpenRecords
from storage.subjects.measures import weeks_shown
from storage.tables import pupils
from tests.busy_term import FORENAMES, SURNAMES, TODAY, TYPED, furnish
from tests.web.drawing import html
from tests.worlds.adaptive import check
from tests.worlds.block_kit import check_message

TRUST = "Penguin Trust for Rare Conditions"


async def test_the_card_names_nobody_and_leads_to_nobody(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'school.db'}"
    migrate(url)
    database = Database(url)
    school = await Schools(database).add("Oakfield School")
    await furnish(database, school)
    async with SqlOpenRecords(database)(school, writing=True) as records:
        await records.save(Agency(school.id, "own-penguin-trust", TRUST, 8, ConsentRule.PARENT))
        card = await weekly(school, TODAY, records)
        rows = (await records.connection.execute(select(pupils.c.id, pupils.c.upn, pupils.c.born))).all()
        kept = (await records.connection.execute(select(weeks_shown))).all()
    await database.close()
    private = {str(value) for row in rows for value in row} | {*FORENAMES, *SURNAMES, TYPED, TRUST, "Penguin"}
    message, sheet = slack.post(card), check(teams.draw(card, "chat"))
    check_message(message)

    assert card.every_button == ()
    assert kept == []  # looking keeps nothing
    for drawn in (card.plain(), codec.card_text(card), str(message), str(sheet), html(card)):
        assert "80 to 84" in drawn
        for words in private:
            assert words not in drawn, words
        for letter in "RAVCQ":
            assert f"{letter}-0" not in drawn

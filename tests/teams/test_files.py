"""A file in Teams: offered in the asker's own chat, made anew once they agree, put into their OneDrive alone."""

import re

import pytest
from sqlalchemy import func, select, update

from chatops.teams.files import DECLINED, NOT_OFFERED, NOT_SAVED, OFFERED, may_upload
from storage.tables import asks, staff
from tests.plans import opens, planned
from tests.school import SchoolStory
from tests.worlds.teams import TeamsWorld
from tests.worlds.teams_files import CONSENT, INFO
from tests.worlds.teams_hands import TeamsHands

TEAMS = "https://smba.trafficmanager.net/uk/"
STAND_IN = "http://127.0.0.1:9/"
DRIVE = "https://school-my.sharepoint.com/personal/x/_api/uploadSession?guid=1"


def attached(world: TeamsWorld, hands: TeamsHands, kind: str) -> list[dict[str, object]]:
    """The attachments of that kind in somebody's own chat."""
    posts = world.private(hands.account).posts
    return [a for post in posts for a in post.get("attachments", []) if a["contentType"] == kind]


async def answered(school: SchoolStory) -> int:
    async with school.service.database.reading() as connection:
        query = select(func.count()).where(asks.c.word == "support plan", asks.c.outcome == "answered")
        return int(await connection.scalar(query) or 0)


@pytest.mark.parametrize(
    ("url", "service", "may", "anonymous"),
    [
        (DRIVE, TEAMS, True, False),
        ("https://school.sharepoint.us/upload", TEAMS, True, False),
        ("https://school.sharepoint.com:443/upload", TEAMS, True, False),
        ("https://school.sharepoint.com:8443/upload", TEAMS, False, False),
        ("http://school.sharepoint.com/upload", TEAMS, False, False),
        ("https://sharepoint.com.evil.example/upload", TEAMS, False, False),
        ("https://evilsharepoint.com/upload", TEAMS, False, False),
        ("https://x.sharepoint.com@evil.example/upload", TEAMS, False, False),
        ("https://me@x.sharepoint.com/upload", TEAMS, False, False),
        ("http://127.0.0.1:80/upload", TEAMS, False, False),
        ("http://127.0.0.1:80/upload", STAND_IN, True, True),
        ("https://127.0.0.1/upload", TEAMS, False, False),
        ("https://[/upload", TEAMS, False, False),
        ("https://x.sharepoint.com:port/upload", TEAMS, False, False),
        ("", TEAMS, False, False),
    ],
)
def test_a_file_is_put_into_onedrive_alone(url: str, service: str, may: bool, anonymous: bool) -> None:
    assert may_upload(url, service, only_here=False) is may
    assert may_upload(url, service, only_here=True) is anonymous


async def test_asked_for_twice_it_is_offered_under_two_names_since_one_never_comes_back(
    school: SchoolStory, world: TeamsWorld, senco: TeamsHands
) -> None:
    plan = await planned(school)
    senco.allows = None
    for _ in range(2):
        await senco.asks(f"support plan {plan}")
    assert len({str(card["name"]) for card in attached(world, senco, CONSENT)}) == 2


async def test_asked_in_a_channel_it_is_offered_in_the_askers_own_chat(
    school: SchoolStory, world: TeamsWorld, senco: TeamsHands
) -> None:
    plan = await planned(school)
    senco.allows = None
    await senco.asks(f"support plan {plan}", channel="senco")

    assert OFFERED in senco.said
    [card] = attached(world, senco, CONSENT)
    assert re.fullmatch(rf"Support plan {plan}-[0-9a-f]{{4}}\.docx", str(card["name"]))
    content = card["content"]
    assert isinstance(content, dict)
    again = {"word": "support plan", "about": f"{plan}@{school.school.id}"}
    assert content["acceptContext"] == content["declineContext"] == again
    assert not [word for word in ("Amina", "Yusuf", "Retelling") if word in str(card)]
    assert senco.files() == []

    senco.allows = True
    await senco.answers_offers()
    assert len(senco.files()) == 1
    assert attached(world, senco, CONSENT) == []
    assert len(attached(world, senco, INFO)) == 1
    assert world.lines("senco")[-1] == "I have answered you privately."


async def test_declined_it_is_not_made_and_the_card_goes_away(
    school: SchoolStory, world: TeamsWorld, senco: TeamsHands
) -> None:
    plan = await planned(school)
    senco.allows = False
    await senco.asks(f"support plan {plan}")
    assert world.private(senco.account).posts[-1]["text"] == DECLINED
    assert attached(world, senco, CONSENT) == attached(world, senco, INFO) == []
    assert world.connector.onedrive.saved == {}
    assert await answered(school) == 1  # the offer; the document was not asked for again


async def test_consent_delivered_again_saves_one_file(
    school: SchoolStory, world: TeamsWorld, senco: TeamsHands
) -> None:
    plan = await planned(school)
    await senco.asks(f"support plan {plan}")
    assert await world.replays(2) == [200, 200]
    assert len(world.connector.onedrive.saved) == len(senco.files()) == 1


async def test_whoever_may_no_longer_have_it_when_they_agree_does_not_get_it(
    school: SchoolStory, world: TeamsWorld, teacher: TeamsHands
) -> None:
    plan = await planned(school)
    teacher.allows = None
    await teacher.asks(f"support plan {plan}")
    assert OFFERED in teacher.said
    async with school.service.database.writing() as connection:
        await connection.execute(update(staff).where(staff.c.name == "Tom Reed").values(left=True))

    teacher.allows = True
    await teacher.answers_offers()
    assert world.connector.onedrive.saved == {}
    assert "staff list" in world.private(teacher.account).posts[-1]["text"]
    assert attached(world, teacher, CONSENT) == []


@pytest.mark.parametrize(
    ("address", "status"),
    [("http://evil.example/upload", 201), ("https://evil.example/upload", 201), ("", 403), ("", 503), ("", 307)],
)
async def test_a_file_that_cannot_be_saved_is_said_to_be_so(
    school: SchoolStory, world: TeamsWorld, senco: TeamsHands, address: str, status: int
) -> None:
    plan = await planned(school)
    world.connector.onedrive.address, world.connector.onedrive.status = address, status
    await senco.asks(f"support plan {plan}")
    assert world.private(senco.account).posts[-1]["text"] == NOT_SAVED
    assert senco.files() == []

    world.connector.onedrive.address, world.connector.onedrive.status = "", 200
    await senco.asks(f"support plan {plan}")
    assert len(senco.files()) == 1


async def test_where_the_bot_may_not_write_it_says_how_to_let_it(
    school: SchoolStory, world: TeamsWorld, senco: TeamsHands
) -> None:
    plan = await planned(school)
    await opens(senco, plan)
    world.private(senco.account).bot = False
    await senco.presses("Support plan (Word)")
    assert NOT_OFFERED in senco.said
    assert senco.files() == []

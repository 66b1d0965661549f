"""An answer's own address: for the browser and the person who asked alone; shown anew; nothing is done there."""

from typing import Any

from sqlalchemy import func, select, update

from commands.domain.person import Role
from storage.tables import asks, staff
from tests.school import REFERRAL, SchoolStory
from tests.worlds.html import Node, tree


async def asked(hands: Any, typed: str) -> str:
    """Asks, and gives the address the browser ends at."""
    await hands.asks(typed)
    return str(hands.at)


async def opens(hands: Any, address: str) -> tuple[int, Node]:
    async with hands.browser.get(address) as answer:
        return answer.status, tree(await answer.text())


async def kept(school: SchoolStory) -> int:
    async with school.service.database.reading() as connection:
        return int(await connection.scalar(select(func.count()).select_from(asks)) or 0)


async def test_a_reload_shows_the_list_as_it_is_now(school: SchoolStory) -> None:
    await school.has_a_senco_channel()
    first = await school.referred()
    address = await asked(school.senco, "referrals")
    assert first in (await opens(school.senco, address))[1].the("#answer").text()

    second = await school.referred()
    status, page = await opens(school.senco, address)

    assert status == 200
    assert second in page.the("#answer").text()


async def test_no_name_stands_in_an_address(school: SchoolStory) -> None:
    for typed in ("refer amina", "pupil amina", "Amina Yusuf"):
        address = await asked(school.senco, typed)
        assert "/answers/" in address
        assert "amina" not in address.lower()


async def test_it_is_nobody_elses_in_whichever_browser(school: SchoolStory) -> None:
    await school.has_a_senco_channel()
    reference = await school.referred()
    await school.settles()
    address = await asked(school.senco, f"read referral {reference}")
    await school.teacher.asks("help")
    await school.second_senco.asks("help")
    teacher: Any = school.teacher
    tom = dict(teacher.page.the("form.say").sends())["me"]
    senco: Any = school.senco
    sam = dict(senco.page.the("form.say").sends())["me"]

    for hands, at in (
        (school.teacher, address),
        (school.second_senco, address),
        (school.senco, address.replace(sam, tom)),
        (school.senco, address.partition("?")[0].rpartition("/")[0] + "/nothing"),
    ):
        status, page = await opens(hands, at)
        assert status == 404
        assert reference not in page.text()
        assert "Amina" not in page.text()
    assert (await opens(school.senco, address))[0] == 200


async def test_whoever_may_not_see_it_any_more_does_not(school: SchoolStory) -> None:
    await school.has_a_senco_channel()
    reference = await school.referred()
    address = await asked(school.senco, f"read referral {reference}")
    assert "Amina" in (await opens(school.senco, address))[1].text()

    async with school.service.database.writing() as connection:
        await connection.execute(update(staff).where(staff.c.name == "Sam Okoro").values(role=Role.TEACHER))
    _, page = await opens(school.senco, address)
    assert "Amina" not in page.text()
    assert "that you may see" in page.the("#answer").text()

    async with school.service.database.writing() as connection:
        await connection.execute(update(staff).where(staff.c.name == "Sam Okoro").values(left=True))
    assert (await opens(school.senco, address))[0] == 404


async def test_the_answer_to_what_was_done_is_found_again_and_nothing_is_done_twice(school: SchoolStory) -> None:
    await school.has_a_senco_channel()
    reference = await school.referred()
    hands: Any = school.teacher
    address = hands.at
    before = await kept(school)

    for _ in range(3):
        status, page = await opens(hands, address)
        assert status == 200
        assert reference in page.the("#answer .said").text()
    assert await kept(school) == before
    assert len(await school.channel()) == 1


async def test_a_form_opens_again_at_its_address_with_what_it_opened_with(school: SchoolStory) -> None:
    address = await asked(school.teacher, "refer amina")

    for _ in range(2):
        _, page = await opens(school.teacher, address)
        assert page.the("#answer-title").text() == "Refer a pupil"
        assert page.the("#f-pupil").value.startswith("Amina Yusuf")


async def test_what_was_refused_or_must_be_put_right_has_no_address(school: SchoolStory) -> None:
    await school.has_a_senco_channel()
    reference = await school.referred()
    await school.senco.asks(f"accept referral {reference}")
    await school.senco.asks(f"accept referral {reference}")
    hands: Any = school.senco
    assert "Nothing was changed" in hands.said
    assert hands.at.endswith("/ask")

    await school.teacher.asks("refer")
    await school.teacher.fills_in(**{**REFERRAL, "what_have_you_noticed": ""})
    teacher: Any = school.teacher
    assert teacher.errors
    assert teacher.at.endswith("/form")


async def test_the_pages_own_script_is_sent_what_has_changed_and_no_more(school: SchoolStory) -> None:
    address = await asked(school.senco, "help")
    hands: Any = school.senco
    async with hands.browser.get(address, headers={"X-Part": "answer"}) as answer:
        page = tree(await answer.text())

    assert page.the("#answer-title").text()
    assert page.the("#places")
    assert not page.all("#me")
    assert page.the("main.answering")

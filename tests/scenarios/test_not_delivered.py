"""What does not reach a colleague: whoever caused it is told that it was given up, and home says what waits."""

import pytest
from sqlalchemy import insert, update

from commands.domain.person import Role
from commands.kit import Card
from storage.delivery.codec import card_text
from storage.tables import notices, staff
from tests.school import SchoolStory
from tests.staff_lists import OTHERS, imports
from tests.worlds import Hands

on_platforms = pytest.mark.parametrize("school", ["slack", "teams"], indirect=True)
"""From the bot's own page nobody can be switched off."""
GIVEN_UP = "could not be delivered: the colleague it was for is no longer on the staff list."


async def asks_for_more(school: SchoolStory, reference: str, by: Hands | None = None) -> None:
    senco = by or school.senco
    await senco.asks(f"read referral {reference}")
    await senco.presses("Ask for more")
    await senco.fills_in(what_do_you_need_to_know="Since when does she do that?")


async def leaves(school: SchoolStory, *names: str) -> None:
    async with school.service.database.writing() as connection:
        await connection.execute(update(staff).where(staff.c.name.in_(names)).values(left=True))


def told(cards: object) -> list[str]:
    assert isinstance(cards, list | tuple)
    return [str(card) for card in cards if "Not delivered" in str(card)]


async def test_a_question_to_somebody_who_has_left_is_told_to_who_asked_once_and_opens_what_it_is_about(
    school: SchoolStory,
) -> None:
    await school.has_a_senco_channel()
    reference = await school.referred()
    assert "1 left" in await imports(school, *OTHERS)
    await asks_for_more(school, reference)

    [card] = [card for card in await school.private(school.senco) if "Not delivered" in str(card)]
    assert f"A message you caused {GIVEN_UP} It was about {reference}." in str(card)
    assert not [typed for typed in ("Since when", "Amina", "Tom", "retell") if typed in str(card)]
    await school.senco.presses("Open", card)
    assert "Cannot yet retell a story." in school.senco.said

    await school.settles()
    assert len(told(await school.private(school.senco))) == 1
    assert not told(await school.private(school.second_senco))
    await school.senco.asks("home")
    assert "Not delivered: 1" in school.senco.said
    assert f"{reference} to Tom Reed" in school.senco.said
    assert "given up on Monday 14 September 2026; The member of staff it was for has left." in school.senco.said
    school.passes(days=15)
    await school.senco.asks("home")
    assert "Not delivered" not in school.senco.said


@on_platforms
async def test_when_who_caused_it_has_left_too_each_senco_is_told_and_then_it_ends(school: SchoolStory) -> None:
    await school.has_a_senco_channel()
    reference = await school.referred()
    await school.settles()
    school.world.breaks("500", 2)  # the question, and the channel's card
    await asks_for_more(school, reference)
    await school.settles()
    await leaves(school, "Tom Reed", "Sam Okoro")
    newcomer = await school.employs("Nia New", Role.SENCO)
    school.passes(minutes=1)

    for senco in (school.second_senco, newcomer):
        [said] = told(await school.private(senco))
        assert f"A message from the bot {GIVEN_UP} It was about {reference}." in said
        assert "they have left too" in said


@on_platforms
async def test_a_question_that_cannot_reach_a_switched_off_account_stands_on_the_sencos_home_until_it_does(
    school: SchoolStory,
) -> None:
    await school.has_a_senco_channel()
    await school.teacher.asks("help")
    reference = await school.referred()
    school.world.switches_off(school.teacher)
    await asks_for_more(school, reference)
    await school.settles()

    await school.second_senco.asks("home")
    said = school.second_senco.said
    assert "Not delivered: 1" in said
    assert f"{reference} to Tom Reed" in said
    assert "waits since Monday 14 September 2026; " in said
    slack = school.world.name == "slack"
    assert ("This person's Slack account is switched off." if slack else "The bot is not installed in that") in said
    await school.second_senco.presses(f"{reference} to Tom Reed: Open")
    assert "Cannot yet retell a story." in school.second_senco.said

    school.world.switches_off(school.teacher, off=False)
    school.passes(minutes=11)
    assert reference in str(await school.private(school.teacher))
    await school.second_senco.asks("home")
    assert "Not delivered" not in school.second_senco.said


async def test_many_that_were_not_delivered_hide_nothing_else_and_are_none_of_them_out_of_reach(
    school: SchoolStory,
) -> None:
    reference = await school.referred()
    now = school.clock.now()
    row = {"to": "T", "card": card_text(Card("x")), "made_at": now, "due_at": now, "state": "undeliverable"}
    async with school.service.database.writing() as connection:
        for n in range(20):
            own = {"id": f"{n:03}", "ask_key": f"k{n}", "subject": f"R-{n:05}", "trouble": "Gone.", "given_up_at": now}
            await connection.execute(insert(notices).values(school_id=school.school.id, **row, **own))

    await school.senco.asks("home")
    assert f"Referral to answer {reference}" in school.senco.said
    assert "Not delivered: 20, the first 13 of them here" in school.senco.said
    await school.senco.presses("Not delivered (20)")
    assert "1 to 15 of 20." in school.senco.said
    await school.senco.presses("Next page")
    assert "16 to 20 of 20." in school.senco.said
    assert "R-00019" in school.senco.said
    await school.teacher.asks("not delivered")
    assert "may not ask this" in school.teacher.said

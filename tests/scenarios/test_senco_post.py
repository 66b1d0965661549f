"""The SENCO's own post in the digest: the qualification before it is late, the yearly report until it is published."""

from datetime import date

from sqlalchemy import insert

from commands.domain.days.calendar import Span
from storage.tables import term_dates
from tests.digests import begins, sets_clock
from tests.school import SchoolStory

POST = {
    "since_when_are_you_senco_here": "2023-09-21",
    "were_you_senco_before_at_any_school": "No, or for twelve months at most in all",
    "your_qualification": "NPQ for SENCOs begun",
}
LINE = "SENCO's qualification due"


async def test_the_qualification_stands_in_the_digest_without_a_name_until_it_is_held(school: SchoolStory) -> None:
    await begins(school)
    await school.senco.asks("senco post")
    await school.senco.fills_in(**{**POST, "since_when_are_you_senco_here": "2026-10-01"})
    assert "once you are in post" in school.senco.errors["Since when are you SENCO here?"]
    await school.senco.fills_in(**POST)
    assert "Monday 21 September 2026: Hold the mandatory qualification" in school.senco.said
    assert "reg 49(4)" in school.senco.said

    sets_clock(school, 2026, 9, 15, 7, 45)
    digest = (await school.channel())[-1]
    assert LINE in str(digest)
    assert "set by law" in str(digest)
    assert "Okoro" not in str(digest)
    await school.second_senco.presses(f"{LINE}: Open", digest)
    assert school.second_senco.form == "Your post as SENCO"

    await school.senco.asks("home")
    assert LINE in school.senco.said
    await school.senco.asks("senco post")
    await school.senco.fills_in(your_qualification="Held: NPQ for SENCOs, or NASENCO award")
    assert "No day is set for you by regulation 49(4)" in school.senco.said
    sets_clock(school, 2026, 9, 16, 7, 45)
    assert len(await school.channel()) == 1  # nothing else is due, so none comes


async def test_the_information_report_stands_there_from_july_until_somebody_says_it_is_published(
    school: SchoolStory,
) -> None:
    await begins(school)
    async with school.service.database.writing() as connection:
        summer = {"kind": Span.TERM, "name": "Summer", "first": date(2027, 4, 12), "last": date(2027, 7, 21)}
        await connection.execute(insert(term_dates).values(school_id=school.school.id, **summer))
    sets_clock(school, 2027, 7, 6, 8, 0)
    before = [card for card in await school.channel() if "SEN information report" in str(card)]
    assert before == []
    sets_clock(school, 2027, 7, 8, 8, 0)
    digest = (await school.channel())[-1]
    assert "SEN information report to review and publish" in str(digest)
    sets_clock(school, 2027, 9, 6, 8, 0)
    late = (await school.channel())[-1]
    assert "SEN information report to review and publish" in str(late)
    await school.senco.presses("SEN information report to review and publish: Published", late)
    assert "Done: SEN information report" in school.senco.said
    await school.senco.asks("due")
    assert "Wednesday 21 July 2027" not in school.senco.said


async def test_each_senco_says_their_own_and_nobody_else_can(school: SchoolStory) -> None:
    for hands in (school.teacher, school.leader, school.admin):
        await hands.asks("senco post")
        assert "You may not ask this here" in hands.said
    await school.senco.asks("senco post")
    await school.senco.fills_in(**POST)
    await school.second_senco.asks("senco post")
    await school.second_senco.fills_in(
        **{**POST, "were_you_senco_before_at_any_school": "Yes, for more than twelve months in all"}
    )
    assert "No day is set for you" in school.second_senco.said
    await school.senco.asks("due")
    assert "1 to 1 of 1." in school.senco.said

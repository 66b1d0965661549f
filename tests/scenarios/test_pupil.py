"""One pupil on one page: all of it for the SENCO, a part for who teaches them, nothing for others. On every face."""

from sqlalchemy import select

from commands.domain.person import Role
from storage.tables import asks
from tests.plans import OUTCOME, PLAN, PROVISION, opens
from tests.school import SchoolStory, reference_in
from tests.worlds import Hands

SUPPORT = {
    "primary_need": "Moderate learning difficulty",
    "why": "Progress has not followed.",
    "parents_informed_on": "2026-09-11",
}
MEETING = {
    "pupil": "Amina",
    "with_whom": "Mother",
    "their_name": "Mrs Yusuf",
    "how": "Meeting",
    "when": "2026-09-14",
    "what_was_agreed": "Ten minutes of reading at home.",
    "action": "Send the story cards home",
    "by_when": "2026-09-25",
}
SALT = {
    "pupil": "Amina",
    "agency": "speech",
    "reason": "Other children cannot understand her.",
    "consent_given_by": "Mother",
    "consent_given_on": "2026-09-10",
    "consent_covers": "School reports",
}
ANNUAL = {"pupil": "Amina", "kind_of_review": "Interim review", "on": "2026-11-10", "at": "14:30"}


async def on_the_register(school: SchoolStory) -> str:
    """Amina is referred by Tom, accepted and decided; gives the referral's reference."""
    referral = await school.referred()
    await school.senco.asks(f"accept referral {referral}")
    await school.senco.asks(f"decide sen support {referral}")
    await school.senco.fills_in(**SUPPORT)
    assert "SEN support" in school.senco.said
    return referral


async def planned(school: SchoolStory) -> str:
    """A plan of Amina's, led by Tom and started; gives its reference."""
    senco = school.senco
    await senco.asks("plan Amina")
    await senco.fills_in(**PLAN)
    plan = reference_in(senco.said, "C")
    await senco.presses("Add outcome")
    await senco.fills_in(**OUTCOME)
    await opens(senco, plan)
    await senco.presses("Add provision")
    await senco.fills_in(**PROVISION)
    await senco.asks(f"start plan {plan}")
    assert "Started" in senco.said
    return plan


async def logs(hands: Hands, **changes: str) -> None:
    await hands.asks("contact")
    await hands.fills_in(**{**MEETING, **changes})
    assert hands.said.startswith("Logged")


async def looked(school: SchoolStory, word: str = "pupil") -> list[tuple[str, str, str]]:
    """Who asked for a pupil's page, about whom, and what came of it, in the order they asked."""
    async with school.service.database.reading() as connection:
        rows = await connection.execute(
            select(asks.c.person_id, asks.c.about, asks.c.outcome).where(asks.c.word == word).order_by(asks.c.at)
        )
        return [(row.person_id.rsplit("-", 1)[-1], row.about, row.outcome) for row in rows]


def in_order(said: str, *lines: str) -> None:
    """Each line stands on the screen, one below the other."""
    at = -1
    for words in lines:
        found = said.find(words, at + 1)
        assert found > at, f"{words!r} is not there, or not below the one before, in:\n{said}"
        at = found


async def test_the_senco_sees_everything_in_time_order_and_opens_any_of_it(school: SchoolStory) -> None:
    senco = school.senco
    referral = await on_the_register(school)
    school.passes(days=1)
    plan = await planned(school)
    review = reference_in(senco.said, "V")
    school.passes(days=1)
    await logs(school.teacher)
    await senco.asks("agency referral")
    await senco.fills_in(**SALT)
    agency = reference_in(senco.said, "A")
    await senco.presses("Sent")
    await senco.presses("Book appointment")
    await senco.fills_in(date="2026-10-06", time="09:30")
    await senco.asks("parent request amina")
    await senco.fills_in(who_asked="Father", when_did_they_ask="2026-09-15", whom_did_they_ask="The local authority")
    request = reference_in(senco.said, "Q")
    await senco.asks("book review")
    await senco.fills_in(**ANNUAL)
    interim = reference_in(senco.said, "V")
    await senco.asks(f"move review {interim}")
    await senco.fills_in(new_day="2026-11-17", why_is_it_moved="The parents are away")

    await senco.asks("pupil amina")

    in_order(
        senco.said,
        "Amina Yusuf, Year 4, 4B",
        "SEN support",
        "Moderate learning difficulty (MLD)",
        "Monday 14 September 2026",  # on the register since
        "To come",
        "Friday 25 September 2026 – Action: Send the story cards home",
        f"Tuesday 6 October 2026 – Speech and language therapy {agency}: appointment, 09:30",
        f"Tuesday 27 October 2026 – Parent's request {request} to the local authority: answer due",
        f"Tuesday 17 November 2026 – Interim review {interim}, 14:30",
        f"Friday 18 December 2026 – Plan {plan} (cycle 1): review date",
        f"Friday 18 December 2026 – SEN support review {review}",
        "What has happened, newest first",
        f"Wednesday 16 September 2026 – Interim review {interim} moved",
        "from Tuesday 10 November 2026 to Tuesday 17 November 2026; The parents are away; by Sam Okoro",
        f"Wednesday 16 September 2026 – Speech and language therapy {agency}: appointment booked",
        f"Wednesday 16 September 2026 – Speech and language therapy {agency}: sent",
        f"Tuesday 15 September 2026 – Parent's request {request} to the local authority",
        f"Tuesday 15 September 2026 – Plan {plan} (cycle 1) started",
        "1 outcome; Retelling a story in order; by Sam Okoro",
        "Monday 14 September 2026 – Put on the register",
        "Progress has not followed; parents told on Friday 11 September 2026; by Sam Okoro",
        f"Monday 14 September 2026 – Referral {referral}: decided",
        "SEN support; by Sam Okoro",
        f"Monday 14 September 2026 – Referral {referral}: accepted for assessment",
        "1 to 15 of 17.",
    )
    await senco.presses("Next page")
    in_order(
        senco.said,
        f"Monday 14 September 2026 – Referral {referral}: referred",
        "Cognition and learning; by Tom Reed",
        "Monday 14 September 2026 – Meeting with mother, Mrs Yusuf",
        "Ten minutes of reading at home; by Tom Reed",
    )
    await senco.presses("Page before")
    await senco.presses(f"Friday 18 December 2026 – Plan {plan}: Open")
    assert f"Plan {plan}" in senco.said
    assert "Retell a short story in order" in senco.said
    await senco.presses("Pupil")
    await senco.presses("Log a contact")
    assert senco.form == "Contact with parents"


async def test_a_pupil_who_has_left_is_shown_and_that_is_said(school: SchoolStory) -> None:
    pupil = await school.enrols("Benedict Okafor")
    await school.referred(pupil="Benedict Okafor")
    await school.loses(pupil, school.clock.now().date())
    senco = school.senco

    await senco.asks("pupil benedict")
    assert "This pupil has left the school." in senco.said
    in_order(senco.said, "Left the school", "Monday 14 September 2026", "What has happened")
    for words in ("Book a review", "Log a contact", "Agency referral"):
        assert words not in senco.said
    await school.teacher.asks("pupil benedict")
    assert "ask the SENCO" in school.teacher.said


async def test_namesakes_are_asked_about_and_only_those_who_may_be_seen(school: SchoolStory) -> None:
    await school.enrols("Amina Yusuf", year=6, group="6A")
    await school.enrols("Amina Zafar", year=5, group="5A")
    for hands, whom, not_whom in (
        (school.senco, ("4B", "6A", "Zafar"), ()),
        (school.teacher, (), ("6A", "Zafar", "Which pupil")),
    ):
        await hands.asks("pupil amina")
        assert all(words in hands.said for words in whom)
        assert not [words for words in not_whom if words in hands.said]
    assert "Amina Yusuf, Year 4, 4B" in school.teacher.said
    await school.senco.presses("Amina Yusuf, Year 6, 6A: This one")
    assert "Nothing has been recorded here yet." in school.senco.said
    assert "Amina Yusuf, Year 6, 6A" in school.senco.said
    await school.employs("Kay Hale", Role.TEACHER, ("4B", "6A"))
    kay = school.people["Kay Hale"]
    await kay.asks("pupil amina yusuf")
    assert "Several pupils" in kay.said
    assert "5A" not in kay.said
    await kay.presses("Amina Yusuf, Year 6, 6A: This one")
    assert "No plan is open." in kay.said


async def test_every_look_is_recorded_with_whom_it_was_at(school: SchoolStory) -> None:
    pupil = await school.enrols("Benedict Okafor")
    for _ in range(8):
        await logs(school.teacher, pupil="Benedict")
        await logs(school.teacher, pupil="Benedict", how="Telephone call", action="", by_when="")

    await school.senco.asks("pupil benedict")
    assert "1 to 15 of 24." in school.senco.said
    await school.senco.presses("Next page")
    assert "16 to 24 of 24." in school.senco.said
    await school.teacher.asks("pupil benedict")
    assert "1 to 15 of 16." in school.teacher.said
    await school.teacher.presses("Next page")
    assert "16 to 16 of 16." in school.teacher.said
    await school.other_teacher.asks("pupil benedict")

    assert await looked(school) == [
        ("sam.okoro", pupil, "answered"),
        ("sam.okoro", pupil, "answered"),
        ("tom.reed", pupil, "answered"),
        ("tom.reed", pupil, "answered"),
        ("ivy.stone", "", "refused"),
    ]


async def test_the_page_is_one_press_away_from_whatever_is_of_the_pupil(school: SchoolStory) -> None:
    senco = school.senco
    referral = await on_the_register(school)
    plan = await planned(school)
    review = reference_in(senco.said, "V")
    await senco.asks("agency referral")
    await senco.fills_in(**SALT)
    agency = reference_in(senco.said, "A")
    for asked in (
        "register history amina",
        f"read referral {referral}",
        f"read plan {plan}",
        f"read review {review}",
        f"read agency referral {agency}",
    ):
        await senco.asks(asked)
        await senco.presses("Pupil")
        assert "What has happened, newest first" in senco.said, asked
    await senco.asks("register")
    await senco.presses("Amina Yusuf, Year 4, 4B: Pupil")
    assert "What has happened, newest first" in senco.said
    for words, title in (
        ("Book a review", "Book a review"),
        ("Agency referral", "Refer to an agency"),
        ("Refer", "Refer a pupil"),
    ):
        await senco.asks("pupil amina")
        await senco.presses(words)
        assert senco.form == title

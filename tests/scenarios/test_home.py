"""Home: what needs somebody now, each line with a button that does it. On every face."""

from datetime import date

import pytest

from commands.domain.person import Role
from commands.domain.pupil import Provision
from commands.domain.review import Review, ReviewKind
from storage.records import SqlOpenRecords
from tests.agencies import booked
from tests.plans import started
from tests.school import SchoolStory

on_platforms = pytest.mark.parametrize("school", ["slack", "teams"], indirect=True)
CONTACT = {
    "with_whom": "Mother",
    "how": "Meeting",
    "what_was_agreed": "Ten minutes of reading.",
    "action": "Send home the word list",
    "by_when": "2026-09-16",
}


async def agreed(school: SchoolStory) -> None:
    """The teacher has met Amina's mother and agreed to do something by Wednesday."""
    await school.teacher.asks("contact amina")
    await school.teacher.fills_in(**CONTACT)
    assert "Logged." in school.teacher.said


async def test_an_empty_home_says_so_kindly_and_offers_what_to_do(school: SchoolStory) -> None:
    for person in (school.senco, school.teacher, school.leader):
        await person.asks("home")
        assert "Nothing needs you now at Oakfield School." in person.said
        await person.presses("Refer a pupil")
        assert person.form == "Refer a pupil"
    await school.senco.asks("due")
    assert "Nothing is due." in school.senco.said
    await school.senco.presses("What needs me now")
    await school.senco.presses("Help")
    assert "What you can ask as SENCO" in school.senco.said
    await school.admin.asks("home")
    assert "may not ask this" in school.admin.said


async def test_the_sencos_day_in_its_parts_and_every_line_leads_to_the_thing(school: SchoolStory) -> None:
    senco = school.senco
    referral = await school.referred()
    await agreed(school)
    agency = await booked(school, on="2026-09-18")
    await senco.asks("book review amina")
    await senco.fills_in(kind_of_review="Annual review", on="2026-09-25")
    review = senco.said[senco.said.index("V-") :][:7]

    await senco.asks("home")
    for words in (
        "Overdue, the oldest first: 2",
        f"Amina Yusuf, Year 4: Annual review, the school's step {review}",
        f"Amina Yusuf, Year 4: Review papers due {review}",
        "was due Friday 11 September 2026; set by law",
        "Referrals waiting for an answer: 1",
        f"Amina Yusuf, Year 4: Referral to answer {referral}",
        "Reviews in the next ten school days: 1",
        f"Amina Yusuf, Year 4: Annual review {review}",
        "Appointments in the next seven days: 1",
        f"Amina Yusuf, Year 4: Agency appointment {agency}",
        "Friday 18 September 2026 at 09:30; Speech and language therapy",
        "Actions in the next ten school days: 1",
        "Amina Yusuf, Year 4: Action agreed with parents",
    ):
        assert words in senco.said, words
    positions = [senco.said.index(part) for part in ("Overdue", "Referrals w", "Reviews in", "Appointments", "Actions")]
    assert positions == sorted(positions)

    for line, button, leads_to in (
        (f"Referral to answer {referral}", "Open", "Cannot yet retell a story."),
        (f"Annual review {review}", "Open", f"Review {review}. That you have read it is recorded."),
        (f"Agency appointment {agency}", "Open", f"Agency referral {agency}"),
        ("Action agreed with parents", "Open", "Ten minutes of reading."),
    ):
        await senco.asks("home")
        await senco.presses(f"Amina Yusuf, Year 4: {line}: {button}")
        assert leads_to in senco.said, line
    await senco.asks("home")
    await senco.presses(f"Amina Yusuf, Year 4: Annual review {review}: Held")
    assert senco.form == "Review held"

    school.passes(days=7)
    await senco.asks("home")
    assert "Overdue, the oldest first: 4" in senco.said
    assert f"Appointment: what came of it? {agency}" in senco.said


async def test_what_is_ticked_off_is_gone_until_it_is_taken_back_and_who_said_so_is_kept(school: SchoolStory) -> None:
    await agreed(school)
    await school.teacher.asks("home")
    assert "What you have been asked: 1" in school.teacher.said
    await school.teacher.presses("Amina Yusuf, Year 4: Action agreed with parents: Done")
    assert "Done: action agreed with parents, Wednesday 16 September 2026." in school.teacher.said
    assert "Amina" not in school.teacher.said
    done = "Send home the word list: done, says Tom Reed on Monday 14 September 2026"
    await school.senco.asks("contacts amina")
    assert done in school.senco.said
    await school.senco.asks("home")
    assert "Nothing needs you now" in school.senco.said

    await school.teacher.presses("Not done after all")
    assert "Open again" in school.teacher.said
    await school.teacher.presses("What needs me now")
    assert "What you have been asked: 1" in school.teacher.said
    await school.senco.asks("contacts amina")
    assert "Send home the word list by Wednesday 16 September 2026" in school.senco.said
    await school.senco.presses("Done")
    await school.senco.asks("due")
    assert "Nothing is due." in school.senco.said


async def test_what_somebody_else_ticked_off_meanwhile_is_said(school: SchoolStory) -> None:
    await agreed(school)
    await school.senco.asks("home")
    await school.teacher.asks("home")
    await school.teacher.presses("Amina Yusuf, Year 4: Action agreed with parents: Done")
    await school.senco.presses("Amina Yusuf, Year 4: Action agreed with parents: Done")
    assert "Nothing was changed: Tom Reed said on Monday 14 September 2026 that this is done." in school.senco.said


async def test_a_teachers_day_has_their_own_and_nothing_of_another_teachers(school: SchoolStory) -> None:
    plan = await started(school)
    first, second = await school.referred(), await school.referred()
    await school.senco.asks(f"read referral {first}")
    await school.senco.presses("Ask for more")
    await school.senco.fills_in(what_do_you_need_to_know="Since when?")
    await agreed(school)

    teacher = school.teacher
    await teacher.asks("home")
    for words in (
        "What you have been asked: 2",
        f"Amina Yusuf, Year 4: Referral {first}",
        "Amina Yusuf, Year 4: Action agreed with parents",
        "Your pupils with a plan: 1",
        f"Amina Yusuf, Year 4: Plan {plan}",
        "Your referrals, the newest first: 1",
        f"Amina Yusuf, Year 4: Referral {second}",
        "Waiting for the SENCO",
    ):
        assert words in teacher.said, words
    await teacher.presses(f"Amina Yusuf, Year 4: Plan {plan}: Outcomes")
    assert "Retell a short story in order" in teacher.said
    await teacher.asks("home")
    await teacher.presses(f"Amina Yusuf, Year 4: Referral {first}: Answer")
    await teacher.fills_in(your_answer="Since June.")
    await teacher.asks("home")
    assert "What you have been asked: 1" in teacher.said
    await teacher.presses(f"Amina Yusuf, Year 4: Referral {second}: Read it")
    assert "Cannot yet retell a story." in teacher.said

    school.clock.advance(school.clock.now().replace(month=12, day=14) - school.clock.now())
    await teacher.asks("home")
    assert "SEN support review V-" in teacher.said
    review = teacher.said[teacher.said.index("V-") :][:7]
    await teacher.presses(f"Amina Yusuf, Year 4: SEN support review {review}: Open")
    assert "Retell a short story in order" in teacher.said
    await teacher.asks("due")
    await teacher.presses(f"Amina Yusuf, Year 4: SEN support review {review}: Review plan")
    assert "Close review" in teacher.said or "Met" in teacher.said

    for other in (school.other_teacher, school.leader):
        await other.asks("home")
        assert "Nothing needs you now" in other.said
        await other.asks("due")
        assert "Nothing is due." in other.said


async def test_what_is_typed_ticks_nothing_off_and_says_where_to_look(school: SchoolStory) -> None:
    await agreed(school)
    for forged in ("action done action:P.1.1", "action not done action:P.1.1", "action done review:V-1", "action done"):
        await school.other_teacher.asks(forged)
        assert "nothing of yours to tick off" in school.other_teacher.said, forged


async def test_four_hundred_on_the_register_stay_within_the_limits_and_nothing_is_out_of_reach(
    school: SchoolStory,
) -> None:
    senco = school.senco
    ids = [
        await school.enrols(f"Pupil{n:03} Yusuf", year=5, group="5A", provision=Provision.SUPPORT) for n in range(400)
    ]
    monday = date(2026, 9, 21)
    async with SqlOpenRecords(school.service.database)(school.school, writing=True) as records:
        for n, id in enumerate(ids[:22]):
            await records.save(Review(school.school.id, f"V-{n:05}", id, ReviewKind.SUPPORT, monday, "S", monday))
    await agreed(school)

    await senco.asks("home")
    assert "Reviews in the next ten school days: 22, the first 13 of them here" in senco.said
    assert "Actions in the next ten school days: 1" in senco.said
    await senco.presses("See all (23)")
    assert "1 to 15 of 23." in senco.said
    await senco.presses("Next page")
    assert "16 to 23 of 23." in senco.said
    await senco.presses("Reviews (22)")
    assert "1 to 15 of 22." in senco.said
    await senco.presses("Next page")
    assert "16 to 22 of 22." in senco.said
    await senco.presses("Everything")
    assert "1 to 15 of 23." in senco.said
    await senco.asks("due actions")
    assert "1 to 1 of 1." in senco.said
    await senco.asks("due nonsense")
    assert "one of these: overdue, today" in senco.said


@on_platforms
async def test_somebody_at_two_schools_sees_the_one_they_have_chosen(school: SchoolStory) -> None:
    elmwood = await school.service.schools.add("Elmwood School")
    await school.employs("Kim Two", Role.SENCO)
    kim = await school.employs("Kim Two", Role.SENCO, school=elmwood)
    await agreed(school)
    await kim.asks("school Oakfield School")
    await kim.asks("home")
    assert "What needs you now at Oakfield School." in kim.said
    await kim.asks("school Elmwood School")
    await kim.asks("home")
    assert "Nothing needs you now at Elmwood School." in kim.said

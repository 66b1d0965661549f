"""What those who are not the SENCO see of a pupil's page: what they wrote, and the plans of those they teach."""

from tests.scenarios.test_pupil import in_order, logs, on_the_register, planned
from tests.school import SchoolStory


async def test_a_teacher_of_the_pupil_sees_the_plan_and_what_they_wrote(school: SchoolStory) -> None:
    referral = await on_the_register(school)
    plan = await planned(school)
    await logs(school.teacher)
    await logs(school.senco, what_was_agreed="Only for the SENCO", action="Ring the clinic")
    await school.senco.asks(f"change plan {plan}")
    await school.senco.fills_in(strengths="Draws well", the_parents_views="They worry at night")

    await school.teacher.asks("pupil amina")

    said = school.teacher.said
    in_order(
        said,
        "Amina Yusuf, Year 4, 4B",
        plan,
        "Tom Reed",
        "Friday 18 December 2026",
        "1. Retell a short story in order (now: Two events of five; target: All five, twice in a row",
        "Provision: Story group (Ms Reed, 3 times a week, 20 minutes, from Monday 14 September 2026)",
        "Your referrals and contacts",
    )
    assert f"Monday 14 September 2026 – Referral {referral}" in said
    assert "Decided: SEN support" in said
    assert "Ten minutes of reading at home" in said
    for words in (
        "Only for the SENCO",
        "Ring the clinic",
        "Draws well",
        "They worry at night",
        "MLD",
        "Progress has not followed",
        "Register history",
        "Book a review",
        "accepted",
    ):
        assert words not in said, words
    await school.teacher.presses(f"Monday 14 September 2026 – Referral {referral}: Open")
    assert "Cannot yet retell a story." in school.teacher.said


async def test_a_teacher_who_does_not_teach_the_pupil_sees_their_own_referral_alone(school: SchoolStory) -> None:
    ivy = school.other_teacher
    await school.referred(school.teacher)
    await planned(school)
    mine = await school.referred(ivy)

    await ivy.asks("pupil amina")
    assert f"Referral {mine}" in ivy.said
    assert "Waiting for the SENCO" in ivy.said
    for words in ("Retell", "Story group", "Tom Reed", "No plan", "Log a contact", "Open plan"):
        assert words not in ivy.said, words
    assert "1 to 1 of 1." in ivy.said


async def test_who_leads_the_plan_sees_it_while_it_is_open_whatever_group_they_teach(school: SchoolStory) -> None:
    ivy = school.other_teacher
    plan = await planned(school)
    await school.senco.asks(f"change plan {plan}")
    await school.senco.fills_in(lead_teacher="Ivy")

    await ivy.asks("pupil amina")
    assert "1. Retell a short story in order" in ivy.said
    assert "Log a contact" not in ivy.said

    await school.senco.asks(f"end plan {plan}")
    await school.senco.fills_in(why="The plan was started by mistake")
    await ivy.asks("pupil amina")
    assert "ask the SENCO" in ivy.said
    await school.teacher.asks("pupil amina")
    assert "No plan is open." in school.teacher.said


async def test_whoever_may_see_nothing_is_told_whom_to_ask_and_nothing_else(school: SchoolStory) -> None:
    pupil = await school.enrols("Benedict Okafor", year=5, group="5C")
    await on_the_register(school)
    await planned(school)
    ivy, helen = school.other_teacher, school.leader
    refusals = set()
    for hands in (ivy, helen):
        for asked in ("pupil amina", "pupil benedict", "pupil nobody of that name", f"pupil {pupil}"):
            await hands.asks(asked)
            refusals.add(hands.said)
    [refusal] = refusals
    assert "ask the SENCO, Ada Quill or Sam Okoro" in refusal
    await ivy.asks("pupil")
    assert "Which pupil? Type “pupil” and part of the name." in ivy.said
    await school.admin.asks("pupil amina")
    assert "may not ask this" in school.admin.said

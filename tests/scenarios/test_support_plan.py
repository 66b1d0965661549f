"""Parents are handed their child's support plan: who may hand it out, what is in it, where it goes. On every face."""

import io
import re

from docx import Document
from docx.document import Document as Page
from sqlalchemy import select

from commands.domain.person import Role
from storage.tables import asks
from tests.plans import opens, planned, started, under_review
from tests.school import SchoolStory
from tests.worlds import Hands

REFUSED = "There is no plan of that name or reference that you may hand out"


def last_file(hands: Hands) -> tuple[str, Page]:
    """The last file somebody was handed: its name, and the document opened by a reader not written here."""
    name, content = hands.files()[-1]
    return name, Document(io.BytesIO(content))


def under(page: Page, heading: str) -> str:
    """The paragraphs under a heading, until the next."""
    lines, here = [], False
    for paragraph in page.paragraphs:
        assert paragraph.style
        if str(paragraph.style.name).startswith("Heading"):
            here = paragraph.text == heading
        elif here:
            lines.append(paragraph.text)
    return "\n".join(lines)


async def asked_for(school: SchoolStory, outcome: str) -> list[tuple[str, str]]:
    """Who has asked for a support plan with that outcome, and about what."""
    async with school.service.database.reading() as connection:
        rows = await connection.execute(
            select(asks.c.person_id, asks.c.about).where(asks.c.word == "support plan", asks.c.outcome == outcome)
        )
        return [(row.person_id.split("-")[-1], row.about) for row in rows]


def is_called(plan: str, name: str) -> bool:
    """Whether a file is a plan's; in Teams each asking has a name of its own, since none comes back a second time."""
    return bool(re.fullmatch(rf"Support plan {plan}(-[0-9a-f]{{4}})?\.docx", name))


async def test_the_senco_hands_out_a_plan_from_its_card(school: SchoolStory) -> None:
    plan = await started(school)
    await opens(school.senco, plan)
    await school.senco.presses("Support plan (Word)")

    assert f"The support plan {plan}" in school.senco.said
    name, page = last_file(school.senco)
    assert is_called(plan, name)
    assert page.paragraphs[0].text == "Oakfield School"
    assert page.paragraphs[1].text == "SEN support plan"
    assert "Made by Sam Okoro on Monday 14 September 2026" in page.paragraphs[2].text
    assert "Amina Yusuf, Year 4, 4B\nLead teacher: Tom Reed" in under(page, "Who this plan is for")
    assert under(page, "What Amina needs help with") == "Retelling a story in order."
    assert "We review this plan on Friday 18 December 2026." in under(page, "When we look at this plan again")
    assert "at least three times each year" in under(page, "When we look at this plan again")
    assert "Sam Okoro" in under(page, "Whom to speak to")
    assert "SENDIAS" in under(page, "Whom to speak to")
    aims, support, signed = page.tables
    assert [cell.text for cell in aims.rows[1].cells] == [
        "1. Retell a short story in order",
        "Two events of five",
        "All five, twice in a row",
        "18\N{NO-BREAK SPACE}Dec\N{NO-BREAK SPACE}2026",
        "Not reviewed yet",
    ]
    assert [cell.text for cell in support.rows[1].cells][:3] == [
        "Story group\nProvision for aim 1",
        "Ms Reed",
        "3 times a week, 20 minutes",
    ]
    assert [row.cells[0].text for row in signed.rows][1:] == ["Parent or carer", "Amina", "Lead teacher", "SENCO"]


async def test_the_lead_teacher_asks_by_name_and_every_asking_is_written_down(school: SchoolStory) -> None:
    plan = await started(school)
    await school.teacher.asks("support plan amina")
    await school.senco.asks(f"support plan {plan}")

    assert is_called(plan, last_file(school.teacher)[0])
    assert is_called(plan, last_file(school.senco)[0])
    assert set(await asked_for(school, "answered")) == {("tom.reed", plan), ("sam.okoro", plan)}


async def test_a_pupils_page_hands_the_plan_over_to_whoever_may_hand_it_out(school: SchoolStory) -> None:
    plan = await started(school)
    for person in (school.senco, school.teacher):
        await person.asks("pupil amina")
        await person.presses("Support plan (Word)")
        assert is_called(plan, last_file(person)[0])

    await school.referred(school.other_teacher)
    await school.other_teacher.asks("pupil amina")
    assert "Support plan" not in school.other_teacher.said


async def test_whoever_does_not_lead_it_is_refused_whether_there_is_a_plan_or_not(school: SchoolStory) -> None:
    plan = await started(school)
    await school.enrols("Bea Brown")
    for typed in ("support plan amina", "support plan bea", f"support plan {plan}", "support plan C-22222"):
        await school.other_teacher.asks(typed)
        assert REFUSED in school.other_teacher.said
        assert "ask your SENCO" in school.other_teacher.said
    await school.leader.asks(f"support plan {plan}")
    assert REFUSED in school.leader.said
    await school.admin.asks(f"support plan {plan}")
    assert "You may not ask this here" in school.admin.said

    assert not [hands for hands in school.people.values() if hands.files()]
    assert not await asked_for(school, "answered")
    assert len(await asked_for(school, "refused")) == 6


async def test_of_two_pupils_of_one_name_the_right_one_is_chosen(school: SchoolStory) -> None:
    await started(school)
    await school.enrols("Amina Khan", year=2, group="2A")
    await school.senco.asks("support plan amina")
    assert not school.senco.files()
    await school.senco.presses("Amina Yusuf, Year 4, 4B: This one")
    assert "Amina Yusuf" in under(last_file(school.senco)[1], "Who this plan is for")
    await school.senco.asks("support plan amina")
    await school.senco.presses("Amina Khan, Year 2, 2A: This one")
    assert REFUSED in school.senco.said


async def test_a_plan_not_yet_agreed_says_so_and_leaves_room(school: SchoolStory) -> None:
    await school.senco.asks("plan Amina")
    await school.senco.fills_in(lead_teacher="Tom", what_does_the_pupil_need="Stories.", review_on="")
    await school.senco.asks("support plan amina")
    _, page = last_file(school.senco)
    assert "still being agreed with you" in under(page, "Who this plan is for")
    assert under(page, "What we are aiming for") == "No aim has been agreed yet."
    assert under(page, "Who does what") == "No support has been agreed yet."
    assert "still to be agreed" in under(page, "When we look at this plan again")
    assert "Please tell us" in under(page, "Amina's own views")


async def test_after_its_review_it_says_how_it_went_and_what_comes_next(school: SchoolStory) -> None:
    plan = await under_review(school, school.teacher)
    await school.teacher.presses("1. Retell: Met")
    await school.teacher.asks(f"close review {plan}")
    await school.teacher.fills_in(what_has_the_support_done="She retells with pictures.", next_step="Continue")
    await school.teacher.asks(f"support plan {plan}")
    _, page = last_file(school.teacher)
    assert page.tables[0].rows[1].cells[4].text == "Met"
    said = under(page, "When we look at this plan again")
    assert "We reviewed it on Friday 18 December 2026. She retells with pictures." in said
    assert "What happens next: The support goes on as it is." in said


async def test_a_plan_whose_lead_teacher_has_left_is_handed_out_by_the_senco(school: SchoolStory) -> None:
    plan = await planned(school)
    await school.everybody_leaves(Role.TEACHER)
    await school.senco.asks(f"support plan {plan}")
    assert "Lead teacher: Tom Reed" in under(last_file(school.senco)[1], "Who this plan is for")

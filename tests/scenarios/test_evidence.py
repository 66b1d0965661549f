"""The SENCO gathers what an agency or the authority asks to see, and sees what is missing. On every face."""

import io
import re
from typing import Any

from docx import Document
from sqlalchemy import select

from storage.tables import asks
from tests.agencies import recommended, reported
from tests.digests import sets_clock
from tests.plans import CLOSED, under_review
from tests.round_robins import gives_view, robin_asked
from tests.school import SchoolStory

EHC: dict[str, Any] = {
    "evidence_there_is": ("Attainment and rate of progress",),
    "attainment_and_rate_of_progress": "Three years behind.",
}


async def test_a_term_of_support_is_gathered_and_the_gaps_stand_first(school: SchoolStory) -> None:
    await school.teacher.asks("adjust amina seating helped")
    await robin_asked(school)
    await gives_view(school, school.teacher, one_line="Loses the thread.")
    await reported(school)
    await recommended(school, "Word list", "Adapted", "With pictures", button="Recommendation")
    reference = await under_review(school, school.teacher)
    await school.teacher.presses("Partly")
    await school.teacher.asks(f"close review {reference}")
    await school.teacher.fills_in(**CLOSED)

    await school.senco.asks("evidence amina")
    said = school.senco.said
    for words in (
        "Amina Yusuf, Year 4, 4B",
        "One reviewed plan; this authority usually wants 3.",
        "No meetings with parents in the last year; there should be 3.",
        "Attendance is not imported.",
        "Attainment and rate of progress are not kept here.",
        "Cycle 1",
        "1 partly met",
        "Seating: helped in 1 of 1 lesson",
        "1 answered",
        "Speech and language therapy",
    ):
        assert words in said, words
    assert "No teachers' views are gathered" not in said
    assert said.index("What is missing") < said.index("Cycle 1")

    await school.senco.presses("As a Word document")
    assert "Read it before you send it on" in school.senco.said
    name, content = school.senco.files()[-1]
    assert re.fullmatch(r"Evidence(-[0-9a-f]{4})?\.docx", name)  # in Teams no name is asked for twice
    page = Document(io.BytesIO(content))
    headings = [p.text for p in page.paragraphs if p.style and str(p.style.name).startswith("Heading")]
    expected = ["Who this is about", "Assess, plan, do, review", "Adjustments tried in class", "Views"]
    expected += ["Meetings with parents", "Advice from agencies", "In time order", "What this does not hold"]
    assert [heading for heading in headings if heading in expected] == expected
    cells = [cell.text for table in page.tables for row in table.rows for cell in row.cells]
    whole = "\n".join([*cells, *(p.text for p in page.paragraphs)])
    for words in ("Retell a short story in order", "Partly met", "Tom Reed: Loses the thread.", "Much difficulty"):
        assert words in whole, words
    for words in ("Word list", "Adapted: With pictures", "born Saturday 20 January 2018", "paragraph 9.14"):
        assert words in whole, words
    assert "Made by Sam Okoro" in whole


async def test_of_a_pupil_with_nothing_each_chapter_says_so(school: SchoolStory) -> None:
    await school.enrols("Bea Long")
    await school.senco.asks("evidence bea")
    assert "No reviewed plans; this authority usually wants 3. Plan the next cycle." in school.senco.said
    await school.senco.presses("As a Word document")
    page = Document(io.BytesIO(school.senco.files()[-1][1]))
    assert sum(paragraph.text == "Nothing is recorded here yet." for paragraph in page.paragraphs) == 9


async def test_it_is_the_sencos_of_leavers_too_and_each_look_is_recorded(school: SchoolStory) -> None:
    for hands in (school.teacher, school.leader, school.admin):
        await hands.asks("evidence amina")
        assert "You may not ask this here" in hands.said
        await hands.asks("evidence document amina")
        assert "You may not ask this here" in hands.said
        assert hands.files() == []
    leaver = await school.enrols("Bea Long")
    await school.loses(leaver, school.clock.now().date())
    await school.senco.asks("evidence bea")
    assert "Bea Long" in school.senco.said
    async with school.service.database.reading() as connection:
        seen = select(asks.c.about).where(asks.c.word == "evidence", asks.c.outcome == "answered")
        assert list(await connection.scalars(seen)) == [leaver]


async def test_deciding_for_an_assessment_leads_to_it(school: SchoolStory) -> None:
    reference = await school.referred()
    await school.senco.asks(f"accept referral {reference}")
    sets_clock(school, 2026, 9, 16, 10, 0)
    await school.senco.asks(f"decide {reference}")
    await school.senco.presses("EHC needs assessment")
    await school.senco.fills_in(**EHC)
    await school.senco.presses("Gather the evidence")
    assert "What is missing" in school.senco.said

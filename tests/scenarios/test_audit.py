"""Who has looked: what a teacher opened, and what they were refused, stands on the SENCO's list; on every face."""

from sqlalchemy import select, update

from commands.domain.privacy.audit import Did
from storage.rights.audit import audit
from storage.tables import staff
from tests.scenarios.test_pupil import in_order
from tests.school import SchoolStory


async def lines(school: SchoolStory) -> list[tuple[str, str, Did, str, str]]:
    """Who did what with which word about whom, in order: (person, face, did, word, reference)."""
    async with school.service.database.reading() as connection:
        rows = await connection.execute(select(audit).order_by(audit.c.at, audit.c.ask_key))
        return [(row.person_id.split("-")[-1], row.face, row.did, row.word, row.reference) for row in rows]


async def test_the_senco_sees_what_a_teacher_opened_changed_and_was_refused(school: SchoolStory) -> None:
    amina = await school.enrols("Amina Quist", group="4B")
    reference = await school.referred(pupil="Amina Quist")
    school.passes(minutes=5)
    await school.teacher.asks("pupil amina quist")
    school.passes(minutes=5)
    await school.teacher.presses(f"Monday 14 September 2026 – Referral {reference}: Open")
    school.passes(minutes=5)
    await school.other_teacher.asks(f"read referral {reference}")
    await school.other_teacher.asks(f"who has looked {amina}")
    assert "may not ask this" in school.other_teacher.said
    school.passes(minutes=5)

    await school.senco.asks("pupil amina quist")
    await school.senco.presses("Who has looked")

    where = "on the web page" if school.world.name == "web" else f"in {school.world.name.title()}"
    in_order(
        school.senco.said,
        "Amina Quist, Year 4, 4B",
        f"09:20 – Sam Okoro (SENCO), {where}",
        f"09:15 – Ivy Stone (Teacher), {where}",
        "was refused: read referral",
        f"09:10 – Tom Reed (Teacher), {where}",
        f"looked: read referral ({reference})",
        f"09:05 – Tom Reed (Teacher), {where}",
        "looked: pupil",
        f"09:00 – Tom Reed (Teacher), {where}",
        f"changed: refer ({reference})",
    )
    await school.senco.presses("Pupil")
    await school.senco.presses("Who has looked")
    assert "looked: who has looked" in school.senco.said


async def test_a_line_keeps_the_name_somebody_had_when_it_was_written(school: SchoolStory) -> None:
    await school.teacher.asks("pupil amina")
    async with school.service.database.writing() as connection:
        await connection.execute(update(staff).where(staff.c.name == "Tom Reed").values(name="Tom Whitlock"))
    school.passes(minutes=5)
    await school.teacher.asks("pupil amina")

    await school.senco.asks("who has looked amina")

    in_order(school.senco.said, "09:05 – Tom Whitlock (Teacher)", "09:00 – Tom Reed (Teacher)")


async def test_a_list_is_a_line_for_each_pupil_and_a_search_one_for_the_form(school: SchoolStory) -> None:
    reference = await school.referred()
    await school.senco.asks("referrals")
    await school.senco.asks("who has looked amina")
    assert "referrals" not in school.senco.said
    assert "Lists in which this pupil stood beside others" in school.senco.said

    await school.senco.asks("contact")
    for typed in ("a", "am", "ami"):
        await school.senco.finds("Pupil", typed)
    await school.senco.asks("annual review amina")  # a form that opens with something of hers is a look at her

    mine = [(did, word, of) for who, _, did, word, of in await lines(school) if who.endswith("okoro")]
    assert mine.count((Did.LISTED, "referrals", reference)) == 1
    assert mine.count((Did.SEARCHED, "contact", "")) == 1
    assert (Did.LOOKED, "annual review", "") in mine


async def test_fifteen_stand_on_a_page_and_the_page_is_a_look_too(school: SchoolStory) -> None:
    for _ in range(16):
        await school.teacher.asks("pupil amina")
        school.passes(minutes=1)
    await school.senco.asks("who has looked amina")
    assert "1 to 15 of 16." in school.senco.said
    await school.senco.presses("Next page")
    assert "16 to 17 of 17." in school.senco.said

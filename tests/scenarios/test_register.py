"""The SEN register: put on, need changed, taken off, its history; a file that says otherwise. On every face."""

from typing import Any

import pytest
from sqlalchemy import select, update

from commands.domain.pupil import Provision, Pupil
from storage.subjects.people import pupil_from
from storage.tables import asks, pupils
from tests.school import SchoolStory

PUT_ON: dict[str, Any] = {
    "pupil": "Amina Yusuf",
    "provision": "SEN support",
    "primary_need": "Speech, language and communication needs",
    "from_when": "2026-09-14",
    "why": "Two cycles without progress.",
    "parents_informed_on": "2026-09-11",
}


async def puts_on(school: SchoolStory, **changes: Any) -> None:
    await school.senco.asks("put on register")
    await school.senco.fills_in(**{**PUT_ON, **changes})


async def on_roll(school: SchoolStory, name: str = "Amina Yusuf") -> Pupil:
    forename, surname = name.split()
    async with school.service.database.reading() as connection:
        rows = await connection.execute(
            select(pupils).where(pupils.c.forename == forename, pupils.c.surname == surname)
        )
        return pupil_from(rows.mappings().one())


async def is_known_with(
    school: SchoolStory, name: str, provision: Provision, primary: str, secondary: str = ""
) -> None:
    """As the information system had them before the bot came."""
    pupil = await on_roll(school, name)
    async with school.service.database.writing() as connection:
        await connection.execute(
            update(pupils)
            .where(pupils.c.id == pupil.id)
            .values(provision=provision, primary_need=primary, secondary_need=secondary)
        )


async def test_put_on_need_changed_moved_to_a_plan_and_taken_off_and_nothing_forgotten(school: SchoolStory) -> None:
    await puts_on(school)
    assert school.senco.said.startswith("Put on the register with SEN support.")
    assert (await on_roll(school)).provision is Provision.SUPPORT

    school.passes(days=7)
    await school.senco.asks("register")
    await school.senco.presses("Amina Yusuf: Open")
    await school.senco.presses("Change need")
    await school.senco.fills_in(  # the pupil and today are in the form
        primary_need="Autistic spectrum disorder",
        secondary_need="Speech, language and communication needs",
        why="Diagnosis letter received.",
    )
    assert "The need has been changed" in school.senco.said

    school.passes(days=7)
    await school.senco.asks("register history amina")
    assert "Since" in school.senco.said
    await school.senco.presses("Move to EHC plan")
    await school.senco.fills_in(why="Final plan received.")
    assert (await on_roll(school)).provision is Provision.PLAN

    school.passes(days=7)
    await school.senco.asks("register history amina")
    await school.senco.presses("Take off the register")
    await school.senco.fills_in(
        why="The plan has ceased.", parents_informed_on="2026-10-01", watch_progress_until="2026-12-01"
    )

    assert school.senco.said.startswith("Taken off the register.")
    pupil = await on_roll(school)
    assert (pupil.provision, pupil.primary_need, pupil.secondary_need) == (Provision.NONE, "", "")
    await school.senco.asks("register history amina")
    said = school.senco.said
    for words in (
        "Two cycles without progress.",
        "Monday 14 September 2026",
        "parents informed on Friday 11 September 2026",
        "Diagnosis letter received.",
        "Autistic spectrum disorder (ASD), also Speech, language and communication needs (SLCN)",
        "Final plan received.",
        "progress watched until Tuesday 1 December 2026",
        "recorded by Sam Okoro",
    ):
        assert words in said
    assert said.index("The plan has ceased.") < said.index("Two cycles without progress.")  # the newest first
    await school.senco.asks("register")
    assert "Nobody is on the register" in school.senco.said


async def test_sen_support_cannot_start_before_the_parents_are_informed(school: SchoolStory) -> None:
    await school.senco.asks("put on register amina")
    await school.senco.fills_in(**{k: v for k, v in PUT_ON.items() if k not in ("pupil", "parents_informed_on")})

    assert "Children and Families Act 2014, s.68" in school.senco.errors["Parents informed on"]
    assert (await on_roll(school)).provision is Provision.NONE
    await school.senco.fills_in(parents_informed_on="2026-09-15")
    assert "in the future" in school.senco.errors["Parents informed on"]
    await school.senco.fills_in(parents_informed_on="2026-09-14")
    assert (await on_roll(school)).primary_need == "SLCN"


async def test_the_censuss_rules_stand_under_their_questions(school: SchoolStory) -> None:
    await puts_on(
        school,
        provision="EHC plan",
        primary_need="SEN support but no specialist assessment of type of need",
        secondary_need="SEN support but no specialist assessment of type of need",
    )
    assert "rule 2175" in school.senco.errors["Primary need"]

    await school.senco.fills_in(primary_need="Hearing impairment", secondary_need="Hearing impairment")
    assert "same as the primary" in school.senco.errors["Secondary need"]
    await school.senco.fills_in(secondary_need="No secondary need")
    assert (await on_roll(school)).provision is Provision.PLAN


async def test_filters_are_typed_and_survive_the_next_page(school: SchoolStory) -> None:
    for n in range(20):
        await school.enrols(f"Pupil{n:02} Seven", year=7, group="7B")
        await is_known_with(school, f"Pupil{n:02} Seven", Provision.SUPPORT, "SLCN")
    await school.enrols("Odd Other", year=7, group="7C")
    await is_known_with(school, "Odd Other", Provision.PLAN, "ASD", "SLCN")
    await is_known_with(school, "Amina Yusuf", Provision.SUPPORT, "SEMH")

    await school.senco.asks("register 7 K")
    assert "1 to 15 of 20." in school.senco.said
    assert "Odd Other" not in school.senco.said
    assert "Pupil00 Seven" in school.senco.said
    await school.senco.presses("Next page")
    assert "16 to 20 of 20." in school.senco.said
    assert "Pupil19 Seven" in school.senco.said
    assert "Odd Other" not in school.senco.said
    assert "Amina" not in school.senco.said
    await school.senco.presses("Page before")
    assert "1 to 15 of 20." in school.senco.said

    for typed, total in (("register E SLCN", 1), ("register 4B", 1), ("register", 22), ("register year 7 SLCN", 21)):
        await school.senco.asks(typed)
        assert f"of {total}." in school.senco.said
    assert "SLCN: 20, ASD: 1" in school.senco.said
    await school.senco.asks("register 9")
    assert "Nobody is on the register by “9”" in school.senco.said


async def test_what_the_information_system_had_is_the_first_line_of_the_history(school: SchoolStory) -> None:
    await is_known_with(school, "Amina Yusuf", Provision.SUPPORT, "MLD")
    await school.senco.asks("register history amina")
    assert "Nothing has been recorded here yet" in school.senco.said
    await school.senco.presses("Change need")
    await school.senco.fills_in(primary_need="Specific learning difficulty", why="Assessed.")

    await school.senco.asks("register history amina")
    assert "As the school's information system had it: SEN support: Moderate learning difficulty" in school.senco.said
    assert "Assessed." in school.senco.said


async def test_two_sencos_at_one_pupil_the_second_is_told_and_nothing_is_lost(school: SchoolStory) -> None:
    await puts_on(school)
    for senco in (school.senco, school.second_senco):
        await senco.asks("register history amina")
        await senco.presses("Change need")

    await school.senco.fills_in(primary_need="Hearing impairment", why="Audiology report.")
    await school.second_senco.fills_in(primary_need="Vision impairment", why="Clinic report.")

    said = school.second_senco.said
    assert "Nothing was changed" in said
    assert "Hearing impairment (HI), recorded by Sam Okoro" in said
    assert (await on_roll(school)).primary_need == "HI"


async def test_what_cannot_be_done_says_what_to_do_instead(school: SchoolStory) -> None:
    await school.senco.asks("change need")
    await school.senco.fills_in(
        pupil="Amina Yusuf", primary_need="Hearing impairment", secondary_need="No secondary need", why="Report."
    )
    assert "Use “put on register” if they are to be" in school.senco.errors["Pupil"]

    await puts_on(school)
    await puts_on(school)
    assert "Use “change need” instead" in school.senco.errors["Provision"]
    await school.senco.asks("register history nobody")
    assert "No pupil on roll is called" in school.senco.said


@pytest.mark.parametrize("typed", ["register", "register history amina", "put on register", "register clashes"])
async def test_only_a_senco_sees_the_register(school: SchoolStory, typed: str) -> None:
    await puts_on(school)
    for person in (school.teacher, school.leader, school.admin):
        await person.asks(typed)
        assert "may not ask this" in person.said
        assert "Amina" not in person.said
        assert person.form is None


async def test_that_somebody_looked_at_a_pupils_history_is_recorded(school: SchoolStory) -> None:
    pupil = await on_roll(school)
    await school.senco.asks("register history amina")
    async with school.service.database.reading() as connection:
        looked = await connection.scalar(select(asks.c.about).where(asks.c.word == "register history"))
    assert looked == pupil.id


async def test_namesakes_are_offered_to_choose_from(school: SchoolStory) -> None:
    await school.enrols("Amina Yusuf", year=6, group="6C")
    await school.senco.asks("register history amina")
    assert "Whom do you mean?" in school.senco.said
    await school.senco.presses("Amina Yusuf, Year 6: This one")
    assert "Year 6, 6C" in school.senco.said

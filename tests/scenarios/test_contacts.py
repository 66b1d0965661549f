"""Contact with parents: three meetings a year, parents' own requests, whose meeting is due. On every face."""

import pytest
from sqlalchemy import update

from commands.domain.person import Role
from commands.domain.pupil import Provision
from storage.tables import pupils
from tests.school import SchoolStory

MEETING = {
    "pupil": "Amina Yusuf",
    "with_whom": "Mother",
    "how": "Meeting",
    "what_was_agreed": "Ten minutes of reading every evening.",
}


async def has_provision(school: SchoolStory, name: str, provision: Provision) -> None:
    """A pupil's provision, as the information system has it."""
    forename, _, surname = name.partition(" ")
    async with school.service.database.writing() as connection:
        await connection.execute(
            update(pupils).where(pupils.c.forename == forename, pupils.c.surname == surname).values(provision=provision)
        )


async def test_three_meetings_are_counted_and_a_call_is_not_one(school: SchoolStory) -> None:
    for days, n in ((0, 1), (90, 2), (90, 3)):
        school.passes(days=days)
        await school.teacher.asks("contact amina")
        await school.teacher.fills_in(**{k: v for k, v in MEETING.items() if k != "pupil"})
        assert f"Meeting {n} of 3 this school year." in school.teacher.said
        assert "Amina" not in school.teacher.said

        await school.teacher.asks("contact")
        await school.teacher.fills_in(**{**MEETING, "how": "Telephone call"})
        assert "Logged." in school.teacher.said
        assert " of 3" not in school.teacher.said

    await school.senco.asks("contact")
    await school.senco.fills_in(**MEETING)
    assert "Meeting 4 this school year; at least 3 are called for." in school.senco.said

    await school.senco.asks("contact amina")
    await school.senco.fills_in(**{k: v for k, v in MEETING.items() if k != "pupil"}, when="2026-08-31")
    assert "Meeting 1 of 3 in that school year." in school.senco.said


async def test_what_was_agreed_and_who_does_what_by_when_can_be_read_again(school: SchoolStory) -> None:
    await school.teacher.asks("contact")
    await school.teacher.fills_in(
        **MEETING, their_name="Mrs Yusuf", action="Send home the word list", when="2026-09-11"
    )
    assert "by which this is done" in school.teacher.errors["By when?"]
    await school.teacher.fills_in(by_when="2026-09-10")
    assert "before the contact itself" in school.teacher.errors["By when?"]
    await school.teacher.fills_in(by_when="2026-09-18", a_second_action="Eye test", by_when_is_that="2026-10-02")
    assert "Meeting 1 of 3" in school.teacher.said

    await school.teacher.presses("Contacts of this pupil")

    for words in (
        "Amina Yusuf, Year 4, 4B. Meetings this school year: 1 of 3.",
        "Friday 11 September 2026: meeting with mother, Mrs Yusuf",
        "Ten minutes of reading every evening.",
        "Send home the word list by Friday 18 September 2026; Eye test by Friday 2 October 2026; logged by Tom Reed",
    ):
        assert words in school.teacher.said


async def test_a_day_to_come_is_asked_about_and_nothing_typed_is_lost(school: SchoolStory) -> None:
    await school.teacher.asks("contact")
    await school.teacher.fills_in(**MEETING, when="2026-09-15")
    assert "in the future" in school.teacher.errors["When?"]
    await school.teacher.fills_in(when="2026-09-14")
    assert "Meeting 1 of 3" in school.teacher.said


async def test_a_teacher_who_does_not_teach_the_pupil_is_refused_kindly(school: SchoolStory) -> None:
    await school.other_teacher.asks("contact amina")
    assert "does not say that you teach this pupil" in school.other_teacher.said
    assert school.other_teacher.form is None

    await school.other_teacher.asks("contact")
    await school.other_teacher.fills_in(**MEETING)
    assert "ask their teacher or the SENCO" in school.other_teacher.errors["Pupil"]

    await school.senco.asks("contacts amina")
    assert "No contact has been logged yet." in school.senco.said


async def test_a_teacher_sees_only_what_they_logged_and_the_senco_everything(school: SchoolStory) -> None:
    await school.teacher.asks("contact")
    await school.teacher.fills_in(**MEETING)
    await school.senco.asks("contact")
    await school.senco.fills_in(**{**MEETING, "how": "E-mail", "what_was_agreed": "Private to the SENCO."})

    await school.teacher.asks("contacts amina")
    assert "Ten minutes of reading" in school.teacher.said
    assert "Private to the SENCO." not in school.teacher.said
    await school.other_teacher.asks("contacts amina")
    assert "You have not logged a contact yet." in school.other_teacher.said
    assert "Ten minutes" not in school.other_teacher.said
    await school.senco.asks("contacts")
    assert "Private to the SENCO." in school.senco.said
    assert "Amina Yusuf: meeting with mother" in school.senco.said
    await school.admin.asks("contacts amina")
    assert "may not ask this" in school.admin.said


async def test_namesakes_are_told_apart_and_a_name_nobody_has_is_said(school: SchoolStory) -> None:
    await school.enrols("Amina Yusuf", year=6, group="6C")
    await school.senco.asks("contact")
    await school.senco.fills_in(**{**MEETING, "pupil": "amina"})

    await school.senco.asks("contacts amina")
    assert "Whom do you mean?" in school.senco.said
    await school.senco.presses("Amina Yusuf, Year 6: This one")
    assert "Amina Yusuf" in school.senco.said
    await school.senco.asks("contacts nobody")
    assert "No pupil on roll is called what you typed" in school.senco.said


async def test_more_than_a_card_holds_is_paged_newest_first(school: SchoolStory) -> None:
    for n in range(17):
        await school.senco.asks("contact")
        await school.senco.fills_in(**{**MEETING, "what_was_agreed": f"Agreed no. {n}."}, when=f"2026-08-{n + 1:02}")
    for asked in ("contacts", "contacts amina"):
        await school.senco.asks(asked)
        assert school.senco.said.index("Agreed no. 16.") < school.senco.said.index("Agreed no. 2.")
        assert "1 to 15 of 17." in school.senco.said
        await school.senco.presses("Next page")
        assert "16 to 17 of 17." in school.senco.said
        assert "Agreed no. 0." in school.senco.said


async def test_a_parents_own_request_is_recorded_and_answered_once(school: SchoolStory) -> None:
    senco, other = school.senco, school.second_senco
    await senco.asks("parent request amina")
    await senco.fills_in(
        who_asked="Father",
        when_did_they_ask="2026-09-10",
        whom_did_they_ask="The local authority",
        what_do_they_ask_for="An assessment of her speech.",
    )
    assert "The local authority answers by Thursday 22 October 2026, six weeks on." in senco.said
    await senco.asks("contacts amina")
    assert "to the local authority, by father" in senco.said
    assert "to be answered by Thursday 22 October 2026" in senco.said
    await other.asks("contacts")
    await other.presses("Thursday 10 September 2026: Answered")

    await senco.presses("Thursday 10 September 2026: Answered")
    await senco.fills_in(answered_on="2026-09-09", answered_by="Ms Bell at the LA")
    assert "before they asked" in senco.errors["Answered on"]
    await senco.fills_in(answered_on="2026-09-14")
    assert "answered on Monday 14 September 2026" in senco.said

    await other.fills_in(answered_by="Somebody else")
    assert "Nothing was changed." in other.said
    assert "by Ms Bell at the LA" in other.said
    await senco.asks("contacts amina")
    assert "answered on Monday 14 September 2026 by Ms Bell at the LA" in senco.said
    await school.teacher.asks("parent request")
    assert "may not ask this" in school.teacher.said


async def test_a_request_to_the_school_has_no_period_by_law(school: SchoolStory) -> None:
    await school.senco.asks("parent request")
    await school.senco.fills_in(
        pupil="Amina Yusuf", who_asked="Carer", when_did_they_ask="2026-09-14", whom_did_they_ask="The school",
        answered_on="2026-09-14",
    )  # fmt: skip
    assert "who answered" in school.senco.errors["Answered by"]
    await school.senco.fills_in(answered_by="Sam Okoro")
    assert "answered on Monday 14 September 2026" in school.senco.said


async def test_parents_due_names_those_with_fewer_meetings_than_the_term_calls_for(school: SchoolStory) -> None:
    await school.enrols("Ben Plan", year=6, group="6C")
    await school.enrols("Cara None", year=6, group="6C")
    await has_provision(school, "Amina Yusuf", Provision.SUPPORT)
    await has_provision(school, "Ben Plan", Provision.PLAN)

    await school.senco.asks("parents due")
    assert "1 meeting by Friday 18 December 2026. 2 with fewer" in school.senco.said
    assert "Cara" not in school.senco.said
    await school.senco.presses("Amina Yusuf: Log a contact")
    await school.senco.fills_in(**{k: v for k, v in MEETING.items() if k != "pupil"})
    await school.senco.asks("parents due")
    assert "Amina" not in school.senco.said
    assert "Ben Plan, Year 6, 6C" in school.senco.said
    assert "EHC plan; 0 of 1; not met this school year" in school.senco.said

    school.passes(days=120)  # January
    await school.senco.asks("parents due")
    assert "2 meetings by Thursday 25 March 2027. 2 with fewer" in school.senco.said
    assert "0 of 2; not met this school year; behind since last term" in school.senco.said
    assert "1 of 2; last met Monday 14 September 2026" in school.senco.said
    await school.teacher.asks("parents due")
    assert "may not ask this" in school.teacher.said


async def test_with_nobody_on_the_register_no_meeting_is_due(school: SchoolStory) -> None:
    await school.senco.asks("parents due")
    assert "Nobody is waiting for one." in school.senco.said


async def test_another_schools_contacts_are_not_there(school: SchoolStory) -> None:
    await school.senco.asks("contact")
    await school.senco.fills_in(**MEETING)
    elmwood = await school.service.schools.add("Elmwood School")
    outsider = await school.employs("Eve Elm", Role.SENCO, school=elmwood)

    await outsider.asks("contacts")
    assert "No contact has been logged yet." in outsider.said
    await outsider.asks("contacts amina")
    assert "No pupil on roll is called what you typed" in outsider.said


@pytest.mark.parametrize("asked", ["contact", "contacts", "parents due", "parent request"])
async def test_an_administrator_sees_no_family(school: SchoolStory, asked: str) -> None:
    await school.admin.asks(asked)
    assert "may not ask this" in school.admin.said
    assert school.admin.form is None

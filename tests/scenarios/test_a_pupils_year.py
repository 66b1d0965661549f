"""A pupil's whole year, from a teacher's referral in September to a step up in July. On every face."""

from datetime import UTC, datetime

from tests.plans import OUTCOME, PROVISION, opens
from tests.scenarios.test_deciding import SUPPORT
from tests.school import SchoolStory, reference_in


def it_is(school: SchoolStory, month: int, day: int) -> None:
    """Time goes by until ten in the morning of that day: of this year until December, of the next after it."""
    then = datetime(2026 if month >= 9 else 2027, month, day, 9, 0, tzinfo=UTC)
    school.clock.advance(then - school.clock.now())


async def parents_are_met(school: SchoolStory, agreed: str, counted: str) -> None:
    await school.teacher.asks("contact amina")
    await school.teacher.fills_in(with_whom="Mother", how="Meeting", what_was_agreed=agreed)
    assert counted in school.teacher.said


async def test_a_pupils_whole_year(school: SchoolStory) -> None:
    teacher, senco = school.teacher, school.senco
    await school.has_a_senco_channel()

    # September: Tom Reed refers, the SENCO accepts, looks, and decides on SEN support.
    referral = await school.referred()
    [card] = await school.channel()
    await senco.presses("Accept", card)
    for what in ("Data looked at", "Pupil observed", "Parents met"):
        await senco.asks(f"referral checklist {referral}")
        await senco.presses(f"{what}: Tick")
        await senco.fills_in(in_a_line="Seen.")
    assert "3 of 4 done." in senco.said
    it_is(school, 9, 21)
    await senco.asks(f"decide {referral}")
    await senco.presses("SEN support")
    await senco.fills_in(**SUPPORT)
    await senco.asks("register history amina")
    assert "SEN support" in senco.said
    assert "Speech, language and communication needs (SLCN)" in senco.said
    assert "has been decided: SEN support" in str((await school.private(teacher))[-1])

    # The plan, with its first outcome; the parents are met for the first time.
    await senco.asks("plan amina")
    await senco.fills_in(lead_teacher="Tom Reed", what_does_the_pupil_need="Retelling a story in order.")
    first = reference_in(senco.said, "C")
    assert "Friday 18 December 2026" in senco.said  # the last school day of the term is offered
    await senco.presses("Add outcome")
    await senco.fills_in(**OUTCOME)
    await opens(senco, first)
    await senco.presses("Add provision")
    await senco.fills_in(**PROVISION)
    await opens(senco, first)
    await senco.presses("Start")
    assert "Started" in senco.said
    await parents_are_met(school, "Reading together every evening.", "Meeting 1 of 3 this school year.")

    # October to January: a speech and language therapist; one appointment missed, one kept.
    it_is(school, 10, 5)
    await senco.asks("agency referral amina")
    await senco.fills_in(
        agency="speech",
        reason="Other children cannot understand her.",
        consent_given_by="Mother",
        consent_given_on="2026-10-02",
        consent_covers="School reports to and fro",
    )
    agency = reference_in(senco.said, "A")
    await senco.presses("Sent")
    await senco.presses("Acknowledged")
    await senco.presses("Book appointment")
    await senco.fills_in(date="2026-11-16", time="09:30", place="Larkfield Clinic", who_attends="Mother")
    it_is(school, 11, 17)
    await senco.asks("agencies")
    assert "what came of it?" in senco.said
    await senco.presses(f"{agency}: Read it")
    await senco.presses("Was not brought")
    assert "Rebook it this week if you can." in senco.said
    await senco.presses("Rebook")
    await senco.fills_in(date="2026-12-07", time="10:00", place="School")

    # December: the first review. Partly met; the next cycle opens with what carries on.
    it_is(school, 12, 17)
    await senco.asks("agencies")
    await senco.presses(f"{agency}: Read it")
    await senco.presses("Attended")
    await senco.presses("Report to come")
    await senco.fills_in(report_due_on="2027-01-15")
    it_is(school, 12, 18)
    await teacher.asks("review amina")
    await teacher.presses("1. Retell: Partly")
    await teacher.presses("Close review")
    await teacher.fills_in(what_has_the_support_done="She retells with pictures.", next_step="Continue")
    assert "Cycle 2 is open" in teacher.said
    second = reference_in(teacher.said, "C")

    # January: the report is in, and what it recommends is adopted into the second plan.
    it_is(school, 1, 18)
    await parents_are_met(school, "The report was read together.", "Meeting 2 of 3 this school year.")
    await senco.asks("agencies")
    assert "chase now" in senco.said
    await senco.presses(f"{agency}: Read it")
    await senco.presses("Report received")
    await senco.fills_in(title="Assessment summary", date_of_the_report="2027-01-14", where_it_lies="Pupil file 12")
    await senco.presses("Recommendation")
    await senco.fills_in(what_is_recommended="Word mats at her table", what_will_the_school_do="Accepted")
    await senco.presses("Add to plan")
    await senco.fills_in(who_does_it="Tom Reed", how_often="Every lesson")
    await opens(senco, second)
    assert "Word mats at her table" in senco.said
    await senco.presses("Needs and views")
    await senco.fills_in(what_does_the_pupil_need="Being understood; retelling a story in order.")
    assert "Thursday 25 March 2027" in senco.said
    await senco.asks(f"start plan {second}")
    assert "Started" in senco.said

    # March: the second review, the third meeting with the parents, and a step up.
    it_is(school, 3, 25)
    await parents_are_met(school, "We ask the educational psychologist.", "Meeting 3 of 3 this school year.")
    await senco.asks(f"review {second}")
    await senco.presses("1. Retell: Not met")
    await senco.presses("Close review")
    await senco.fills_in(what_has_the_support_done="Little so far.", next_step="Step up")
    assert "Cycle 3 is open" in senco.said
    await senco.presses("Refer to an agency")
    await senco.fills_in(agency="educational psych", reason="Two cycles with little progress.")
    assert "Needed before it is sent: signed consent of the parent" in senco.said

    # Everything can be read again on one page, the newest first; the channel has heard of none of it by name.
    await senco.asks("pupil amina")
    told = senco.said
    await senco.presses("Next page")
    told += senco.said
    story = (
        f"Monday 14 September 2026 – Referral {referral}: referred",
        f"Monday 14 September 2026 – Referral {referral}: accepted for assessment",
        f"Monday 21 September 2026 – Referral {referral}: decided",
        "Monday 21 September 2026 – Put on the register",
        f"Monday 21 September 2026 – Plan {first} (cycle 1) started",
        f"Monday 5 October 2026 – Speech and language therapy {agency}: sent",
        f"Monday 16 November 2026 – Speech and language therapy {agency}: was not brought",
        f"Monday 7 December 2026 – Speech and language therapy {agency}: attended",
        f"Friday 18 December 2026 – Plan {first} (cycle 1) reviewed",
        f"Monday 18 January 2027 – Speech and language therapy {agency}: report received",
        f"Thursday 25 March 2027 – Plan {second} (cycle 2) reviewed",
        "Thursday 25 March 2027 – Meeting with mother",
    )
    for words in story:
        assert words in told, words
    assert not any("Amina" in str(post) for post in await school.channel())

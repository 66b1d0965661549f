"""The days of the steps with an agency: a press records today, another day can be given, in order. Every face."""

from tests.agencies import begun, booked, opens, reported
from tests.school import SchoolStory


async def test_a_step_taken_on_another_day_is_put_right_and_what_was_said_before_is_kept(school: SchoolStory) -> None:
    senco = school.senco
    reference = await begun(senco)
    await senco.presses("Sent")
    assert "Chase it on Monday 5 October 2026." in senco.said
    await senco.presses("Another day")
    await senco.fills_in(on_which_day_was_it="2026-09-15")
    assert "in the future" in senco.errors["On which day was it?"]
    await senco.fills_in(on_which_day_was_it="2026-09-09")
    assert (
        "Consent was given on Thursday 10 September 2026, and nothing is sent before it"
        in (senco.errors["On which day was it?"])
    )
    await senco.fills_in(on_which_day_was_it="2026-09-11")
    assert "It was on Friday 11 September 2026." in senco.said
    assert "Chase it on Friday 2 October 2026." in senco.said

    await senco.presses("Accepted")
    await senco.presses("Another day")
    await senco.fills_in(on_which_day_was_it="2026-09-10")
    assert "Before this it stood at: sent, on Friday 11 September 2026" in senco.errors["On which day was it?"]
    await senco.fills_in(on_which_day_was_it="2026-09-14")
    assert "It is recorded on Monday 14 September 2026 already" in senco.errors["On which day was it?"]
    await senco.fills_in(on_which_day_was_it="2026-09-11")
    school.passes(days=4)
    await opens(senco, reference)
    for words in (
        "1 week since sent, 1 week since accepted",
        "Sent: On Friday 11 September 2026, not Monday 14 September 2026",
        "Sam Okoro, Friday 11 September 2026; recorded on Monday 14 September 2026",
    ):
        assert words in senco.said


async def test_an_appointment_is_not_before_the_referral_was_sent(school: SchoolStory) -> None:
    senco = school.senco
    reference = await begun(senco)
    await senco.presses("Sent")
    await senco.presses("Book appointment")
    await senco.fills_in(date="2026-09-11")
    assert (
        f"{reference} was sent on Monday 14 September 2026, and an appointment comes after that"
        in (senco.errors["Date"])
    )
    assert "press “Another day” first" in senco.errors["Date"]
    await senco.fills_in(date="2026-10-06")
    await senco.presses("Rebook")
    await senco.fills_in(new_date="2026-09-11")
    assert "comes after that" in senco.errors["New date"]


async def test_what_came_of_an_appointment_came_of_it_on_its_day(school: SchoolStory) -> None:
    senco = school.senco
    reference = await booked(school, "2026-09-16")
    school.passes(days=4)
    await opens(senco, reference)
    await senco.presses("Attended")
    await senco.presses("Read it")
    assert "Wednesday 16 September 2026; recorded on Friday 18 September 2026" in senco.said
    await senco.presses("Another day")
    await senco.fills_in(on_which_day_was_it="2026-09-17")
    await senco.presses("Read it")
    assert "Thursday 17 September 2026 at 09:30, Larkfield Clinic, with Mother: attended" in senco.said
    await senco.presses("Report received")
    await senco.fills_in(title="Summary", date_of_the_report="2026-09-16")
    assert (
        "The appointment was on Thursday 17 September 2026, and its report comes after it"
        in (senco.errors["Date of the report"])
    )
    await senco.fills_in(date_of_the_report="2026-09-17")
    assert "report received" in senco.said


async def test_a_missed_appointment_is_rebooked_with_what_is_known_of_it(school: SchoolStory) -> None:
    senco = school.senco
    reference = await booked(school, "2026-09-16")
    school.passes(days=2)
    await opens(senco, reference)
    await senco.presses("Was not brought")
    await senco.presses("Rebook")
    await senco.fills_in(date="2026-09-23")
    await senco.presses("Read it")
    for words in (
        "Wednesday 16 September 2026 at 09:30, Larkfield Clinic, with Mother: was not brought",
        "Wednesday 23 September 2026, Larkfield Clinic, with Mother",
    ):
        assert words in senco.said


async def test_a_day_is_not_put_right_once_it_has_gone_on_or_by_a_button_overtaken(school: SchoolStory) -> None:
    senco, other = school.senco, school.second_senco
    reference = await begun(senco)
    await senco.presses("Sent")
    await senco.presses("Another day")
    await opens(other, reference)
    await other.presses("Accepted")
    await senco.fills_in(on_which_day_was_it="2026-09-11")
    assert f"Nothing was changed. {reference} stands at: accepted, by Ada Quill" in senco.said
    assert "What can be done now: “On the waiting list”" in senco.said
    await senco.presses("On the waiting list")
    assert f"{reference}: on the waiting list." in senco.said


async def test_a_step_without_a_day_of_its_own_offers_none(school: SchoolStory) -> None:
    reference = await reported(school)
    await school.senco.presses("No recommendations")
    assert "Another day" not in school.senco.said
    await school.senco.asks(f"agency another day {reference}")
    assert "press the button there" in school.senco.said
    await school.teacher.asks(f"agency another day {reference}")
    assert "may not ask this" in school.teacher.said

"""The SENCO refers to an agency: consent, waiting, appointments missed and kept, a report, its advice. Every face."""

import asyncio
import logging

import pytest

from commands.domain.person import Role
from tests.agencies import CONSENT, SALT, begun, booked, opens
from tests.school import SchoolStory, reference_in


async def test_an_appointment_missed_rebooked_attended_and_its_advice_taken(school: SchoolStory) -> None:
    senco = school.senco
    reference = await begun(senco)
    assert f"Done. {reference}: ready to send." in senco.said
    await senco.presses("Sent")
    assert "Chase it on Monday 5 October 2026." in senco.said
    await senco.presses("Acknowledged")
    assert "Chase it on Monday 18 January 2027." in senco.said
    school.passes(days=7)
    await opens(senco, reference)
    await senco.presses("Accepted")
    await senco.presses("On the waiting list")
    school.passes(days=14)
    await senco.asks("agencies")
    assert "Amina Yusuf, Speech and language therapy" in senco.said
    assert "3 weeks since sent, 2 weeks since accepted" in senco.said

    await senco.asks(f"appointment {reference.lower()}")
    await senco.fills_in(date="2026-10-06", time="09:30", place="Larkfield Clinic", who_attends="Mother")
    assert "Tuesday 6 October 2026 at 09:30" in senco.said
    school.passes(days=2)
    await senco.asks("agencies")
    assert "appointment Tuesday 6 October 2026 at 09:30; what came of it?" in senco.said
    await senco.presses(f"{reference}: Read it")
    await senco.presses("Was not brought")
    assert "was not brought" in senco.said
    assert "Chase it on Wednesday 14 October 2026" in senco.said
    assert "DSL" not in senco.said
    await senco.presses("Rebook")
    await senco.fills_in(date="2026-10-20", place="School")
    school.passes(days=14)
    await opens(senco, reference)
    await senco.presses("Attended")
    await senco.presses("Report to come")
    await senco.fills_in(report_due_on="2026-10-30")
    assert "Chase it on Monday 2 November 2026." in senco.said  # half-term lies before it
    await senco.presses("Report received")
    await senco.fills_in(title="Assessment summary", date_of_the_report="2026-10-21", where_it_lies="Pupil file 12")
    await senco.presses("Recommendation")
    await senco.fills_in(what_is_recommended="Visual timetable", what_will_the_school_do="Accepted")
    await senco.presses("Another recommendation")
    await senco.fills_in(what_is_recommended="Daily session alone", what_will_the_school_do="Adapted")
    assert "how it is adapted" in senco.errors["How, or why not?"]
    await senco.fills_in(how_or_why_not="In a pair, three times a week")
    await senco.presses("Read it")
    for words in (
        "Amina Yusuf",
        "Other children cannot understand her.",
        "Mother, Thursday 10 September 2026: School reports to and fro",
        "Tuesday 6 October 2026 at 09:30, Larkfield Clinic, with Mother: was not brought",
        "Tuesday 20 October 2026, School, with Mother: attended; report “Assessment summary”",
        "of Wednesday 21 October 2026",
        "1. Visual timetable",
        "2. Daily session alone",
        "Adapted: In a pair, three times a week; not in a plan yet",
        "Sam Okoro",
    ):
        assert words in senco.said
    await senco.presses("Close")
    assert f"{reference}: closed" in senco.said

    await senco.asks("agencies")
    assert "You wait for no agency." in senco.said


async def test_nothing_is_sent_without_consent_and_the_refusal_says_what_to_do(school: SchoolStory) -> None:
    senco = school.senco
    await senco.asks("agency referral amina")
    await senco.fills_in(agency="educational psych", reason="Reading has not moved in a year.")
    reference = reference_in(senco.said, "A")
    assert "Needed before it is sent: signed consent of the parent" in senco.said

    await senco.asks(f"agency moved {reference} sent")
    assert "cannot be sent without consent: press “Consent given”" in senco.said

    await opens(senco, reference)
    await senco.presses("Consent asked for")
    assert "waiting for consent" in senco.said
    with pytest.raises(AssertionError):
        await senco.presses("Sent")  # there is no such button
    await senco.presses("Consent given")
    await senco.fills_in(given_by="The pupil", given_on="2026-09-14", it_covers="A consultation")
    assert "needs the parent's consent" in senco.errors["Given by"]
    await senco.fills_in(given_by="Father", it_runs_out_on="2026-09-14")
    assert "ready to send" in senco.said

    school.passes(days=1)
    await opens(senco, reference)
    await senco.presses("Sent")
    assert "has run out: press “Renew consent”" in senco.said
    await opens(senco, reference)
    await senco.presses("Renew consent")
    await senco.fills_in(given_by="Father", it_covers="A consultation")
    await senco.presses("Sent")
    assert f"{reference}: sent" in senco.said


async def test_consent_half_recorded_is_asked_about(school: SchoolStory) -> None:
    await school.senco.asks("agency referral")
    await school.senco.fills_in(**SALT, consent_given_by="Mother", consent_given_on="2026-09-20")

    assert "what the consent covers" in school.senco.errors["Consent covers"]
    assert "in the future" in school.senco.errors["Consent given on"]
    assert school.senco.form == "Refer to an agency"


async def test_twice_not_brought_suggests_a_conversation_and_tells_nobody(school: SchoolStory) -> None:
    senco = school.senco
    await school.has_a_senco_channel()
    await booked(school, "2026-09-16")
    school.passes(days=2)
    await senco.presses("Was not brought")
    await senco.presses("Rebook")
    await senco.fills_in(date="2026-09-23")
    await senco.presses("Cancelled by the service")
    await senco.presses("Rebook")
    await senco.fills_in(date="2026-09-30")
    school.passes(days=14)

    await senco.presses("Was not brought")

    assert "2 times in a row" in senco.said
    assert "consider a conversation with the DSL (Grace Lin, extension 112)" in senco.said
    assert await school.channel() == []
    assert await school.private(senco) == []


async def test_an_appointment_to_come_has_been_neither_kept_nor_missed(school: SchoolStory) -> None:
    reference = await booked(school)
    for pressed in ("Attended", "Was not brought"):
        await opens(school.senco, reference)
        await school.senco.presses(pressed)
        assert "is on Tuesday 6 October 2026: it is still to come" in school.senco.said
    await opens(school.senco, reference)
    await school.senco.presses("Cancelled by the family")
    assert "cancelled by the family" in school.senco.said


async def test_an_appointment_is_moved_and_the_old_day_stays_in_the_history(school: SchoolStory) -> None:
    senco = school.senco
    reference = await booked(school)
    await senco.presses("Rebook")
    await senco.fills_in(new_date="2026-10-08", time="14:00", why_was_it_moved="School trip")
    assert "Thursday 8 October 2026 at 14:00" in senco.said

    await opens(senco, reference)

    assert "Tuesday 6 October 2026 at 09:30, Larkfield Clinic, with Mother: moved to another day" in senco.said
    assert "Thursday 8 October 2026 at 14:00, Larkfield Clinic, with Mother" in senco.said
    assert "(moved: School trip)" in senco.said
    await senco.asks("appointment amina")
    await senco.fills_in(date="2026-10-09")
    assert "is booked for Thursday 8 October 2026 already" in senco.said


async def test_a_rejection_says_what_is_next_and_the_referral_is_made_again(school: SchoolStory) -> None:
    senco = school.senco
    reference = await begun(senco)
    await senco.presses("Sent")
    await senco.presses("Asked for more")
    await senco.fills_in(what_does_it_ask_for="A hearing test")
    assert "the agency has asked for more" in senco.said
    await senco.presses("Answered")
    await senco.presses("Rejected")
    await senco.fills_in(reason="Try a group first.", next_action="Group with Ms Stone", refer_again_by="2026-09-14")
    assert "a day to come" in senco.errors["Refer again by"]
    await senco.fills_in(refer_again_by="2027-01-11")
    await senco.asks("agencies")
    assert "refer again by Monday 11 January 2027" in senco.said

    await senco.presses(f"{reference}: Read it")
    assert "Try a group first. Next: Group with Ms Stone" in senco.said
    await senco.presses("Refer again")
    await senco.presses("Sent")
    assert f"{reference}: sent" in senco.said


async def test_withdrawn_is_the_end_and_says_why(school: SchoolStory) -> None:
    senco = school.senco
    reference = await booked(school)
    await senco.presses("Withdraw")
    await senco.fills_in(why="The family has moved.")
    assert f"{reference}: withdrawn" in senco.said
    await senco.presses("Read it")
    assert "no longer needed" in senco.said
    assert "Withdrawn: The family has moved." in senco.said

    await senco.asks(f"agency moved {reference} attended")
    assert f"Nothing was changed. {reference} stands at: withdrawn, by Sam Okoro" in senco.said


async def test_somebody_else_moved_it_first(school: SchoolStory) -> None:
    senco, other = school.senco, school.second_senco
    reference = await begun(senco)
    await senco.presses("Sent")
    await opens(senco, reference)
    await opens(other, reference)
    await other.presses("Accepted")

    await senco.presses("Acknowledged")

    assert f"Nothing was changed. {reference} stands at: accepted, by Ada Quill" in senco.said

    await opens(senco, reference)
    await senco.presses("Book appointment")
    await opens(other, reference)
    await other.presses("Book appointment")
    await other.fills_in(date="2026-10-06")
    await senco.fills_in(date="2026-10-07")
    assert "Nothing was changed" in senco.said
    await opens(senco, reference)
    assert "Tuesday 6 October 2026" in senco.said
    assert "Wednesday 7 October 2026" not in senco.said


async def test_two_presses_at_the_same_moment_move_it_once(school: SchoolStory) -> None:
    reference = await begun(school.senco)
    await school.senco.presses("Sent")
    await opens(school.senco, reference)
    await opens(school.second_senco, reference)

    await asyncio.gather(school.senco.presses("Acknowledged"), school.second_senco.presses("Accepted"))

    said = sorted([school.senco.said[:7], school.second_senco.said[:7]])
    assert said == ["Done. A", "Nothing"]


async def test_an_agency_of_the_schools_own_and_its_own_wait_for_another(school: SchoolStory) -> None:
    senco = school.senco
    await senco.asks("add agency")
    await senco.fills_in(name="Brook Play Therapy", expected_wait_in_weeks="soon")
    assert "whole number of weeks" in senco.errors["Expected wait in weeks"]
    await senco.fills_in(expected_wait_in_weeks="3")
    assert "Brook Play Therapy, expected wait 3 weeks: added." in senco.said
    await senco.asks("add agency")
    await senco.fills_in(name="CAMHS / MHST", expected_wait_in_weeks="52")
    assert "changed. It is one of the standard agencies." in senco.said

    await senco.asks("agency referral")
    assert await senco.finds("Agency", "play") == ["Brook Play Therapy"]
    await senco.fills_in(**{**SALT, **CONSENT, "agency": "play"})
    await senco.presses("Sent")
    await senco.presses("Acknowledged")
    assert "Chase it on Monday 5 October 2026." in senco.said


async def test_more_than_a_card_holds_is_paged_the_longest_sent_first(school: SchoolStory) -> None:
    senco = school.senco
    for n in range(17):
        await school.enrols(f"Pupil{n} Example{n}", group="5A")
        await senco.asks("agency referral")
        await senco.fills_in(**{**SALT, **CONSENT, "pupil": f"pupil{n} example{n}"})
        if n == 16:
            await senco.presses("Sent")
    await senco.asks("agencies")
    assert senco.said.index("Pupil16 Example16") < senco.said.index("not sent yet")
    assert "1 to 15 of 17." in senco.said
    await senco.presses("Next page")
    assert "16 to 17 of 17." in senco.said


async def test_only_the_senco_may_and_another_school_sees_nothing(school: SchoolStory) -> None:
    reference = await begun(school.senco)
    for asked in ("agencies", "agency referral", f"read agency referral {reference}", "appointment", "add agency"):
        await school.teacher.asks(asked)
        assert "may not ask this" in school.teacher.said
        assert school.teacher.form is None

    elmwood = await school.service.schools.add("Elmwood School")
    outsider = await school.employs("Eve Elm", Role.SENCO, school=elmwood)
    await outsider.asks(f"read agency referral {reference}")
    assert "no agency referral with that reference" in outsider.said
    await outsider.asks("agencies")
    assert "You wait for no agency." in outsider.said
    await outsider.asks(f"appointment {reference}")
    assert "No open agency referral is found" in outsider.said


async def test_nothing_is_posted_anywhere_and_no_name_is_logged(
    school: SchoolStory, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await school.has_a_senco_channel()
    reference = await booked(school)
    assert "Amina" not in school.senco.said  # what stands in a chat has the reference alone
    await opens(school.senco, reference)

    assert await school.channel() == []
    for hands in school.people.values():
        assert await school.private(hands) == []
    ours = [r.getMessage() for r in caplog.records if r.name.startswith(("chatops", "slack", "botbuilder", "sqlalch"))]
    for private in ("Amina", "Yusuf", "understand her", "Larkfield"):
        assert not any(private in line for line in ours)

"""An EHC plan's whole life, told once on every face: from the request to the move to the next school."""

from datetime import date

from sqlalchemy import update

from commands.domain.days.calendar import Span
from storage.tables import pupils, term_dates
from tests.digests import begins, sets_clock
from tests.scenarios.test_ehc import happened
from tests.school import SchoolStory, reference_in

LATER = (
    (Span.TERM, "Summer", date(2027, 4, 12), date(2027, 7, 21)),
    (Span.TERM, "Autumn", date(2027, 9, 2), date(2027, 12, 17)),
    (Span.BREAK, "Half-term", date(2027, 10, 25), date(2027, 10, 29)),
    (Span.TERM, "Spring", date(2028, 1, 4), date(2028, 3, 31)),
    (Span.BREAK, "Half-term", date(2028, 2, 14), date(2028, 2, 18)),
    (Span.TERM, "Summer", date(2028, 4, 17), date(2028, 7, 20)),
)


async def in_year(school: SchoolStory, pupil_id: str, year: str) -> None:
    """The information system's file of a new school year."""
    async with school.service.database.writing() as connection:
        await connection.execute(update(pupils).where(pupils.c.id == pupil_id).values(year=year))


async def digest(school: SchoolStory, *when: int) -> str:
    """The SENCO channel's card of that morning, in which nobody is named."""
    sets_clock(school, *when, 7, 45)
    card = str((await school.channel())[-1])
    assert "Dora" not in card
    return card


async def test_a_plan_from_its_request_to_the_next_school(school: SchoolStory) -> None:
    rows = [{"kind": kind, "name": name, "first": first, "last": last} for kind, name, first, last in LATER]
    await school._rows(term_dates, *rows)
    dora = await school.enrols("Dora Finch", year=5, group="5A")
    await begins(school)
    senco = school.senco

    # September 2026: the request. The authority's decision comes late, and that is the authority's lateness.
    await senco.asks("ehc request")
    await senco.fills_in(
        pupil="Dora Finch", who_asked="The school", received_by_the_authority_on="2026-09-14", sent_on="2026-09-11"
    )
    ehc = reference_in(senco.said, "E")
    assert "A final plan is due by Monday 1 February 2027" in senco.said
    late = await digest(school, 2026, 11, 2)
    assert "Late at the local authority" in late
    assert f"{ehc}: EHC needs assessment, the local authority's day" in late
    await happened(school, ehc, "Family was told whether it will assess", "2026-10-30")
    assert "done on Friday 30 October 2026, late" in senco.said

    # The school's advice is sent in its six weeks.
    await happened(school, ehc, "School was asked for advice", "2026-11-02")
    assert "Monday 14 December 2026: Send the school's advice" in senco.said
    await digest(school, 2026, 12, 4)
    await happened(school, ehc, "School sent its advice", "2026-12-03")
    assert "done on Thursday 3 December 2026, in time" in senco.said

    # The draft; the consultation, answered within fifteen days; the final plan on its last day.
    sets_clock(school, 2027, 1, 11, 9, 0)
    await happened(school, ehc, "Draft plan was served on the family", "2027-01-06")
    assert "Wednesday 20 January 2027: Say what they think of the draft" in senco.said
    await happened(school, ehc, "School was consulted about naming it", "2027-01-07")
    assert "Friday 22 January 2027: Answer the authority's consultation" in senco.said
    await digest(school, 2027, 1, 20)
    await happened(school, ehc, "School answered the consultation", "2027-01-20")
    assert "done on Wednesday 20 January 2027, in time" in senco.said
    sets_clock(school, 2027, 2, 2, 9, 0)
    await happened(school, ehc, "Final plan was sent", "2027-02-01")
    assert "done on Monday 1 February 2027, in time" in senco.said
    await senco.presses("It has ended")
    await senco.fills_in(how_did_it_end="An EHC plan was issued", on_which_day="2027-02-01")
    await senco.presses("Put on the register")
    await senco.fills_in(
        provision="EHC plan",
        primary_need="Speech, language and communication needs",
        from_when="2027-02-01",
        why="The plan was issued.",
    )
    assert "EHC plan" in senco.said

    # September 2027: Year 6, so the first annual review is the transfer's too and must meet in time for both.
    await in_year(school, dora, "6")
    sets_clock(school, 2027, 9, 13, 9, 0)
    await senco.asks("transfers")
    assert "Meet by Monday 22 November 2027" in senco.said
    await senco.asks("annual review dora")
    await senco.fills_in(plan_first_made_on="2027-02-01")
    review = reference_in(senco.said, "V")
    assert f"{review}: the meeting is on Monday 22 November 2027, the day proposed." in senco.said

    # The meeting is moved, too late for the transfer, and back.
    await senco.presses("Move the meeting")
    await senco.fills_in(new_day="2027-12-08", why_is_it_moved="The hall is taken")
    await senco.asks(f"annual review {review}")
    assert "the authority has its twelve weeks only for a review by Monday 22 November 2027" in senco.said
    await senco.presses("Move the meeting")
    await senco.fills_in(new_day="2027-11-18", why_is_it_moved="Another room")
    await senco.asks(f"annual review {review}")
    assert "twelve weeks only" not in senco.said
    assert "Thursday 4 November 2027: Invite the family" in senco.said
    assert "Annual review, the school's step" in await digest(school, 2027, 10, 22)

    # It is held; the notice of amendments comes late, and the plan is due by the earlier of its two limits.
    sets_clock(school, 2027, 11, 18, 16, 0)
    await senco.asks(f"annual review {review}")
    await senco.presses("Held")
    await senco.fills_in(held_on="2027-11-18")
    assert "Late at the local authority" in await digest(school, 2028, 1, 5)
    sets_clock(school, 2028, 1, 10, 9, 0)
    await senco.asks(f"annual review {review}")
    await senco.presses("Thursday 16 December 2027: Decide to keep: Done")
    await senco.fills_in(on_which_day="2028-01-10")
    assert "done on Monday 10 January 2028, late" in senco.said
    await senco.presses("Notice of amendments came")
    await senco.fills_in(on_which_day="2028-01-10")
    assert "Thursday 10 February 2028: Send the amended final plan" in senco.said
    assert "Monday 24 January 2028: Say what they think of the amendments" in senco.said

    # The amended plan names the next school before 15 February; what goes with Dora is passed on.
    sets_clock(school, 2028, 2, 10, 9, 0)
    await senco.asks(f"annual review {review}")
    await senco.presses("Thursday 10 February 2028: Send the amended final plan: Done")
    await senco.fills_in(on_which_day="2028-02-09")
    await senco.asks("transfer dora")
    assert f"{review}, held on Thursday 18 November 2027" in senco.said
    await senco.presses("Next place")
    await senco.fills_in(
        where_do_they_go_on="At another school or college",
        name_of_the_school_or_college="Meadow High School",
        plan_naming_it_was_sent_on="2028-02-09",
    )
    assert "done on Wednesday 9 February 2028, in time" in senco.said
    sets_clock(school, 2028, 7, 12, 9, 0)
    for what in ("Records", "Visit", "Meeting", "Passport"):
        await senco.asks("transfer dora")
        await senco.presses(f"{what}: not yet: Record")
        await senco.fills_in(on_which_day="2028-07-11")
    await senco.asks("transition list meadow high school")
    assert "1 go on to Meadow High School; 0 with something still to pass on." in senco.said

    # All of it stands in one order on the pupil's page.
    await senco.asks("pupil dora")
    assert "passport passed on" in senco.said

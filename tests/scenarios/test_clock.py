"""What if? A SENCO asks the clock of a date, with no pupil in it. On every face."""

from tests.school import SchoolStory


async def test_a_request_a_review_and_a_transfer_are_worked_out_from_a_date(school: SchoolStory) -> None:
    await school.senco.asks("clock 2026-11-13")
    for words in (
        "For a request the local authority received on Friday 13 November 2026. Nothing is stored.",
        "Friday 25 December 2026 (act by Thursday 24 December 2026): Tell the family whether it will assess",
        "Local authority, must; SI 2014/1530, reg 5(1)",
        "Friday 2 April 2027: Send the final plan",
        "England: SEND Regulations 2014",
    ):
        assert words in school.senco.said
    await school.senco.asks("clock annual review 1/2/2027")
    assert "Monday 31 January 2028: Complete the review" in school.senco.said
    assert "Monday 3 January 2028 (act by Friday 17 December 2027): Hold the meeting" in school.senco.said
    assert "the usual English terms are assumed, since the school's own dates end before" in school.senco.said
    await school.leader.asks("clock phase transfer 6 2027")
    assert "For a transfer from Year 6 in September 2027." in school.leader.said
    assert "(act by Friday 20 November 2026)" in school.leader.said


LED_TO = (
    (
        "clock appeal 2026-06-10 2026-07-20",
        "The mediation certificate is of",
        "Tuesday 1 September 2026: Appeal to the",
    ),
    ("clock appeal 2026-12-31", "For a decision letter dated", "Sunday 28 February 2027 (act by Friday 26"),
    ("clock cease 15/1/2027", "is to cease", "Monday 15 March 2027: Appeal against the ceasing; the plan"),
    ("clock order 2027-03-01", "For an order of the Tribunal", "Monday 5 April 2027: Bound to make a plan"),
    ("clock re-assessment 2027-06-21", "For a request for a re-assessment", "Tuesday 6 July 2027: Tell the family"),
    ("clock senco 2025-09-01", "For a first post as SENCO", "Friday 1 September 2028"),
    ("clock leaver 2026-10-16", "whose last day on roll was", "School, must; SI 2005/1437, reg 9(3)"),
    ("clock subject access 2026-10-31", "For a subject access request", "Monday 30 November 2026: Answer"),
    ("clock complaint 2026-12-01", "For a data protection complaint", "Wednesday 30 December 2026"),
    ("clock transfer 12 2028", "from Year 12 in September 2028", "Thursday 30 March 2028: Review and amend"),
    ("clock college transfer 12 2028", "Year 12 at a college", "Saturday 1 April 2028 (act by Friday 31 March"),
    ("clock advice 2026-12-16", "For a request for the school's advice", "no closure of four weeks or more"),
)


async def test_what_an_appeal_a_plan_to_cease_and_a_sixth_form_lead_to(school: SchoolStory) -> None:
    for typed, said, words in LED_TO:
        await school.senco.asks(typed)
        assert said in school.senco.said, typed
        assert words in school.senco.said, (typed, school.senco.said)


async def test_what_cannot_be_read_says_how_to_ask(school: SchoolStory) -> None:
    for typed in (
        "clock",
        "clock tomorrow",
        "clock 2026-02-30",
        "clock phase transfer 9 2027",
        "clock cease 2027-01-15 2027-02-26",
        "clock 1999-01-01",
    ):
        await school.senco.asks(typed)
        assert "“clock 2026-09-14”" in school.senco.said, typed
    await school.teacher.asks("clock 2026-09-14")
    assert "may not ask this" in school.teacher.said

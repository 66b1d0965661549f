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
    assert "Monday 3 January 2028 (act by Friday 31 December 2027): Hold the meeting" in school.senco.said
    await school.leader.asks("clock phase transfer 6 2027")
    assert "For a transfer from Year 6 in September 2027." in school.leader.said
    assert "(act by Friday 20 November 2026)" in school.leader.said


async def test_what_cannot_be_read_says_how_to_ask(school: SchoolStory) -> None:
    for typed in ("clock", "clock tomorrow", "clock 2026-02-30", "clock phase transfer 7 2027", "clock 1999-01-01"):
        await school.senco.asks(typed)
        assert "“clock 2026-09-14”" in school.senco.said, typed
    await school.teacher.asks("clock 2026-09-14")
    assert "may not ask this" in school.teacher.said

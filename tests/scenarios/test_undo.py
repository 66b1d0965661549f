"""What was pressed by a slip is taken back within ten minutes, where it has told nobody. On every face."""

from tests.school import SchoolStory, reference_in


async def held(school: SchoolStory) -> str:
    senco = school.senco
    await senco.asks("book review amina")
    await senco.fills_in(kind_of_review="Interim review", on="2026-09-15")
    reference = reference_in(senco.said, "V")
    school.passes(days=1)
    await senco.asks(f"read review {reference}")
    await senco.presses("Held")
    await senco.fills_in(what_was_agreed_in_a_line="zq-agreed")
    assert f"{reference}: held on Tuesday 15 September 2026." in senco.said
    return reference


async def test_a_review_held_by_a_slip_is_to_come_again(school: SchoolStory) -> None:
    reference = await held(school)
    school.passes(minutes=9)
    await school.senco.presses("Undo")
    assert f"Undone. {reference} is to be held on Tuesday 15 September 2026." in school.senco.said
    assert "Not held after all" in school.senco.said  # what was said by a slip is kept
    await school.senco.asks("reviews")
    assert reference in school.senco.said
    await school.senco.asks("pupil amina")
    assert f"Interim review {reference} held" not in school.senco.said
    await school.senco.asks(f"undo review held {reference}")
    assert f"Nothing was changed. {reference} stands at: planned." in school.senco.said


async def test_after_ten_minutes_it_stands_and_what_can_be_done_is_said(school: SchoolStory) -> None:
    reference = await held(school)
    school.passes(minutes=11)
    await school.senco.presses("Undo")
    assert f"Nothing was changed. {reference} stands at: held." in school.senco.said
    assert "for ten minutes after it was recorded. Ask for “book review” for another." in school.senco.said
    await school.teacher.asks(f"undo review held {reference}")
    assert "may not ask this" in school.teacher.said

"""Training of staff logged, and what to train next by what is asked for in class. On every face."""

from typing import Any

import pytest
from sqlalchemy import select

from storage.tables import asks
from tests.school import SchoolStory, reference_in

SEATS: dict[str, Any] = {
    "when_was_it": "2026-09-07",
    "what_was_it_about": "Seating",
    "who_was_trained": "All staff",
}


async def logged(school: SchoolStory, **changes: Any) -> str:
    await school.senco.asks("training")
    await school.senco.fills_in(**{**SEATS, **changes})
    return reference_in(school.senco.said, "T")


async def test_what_is_asked_for_most_often_stands_first_with_its_last_training(school: SchoolStory) -> None:
    await school.senco.asks("trainings")
    assert "No training is logged yet" in school.senco.said
    seats = await logged(school)
    assert "Seating on Monday 7 September 2026, All staff" in school.senco.said
    for line in ("seating need advice", "calm space need advice", "calm space need advice"):
        school.passes(minutes=2)
        await school.teacher.asks(f"adjust amina {line}")
        assert "you need advice" in school.teacher.said, school.teacher.said

    *_, told = await school.private(school.senco)
    await school.senco.presses("What to train next", told)
    said = school.senco.said
    assert said.index("Calm space: 2 times") < said.index("Seating: once") < said.index(f"{seats}: Seating")
    assert "no training logged" in said
    assert "last trained on Monday 7 September 2026" in said
    assert "Amina" not in said

    await school.senco.presses(f"{seats}: Take back")
    assert "counts no more" in school.senco.said
    await school.senco.asks("trainings")
    assert "last trained" not in school.senco.said
    await school.senco.asks(f"take back training {seats}")
    assert "Nothing was changed" in school.senco.said


async def test_what_is_missing_is_asked_for_and_nothing_typed_is_lost(school: SchoolStory) -> None:
    await school.senco.asks("training")
    await school.senco.fills_in(
        when_was_it="2026-10-01", what_was_it_about="Something else", who_was_trained="Some colleagues"
    )
    assert "once it has taken place" in school.senco.errors["When was it?"]
    assert "what it was about" in school.senco.errors["In your own words"]
    assert "which colleagues" in school.senco.errors["Which colleagues?"]
    await school.senco.fills_in(
        when_was_it="2026-09-11", in_your_own_words="Attachment", which_colleagues="The Year 4 team"
    )
    assert "Attachment on Friday 11 September 2026, The Year 4 team" in school.senco.said


async def test_more_than_a_card_holds_is_paged(school: SchoolStory) -> None:
    for n in range(11):
        await logged(school, when_was_it=f"2026-09-{n + 1:02}", who_was_trained="Teachers")
    await school.senco.asks("trainings")
    assert "1 to 9 of 11" in school.senco.said
    await school.senco.presses("Next page")
    assert "10 to 11 of 11" in school.senco.said
    assert "Tuesday 1 September 2026" in school.senco.said


@pytest.mark.parametrize("word", ["training", "trainings"])
async def test_it_is_the_sencos_and_a_look_is_recorded(school: SchoolStory, word: str) -> None:
    for hands in (school.teacher, school.leader, school.admin):
        await hands.asks(word)
        assert "You may not ask this here" in hands.said
    await school.senco.asks("trainings")
    async with school.service.database.reading() as connection:
        assert "trainings" in list(await connection.scalars(select(asks.c.word).where(asks.c.outcome == "answered")))

"""A form that opens from a line says whose it is, to the one person who has it open, in Slack and in Teams."""

import pytest

from commands.domain.privacy.audit import Did
from tests.digests import begins, sets_clock
from tests.scenarios.test_audit import lines
from tests.scenarios.test_reviews import booked
from tests.school import SchoolStory

in_chat = pytest.mark.parametrize("school", ["slack", "teams"], indirect=True)


@in_chat
async def test_the_form_that_cancels_a_review_names_the_pupil_and_the_reference(school: SchoolStory) -> None:
    review = await booked(school)
    await school.senco.asks("reviews")
    await school.senco.presses(f"{review}: Cancel")

    assert school.senco.form == "Cancel the review"
    assert school.senco.said.startswith(f"Amina Yusuf, 4B ({review})")


@in_chat
async def test_what_the_intro_says_already_is_not_said_twice(school: SchoolStory) -> None:
    review = await booked(school)
    await school.senco.asks("reviews")
    await school.senco.presses(f"{review}: Move")

    assert "Amina Yusuf" in school.senco.said
    assert school.senco.said.count(review) == 1


@in_chat
async def test_a_form_that_comes_back_still_says_whose_it_is(school: SchoolStory) -> None:
    review = await booked(school)
    await school.senco.asks("reviews")
    await school.senco.presses(f"{review}: Move")
    await school.senco.fills_in(new_day="2026-09-01", why_is_it_moved="Illness")

    assert school.senco.errors
    assert "Amina Yusuf" in school.senco.everything_shown()


@in_chat
async def test_that_a_form_named_the_pupil_of_a_digests_line_is_in_the_audit(school: SchoolStory) -> None:
    """Its button carries neither the pupil nor the reference."""
    await begins(school)
    review = await booked(school, on="2026-09-22")
    sets_clock(school, 2026, 9, 15, 7, 45)
    [card] = await school.channel()
    await school.senco.presses(f"{review}: Snooze", card)

    assert "Amina Yusuf" in school.senco.said
    assert [did for _, _, did, word, _ in await lines(school) if word == "snooze"] == [Did.LOOKED]


@in_chat
async def test_a_form_of_no_pupil_names_none(school: SchoolStory) -> None:
    await school.senco.asks("refer")

    assert "Amina" not in school.senco.said

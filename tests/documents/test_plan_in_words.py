"""What parents read in a support plan, as it stands at each stage; and what they never do."""

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest

from commands.domain.cycle import Ended, NextStep, Stage
from commands.kit.documents import Document, Rows, Words
from commands.pupils.plan_in_words import ADVICE, NEXT, NOT_WRITTEN, TITLE, Handed, in_words
from tests.documents.plans import PUPIL, REVIEW, handed

MADE = "Made by Sam Okoro on Monday 14 September 2026."


def text_of(document: Document, heading: str = "") -> str:
    """The words under a heading, or all of the document's."""
    parts = [part for part in document.parts if not heading or part.heading == heading]
    assert parts, heading
    return "\n".join(
        part.text if isinstance(part, Words) else "\n".join(" | ".join(row) for row in (part.columns, *part.rows))
        for part in parts
    )


def test_who_it_is_for_and_who_is_responsible_are_said_first() -> None:
    said = text_of(in_words(handed(), MADE), "Who this plan is for")
    assert said.splitlines() == [
        "Ami (Amina) Yusuf, Year 4, 4B",
        "Lead teacher: Tom Reed, who is responsible for Ami day to day.",
        "The support in this plan started on Monday 21 September 2026.",
    ]


def test_its_title_and_its_files_name_name_nobody() -> None:
    document = in_words(handed(), MADE)
    assert (document.title, document.file) == (TITLE, "Support plan C-7K2PM")


def test_it_has_no_upn_and_no_date_of_birth() -> None:
    whole = text_of(in_words(handed(), MADE))
    assert PUPIL.upn not in whole
    assert "2017" not in whole
    assert "September 2017" not in whole


def test_aims_and_support_are_tables_with_days_that_do_not_break() -> None:
    document = in_words(handed(), MADE)
    aims, support, signed = [part for part in document.parts if isinstance(part, Rows)]
    assert aims.rows == (
        ("1. Retell a short story", "Two events", "All five", "11\xa0Dec\xa02026", "Not reviewed yet"),
        ("2. Ask for help", "Waits", "Asks", "Review", "Partly met\nWhat worked: A card to turn over."),
    )
    assert support.rows == (
        ("Story group\nProvision for aim 1", "Ms Reed", "3 times a week", "21\xa0Sep\xa02026", "The review"),
        ("A seat at the front\nAdjustment", "Everybody", "Every lesson", "21\xa0Sep\xa02026", "27\xa0Nov\xa02026"),
    )
    assert [row[0] for row in signed.rows] == ["Parent or carer", "Ami", "Lead teacher", "SENCO"]
    assert not any(cell for row in signed.rows for cell in row[1:])


@pytest.mark.parametrize(
    ("changes", "standing", "review"),
    [
        (
            {"stage": Stage.PLAN, "started_on": None},
            "still being agreed",
            "We review this plan on Thursday 17 December",
        ),
        ({}, "started on Monday 21 September", "2026 at 15:30. You and your child are invited."),
        ({"stage": Stage.REVIEW}, "started on Monday 21 September", "We review this plan on Thursday 17 December 2026"),
        (
            {"stage": Stage.CLOSED, "closed_on": date(2026, 12, 17), "ended": Ended.REPLACED},
            "ended on Thursday 17 December 2026 without a review",
            "at least three times each year",
        ),
        (
            {
                "stage": Stage.CLOSED,
                "closed_on": date(2026, 12, 17),
                "next_step": NextStep.LEAVE,
                "impact": "She retells.",
                "monitor_until": date(2027, 3, 25),
            },
            "reviewed and closed on Thursday 17 December 2026",
            f"She retells.\nWhat happens next: {NEXT[NextStep.LEAVE]}\nWe look again on Thursday 25 March 2027.",
        ),
    ],
    ids=["agreeing", "under way", "under review", "ended", "reviewed"],
)
def test_it_says_how_the_plan_stands(changes: dict[str, Any], standing: str, review: str) -> None:
    document = in_words(handed(**changes), MADE)
    assert standing in text_of(document, "Who this plan is for")
    assert review in text_of(document, "When we look at this plan again")


@pytest.mark.parametrize("stage", [Stage.CLOSED])
def test_a_closed_plan_invites_nobody_to_a_review(stage: Stage) -> None:
    document = in_words(handed(stage=stage, closed_on=date(2026, 12, 17), ended=Ended.REPLACED), MADE)
    assert "invited" not in text_of(document)


def test_without_a_date_for_the_review_it_says_that_it_will_be_told() -> None:
    document = in_words(replace(handed(review_on=None), review=None), MADE)
    assert "still to be agreed. We will tell you" in text_of(document, "When we look at this plan again")


def test_a_place_is_said_with_the_review() -> None:
    document = in_words(replace(handed(), review=replace(REVIEW, place="Room 4")), MADE)
    assert "at 15:30, Room 4." in text_of(document)


def test_what_nobody_has_written_is_asked_for() -> None:
    empty = replace(handed(strengths="", pupil_views="", parents_views=""), outcomes=(), lines=(), sencos=())
    document = in_words(empty, MADE)
    assert text_of(document).count(NOT_WRITTEN) == 3
    assert not [part for part in document.parts if isinstance(part, Rows) and part.heading != "Agreed"]
    assert "co-ordinator (SENCO):" not in text_of(document)
    assert ADVICE in text_of(document, "Whom to speak to")


@pytest.mark.parametrize("step", NextStep)
def test_every_next_step_has_words_for_parents(step: NextStep) -> None:
    assert NEXT[step].endswith(".")


def test_nothing_of_it_shows_where_it_is_logged() -> None:
    plan = handed()
    assert repr(plan) == f"<{Handed.__name__}>"
    assert repr(in_words(plan, MADE)) == "<Document>"
    assert {field.name for field in fields(Document)} >= {"word", "about"}

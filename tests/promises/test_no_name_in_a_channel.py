"""The sacred one: whatever is asked, no pupil's name, UPN, date of birth or free text is posted or logged."""

import json
import logging
from itertools import product

import pytest
from sqlalchemy import select

from storage.tables import notices, pupils
from tests.school import REFERRAL, SchoolStory, reference_in

FORENAMES = ("Amara", "Bronwen", "Casimir", "Dilys", "Efosa", "Fiadh", "Gwilym", "Hafsa", "Ioan", "Jagoda")
SURNAMES = ("Abernathy", "Balogun", "Czerny", "Dhaliwal", "Eze", "Fairweather", "Gill-Hoare", "Hossain")
TYPED = {
    "what_have_you_noticed": "zq-noticed",
    "what_have_you_tried": "zq-tried",
    "what_else_have_you_tried": "zq-also",
    "did_that_help": "It helped",
    "their_view_or_why_not_yet": "zq-parents",
    "what_would_you_like_to_happen": "zq-hoped",
    "since_when": "2026-08-03",
}
DECIDED = {
    "main_reason": "Another reason",
    "why": "zq-rationale",
    "what_should_be_tried_in_class": "zq-universal",
    "who_does_it": "zq-who",
    "when_to_look_again": "2026-11-02",
    "what_would_reopen_it": "zq-reopen",
}
SUPPORT = {
    "primary_need": "Moderate learning difficulty",
    "why": "zq-support",
    "parents_informed_on": "2026-09-11",
}
AGENCY = {"which_agency_or_specialist": "zq-agency", "why": "zq-reason", "has_consent_been_given": "No"}


async def test_nothing_about_a_pupil_is_posted_or_logged(school: SchoolStory, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    everyone = [f"{forename} {surname}" for forename, surname in product(FORENAMES, SURNAMES)]
    for n, name in enumerate(everyone):
        await school.enrols(name, year=n % 7 or "R", group=f"{n % 7}B")
    await school.has_a_senco_channel()
    drawn: list[str] = []

    async def looked_at() -> list[object]:
        cards = list(await school.channel())
        drawn.extend(str(card) for card in cards)
        for hands in school.people.values():
            drawn.extend(str(message) for message in await school.private(hands))
        return cards

    for name, way in zip(
        everyone[::9], ("accept", "ask", "not send", "support", "agency", "close", "stop", "wrong"), strict=False
    ):
        await school.teacher.asks("refer")
        if way == "stop":
            await school.teacher.fills_in(**{**REFERRAL, **TYPED, "pupil": name, SAFEGUARDING: "Yes"})
            continue
        if way == "wrong":
            await school.teacher.fills_in(**{**REFERRAL, **TYPED, "pupil": name, "since_when": "2027-01-01"})
            assert school.teacher.errors
            continue
        await school.teacher.fills_in(**{**REFERRAL, **TYPED, "pupil": name})
        reference = reference_in(school.teacher.said)
        card = next(card for card in await looked_at() if reference in str(card))
        await school.senco.presses("Read it", card)
        assert name in school.senco.said  # it is there, for the one who may
        if way == "accept":
            await school.senco.presses("Accept", card)
        elif way == "ask":
            await school.senco.presses("Ask for more", card)
            await school.senco.fills_in(what_do_you_need_to_know="zq-question")
            await looked_at()
            await school.teacher.presses("Read and answer", (await school.private(school.teacher))[-1])
            await school.teacher.fills_in(your_answer="zq-answer")
        elif way in ("support", "agency"):
            await school.senco.presses("Accept", card)
            await school.senco.asks(f"referral checklist {reference}")
            await school.senco.presses("Pupil observed: Tick")
            await school.senco.fills_in(in_a_line="zq-observed")
            await looked_at()
            await school.senco.asks(f"decide {reference}")
            await school.senco.presses("SEN support" if way == "support" else "Another agency")
            await school.senco.fills_in(**(SUPPORT if way == "support" else AGENCY))
            assert "Decided after 0 school days" in school.senco.said
        elif way == "not send":
            await school.senco.presses("Decide", card)
            await school.senco.presses("Not SEND")
            await school.senco.fills_in(**DECIDED)
        else:
            await school.senco.presses("Duplicate / withdrawn", card)
            await school.senco.fills_in(why="Withdrawn")
        await looked_at()

    await school.senco.asks(f"register history {everyone[27]}")
    await school.senco.presses("Take off the register")
    await school.senco.fills_in(why="zq-off", parents_informed_on="2026-09-14", watch_progress_until="2026-11-20")
    assert school.senco.said.startswith("Taken off")
    await school.senco.asks("register")
    await looked_at()

    private = await all_that_is_private(school)
    posted = "\n".join(drawn)
    made = "\n".join(await every_notice_made(school))
    logged = "\n".join(f"{record.getMessage()} {record.exc_text or ''}" for record in ours(caplog))
    assert len(drawn) > 10
    for words in private:
        assert words not in posted, f"posted: {words}"
        assert words not in made, f"made into a notice: {words}"
        assert words not in logged, f"logged: {words}"


SAFEGUARDING = "is_this_a_safeguarding_or_child_protection_concern"


def ours(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    """What the bot logs; the local platform's own server and the test's client are not the bot."""
    return [r for r in caplog.records if r.name.startswith(("chatops", "slack", "botbuilder", "msrest", "sqlalchemy"))]


async def every_notice_made(school: SchoolStory) -> list[str]:
    async with school.service.database.reading() as connection:
        return [json.dumps(json.loads(c), ensure_ascii=False) for c in await connection.scalars(select(notices.c.card))]


async def all_that_is_private(school: SchoolStory) -> set[str]:
    """Every name, id and typed word that must stay in the records."""
    async with school.service.database.reading() as connection:
        rows = (await connection.execute(select(pupils.c.upn, pupils.c.id))).all()
    names = {*FORENAMES, *SURNAMES, "Amina", "Yusuf", "2018-01-20", "zq-"}
    return names | {value for row in rows for value in row}

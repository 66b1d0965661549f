"""From an accepted referral to a decision: the checklist, each outcome, the clock, who hears. On every face."""

from typing import Any

import pytest
from sqlalchemy import select

from commands.domain.pupil import Provision
from storage.subjects.decisions import referral_decisions
from storage.subjects.register import register_entries
from storage.tables import pupils
from tests.scenarios.test_refer import everything_stored
from tests.school import SchoolStory

SUPPORT: dict[str, Any] = {
    "primary_need": "Speech, language and communication needs",
    "why": "Two cycles without progress.",
    "parents_informed_on": "2026-09-11",
}
OUTCOMES: dict[str, tuple[dict[str, Any], str, tuple[str, ...]]] = {
    "Monitoring": (
        {
            "why": "Some progress since June.",
            "what_is_in_place": "Reading in pairs",
            "who_does_it": "Class teacher",
            "monitor_until": "2026-11-02",
            "what_would_bring_it_back_sooner": "No change in retelling",
        },
        "Decided: monitoring; support in class",
        ("Some progress since June.", "Reading in pairs", "Monday 2 November 2026", "No change in retelling"),
    ),
    "SEN support": (
        SUPPORT,
        "Decided: SEN support",
        ("Two cycles without progress.", "Cognition and learning", "(SLCN)", "Friday 11 September 2026"),
    ),
    "Another agency": (
        {
            "which_agency_or_specialist": "Speech and language therapy",
            "why": "Sounds are missing.",
            "has_consent_been_given": "Yes",
            "when_was_it_given": "2026-09-10",
        },
        "Decided: another agency is to be asked",
        ("Speech and language therapy", "Sounds are missing.", "Given on Thursday 10 September 2026"),
    ),
    "EHC needs assessment": (
        {
            "evidence_there_is": ("Attainment and rate of progress", "Action the school has already taken"),
            "attainment_and_rate_of_progress": "Three years behind.",
            "action_the_school_has_already_taken": "Four cycles.",
        },
        "Decided: an EHC needs assessment is to be asked for",
        ("Attainment and rate of progress: Three years behind.", "Code of Practice, 9.14"),
    ),
}


async def accepted(school: SchoolStory) -> str:
    await school.has_a_senco_channel()
    reference = await school.referred()
    [card] = await school.channel()
    await school.senco.presses("Accept", card)
    return reference


async def test_the_checklist_is_ticked_with_a_day_and_a_line_and_what_was_ticked_before_stays(
    school: SchoolStory,
) -> None:
    reference = await accepted(school)
    [card] = await school.channel()
    await school.senco.presses("Read it", card)
    await school.senco.presses("Checklist")
    for words in ("0 of 4 done.", "Data looked at", "Pupil observed", "Parents met", "Specialist asked for"):
        assert words in school.senco.said

    await school.senco.presses("Pupil observed: Tick")
    await school.senco.fills_in(on_which_day="2026-09-15", in_a_line="Alone at play.")
    assert "in the future" in school.senco.errors["On which day?"]
    await school.senco.fills_in(on_which_day="2026-09-11")
    assert "Ticked: pupil observed. 1 of 4 done." in school.senco.said
    assert "Alone" not in school.senco.said

    await school.second_senco.asks(f"referral checklist {reference}")
    await school.second_senco.presses("✓ Pupil observed: Tick again")
    await school.second_senco.fills_in(in_a_line="With a friend this time.")
    await school.senco.asks(f"referral checklist {reference}")
    said = school.senco.said
    assert "With a friend this time." in said
    assert "Before: Pupil observed: Alone at play." in said
    assert "Friday 11 September 2026; ticked by Sam Okoro" in said
    assert "ticked by Ada Quill" in said
    assert "Alone" not in str(await school.channel())


async def test_a_checklist_is_for_an_accepted_referral_that_is_not_yet_decided(school: SchoolStory) -> None:
    await school.has_a_senco_channel()
    reference = await school.referred()
    await school.senco.asks(f"referral checklist {reference}")
    assert "accept it first" in school.senco.said

    [card] = await school.channel()
    await school.senco.presses("Accept", card)
    await school.senco.asks(f"referral checklist {reference}")
    await school.senco.presses("Data looked at: Tick")
    await school.second_senco.asks(f"decide {reference}")
    await school.second_senco.presses("SEN support")
    await school.second_senco.fills_in(**SUPPORT)
    await school.senco.fills_in(in_a_line="Below the others.")
    assert "Nothing was changed" in school.senco.said
    assert "decided: SEN support, taken by Sam Okoro" in school.senco.said


@pytest.mark.parametrize("outcome", OUTCOMES)
async def test_each_outcome_is_recorded_counted_and_told(school: SchoolStory, outcome: str) -> None:
    answers, state, recorded = OUTCOMES[outcome]
    reference = await accepted(school)
    school.passes(days=8)  # from a Monday to the Tuesday of the next week

    [card] = await school.channel()
    await school.senco.presses("Read it", card)
    assert "6 school days" in school.senco.said
    await school.senco.presses("Decide")
    await school.senco.presses(outcome)
    await school.senco.fills_in(**answers)

    assert "Decided after 6 school days." in school.senco.said
    [card] = await school.channel()
    assert state in str(card)
    told = (await school.private(school.teacher))[-1]
    assert reference in str(told)
    for words in ("Amina", *answers.values()):
        assert str(words) not in str(told)
        assert str(words) not in str(card)
    await school.teacher.presses("Read it", told)
    for words in (*recorded, "Decided after", "6 school days"):
        assert words in school.teacher.said
    await school.teacher.asks("my referrals")
    assert state in school.teacher.said
    await school.senco.asks("referrals")
    assert reference not in school.senco.said
    await school.second_senco.asks(f"decide {reference}")
    assert "Nothing was changed" in school.second_senco.said


async def test_sen_support_puts_the_pupil_on_the_register_in_the_same_moment(school: SchoolStory) -> None:
    reference = await accepted(school)
    await school.senco.asks(f"decide {reference}")
    await school.senco.presses("SEN support")
    await school.senco.fills_in(primary_need="Moderate learning difficulty", why="Data.", parents_informed_on="")
    assert school.senco.errors  # the parents must be told first
    await school.senco.fills_in(parents_informed_on="2026-09-20")
    assert "in the future" in school.senco.errors["Parents informed on"]
    assert await rows(school, register_entries) == []

    await school.senco.fills_in(parents_informed_on="2026-09-14")

    [entry] = await rows(school, register_entries)
    assert (entry.referral, entry.primary_need) == (reference, "MLD")
    [decision] = await rows(school, referral_decisions)
    assert decision.reference == reference
    [pupil] = await rows(school, pupils)
    assert pupil.provision is Provision.SUPPORT
    await school.senco.presses("Make the plan")
    assert school.senco.form == "Plan SEN support"
    await school.senco.asks("register history amina")
    assert f"decided on {reference}" in school.senco.said


async def test_sen_support_for_a_pupil_with_a_plan_or_gone_is_refused_with_what_to_do(school: SchoolStory) -> None:
    reference = await accepted(school)
    await school.senco.asks("put on register amina")
    await school.senco.fills_in(provision="EHC plan", primary_need="Hearing impairment", why="Moved in with a plan.")
    await school.senco.asks(f"decide {reference}")
    await school.senco.presses("SEN support")
    assert "has an EHC plan" in school.senco.said
    assert school.senco.form is None

    [pupil] = await rows(school, pupils)
    await school.loses(pupil.id, school.clock.now().date())
    await school.senco.asks(f"decide sen support {reference}")
    assert "has left the school" in school.senco.said


async def test_safeguarding_names_the_lead_and_keeps_only_the_fact(school: SchoolStory) -> None:
    reference = await accepted(school)
    await school.senco.asks(f"decide {reference}")
    await school.senco.presses("Safeguarding")
    await school.senco.fills_in(has_the_safeguarding_lead_been_told="No")
    assert "Grace Lin, extension 112" in str(school.senco.errors)
    await school.senco.fills_in(has_the_safeguarding_lead_been_told="Yes")

    assert f"{reference}: decided. Decided after" in school.senco.said
    [card] = await school.channel()
    told = (await school.private(school.teacher))[-1]
    for drawn in (str(card), str(told)):
        assert "afeguarding" not in drawn
        assert "Grace Lin" not in drawn
    await school.teacher.presses("Read it", told)
    assert "speak to Grace Lin, extension 112 now" in school.teacher.said
    assert await rows(school, referral_decisions) == []
    assert "redirect_safeguarding" in await everything_stored(school)


@pytest.mark.parametrize(
    ("outcome", "answers", "question", "words"),
    [
        ("Another agency", {"has_consent_been_given": "Yes"}, "When was it given?", "the day consent was given"),
        (
            "Another agency",
            {"has_consent_been_given": "No", "when_was_it_given": "2026-09-10"},
            "When was it given?",
            "no consent",
        ),
        (
            "EHC needs assessment",
            {"evidence_there_is": ("Attainment and rate of progress",)},
            "Attainment and rate of progress",
            "in a line what the evidence is",
        ),
        ("Monitoring", {"monitor_until": "2026-09-14"}, "Monitor until", "a day to come"),
    ],
)
async def test_what_an_outcome_must_record_is_asked_for(
    school: SchoolStory, outcome: str, answers: dict[str, Any], question: str, words: str
) -> None:
    reference = await accepted(school)
    await school.senco.asks(f"decide {reference}")
    await school.senco.presses(outcome)
    given = {} if outcome.startswith("EHC") else {k: v for k, v in OUTCOMES[outcome][0].items() if "given" not in k}
    await school.senco.fills_in(**{**given, **answers})
    assert words in school.senco.errors[question]


async def test_two_sencos_decide_and_the_second_is_told_how_it_stands(school: SchoolStory) -> None:
    reference = await accepted(school)
    for senco in (school.senco, school.second_senco):
        await senco.asks(f"decide {reference}")
    await school.senco.presses("SEN support")
    await school.second_senco.presses("Monitoring")
    await school.senco.fills_in(**SUPPORT)
    await school.second_senco.fills_in(**OUTCOMES["Monitoring"][0])

    assert "Nothing was changed" in school.second_senco.said
    assert "decided: SEN support" in school.second_senco.said
    assert len(await rows(school, referral_decisions)) == 1


async def test_nobody_but_a_senco_decides_or_ticks(school: SchoolStory) -> None:
    reference = await accepted(school)
    for word in ("decide", "referral checklist", "decide sen support", "decide safeguarding"):
        await school.teacher.asks(f"{word} {reference}")
        assert "may not ask this" in school.teacher.said
        assert school.teacher.form is None
    await school.teacher.asks(f"read referral {reference}")
    assert "Checklist" not in school.teacher.said


async def rows(school: SchoolStory, table: Any) -> list[Any]:
    async with school.service.database.reading() as connection:
        return list(await connection.execute(select(table)))

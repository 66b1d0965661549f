"""Which EHC needs assessment an ask is about, and all that is known of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from commands.domain.assessment import Assessment, ExceptionClaim, facts_of, standings
from commands.domain.days.calendar import SchoolCalendar
from commands.domain.law.clock_facts import DeadlineState, FactWord, as_they_stand
from commands.domain.law.ruleset import Fact
from commands.domain.privacy.discreet import Discreet
from commands.domain.pupil import Pupil
from commands.kit import Ask, Records, Refusal
from commands.kit.too_late import as_it_stands
from commands.kit.which_pupil import not_here

NOT_FOUND = "There is no EHC needs assessment with that reference. Ask for “ehc” to see those that are open."
NO_SUCH_FACT = "Open the assessment from “ehc” and press “Record” beside what has happened."
INSTEAD = "Ask for “ehc request” to record another request."


@dataclass(frozen=True, repr=False)
class WholeAssessment(Discreet):
    """One assessment with everything recorded of it, and its deadlines as they stand."""

    assessment: Assessment
    pupil: Pupil | None
    words: Sequence[FactWord]
    claims: Sequence[ExceptionClaim]
    calendar: SchoolCalendar
    local: str

    @property
    def facts(self) -> dict[str, date]:
        return as_they_stand(self.words)

    @property
    def standing(self) -> tuple[DeadlineState, ...]:
        return standings(self.assessment, self.facts, self.calendar, self.local)


async def known(assessment: Assessment, records: Records) -> WholeAssessment:
    reference = assessment.reference
    return WholeAssessment(
        assessment,
        await records.pupil(assessment.pupil_id),
        (await records.clock_facts.words_on([reference])).get(reference, ()),
        await records.assessments.claims(reference),
        await records.calendar(),
        records.school.local_rules,
    )


async def the_assessment(ask: Ask, records: Records) -> Assessment:
    """By its reference, which a button may carry with a fact behind a full stop. Raises `Refusal`."""
    found = await records.assessments.one(ask.named.which)
    if found is None:
        raise not_here(NOT_FOUND, ask)
    return found


async def the_open_one(ask: Ask, records: Records) -> Assessment:
    """The same, while it has not ended."""
    found = await the_assessment(ask, records)
    if found.ended_as:
        raise as_it_stands(found.reference, found.ended_as.in_sentence, instead=INSTEAD)
    return found


OneFact = tuple[Assessment, Fact]


async def the_fact(ask: Ask, records: Records) -> OneFact:
    """An open assessment, and which fact of it a button carries. Raises `Refusal`."""
    assessment = await the_open_one(ask, records)
    fact = next((one for one in facts_of(assessment.rules) if one.id == ask.pressed.part), None)
    if fact is None:
        raise Refusal(NO_SUCH_FACT)
    return assessment, fact

"""`ehc request`: a request for an EHC needs assessment starts its clock."""

from collections.abc import Iterator
from datetime import date, timedelta

from commands.domain.assessment import RECEIVED, SENT, AskedBy, Assessment
from commands.domain.days.dates import day
from commands.domain.law.clock_facts import FactWord
from commands.domain.law.ruleset import in_force
from commands.domain.law.rulesets import RULESETS
from commands.domain.privacy.reach import SENCOS
from commands.domain.pupil import Pupil
from commands.ehc.about import known
from commands.ehc.cards import assessment_card
from commands.kit import Ask, Choice, Day, Form, Lookup, Mistakes, Opening, Records, Reply, command, optional
from commands.kit.which_pupil import A_PUPIL, pupil_meant

OLD = timedelta(days=2 * 366)
"""How long ago a request may be: beyond it, the year is a slip."""


class RequestForm(Form, title="EHC needs assessment", submit="Start the clock"):
    """A request to the local authority. Its clock runs from the day the authority received it."""

    pupil = Lookup("Pupil", of="pupils", hint="Type part of the name.")
    asked_by = Choice("Who asked?", AskedBy)
    sent_on = optional(Day("Sent on"))
    received_on = optional(
        Day("Received by the authority on", hint="Left empty until it says: counted from the sending.")
    )

    def check(self, today: date) -> Iterator[tuple[str, str]]:
        if not self.sent_on and not self.received_on:
            yield "received_on", "Give the day it was received; or, while you do not know it, the day it was sent."
        for name, on in (("sent_on", self.sent_on), ("received_on", self.received_on)):
            if on and on > today:
                yield name, "This date is in the future. Record it once it has happened."
            elif on and today - on > OLD:
                yield name, "This is more than two years ago. Check the year."
        if self.sent_on and self.received_on and self.received_on < self.sent_on:
            yield "received_on", "It cannot be received before it was sent. Check both days."


async def opening(ask: Ask, records: Records) -> Opening:
    meant = await pupil_meant(ask, records)
    answers = {"pupil": meant.pupil} if meant.pupil else {}
    return Opening({**answers, "asked_by": str(AskedBy.SCHOOL.value)}, intro=meant.words)


@command(
    "ehc request", SENCOS, "Record a request for an EHC needs assessment", of=A_PUPIL, form=RequestForm, opening=opening
)
async def ehc_request(ask: Ask, pupil: Pupil, form: RequestForm, records: Records) -> Reply:
    for other in await records.assessments.of_pupil(pupil.id):
        if other.is_open:
            raise Mistakes(pupil=f"{other.reference} is open for this pupil. Ask for “ehc {other.reference}” instead.")
    first = min(on for on in (form.sent_on, form.received_on) if on)
    ruleset = in_force(RULESETS, "england", first)
    if ruleset is None:
        raise Mistakes(received_on="No rules are known for that day.")
    assessment = Assessment(
        school_id=ask.school.id,
        reference=await records.reference("E"),
        pupil_id=pupil.id,
        asked_by=form.asked_by,
        ruleset=ruleset.id,
        begun_by=ask.person.id,
        begun_on=ask.today,
    )
    facts = ((SENT, form.sent_on), (RECEIVED, form.received_on))
    words = [
        FactWord(ask.school.id, assessment.reference, fact, on, ask.person.id, ask.now) for fact, on in facts if on
    ]
    await records.save(assessment, *words)
    found = await known(assessment, records)
    final = next((one for one in found.standing if one.deadline.rule.id == "ehc.final"), None)
    until = f" A final plan is due by {day(final.deadline.due)}." if final else ""
    names = await records.names(ask.person.id)
    said = f"{assessment.reference}: the clock runs.{until}"
    return Reply(said, assessment_card(found, names, ask.today), about=assessment.reference)

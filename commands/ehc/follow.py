"""`ehc`: the assessments under way by what is next; in each what happened is recorded, corrected or taken back."""

from collections.abc import Iterator
from datetime import date

from commands.domain.assessment import Assessment, AssessmentEnd, ExceptionClaim, ExceptionReason, standings
from commands.domain.days.dates import day
from commands.domain.law.clock_facts import DeadlineState, FactWord, as_they_stand, what_is_next
from commands.domain.privacy.reach import SENCOS
from commands.domain.pupil import Pupil
from commands.ehc.about import OneFact, known, the_assessment, the_fact, the_open_one
from commands.ehc.cards import assessment_card
from commands.kit import (
    Ask,
    Button,
    Card,
    Choice,
    Day,
    Form,
    Item,
    Items,
    Opening,
    Page,
    Records,
    Refusal,
    Reply,
    Text,
    command,
    optional,
)
from commands.kit.ask import REFERENCE
from commands.kit.deadline_lines import stands, when
from commands.kit.limits import ITEMS

NONE = "No EHC needs assessment is under way. Ask for “ehc request” to record a request."
FUTURE = "This date is in the future. Record it once it has happened."
REQUEST = Button("Record a request", "ehc request")


@command("ehc", SENCOS, "See the EHC needs assessments under way, by what is next", detail=True, look=True)
async def ehc(ask: Ask, records: Records) -> Reply:
    """With a reference, that one."""
    if REFERENCE.fullmatch(ask.which):
        return await _shown(ask, records, await the_assessment(ask, records), "That you have looked is recorded.")
    found = await records.assessments.open()
    if not found:
        return Reply(NONE, Card("EHC needs assessments", (), (REQUEST,)))
    words = await records.clock_facts.words_on([one.reference for one in found])
    calendar, local = await records.calendar(), records.school.local_rules
    known_of = {one.reference: as_they_stand(words.get(one.reference, ())) for one in found}
    following = [(one, what_is_next(standings(one, known_of[one.reference], calendar, local))) for one in found]
    following.sort(key=lambda pair: (pair[1].deadline.act_by if pair[1] else date.max, pair[0].reference))
    skip = ask.named.skip
    page = following[skip : skip + ITEMS]
    pupils = await records.pupils([one.pupil_id for one, _ in page])
    items = tuple(_line(one, following_, pupils[one.pupil_id], ask.today) for one, following_ in page)
    at = Page(skip, len(page), len(found))
    card = Card("EHC needs assessments", (Items(items), at.words), (*at.after("ehc"), REQUEST))
    return Reply(f"{len(found)} under way, by what is next.", card)


def _line(one: Assessment, following: DeadlineState | None, pupil: Pupil, today: date) -> Item:
    opened = Button("Open", "ehc", one.reference)
    who = f"{one.reference}: {pupil.name}, {pupil.year_in_words}"
    if following is None:
        return Item(who, "nothing is waited for; say how it ended", (opened,))
    rule = following.deadline.rule
    return Item(who, f"{stands(following, today)}{when(following)}: {rule.what} ({rule.owner.label})", (opened,))


async def _shown(ask: Ask, records: Records, assessment: Assessment, words: str) -> Reply:
    found = await known(assessment, records)
    names = await records.names(*(word.by for word in found.words))
    return Reply(words, assessment_card(found, names, ask.today), about=assessment.reference)


class FactForm(Form, title="What has happened", submit="Record"):
    """The day it happened. Every deadline that hangs on it is worked out anew; what was said before is kept."""

    on = Day("On which day?")
    note = optional(Text("Note", hint="Where the letter lies, say."))

    def check(self, today: date) -> Iterator[tuple[str, str]]:
        if self.on > today:
            yield "on", FUTURE


async def opening_fact(ask: Ask, of: OneFact, records: Records) -> Opening:
    assessment, fact = of
    words = (await records.clock_facts.words_on([assessment.reference])).get(assessment.reference, ())
    on = as_they_stand(words).get(fact.id)
    return Opening({"on": (on or ask.today).isoformat()}, f"{assessment.reference}: {fact.label}.")


@command("ehc fact", SENCOS, of=the_fact, form=FactForm, opening=opening_fact)
async def ehc_fact(ask: Ask, of: OneFact, form: FactForm, records: Records) -> Reply:
    assessment, fact = of
    said = FactWord(ask.school.id, assessment.reference, fact.id, form.on, ask.person.id, ask.now, form.note or "")
    await records.save(said)
    return await _shown(ask, records, assessment, f"Recorded: {fact.label}, {day(form.on)}.")


@command("take back ehc fact", SENCOS, of=the_fact, detail=True)
async def take_back_fact(ask: Ask, of: OneFact, records: Records) -> Reply:
    assessment, fact = of
    words = (await records.clock_facts.words_on([assessment.reference])).get(assessment.reference, ())
    if fact.id not in as_they_stand(words):
        raise Refusal(f"Nothing was changed: it is not recorded that this has happened: {fact.label}.")
    await records.save(FactWord(ask.school.id, assessment.reference, fact.id, None, ask.person.id, ask.now))
    return await _shown(ask, records, assessment, f"Taken back: {fact.label}.")


class ExceptionForm(Form, title="Exception claimed", submit="Record it"):
    """Only what the authority or an adviser says of itself. The day in law stays beside it."""

    reason = Choice("Why?", ExceptionReason)
    told_on = Day("When did they tell?")
    expected_on = optional(Day("When do they now expect it?"))
    letter = optional(Text("Letter", hint="Its date or where it lies."))

    def check(self, today: date) -> Iterator[tuple[str, str]]:
        if self.told_on > today:
            yield "told_on", FUTURE


async def opening_exception(ask: Ask, assessment: Assessment, records: Records) -> Opening:
    return Opening({"told_on": ask.today.isoformat()})


@command("ehc exception", SENCOS, of=the_open_one, form=ExceptionForm, opening=opening_exception)
async def ehc_exception(ask: Ask, assessment: Assessment, form: ExceptionForm, records: Records) -> Reply:
    claim = ExceptionClaim(
        school_id=ask.school.id,
        reference=assessment.reference,
        reason=form.reason,
        told_on=form.told_on,
        letter=form.letter or "",
        expected_on=form.expected_on,
        by=ask.person.id,
        at=ask.now,
    )
    await records.save(claim)
    said = f"Recorded: {form.reason.in_sentence}. The days in law stay as they are."
    return await _shown(ask, records, assessment, said)


class EndAssessmentForm(Form, title="How did it end?", submit="Record it"):
    """Its clock stops. What has happened stays to be read."""

    how = Choice("How did it end?", AssessmentEnd)
    on = Day("On which day?")

    def check(self, today: date) -> Iterator[tuple[str, str]]:
        if self.on > today:
            yield "on", FUTURE


async def opening_end(ask: Ask, assessment: Assessment, records: Records) -> Opening:
    return Opening({"on": ask.today.isoformat()})


@command("end ehc", SENCOS, of=the_open_one, form=EndAssessmentForm, opening=opening_end)
async def end_ehc(ask: Ask, assessment: Assessment, form: EndAssessmentForm, records: Records) -> Reply:
    ended = assessment.ended(form.how, form.on)
    await records.save(ended)
    pupil_id, plan = assessment.pupil_id, form.how is AssessmentEnd.PLAN
    then = (Button("Put on the register", "put on register", pupil_id, "primary"),) if plan else ()
    review = (Button("Book the annual review", "book review", pupil_id),) if plan else ()
    buttons = (*then, *review, Button("Open", "ehc", assessment.reference))
    said = f"{assessment.reference} has ended: {form.how.in_sentence}. Its clock stands still."
    return Reply(said, Card(f"Assessment {assessment.reference}", (), buttons), about=assessment.reference)

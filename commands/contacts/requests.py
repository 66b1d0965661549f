"""`parent request`: a parent's own request for an assessment, to the school or the local authority, and its answer."""

from collections.abc import Iterator
from datetime import date

from commands.domain.contact import AskedOf, ParentRequest
from commands.domain.days.dates import day
from commands.domain.privacy.reach import SENCOS
from commands.domain.pupil import Pupil
from commands.domain.words.family import Relation
from commands.kit import (
    Ask,
    Button,
    Card,
    Choice,
    Day,
    Form,
    Lookup,
    Mistakes,
    Opening,
    Records,
    Refusal,
    Reply,
    Text,
    command,
    optional,
)
from commands.kit.which_pupil import A_PUPIL, with_pupil

NOT_FOUND = "There is no such request. Ask for “contacts” to see those that were recorded."


class ParentRequestForm(Form, title="Parent's request", submit="Record it"):
    """A parent may ask the local authority for an EHC needs assessment at any time, whatever the school thinks
    (Children and Families Act 2014, section 36(1))."""

    pupil = Lookup("Pupil", of="pupils", hint="Type part of the name.")
    who = Choice("Who asked?", Relation)
    on = Day("When did they ask?")
    to = Choice("Whom did they ask?", AskedOf)
    wish = optional(Text("What do they ask for?", long=True, hint="In their words."))
    answered_on = optional(Day("Answered on", hint="Leave empty while it has not been answered."))
    answered_by = optional(Text("Answered by", hint="The person at the school, or the local authority."))

    def check(self, today: date) -> Iterator[tuple[str, str]]:
        if self.on > today:
            yield "on", "This date is in the future. Give the day they asked."
        if self.answered_on and not self.answered_by:
            yield "answered_by", "Please say who answered."
        if self.answered_by and not self.answered_on:
            yield "answered_on", "Please give the day it was answered, or leave both empty."
        yield from _day_of_answer(self.answered_on, self.on, today)


def _day_of_answer(answered_on: date | None, asked_on: date, today: date) -> Iterator[tuple[str, str]]:
    if answered_on and answered_on > today:
        yield "answered_on", "This date is in the future. Give the day it was answered."
    if answered_on and answered_on < asked_on:
        yield "answered_on", "This is before they asked. Give the day it was answered."


@command(
    "parent request",
    SENCOS,
    "Record a parent's request for assessment",
    of=A_PUPIL,
    form=ParentRequestForm,
    opening=with_pupil,
)
async def parent_request(ask: Ask, pupil: Pupil, form: ParentRequestForm, records: Records) -> Reply:
    request = ParentRequest(
        school_id=ask.school.id,
        reference=await records.reference("Q"),
        pupil_id=pupil.id,
        logged_by=ask.person.id,
        on=form.on,
        who=form.who,
        to=form.to,
        wish=form.wish or "",
        answered_on=form.answered_on,
        answered_by=form.answered_by or "",
    )
    await records.save(request)
    return Reply(_said(request), Card(f"Request {request.reference}", (), _buttons(request)), about=request.reference)


def _said(request: ParentRequest) -> str:
    if request.answered_on:
        return f"Recorded: {request.reference}, answered on {day(request.answered_on)}."
    if request.answer_due:
        return f"Recorded: {request.reference}. The local authority answers by {day(request.answer_due)}, six weeks on."
    return f"Recorded: {request.reference}. The school says how soon it answers; the law sets no period for it."


def _buttons(request: ParentRequest) -> tuple[Button, ...]:
    answer = () if request.answered_on else (Button("Answered", "answer parent request", request.reference),)
    return (*answer, Button("Contacts of this pupil", "contacts", request.pupil_id))


class RequestAnsweredForm(Form, title="Request answered", submit="Record it"):
    """When and by whom the parent was answered. The answer itself belongs in the pupil file."""

    answered_on = Day("Answered on")
    answered_by = Text("Answered by", hint="The person at the school, or the local authority.")


async def _unanswered(ask: Ask, records: Records) -> ParentRequest:
    request = await records.contacts.request(ask.pressed.which)
    if request is None:
        raise Refusal(NOT_FOUND)
    if request.answered_on:
        answered = f"it was answered on {day(request.answered_on)}, by {request.answered_by}"
        raise Refusal(f"Nothing was changed. {request.reference}: {answered}.")
    return request


async def opening_answer(ask: Ask, request: ParentRequest, records: Records) -> Opening:
    return Opening({"answered_on": ask.today.isoformat()}, f"{request.reference}, asked on {day(request.on)}.")


@command("answer parent request", SENCOS, of=_unanswered, form=RequestAnsweredForm, opening=opening_answer)
async def answered(ask: Ask, request: ParentRequest, form: RequestAnsweredForm, records: Records) -> Reply:
    wrong = dict(_day_of_answer(form.answered_on, request.on, ask.today))
    if wrong:
        raise Mistakes(**wrong)
    after = request.answered(form.answered_on, form.answered_by)
    await records.save(after)
    return Reply(_said(after), Card(f"Request {after.reference}", (), _buttons(after)), about=after.reference)

"""`refer`: a teacher refers a pupil to the SENCO."""

from collections.abc import Iterator
from datetime import date

from commands.domain.days.dates import day
from commands.domain.needs import AreaOfNeed
from commands.domain.privacy.reach import ALL_WHO_TEACH
from commands.domain.pupil import Pupil
from commands.domain.referral import Duration, Effect, Happened, Referral, ReferralEvent, Urgency, reply_due
from commands.kit import (
    Ask,
    Button,
    Card,
    Choice,
    Choices,
    Day,
    Facts,
    Form,
    Lookup,
    Records,
    Reply,
    Stop,
    Text,
    YesNo,
    command,
    optional,
)
from commands.kit.which_pupil import A_PUPIL, with_pupil
from commands.referrals.cards import to_channel


class ReferralForm(Form, title="Refer a pupil", submit="Send to SENCO"):
    """Two minutes. Write what you have seen; only the SENCO reads it."""

    safeguarding = Stop(
        "Is this a safeguarding or child protection concern?",
        hint="If yes, stop here and tell the designated safeguarding lead now. Nothing you typed is kept.",
    )
    pupil = Lookup("Pupil", of="pupils", hint="Type part of the name. Pupils you teach come first.")
    areas = Choices("Main areas of need", AreaOfNeed, hint="Tick what fits best; one is enough.")
    noticed = Text("What have you noticed?", long=True, hint="What you have seen or measured, not a diagnosis.")
    since = optional(Day("Since when?", hint="Roughly is fine."))
    tried = Text("What have you tried?", hint="One adjustment in class. There is room for a second below.")
    tried_for = Choice("For how long?", Duration)
    tried_effect = Choice("Did it help?", Effect)
    also_tried = optional(Text("What else have you tried?", hint="Two are better than one: agencies ask for them."))
    also_tried_for = optional(Choice("For how long was that?", Duration))
    also_tried_effect = optional(Choice("Did that help?", Effect))
    parents_told = Choice("Have you spoken to the parents?", YesNo)
    parents_told_on = optional(Day("When did you speak to them?"))
    parents_view = optional(Text("Their view, or why not yet", long=True))
    urgency = Choice("How urgent is it?", Urgency)
    hoped = Text("What would you like to happen?", long=True, hint="Start from what the pupil should be able to do.")

    def check(self, today: date) -> Iterator[tuple[str, str]]:
        if self.since and self.since > today:
            yield "since", "This date is in the future. Give the day you first noticed it, or leave it empty."
        if self.also_tried and not self.also_tried_effect:
            yield "also_tried_effect", "Please say whether the second thing you tried helped."
        if self.parents_told is YesNo.YES and not self.parents_told_on:
            yield "parents_told_on", "Please give the day you spoke to the parents."
        if self.parents_told_on and self.parents_told_on > today:
            yield "parents_told_on", "This date is in the future. Give the day you spoke to them."
        if self.parents_told is YesNo.NO and not self.parents_view:
            yield "parents_view", "Please say in a few words why the parents have not been spoken to yet."


async def stopped(ask: Ask, records: Records) -> Reply:
    """A safeguarding concern does not belong in a referral (Keeping Children Safe in Education)."""
    return Reply(
        f"Stop here and tell {ask.school.lead_in_words} now, in person or by phone. "
        "Nothing you typed has been kept; only that this form was stopped. "
        "You can refer the pupil's learning needs separately, afterwards."
    )


@command(
    "refer",
    ALL_WHO_TEACH,
    "Refer a pupil to the SENCO",
    of=A_PUPIL,
    form=ReferralForm,
    opening=with_pupil,
    stopped=stopped,
)
async def refer(ask: Ask, pupil: Pupil, form: ReferralForm, records: Records) -> Reply:
    referral = Referral(
        school_id=ask.school.id,
        reference=await records.reference("R"),
        pupil_id=pupil.id,
        year=pupil.year,
        raised_by=ask.person.id,
        raised_on=ask.today,
        reply_by=reply_due(ask.school, form.urgency, ask.today, await records.calendar()),
        areas=form.areas,
        urgency=form.urgency,
        noticed=form.noticed,
        tried=form.tried,
        tried_for=form.tried_for,
        tried_effect=form.tried_effect,
        hoped=form.hoped,
        parents_told=form.parents_told is YesNo.YES,
        parents_told_on=form.parents_told_on if form.parents_told is YesNo.YES else None,
        parents_view=form.parents_view or "",
        since=form.since,
        also_tried=form.also_tried or "",
        also_tried_for=form.also_tried_for if form.also_tried else None,
        also_tried_effect=form.also_tried_effect if form.also_tried else None,
    )
    raised = ReferralEvent(ask.school.id, referral.reference, ask.now, ask.person.id, Happened.RAISED)
    await records.save(referral, raised)
    return Reply(
        f"Thank you. Your referral {referral.reference} is with the SENCO.",
        Card(
            "Referral received",
            (
                Facts(
                    (
                        ("Reference", referral.reference),
                        ("What happens next", "The SENCO reads it and accepts it, asks you for more, or decides."),
                        ("Reply by", day(referral.reply_by)),
                        ("You will hear", "Here, privately, of every change."),
                    )
                ),
            ),
            (Button("My referrals", "my referrals"),),
        ),
        notices=(to_channel(referral),),
        about=referral.reference,
    )

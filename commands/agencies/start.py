"""Starting a referral to an agency, recording consent for it, and adding an agency of the school's own."""

from collections.abc import Iterator
from datetime import date

from commands.agencies.moves import one_to_move, stored
from commands.agencies.prefilled import carried_over
from commands.domain.agency import LONGEST_WAIT, STANDARD, as_the_school_says
from commands.domain.agency_referral import AgencyReferral, AgencyState, ConsentGiver, is_too_young_to_consent
from commands.domain.privacy.reach import SENCOS
from commands.domain.pupil import Pupil
from commands.kit import (
    NOTHING,
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
    Reply,
    Text,
    command,
    optional,
)
from commands.kit.which_pupil import A_PUPIL, pupil_meant

TOO_YOUNG = "This agency needs the parent's consent at the pupil's age. Record the parent's, or leave it out for now."


class AgencyReferralForm(Form, title="Refer to an agency", submit="Start it"):
    """Parents are part of this decision. Record their consent now if they have given it, or later."""

    pupil = Lookup("Pupil", of="pupils", hint="Type part of the name.")
    agency = Lookup("Agency", of="agencies", hint="Type part of its name. Not listed? Ask for “add agency”.")
    reason = Text("Reason", long=True, hint="What has been tried, and what the agency should look at.")
    consent_by = optional(Choice("Consent given by", ConsentGiver, hint="Leave empty if it has not been given yet."))
    consent_on = optional(Day("Consent given on"))
    consent_scope = optional(Text("Consent covers", hint="What may be shared, and with whom."))
    consent_until = optional(Day("Consent runs out on", hint="Leave empty if no end was agreed."))

    def check(self, today: date) -> Iterator[tuple[str, str]]:
        if self.consent_by or self.consent_on or self.consent_scope:
            if not self.consent_by:
                yield "consent_by", "Please say who gave consent, or leave all of it empty for now."
            if not self.consent_on:
                yield "consent_on", "Please give the day consent was given, or leave all of it empty for now."
            if not self.consent_scope:
                yield "consent_scope", "Please say what the consent covers, or leave all of it empty for now."
        yield from _days_of_consent(self.consent_on, self.consent_until, today)


def _days_of_consent(on: date | None, until: date | None, today: date) -> Iterator[tuple[str, str]]:
    if on and on > today:
        yield "consent_on", "This date is in the future. Give the day consent was given."
    if until and until < today:
        yield "consent_until", "This consent has run out already. Ask for it anew, or leave the end empty."


async def opening(ask: Ask, records: Records) -> Opening:
    """`agency referral amina` opens with Amina chosen; a press after a decision or a review, with what it has said."""
    meant = await pupil_meant(ask, records)
    if not meant.pupil:
        return Opening(intro=meant.words)
    answers, words = await carried_over(ask.pressed.word, meant.pupil, records)
    return Opening({"pupil": meant.pupil, **answers}, words)


@command(
    "agency referral",
    SENCOS,
    "Refer a pupil to an outside agency",
    of=A_PUPIL,
    form=AgencyReferralForm,
    opening=opening,
)
async def agency_referral(ask: Ask, pupil: Pupil, form: AgencyReferralForm, records: Records) -> Reply:
    agency = (await records.agencies.known()).get(form.agency)
    if form.consent_by and is_too_young_to_consent(form.consent_by, agency, pupil.born, form.consent_on or ask.today):
        raise Mistakes(consent_by=TOO_YOUNG)
    referral = AgencyReferral(
        school_id=ask.school.id,
        reference=await records.reference("A"),
        agency=form.agency,
        pupil_id=pupil.id,
        reason=form.reason,
        started_by=ask.person.id,
        started_on=ask.today,
        state=AgencyState.READY if form.consent_by else AgencyState.DRAFT,
        consent_by=form.consent_by,
        consent_on=form.consent_on,
        consent_scope=form.consent_scope or "",
        consent_until=form.consent_until if form.consent_by else None,
    )
    needed = "" if form.consent_by or agency is None else f" Needed before it is sent: {agency.consent.in_sentence}."
    return await stored(ask, records, referral, also=needed)


class ConsentForm(Form, title="Consent", submit="Record consent"):
    """This is consent to refer and to share with the agency. Keep the signed paper in the pupil file."""

    consent_by = Choice("Given by", ConsentGiver)
    consent_on = Day("Given on")
    consent_scope = Text("It covers", hint="What may be shared, and with whom.")
    consent_until = optional(Day("It runs out on", hint="Leave empty if no end was agreed."))

    def check(self, today: date) -> Iterator[tuple[str, str]]:
        yield from _days_of_consent(self.consent_on, self.consent_until, today)


async def opening_consent(ask: Ask, referral: AgencyReferral, records: Records) -> Opening:
    agency = (await records.agencies.known()).get(referral.agency)
    needed = f" needs: {agency.consent.in_sentence}." if agency else "."
    return Opening({"consent_on": ask.today.isoformat()}, f"{referral.reference}{needed}")


@command("agency consent", SENCOS, of=one_to_move(AgencyState.READY), form=ConsentForm, opening=opening_consent)
async def consent(ask: Ask, referral: AgencyReferral, form: ConsentForm, records: Records) -> Reply:
    pupil = await records.pupil(referral.pupil_id)
    agency = (await records.agencies.known()).get(referral.agency)
    if is_too_young_to_consent(form.consent_by, agency, pupil.born if pupil else None, form.consent_on):
        raise Mistakes(consent_by=TOO_YOUNG)
    after = referral.consented(form.consent_by, form.consent_on, form.consent_scope, form.consent_until)
    return await stored(ask, records, after, words=f"Consent: {form.consent_by.in_sentence}")


class AgencyForm(Form, title="Add an agency", submit="Add it"):
    """An agency your school works with that is not listed, or your own usual wait for one that is."""

    name = Text(
        "Name",
        most=70,
        hint="As you want to find it. The name of a listed agency changes its wait.",
        no_pupil="It is an agency's name.",
    )
    wait_weeks = Text(
        "Expected wait in weeks",
        most=4,
        hint="From sending to a first appointment, for example 12.",
        no_pupil="It is a number of weeks.",
    )

    def check(self, today: date) -> Iterator[tuple[str, str]]:
        if not (self.wait_weeks.isdecimal() and 1 <= int(self.wait_weeks) <= LONGEST_WAIT):
            yield "wait_weeks", f"Please give a whole number of weeks, from 1 to {LONGEST_WAIT}."


@command("add agency", SENCOS, of=NOTHING, form=AgencyForm)
async def add_agency(ask: Ask, form: AgencyForm, records: Records) -> Reply:
    agency = as_the_school_says(ask.school.id, form.name, int(form.wait_weeks))
    if agency is None:
        raise Mistakes(name="Please give a name with letters in it, so that it can be found.")
    known = await records.agencies.known()
    await records.save(agency)
    done = "changed" if agency.key in known else "added"
    listed = " It is one of the standard agencies." if agency.key in {a.key for a in STANDARD} else ""
    return Reply(
        f"Done. {agency.name}, expected wait {agency.wait_weeks} weeks: {done}.{listed}",
        Card("Agencies", (), (Button("Refer a pupil to an agency", "agency referral"), Button("Agencies", "agencies"))),
    )

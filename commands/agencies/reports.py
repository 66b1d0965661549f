"""After an appointment: the report that is due, the report received, and what is made of each recommendation."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from commands.agencies.advice import advised
from commands.agencies.moves import about_it, moved, one_to_move
from commands.domain.agency_days import wrong_report_day
from commands.domain.agency_referral import AgencyReferral, AgencyState
from commands.domain.appointment import Adoption, Appointment, Recommendation
from commands.domain.days.dates import day
from commands.domain.privacy.reach import SENCOS
from commands.kit import Ask, Choice, Day, Form, Mistakes, Opening, Records, Reply, Text, command, optional


async def _latest(records: Records, referral: AgencyReferral) -> tuple[Appointment, ...]:
    """The appointment the report comes from: the latest there is."""
    return tuple(await records.agencies.appointments(referral.reference))[-1:]


class ReportDueForm(Form, title="Report to come", submit="Record it"):
    """When the agency has promised its report. You are reminded on the first school day after it."""

    due = Day("Report due on")

    def check(self, today: date) -> Iterator[tuple[str, str]]:
        if self.due < today:
            yield "due", "This day has passed. Give the day the report is due."


@command("agency report due", SENCOS, of=one_to_move(AgencyState.REPORT_AWAITED), form=ReportDueForm, opening=about_it)
async def report_due(ask: Ask, referral: AgencyReferral, form: ReportDueForm, records: Records) -> Reply:
    chase_on = (await records.calendar()).add_school_days(form.due, 1)
    due = (replace(one, report_due=form.due) for one in await _latest(records, referral))
    return await moved(
        ask,
        records,
        referral,
        AgencyState.REPORT_AWAITED,
        *due,
        words=f"Due {day(form.due)}",
        chase_on=chase_on,
    )


class ReportForm(Form, title="Report received", submit="Record it"):
    """A report's contents stay in the pupil file: give its title, its date and where it lies."""

    title_of = Text("Title")
    on = Day("Date of the report")
    link = optional(Text("Where it lies", hint="A link or a place in the pupil file; never what the report says."))

    def check(self, today: date) -> Iterator[tuple[str, str]]:
        if self.on > today:
            yield "on", "This date is in the future. Give the date on the report."


async def opening_report(ask: Ask, referral: AgencyReferral, records: Records) -> Opening:
    return Opening({"on": ask.today.isoformat()}, f"About {referral.reference}.")


@command("agency report", SENCOS, of=one_to_move(AgencyState.REPORT_RECEIVED), form=ReportForm, opening=opening_report)
async def report(ask: Ask, referral: AgencyReferral, form: ReportForm, records: Records) -> Reply:
    if wrong := wrong_report_day(form.on, await records.agencies.appointments(referral.reference)):
        raise Mistakes(on=wrong)
    received = (
        replace(one, report_title=form.title_of, report_on=form.on, report_link=form.link or "")
        for one in await _latest(records, referral)
    )
    return await moved(ask, records, referral, AgencyState.REPORT_RECEIVED, *received, words=form.title_of)


class RecommendationForm(Form, title="Recommendation", submit="Record it"):
    """One recommendation of the report, and what the school makes of it."""

    recommended = Text("What is recommended?", hint="In one line, as the plan could say it.")
    adoption = Choice("What will the school do?", Adoption)
    why = optional(Text("How, or why not?", hint="Needed when it is adapted or declined."))

    def check(self, today: date) -> Iterator[tuple[str, str]]:
        if self.adoption is not Adoption.ACCEPTED and not self.why:
            yield "why", "Please say how it is adapted, or why it is declined."


async def opening_recommendation(ask: Ask, referral: AgencyReferral, records: Records) -> Opening:
    before = len(await records.agencies.recommendations(referral.reference))
    return Opening(intro=f"About {referral.reference}. Recorded so far: {before}.")


@command(
    "agency recommendation",
    SENCOS,
    of=one_to_move(AgencyState.RECOMMENDATIONS_LOGGED),
    form=RecommendationForm,
    opening=opening_recommendation,
)
async def recommendation(ask: Ask, referral: AgencyReferral, form: RecommendationForm, records: Records) -> Reply:
    n = len(await records.agencies.recommendations(referral.reference)) + 1
    logged = Recommendation(
        ask.school.id,
        referral.reference,
        n,
        form.recommended,
        form.adoption,
        form.why or "",
        ask.person.id,
        ask.today,
    )
    plan = await advised(records, referral)
    no_plan = " No plan is open for this pupil: make one first, then add it." if not plan.open_plan else ""
    return await moved(
        ask,
        records,
        referral,
        AgencyState.RECOMMENDATIONS_LOGGED,
        logged,
        words=f"Recommendation {n}: {form.adoption.in_sentence}",
        also=no_plan if logged.is_for_the_plan else "",
        first=(plan.button(logged),) if logged.is_for_the_plan else (),
    )

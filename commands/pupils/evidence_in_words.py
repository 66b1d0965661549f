"""A pupil's evidence as a document: the chapters an agency or the local authority reads, each from the records."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from commands.domain.agency import Agency, agency_name
from commands.domain.agency_referral import AgencyReferral
from commands.domain.appointment import Appointment
from commands.domain.chronology import chronology
from commands.domain.contact import Contact
from commands.domain.cycle import Cycle
from commands.domain.days.dates import day
from commands.domain.evidence import SOURCE, Evidence, gaps
from commands.domain.needs import need_in_words
from commands.domain.outcome import Outcome, Progress
from commands.domain.privacy.discreet import Discreet
from commands.domain.pupil import Provision
from commands.domain.register import started_on
from commands.domain.round_robin import SEEN, Aspect, RoundRobin, View, spread, stands_out
from commands.domain.school import School
from commands.kit.documents import Document, Rows, Words

TITLE = "Evidence of need and support"
NONE = "Nothing is recorded here yet."
OUTCOMES = ("Outcome", "Where it started", "Target", "Result")
ADJUSTED = ("What was adjusted", "How it went", "Month by month", "Noted by")
MET = ("When", "With whom", "What was agreed")
ADVICE = ("Agency", "Referred", "How it stands", "Report")
ADVISED = ("Advice", "What the school made of it")
HAPPENED = ("When", "What", "More of it")
GONE = "A colleague who has left"


@dataclass(frozen=True, repr=False)
class Gathered(Discreet):
    """The evidence with what it takes to say it: the school, the agencies it knows, the names of colleagues by id."""

    school: School
    evidence: Evidence
    agencies: Mapping[str, Agency]
    names: Mapping[str, str]


def in_words(of: Gathered, made: str) -> Document:
    """The document. It has no UPN; its file's name and its title name nobody."""
    return Document(
        file="Evidence",
        title=TITLE,
        school=of.school.name,
        made=made,
        parts=(
            Words(whom(of), "Who this is about"),
            *plans(of.evidence),
            adjusted(of.evidence),
            *views(of),
            met(of.evidence),
            *advice(of),
            _happened(of),
            Words("\n".join(gaps(of.evidence)), "What this does not hold"),
            Words(f"What is gathered here follows what a local authority looks for ({SOURCE}).", "About this document"),
        ),
    )


def whom(of: Gathered) -> str:
    pupil, story = of.evidence.pupil, of.evidence.story
    lines = [f"{pupil.in_full}" + (f", born {day(pupil.born)}" if pupil.born else "")]
    lines.append(f"Provision: {pupil.provision.label}")
    if pupil.provision is not Provision.NONE:
        need = need_in_words(pupil.primary_need)
        second = need_in_words(pupil.secondary_need)
        lines += [f"Primary need: {need}"] if need else []
        lines += [f"Secondary need: {second}"] if second else []
        since = started_on(story.register)
        lines += [f"On the SEN register since {day(since)}"] if since else []
    if pupil.attendance is not None:
        lines.append(f"Attendance: {pupil.attendance:g}%")
    return "\n".join(lines)


def plans(evidence: Evidence) -> Iterator[Words | Rows]:
    """Each cycle of assess, plan, do and review: what was aimed for, what came of it, what was done next."""
    yield Words("" if evidence.plans else NONE, "Assess, plan, do, review")
    for cycle in evidence.plans:
        when = f"from {day(cycle.started_on)}" if cycle.started_on else ""
        until = f" to {day(cycle.closed_on)}" if cycle.closed_on else ", under way"
        yield Words(
            "\n".join(filter(None, (f"Needs: {cycle.needs}", _impact(cycle)))),
            f"Cycle {cycle.cycle_no}, {when}{until}",
            level=2,
        )
        rows = tuple(_outcome(outcome) for outcome in evidence.outcomes_of(cycle))
        if rows:
            yield Rows(OUTCOMES, rows)


def _impact(cycle: Cycle) -> str:
    if cycle.ended:
        return f"Ended without a review: {cycle.ended.in_sentence}."
    return f"Review: {cycle.impact}\nNext step: {cycle.next_step.label}." if cycle.next_step else ""


def _outcome(outcome: Outcome) -> tuple[str, ...]:
    result = "Not reviewed" if outcome.progress is Progress.OPEN else outcome.progress.label
    worked = f"\nWhat worked: {outcome.what_worked}" if outcome.what_worked else ""
    return f"{outcome.n}. {outcome.text}", outcome.baseline, outcome.target, result + worked


def plan_in_short(evidence: Evidence, cycle: Cycle) -> tuple[str, str]:
    """A plan on one line, and below it how its outcomes came out."""
    outcomes = evidence.outcomes_of(cycle)
    counted = ((mark, sum(one.progress is mark for one in outcomes)) for mark in Progress)
    came_out = ", ".join(f"{count} {mark.in_sentence}" for mark, count in counted if count)
    if cycle.next_step:
        stands = f"reviewed on {day(cycle.closed_on)}" if cycle.closed_on else "reviewed"
    else:
        stands = "ended without a review" if cycle.ended else "under way"
    return f"Cycle {cycle.cycle_no} ({cycle.reference}): {stands}", came_out or "no outcome"


def adjusted(evidence: Evidence) -> Words | Rows:
    heading = "Adjustments tried in class"
    if not evidence.works:
        return Words(NONE, heading)
    rows = (
        (one.what, one.in_words, one.over_time, f"{one.colleagues} colleague{'' if one.colleagues == 1 else 's'}")
        for one in evidence.works
    )
    return Rows(ADJUSTED, tuple(rows), heading)


def views(of: Gathered) -> Iterator[Words | Rows]:
    """The pupil's and the parents' as the latest plan has them; teachers' as they were gathered."""
    yield Words("", "Views")
    latest = of.evidence.plans[-1] if of.evidence.plans else None
    yield Words((latest and latest.pupil_views) or NONE, "The pupil's own", level=2)
    yield Words((latest and latest.parents_views) or NONE, "Parents' and carers'", level=2)
    if not of.evidence.robins:
        yield Words(NONE, "Teachers'", level=2)
    for robin, views in of.evidence.robins:
        yield _spread(robin, views)
        said = [f"{of.names.get(view.person_id, GONE)}: {view.line}" for view in views if view.line]
        yield Words("\n".join((stands_out(views), *said)))


def _spread(robin: RoundRobin, views: tuple[View, ...]) -> Rows:
    counted = spread(views)
    rows = tuple((aspect.label, *(str(counted[aspect][scale]) for scale in SEEN)) for aspect in Aspect)
    on = f", {day(robin.closed_on)}" if robin.closed_on else ""
    columns = ("How many see", *(scale.label for scale in SEEN))
    return Rows(columns, rows, f"Teachers'{on}: {len(views)} answered", level=2)


def met(evidence: Evidence) -> Words | Rows:
    heading = "Meetings with parents"
    if not evidence.meetings:
        return Words(NONE, heading)
    return Rows(MET, tuple((day(one.on), _with(one), one.agreed) for one in evidence.meetings), heading)


def _with(contact: Contact) -> str:
    return contact.who.label + (f", {contact.name}" if contact.name else "")


def meeting_in_words(contact: Contact) -> str:
    """A meeting on one line, without what was said."""
    return f"{day(contact.on)}, {_with(contact)}"


def advice(of: Gathered) -> Iterator[Words | Rows]:
    heading, story = "Advice from agencies", of.evidence.story
    if not story.agency_referrals:
        yield Words(NONE, heading)
        return
    yield Rows(ADVICE, tuple(_agency(of, referral) for referral in story.agency_referrals), heading)
    advised = tuple(
        (f"{_called(of, one.reference)}: {one.words}", one.adoption.label + (f": {one.why}" if one.why else ""))
        for one in story.recommendations
    )
    if advised:
        yield Rows(ADVISED, advised, "What was advised", level=2)


def _agency(of: Gathered, referral: AgencyReferral) -> tuple[str, ...]:
    reports = [one for one in of.evidence.reports if one.reference == referral.reference]
    sent = day(referral.sent_on) if referral.sent_on else "Not sent"
    titles = "\n".join(_titled(one) for one in reports)
    return agency_name(of.agencies, referral.agency), sent, referral.state.label, titles or "None"


def _called(of: Gathered, reference: str) -> str:
    referral = next((one for one in of.evidence.story.agency_referrals if one.reference == reference), None)
    return agency_name(of.agencies, referral.agency) if referral else reference


def _titled(report: Appointment) -> str:
    return f"{report.report_title or 'Report'}, {day(report.report_on)}" if report.report_on else report.report_title


def report_in_words(of: Gathered, report: Appointment) -> str:
    """A report on one line: whose, its title, its day."""
    return f"{_called(of, report.reference)}: {_titled(report)}"


def _happened(of: Gathered) -> Words | Rows:
    """Everything in time order, the first first."""
    entries = chronology(of.evidence.story, of.agencies)[::-1]
    heading = "In time order"
    if not entries:
        return Words(NONE, heading)
    rows = ((day(entry.on) if entry.on else "", entry.what, entry.words) for entry in entries)
    return Rows(HAPPENED, tuple(rows), heading)

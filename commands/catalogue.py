"""COMMANDS: everything staff can ask, in the order `help` shows."""

from commands import closures, schools, senco_post, trainings
from commands.adjustments import correct, lesson, note, pressed, works
from commands.agencies import days, moving, reports, start, visits, waiting
from commands.channels import moving as moved
from commands.channels import setup
from commands.contacts import log, looking, requests
from commands.cycles import begin, close, judge, make, parts
from commands.cycles import follow as plans
from commands.cycles import lesson as for_lessons
from commands.digests import personal, putting_off, weekly
from commands.digests import settings as digests
from commands.domain.person import STAFF
from commands.due import done, home, listing, undelivered
from commands.ehc import annual, clock, request
from commands.ehc import follow as assessments
from commands.kit import Ask, Button, Card, Command, Item, Items, Prose, Records, Reply, command
from commands.kit.cards import Part
from commands.pupils import evidence, looks, page, review_papers, support_plan
from commands.referrals import beyond, checklist, decide, follow, inform, refer, triage
from commands.register import change, clashes, look
from commands.reviews import book, missing
from commands.reviews import follow as reviews
from commands.roles import agreed
from commands.round_robins import answering, asking
from commands.round_robins import looking as robins
from commands.transfers import handing, recording
from commands.transfers import looking as moving_on


@command("help", "See what you can ask", only=STAFF, look=True)
async def show_help(ask: Ask, records: Records) -> Reply:
    """It lives here because it alone must know the whole catalogue.

    Who may ask much is shown the subjects, each to be opened; a subject typed, or “all”, is shown in full.
    """
    mine = [
        c for c in COMMANDS if c.shown and c.allows(ask.person) and (len(ask.schools) > 1 or c is not schools.school)
    ]
    theirs = [(subject, [c for c in commands if c in mine]) for subject, commands in SUBJECTS]
    chosen = [one for one in theirs if one[1] and one[0].casefold() == ask.which.casefold()]
    said = f"What you can ask as {ask.person.role.label} at {ask.school.name}."
    if len(mine) > IN_FULL and not chosen and ask.which.casefold() != ALL:
        subjects = tuple(
            Item(subject, ", ".join(c.word for c in commands), (Button("Open", "help", subject),))
            for subject, commands in theirs
            if commands
        )
        return Reply(f"{said} Type it, or open a subject.", Card("What you can ask", (Items(subjects),)))
    parts: list[Part] = []
    for subject, commands in chosen or theirs:
        items = tuple(Item(c.word, c.summary, (Button("Ask", c.word),)) for c in commands)
        parts += [Prose("", subject), Items(items)] if items else []
    back = (Button("All subjects", "help"),) if chosen and len(mine) > IN_FULL else ()
    return Reply(f"{said} Type it, or press Ask.", Card("What you can ask", tuple(parts), back))


IN_FULL = 25
"""How many lines `help` shows at most without being asked for all: Slack has room for fifty blocks in a message."""
ALL = "all"


SUBJECTS: tuple[tuple[str, tuple[Command, ...]], ...] = (
    ("Today", (home.home, listing.due)),
    ("Referrals", (refer.refer, follow.my_referrals, triage.referrals)),
    (
        "In class",
        (
            note.adjust,
            lesson.class_for_a_reason,
            works.works,
            answering.views,
            trainings.training,
            trainings.trainings,
        ),
    ),
    ("Pupils", (page.pupil, evidence.evidence)),
    ("SEN register", (look.register, change.put_on)),
    (
        "Plans and reviews",
        (
            make.plan,
            plans.plans,
            support_plan.support_plan,
            judge.review,
            reviews.reviews,
            book.book,
            missing.missing,
            asking.round_robin,
            robins.round_robins,
        ),
    ),
    ("Agencies", (start.agency_referral, waiting.agencies, visits.appointment)),
    ("EHC plans", (request.ehc_request, assessments.ehc, annual.annual_review, clock.clock)),
    ("Moving on", (moving_on.transfers, moving_on.transfer, handing.transition_list)),
    ("Parents", (log.contact, looking.contacts, looking.parents_due, requests.parent_request)),
    ("The school's year", (closures.senco_closure, closures.closures, senco_post.senco_post)),
    ("Digests", (personal.digest_me, digests.digest_settings, digests.digest_preview, weekly.leadership_summary)),
    ("This bot", (setup.senco_setup, setup.leadership_setup, schools.school, show_help)),
)
"""What is shown, by subject: a list of twenty is read by its headings."""


EVERY: tuple[Command, ...] = (
    *(command for _, commands in SUBJECTS for command in commands),
    closures.take_back,
    trainings.take_back,
    digests.digest_time,
    digests.summary_time,
    personal.digest_me_off,
    putting_off.open_line,
    putting_off.snooze,
    follow.read_referral,
    follow.answer,
    triage.accept,
    triage.ask_for_more,
    checklist.checklist,
    checklist.tick,
    decide.decide,
    decide.not_send,
    decide.monitoring,
    beyond.sen_support,
    beyond.agency,
    beyond.ehc_request,
    beyond.safeguarding,
    triage.close,
    inform.parents_informed,
    start.consent,
    start.add_agency,
    waiting.read_agency_referral,
    moving.agency_moved,
    moving.rejected,
    moving.agency_asks,
    moving.discharged,
    moving.withdrawn,
    days.another_day,
    visits.rebook,
    reports.report_due,
    reports.report,
    reports.recommendation,
    requests.answered,
    plans.read_plan,
    begin.change_plan,
    begin.start,
    begin.end,
    parts.add_outcome,
    parts.change_outcome,
    parts.add_provision,
    parts.change_provision,
    for_lessons.lesson_lines,
    judge.mark,
    judge.what_worked,
    close.close_review,
    reviews.read_review,
    reviews.held,
    reviews.move,
    reviews.cancel,
    look.register_history,
    change.change_need,
    change.take_off,
    clashes.register_clashes,
    clashes.keep_ours,
    clashes.take_theirs,
    pressed.in_plan,
    pressed.adjusted,
    pressed.lesson_pupil,
    pressed.lesson_went,
    lesson.lesson_card,
    correct.correct,
    correct.take_back,
    works.read_adjustment,
    evidence.evidence_document,
    looks.who_has_looked,
    annual.annual_steps,
    annual.annual_step,
    review_papers.review_papers,
    recording.receiving_school,
    recording.passed_on,
    recording.not_passed_on,
    handing.transition_document,
    assessments.ehc_fact,
    assessments.take_back_fact,
    assessments.ehc_exception,
    assessments.end_ehc,
    answering.give_view,
    answering.not_mine,
    robins.read_round_robin,
    asking.ask_colleague,
    asking.leave_out,
    asking.put_back,
    asking.ask_for_views,
    asking.close,
    asking.take_back,
    moved.use_channel,
    moved.put_channel_back,
    moved.accept_strangers,
    home.home_tab,
    undelivered.not_delivered,
    done.done,
    done.not_done,
)

COMMANDS = agreed(EVERY)
"""Each has its row in the table of roles, or the program does not start."""

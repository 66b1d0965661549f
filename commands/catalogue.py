"""COMMANDS: everything staff can ask, in the order `help` shows."""

from commands import schools, setup
from commands.agencies import moving, reports, start, visits, waiting
from commands.contacts import log, looking, requests
from commands.cycles import begin, judge, parts
from commands.cycles import follow as plans
from commands.domain.person import STAFF
from commands.kit import Ask, Button, Card, Command, Item, Items, Records, Reply, command
from commands.kit.limits import ITEMS
from commands.referrals import beyond, checklist, decide, follow, refer, triage
from commands.register import change, clashes, look
from commands.reviews import book, missing
from commands.reviews import follow as reviews


@command("help", "See what you can ask", only=STAFF, look=True)
async def show_help(ask: Ask, records: Records) -> Reply:
    """It lives here because it alone must know the whole catalogue."""
    mine = [
        c for c in COMMANDS if c.shown and c.allows(ask.person) and (len(ask.schools) > 1 or c is not schools.school)
    ]
    items = [Item(c.word, c.summary, (Button("Ask", c.word),)) for c in mine]
    lists = tuple(Items(tuple(items[n : n + ITEMS])) for n in range(0, len(items), ITEMS))
    return Reply(f"What you can ask as {ask.person.role.label} at {ask.school.name}.", Card("What you can ask", lists))


COMMANDS: tuple[Command, ...] = (
    refer.refer,
    follow.my_referrals,
    triage.referrals,
    look.register,
    change.put_on,
    start.agency_referral,
    waiting.agencies,
    visits.appointment,
    log.contact,
    looking.contacts,
    looking.parents_due,
    requests.parent_request,
    begin.plan,
    plans.plans,
    judge.review,
    reviews.reviews,
    book.book,
    missing.missing,
    setup.senco_setup,
    schools.school,
    show_help,
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
    start.consent,
    start.add_agency,
    waiting.read_agency_referral,
    moving.agency_moved,
    moving.rejected,
    moving.agency_asks,
    moving.discharged,
    moving.withdrawn,
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
    judge.mark,
    judge.what_worked,
    judge.close_review,
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
)

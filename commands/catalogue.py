"""COMMANDS: everything staff can ask, in the order `help` shows."""

from commands import schools, setup
from commands.domain.person import STAFF
from commands.kit import Ask, Button, Card, Command, Item, Items, Records, Reply, command
from commands.referrals import beyond, checklist, decide, follow, refer, triage
from commands.register import change, clashes, look


@command("help", "See what you can ask", only=STAFF, look=True)
async def show_help(ask: Ask, records: Records) -> Reply:
    """It lives here because it alone must know the whole catalogue."""
    mine = [c for c in COMMANDS if c.shown and c.allows(ask.person)]
    items = tuple(Item(c.word, c.summary, (Button("Ask", c.word),)) for c in mine)
    return Reply(
        f"What you can ask as {ask.person.role.label} at {ask.school.name}.", Card("What you can ask", (Items(items),))
    )


COMMANDS: tuple[Command, ...] = (
    refer.refer,
    follow.my_referrals,
    triage.referrals,
    look.register,
    change.put_on,
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
    look.register_history,
    change.change_need,
    change.take_off,
    clashes.register_clashes,
    clashes.keep_ours,
    clashes.take_theirs,
)

"""`home`: what needs somebody now. The SENCO's is the school's day; a teacher's their pupils, referrals and tasks."""

from commands.domain.privacy.reach import LED
from commands.due.day import the_schools_day
from commands.due.teaching import a_teachers_day
from commands.kit import Ask, Button, Card, Item, Items, Records, Reply, command

TITLE = "What needs me now"
FOOT = (Button("Refer a pupil", "refer"), Button("Help", "help"))
BY_REFERENCE = "This stays on your screen, so it names nobody."
NOTHING = "Nothing needs you now at {}. Enjoy the quiet; when you are worried about a pupil, press “Refer a pupil”."


@command("home", LED, "See what needs you now", detail=True, look=True)
async def home(ask: Ask, records: Records) -> Reply:
    """With names: it opens for the asker alone."""
    return await _home(ask, records, named=True)


@command("home tab", LED, look=True)
async def home_tab(ask: Ask, records: Records) -> Reply:
    """The same by reference, for a tab that stays on the screen as a message does."""
    return await _home(ask, records, named=False)


async def _home(ask: Ask, records: Records, *, named: bool) -> Reply:
    day = the_schools_day if ask.person.is_senco else a_teachers_day
    parts, buttons = await day(ask, records, named=named)
    if not parts:
        return Reply(NOTHING.format(ask.school.name), Card(TITLE, (), (*buttons, *FOOT)))
    if not named:
        show = Button("Show names", "home", style="primary")
        parts = (Items((Item(BY_REFERENCE, buttons=(show,)),)), *parts)
    return Reply(f"What needs you now at {ask.school.name}.", Card(TITLE, parts, (*buttons, *FOOT)))

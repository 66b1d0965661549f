"""What `doctor` looks at of each school: lists, term dates, channels as noted, rules, what is over due."""

from datetime import date, datetime, timedelta

from chatops.watching.findings import Finding
from commands.domain.days.ahead import put_off_to
from commands.domain.days.dates import day
from commands.domain.law.in_force import local_rules
from commands.domain.law.ruleset_file import Unusable
from commands.domain.person import Role
from commands.domain.school import Nation, School
from commands.kit import LEADERSHIP_CHANNEL, SENCO_CHANNEL
from storage.database import Database
from storage.delivery.ahead import AheadMarks
from storage.delivery.schedules import Schedules
from storage.lists.rolls import Roll, count_roll
from storage.records import SqlOpenRecords
from storage.rights.retention import over_due

ENDING = timedelta(days=60)
"""How long before a school's term dates end it is told to import the next ones."""
EVERY_WEEKDAY = "every weekday but a bank holiday counts as a school day"
ASSUMED = (
    f"the days of the law are counted in the usual English terms, and marked as assumed; in all else {EVERY_WEEKDAY}"
)
"""What is done about days after the last of the school's own; where it never had any, none are assumed."""


async def its_needs(database: Database, school: School, today: date, unheard: str) -> list[Finding]:
    """Whether a school has what the bot needs of it."""
    roll = await count_roll(database, school, today)
    async with SqlOpenRecords(database)(school, writing=False) as records:
        had_terms = bool((await records.calendar()).terms)
        channel, leaders = await records.channel(SENCO_CHANNEL), await records.channel(LEADERSHIP_CHANNEL)
    found = [*_lists(school, roll), *_year(school, roll, today, had_terms)]
    if channel is None:
        words = "It has no SENCO channel yet: the SENCOs are told privately. A SENCO says “senco setup” in one."
        words = f"{words} {unheard}".rstrip()
        found.append(Finding("look", school.name, words))
    elif channel.trouble:
        found.append(Finding("wrong", school.name, f"Its SENCO channel cannot be posted to: {channel.trouble}"))
    if leaders and leaders.trouble:
        found.append(Finding("wrong", school.name, f"Its leadership channel cannot be posted to: {leaders.trouble}"))
    found += [Finding("wrong", school.name, words) for words in await Schedules(database).troubles(school.id)]
    found += [Finding("wrong", school.name, f"Its own rules are left out: {words}") for words in _rules(school)]
    if not school.safeguarding_lead:
        words = "It names no safeguarding lead, so staff are told to ask the school office."
        found.append(Finding("look", school.name, words))
    return found or [Finding("ok", school.name, f"It has all it needs; bank holidays are those of {school.nation}.")]


async def kept_too_long(database: Database, school: School, now: datetime) -> list[Finding]:
    """Whether somebody's time is over."""
    async with database.reading() as connection:
        found = await over_due(connection, school, now)
    count = len(found.to_go)
    if not count:
        return []
    whose = "1 pupil is" if count == 1 else f"{count} pupils are"
    return [Finding("look", school.name, f"{whose} kept longer than the rules say. Run: chatops retention")]


async def put_off(database: Database, school: School, now: datetime) -> list[Finding]:
    """Whether a clock that ran ahead has silenced its digests."""
    ahead = [one for one in await AheadMarks(database).schedules(now) if one.school_id == school.id]
    until = max(filter(None, (put_off_to(one, now) for one in ahead)), default=None)
    if until is None:
        return []
    words = f"Its digests are put off to {day(until)}, by a process whose clock ran ahead."
    return [Finding("look", school.name, f"{words} `chatops serve` puts that right within minutes.")]


def _rules(school: School) -> tuple[str, ...]:
    """What is wrong with a school's own rules, which were right when they were taken."""
    try:
        if school.local_rules:
            local_rules(school.local_rules, "rules")
    except Unusable as wrong:
        return wrong.sentences
    return ()


def _lists(school: School, roll: Roll) -> list[Finding]:
    found = []
    if not roll.staff.total():
        found.append(Finding("wrong", school.name, "It has no staff. Run: chatops import staff FILE"))
    elif not roll.staff[Role.SENCO]:
        found.append(Finding("wrong", school.name, "Nobody on its staff list is a SENCO."))
    if not roll.pupils:
        found.append(Finding("wrong", school.name, "It has no pupils. Run: chatops import pupils FILE"))
    return found


def _year(school: School, roll: Roll, today: date, had_terms: bool) -> list[Finding]:
    """What is to be known about counting a school's days."""
    found = []
    if roll.terms_end is None:
        then = ASSUMED if had_terms else EVERY_WEEKDAY
        words = f"It has no term dates to come: {then}. Run: chatops import terms FILE"
        found.append(Finding("look", school.name, words))
    elif roll.terms_end <= today + ENDING:
        words = f"Its term dates end on {day(roll.terms_end)}: from then {ASSUMED}."
        found.append(
            Finding("look", school.name, f"{words} Run: chatops import terms FILE, with the dates that follow")
        )
    if school.nation is not Nation.ENGLAND:
        words = f"It is in {school.nation}, whose bank holidays it keeps; the words and periods are those of England."
        found.append(Finding("look", school.name, words))
    return found

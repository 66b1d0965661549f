"""COMMANDS: everything staff can ask, in the order `help` shows."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from types import ModuleType
from typing import Any

from commands import closures, lists, school_duties, schools, senco_post, small_talk, trainings
from commands.adjustments import correct, lesson, note, pressed, works
from commands.agencies import days, moving, reports, start, visits, waiting
from commands.channels import moving as moved
from commands.channels import setup
from commands.contacts import log, looking, requests
from commands.cycles import begin, close, judge, make, parts
from commands.cycles import follow as plans
from commands.cycles import lesson as for_lessons
from commands.digests import by_the_clock, personal, putting_off, weekly
from commands.digests import settings as digests
from commands.domain.privacy.reach import EVERYBODY
from commands.domain.words.names import searchable
from commands.due import done, home, listing, undelivered
from commands.ehc import annual, clock, request
from commands.ehc import follow as assessments
from commands.kit import Ask, Button, Card, Command, Item, Items, Prose, Records, Reply, command
from commands.kit.also import also
from commands.kit.cards import Part
from commands.kit.clockwork import Duty
from commands.kit.matching.matcher import Matcher
from commands.pupils import data, evidence, looks, page, review_papers, support_plan
from commands.referrals import checklist, follow, inform, own, refer, triage
from commands.referrals.decisions import agency, choosing, ehc_request, monitoring, not_send, safeguarding, sen_support
from commands.register import change, clashes, look
from commands.reviews import book, missing, unplanned
from commands.reviews import follow as reviews
from commands.round_robins import answering, asking, closing
from commands.round_robins import looking as robins
from commands.transfers import handing, recording
from commands.transfers import looking as moving_on


@command(
    "help",
    EVERYBODY,
    "See what you can ask",
    look=True,
    also=(
        also(
            "menu, commands, command list, options, help me, what can you do, what can i do, what"
            " can i ask, what can i say, what do you do, how does this work, how do you work, "
            "instructions, how to use this, info, faq, guide, manual, i need help, i am stuck, im"
            " stuck, stuck"
        ),
    ),
)
async def show_help(ask: Ask, records: Records) -> Reply:
    """It lives here because it alone must know the whole catalogue.

    Who may ask much is shown the subjects, each to be opened; a subject typed, or “all”, is shown in full.
    """
    mine = [c for c in COMMANDS if c.shown and c.allows(ask.person) and (len(ask.schools) > 1 or c.word != "school")]
    theirs = [(subject, [c for c in commands if c in mine]) for subject, commands in SUBJECTS]
    wanted = searchable(ask.which)
    chosen = [one for one in theirs if one[1] and searchable(one[0]) == wanted]
    if wanted and not chosen and wanted != ALL:
        return _no_such_subject(ask, theirs)
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


def _no_such_subject(ask: Ask, theirs: Sequence[tuple[str, Sequence[Command]]]) -> Reply:
    """A subject that is none, said back; with the command of that name, those nearest to it and their subjects."""
    of = {command.word: (subject, command) for subject, commands in theirs for command in commands}
    nearest = Matcher([command for _, command in of.values()]).nearest(ask.which, lambda command: True)
    items = []
    for one in nearest:
        subject = of[one.word][0]
        buttons = (Button("Ask", one.word), Button("Subject", "help", subject))
        items.append(Item(f"{one.word}: {one.summary}", subject, buttons))
    said = f"There is no subject “{ask.which.lower()}”. Nearest to it:"
    return Reply(said, Card("What you can ask", (Items(tuple(items)),), (Button("All subjects", "help"),)))


IN_FULL = 25
"""How many lines `help` shows at most without being asked for all: Slack has room for fifty blocks in a message."""
ALL = "all"


Subjects = tuple[tuple[str, tuple[Command, ...]], ...]

_LISTED: Subjects = (
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
    ("Pupils", (page.pupil, data.data, evidence.evidence)),
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
    ("EHC plans", (request.ehc_request, assessments.ehc, annual.annual_review, unplanned.unplanned, clock.clock)),
    ("Moving on", (moving_on.transfers, moving_on.transfer, handing.transition_list)),
    ("Parents", (log.contact, looking.contacts, looking.parents_due, requests.parent_request)),
    (
        "The school's year",
        (closures.senco_closure, closures.closures, senco_post.senco_post, school_duties.school_duties),
    ),
    ("Digests", (personal.digest_me, digests.digest_settings, digests.digest_preview, weekly.leadership_summary)),
    ("This bot", (lists.import_lists, setup.senco_setup, setup.leadership_setup, schools.school, show_help)),
)
"""What `help` shows, by subject, in its order."""

MODULES: tuple[ModuleType, ...] = (
    *(closures, lists, school_duties, schools, senco_post, small_talk, trainings),
    *(correct, lesson, note, pressed, works),
    *(days, moving, reports, start, visits, waiting),
    *(moved, setup),
    *(log, looking, requests),
    *(begin, close, for_lessons, judge, make, parts, plans),
    *(digests, personal, putting_off, weekly),
    *(done, home, listing, undelivered),
    *(annual, assessments, clock, request),
    *(data, evidence, looks, page, review_papers, support_plan),
    *(checklist, follow, inform, own, refer, triage),
    *(agency, choosing, ehc_request, monitoring, not_send, safeguarding, sen_support),
    *(change, clashes, look),
    *(book, missing, reviews, unplanned),
    *(answering, asking, robins),
    *(handing, moving_on, recording),
)
"""Where there are commands: every one in these can be asked, and no other."""

DUTIES: tuple[Duty[Any], ...] = (by_the_clock.DIGESTS, closing.ROUND_ROBINS)
"""What the clock does: each has a worker of its own in every process, and several processes share it."""


def assembled(listed: Subjects, modules: Sequence[ModuleType]) -> tuple[Subjects, tuple[Command, ...]]:
    """What `help` shows, by subject; and every command there is, those it shows first.

    Raises `ValueError` for one it is to show that is in none of the modules, or says nothing of itself.
    """
    subjects = tuple((subject, tuple(replace(one, shown=True) for one in commands)) for subject, commands in listed)
    shown = [command for _, commands in subjects for command in commands]
    every = [
        one
        for module in modules
        for one in vars(module).values()
        if isinstance(one, Command) and one.handler.__module__ == module.__name__
    ]
    words = {command.word for command in shown}
    if lost := words - {command.word for command in every}:
        raise ValueError(f"in no module of the catalogue: {', '.join(sorted(lost))}")
    return subjects, (*shown, *(command for command in every if command.word not in words))


SUBJECTS, COMMANDS = assembled(_LISTED, (*MODULES, sys.modules[__name__]))
"""What is shown, by subject: a list of twenty is read by its headings. And every command there is."""

"""`pupil`: one pupil on one page, to each what they may see; that somebody looked is recorded with whom they saw."""

from dataclasses import replace

from commands.domain.chronology import chronology
from commands.domain.contact import Contact
from commands.domain.entry import of_contact, of_referral
from commands.domain.privacy.reach import PART_IF_TAUGHT
from commands.domain.pupil import Pupil
from commands.domain.to_come import to_come
from commands.domain.what_works import Works, what_works
from commands.kit import Ask, Records, Reply, command
from commands.kit.limits import ITEMS
from commands.kit.which_pupil import the_pupil_or_leaver
from commands.pupils.cards import part_card, whole_card
from commands.pupils.seen import Seen, seen

RECORDED = "That you have looked is recorded."
MOST = 300
"""Contacts of one pupil that one colleague logged: more than anybody logs in a pupil's time at a school."""


@command("pupil", PART_IF_TAUGHT, "See one pupil on one page: pupil NAME", detail=True, look=True)
async def pupil(ask: Ask, records: Records) -> Reply:
    """The SENCO sees everything. Everybody else, leadership too, sees what a teacher may: what they wrote themselves,
    and the plans of pupils they teach, with what has worked for them in class."""
    skip = ask.pressed.skip
    if ask.person.is_senco:
        return await _everything(ask, records, await the_pupil_or_leaver(ask, records), skip)
    return await _what_may_be_seen(ask, records, await seen(ask, records), skip)


async def _everything(ask: Ask, records: Records, pupil: Pupil, skip: int) -> Reply:
    story = await records.stories.of(pupil.id)
    agencies = await records.agencies.known()
    moving = await records.transfers.of(pupil.id, ask.today)
    coming = to_come(story, agencies, ask.today, await records.calendar(), moving, records.school.local_rules)
    past = chronology(story, agencies)
    shown = [*coming, *past][skip : skip + ITEMS]
    names = await records.names(*(entry.by for entry in shown))
    said = "This pupil has left the school. The record stays as it was." if pupil.has_left else "One pupil, all of it."
    card = whole_card(pupil, story, coming, past, await _works(pupil, records, skip), names, skip)
    return Reply(f"{said} {RECORDED}", card, about=pupil.id)


async def _what_may_be_seen(ask: Ask, records: Records, of: Seen, skip: int) -> Reply:
    own = [of_referral(referral) for referral in of.referrals]
    if of.teaches:
        logged, _ = await records.contacts.newest(0, MOST, pupil_id=of.pupil.id, logged_by=ask.person.id)
        own += [replace(of_contact(one), by="") for one in logged if isinstance(one, Contact)]  # their own, all of it
    own.sort(key=lambda entry: entry.on or ask.today, reverse=True)
    names = await records.names(of.plan.lead if of.plan else "")
    plan = None
    if of.plan:
        outcomes = await records.cycles.outcomes(of.plan.reference)
        plan = (of.plan, outcomes, await records.cycles.lines(of.plan.reference))
    works = await _works(of.pupil, records, skip) if of.teaches else ()
    leads = of.plan is not None and of.plan.is_led_by(ask.person)
    card = part_card(of.pupil, plan, own, works, names, skip, teaches=of.teaches, leads=leads)
    return Reply(f"What you may see of this pupil. {RECORDED}", card, about=of.pupil.id)


async def _works(pupil: Pupil, records: Records, skip: int) -> tuple[Works, ...]:
    """What has helped in class, for the first page alone; who sees it teaches the pupil or is the SENCO."""
    return () if skip else what_works(await records.adjustments.of_pupil(pupil.id))

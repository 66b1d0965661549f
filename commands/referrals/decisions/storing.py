"""What several outcomes share: the days that are asked alike, and keeping what was decided."""

from collections.abc import Iterator
from datetime import date

from commands.domain.decision import Decision
from commands.domain.referral import Happened, Referral
from commands.kit import Ask, Records, Reply
from commands.referrals.moving import told

FUTURE = "This date is in the future. Give the day it was."


def days_of_watching(until: date, informed_on: date | None, today: date) -> Iterator[tuple[str, str]]:
    """What is wrong with the day to look again and the day the parents were informed."""
    if until <= today:
        yield "monitor_until", "This must be a day to come. Give the day to look again."
    if informed_on and informed_on > today:
        yield "parents_informed_on", "This date is in the future. Leave it empty until they have been informed."


async def kept(ask: Ask, records: Records, referral: Referral, decision: Decision, words: str) -> Reply:
    """Keeps the decision and moves the referral; the referrer is told by reference alone."""
    await records.save(decision)
    moved = referral.decided(decision.outcome, ask.today)
    said = f"{referral.reference} has been decided: {words}. Press to read why and what happens next."
    return await told(ask, records, moved, Happened.DECIDED, decision.outcome.label, said)

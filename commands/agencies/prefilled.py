"""What a referral to an agency opens with where it follows from a referral's decision, or from a plan's review."""

from commands.domain.agency import agency_called
from commands.domain.days.dates import day
from commands.kit import Records
from commands.kit.forms import Answers
from commands.kit.limits import LONG_TEXT

Carried = tuple[Answers, str]
"""Answers known already, and words to read first."""


async def carried_over(reference: str, pupil_id: str, records: Records) -> Carried:
    """From a referral ("R-7K2PM") or a plan ("C-7K2PM") of this pupil; nothing where it is neither."""
    if reference.startswith("R-"):
        return await _decided(reference, pupil_id, records)
    if reference.startswith("C-"):
        return await _reviewed(reference, pupil_id, records)
    return {}, ""


async def _decided(reference: str, pupil_id: str, records: Records) -> Carried:
    """The reason as it was decided, the agency where its name can be matched, and the day consent was given."""
    referral, decision = await records.referrals.one(reference), await records.decisions.one(reference)
    if referral is None or decision is None or referral.pupil_id != pupil_id:
        return {}, ""
    answers = {"reason": decision.rationale} if decision.rationale else {}
    words = [f"From {reference}."]
    agency = agency_called(decision.agency, await records.agencies.known())
    if agency:
        answers["agency"] = agency.key
    elif decision.agency:
        words.append(f"To be asked: {decision.agency}. Choose it below; not listed, ask for “add agency” first.")
    if decision.consent and decision.consent_on:
        answers["consent_on"] = decision.consent_on.isoformat()
        words.append(f"Consent was given on {day(decision.consent_on)}: say below by whom, and what it covers.")
    return answers, " ".join(words)


async def _reviewed(reference: str, pupil_id: str, records: Records) -> Carried:
    """The needs, what was put in place, and what the review found it has done."""
    cycle = await records.cycles.one(reference)
    if cycle is None or cycle.pupil_id != pupil_id:
        return {}, ""
    tried = [f"{line.what} ({line.how_often})" for line in await records.cycles.lines(reference)]
    reason = [cycle.needs]
    reason += [f"Tried: {'; '.join(tried)}."] if tried else []
    reason += [f"What it has done: {cycle.impact}"] if cycle.impact else []
    words = f"From the review of {reference}. Say what the agency should look at."
    return {"reason": "\n".join(reason)[:LONG_TEXT]}, words

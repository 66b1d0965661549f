"""Moving a referral on: whether it still can be moved, storing the move, telling the channel and the referrer."""

from commands.domain.days.dates import day, school_days
from commands.domain.decision import ReferralOutcome
from commands.domain.referral import Happened, Referral, ReferralEvent, ReferralState
from commands.domain.words.labelled import in_sentence
from commands.kit import About, Ask, Button, Card, Records, Refusal, Reply
from commands.kit.command import Found
from commands.kit.too_late import as_it_stands
from commands.referrals.cards import senco_buttons, to_channel, to_referrer
from commands.referrals.follow import the_referral


def one_to_move(to: ReferralState) -> Found[Referral]:
    """The referral, if it can still be moved to that state; otherwise says where it stands and who took it."""

    async def found(ask: Ask, records: Records) -> Referral:
        referral = await the_referral(ask, records)
        if not referral.allows(to):
            raise await stands(referral, records)
        return referral

    return found


TO_DECIDE = one_to_move(ReferralState.DECIDED)


async def stands(referral: Referral, records: Records) -> Refusal:
    """The refusal for a SENCO who comes too late: how the referral stands, and what can be done with it still."""
    names = await records.names(referral.taken_by)
    taken = names.get(referral.taken_by)
    by = f"taken by {taken} on {day(referral.taken_on)}" if taken and referral.taken_on else ""
    can = senco_buttons(referral, reading=False)
    instead = "" if referral.state.is_open else "It has ended: a new concern is a new referral, by “refer”."
    return as_it_stands(referral.reference, in_sentence(referral.state_in_words), by=by, can=can, instead=instead)


async def told(
    ask: Ask, records: Records, moved: Referral, what: Happened, words: str, said: str, *, to_read: Button | None = None
) -> Reply:
    """Stores the move with its line of history; redraws the channel's card and tells the referrer."""
    await records.save(moved, ReferralEvent(ask.school.id, moved.reference, ask.now, ask.person.id, what, words))
    names = await records.names(moved.taken_by)
    notices = [to_channel(moved, names.get(moved.taken_by, ""))]
    if moved.raised_by != ask.person.id or what is Happened.QUESTION:
        notices.append(to_referrer(moved, said, to_read))
    done = in_sentence(moved.state_in_words)
    clock = ""
    if moved.state is ReferralState.DECIDED:
        count = moved.school_days_waiting(ask.today, await records.calendar())
        clock = f" Decided after {school_days(count)}."
    card = Card(f"Referral {moved.reference}", (), _next(moved))
    return Reply(f"Done. {moved.reference}: {done}.{clock}", card, notices=tuple(notices), about=moved.reference)


def _next(moved: Referral) -> tuple[Button, ...]:
    """What comes next for the SENCO, by a press; without a name, so that it may stand in a chat."""
    ref = moved.reference
    read = Button("Read it", "read referral", ref)
    if moved.is_accepted:
        return (Button("Checklist", "referral checklist", ref), read)
    after = str(About(moved.pupil_id, word=ref))
    if moved.outcome is ReferralOutcome.SEN_SUPPORT:
        return (Button("Make the plan", "plan", after, "primary"), read)
    if moved.outcome is ReferralOutcome.EXTERNAL:
        return (Button("Refer to the agency", "agency referral", after, "primary"), read)
    if moved.outcome is ReferralOutcome.EHC_REQUEST:
        gather = Button("Gather the evidence", "evidence", moved.pupil_id, "primary")
        return (gather, Button("Record the request", "ehc request", moved.pupil_id), read)
    return (read,)

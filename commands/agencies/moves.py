"""What every command about one referral to an agency begins and ends with: finding it as it stands, and moving it."""

from datetime import date

from commands.agencies.cards import next_buttons, next_card
from commands.domain.agency_referral import AgencyEvent, AgencyReferral, AgencyState, chase_date
from commands.domain.appointment import OUTCOME_OF, Appointment
from commands.domain.days.dates import day
from commands.kit import Ask, Button, Opening, Records, Refusal, Reply
from commands.kit.command import Found
from commands.kit.too_late import as_it_stands

NOT_FOUND = "There is no agency referral with that reference. Ask for “agencies” to see those that are open."
PRESS = "Ask for “agencies”, open the referral and press the button there: it carries what this is about."
NO_CONSENT = (
    "Nothing was changed. {} cannot be sent without consent: press “Consent given” and record who gave it, when and "
    "for what, then send it."
)
RUN_OUT = "Nothing was changed. The consent for {} has run out: press “Renew consent” and record it anew, then send it."


async def the_agency_referral(ask: Ask, records: Records) -> AgencyReferral:
    """The referral a reference was pressed or typed for."""
    referral = await records.agencies.one(ask.named.which.upper())
    if referral is None:
        raise Refusal(NOT_FOUND)
    return referral


def one_to_move(to: AgencyState) -> Found[AgencyReferral]:
    """The referral whose button was pressed, if it can still move to that state and stands as it stood when the button
    was drawn.

    A form has no other way to know what it is about than the button that opened it, so typing will not do.
    """

    async def found(ask: Ask, records: Records) -> AgencyReferral:
        if not ask.pressed.which:
            raise Refusal(PRESS)
        referral = await the_agency_referral(ask, records)
        await must_stand(ask, records, referral, to)
        return referral

    return found


async def about_it(ask: Ask, referral: AgencyReferral, records: Records) -> Opening:
    """A form that opens with nothing but which referral it is about."""
    return Opening(intro=f"About {referral.reference}.")


async def must_stand(ask: Ask, records: Records, referral: AgencyReferral, to: AgencyState) -> None:
    """Refuses a move the state does not allow, and one from a button drawn before somebody else moved it."""
    if not referral.allows(to) or is_overtaken(ask, referral):
        raise await stands(referral, records)


def is_overtaken(ask: Ask, referral: AgencyReferral) -> bool:
    """Whether the button pressed was drawn before somebody else changed the referral."""
    drawn_for = ask.pressed
    return drawn_for.which == referral.reference and drawn_for.version not in (None, referral.version)


async def stands(referral: AgencyReferral, records: Records) -> Refusal:
    """The refusal that says how it stands, who brought it there, and each step it can take from there."""
    history = await records.agencies.history(referral.reference)
    names = await records.names(*(event.by for event in history[-1:]))
    by = f"by {names.get(history[-1].by, 'a colleague')} on {day(history[-1].recorded_on)}" if history else ""
    instead = "" if referral.state.is_open else "It has ended: start another with “agency referral”."
    return as_it_stands(
        referral.reference, referral.state.in_sentence, by=by, can=next_buttons(referral), instead=instead
    )


async def ended(records: Records, referral: AgencyReferral, to: AgencyState) -> tuple[Appointment, ...]:
    """The appointment that was to come, with what came of it when its referral moves to `to`."""
    if referral.state is not AgencyState.BOOKED or to not in OUTCOME_OF:
        return ()
    booked = await records.agencies.booked([referral.reference])
    return tuple(appointment.came_to(OUTCOME_OF[to]) for appointment in booked.values())


async def moved(
    ask: Ask,
    records: Records,
    referral: AgencyReferral,
    to: AgencyState,
    *things: object,
    words: str = "",
    chase_on: date | None = None,
    also: str = "",
    first: tuple[Button, ...] = (),
    on: date | None = None,
) -> Reply:
    """Moves it, stores the move with its line of history and whatever else changed, and says what can be done next.

    `on` is the day it happened where that is known to be another than today, such as an appointment's.
    """
    known = await records.agencies.known()
    if chase_on is None:
        calendar = await records.calendar()
        chase_on = chase_date(referral, to, ask.today, known.get(referral.agency), calendar)
    after = referral.moved(to, ask.today, chase_on)
    return await stored(ask, records, after, *things, words=words, also=also, first=first, on=on)


async def stored(
    ask: Ask,
    records: Records,
    after: AgencyReferral,
    *things: object,
    words: str = "",
    also: str = "",
    first: tuple[Button, ...] = (),
    on: date | None = None,
) -> Reply:
    """Stores a referral as it is from now on, with a line of history; the reply's buttons are `first` and the next
    moves."""
    event = AgencyEvent(ask.school.id, after.reference, ask.now, ask.person.id, after.state, words, on or ask.today)
    await records.save(after, event, *things)
    stands = await records.agencies.one(after.reference)  # with the version its buttons must carry
    assert stands  # noqa: S101 - it has just been stored
    chase = f" Chase it on {day(after.chase_on)}." if after.chase_on else ""
    text = f"Done. {after.reference}: {after.state.in_sentence}.{chase}{also}"
    return Reply(text, next_card(stands, await records.agencies.known(), first), about=after.reference)

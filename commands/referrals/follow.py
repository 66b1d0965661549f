"""Following a referral: `my referrals`, reading one in full, and answering the SENCO's question."""

from commands.domain.privacy.reach import LED, MINE
from commands.domain.referral import Happened, Referral, ReferralEvent, ReferralState
from commands.domain.words.labelled import in_sentence
from commands.kit import (
    Ask,
    Button,
    Card,
    Form,
    Items,
    Notice,
    Opening,
    Prose,
    Records,
    Refusal,
    Reply,
    Text,
    command,
)
from commands.kit.also import also
from commands.kit.limits import ITEMS
from commands.kit.too_late import as_it_stands
from commands.kit.which_pupil import not_here
from commands.referrals.cards import own_buttons, own_item, senco_buttons, to_channel, whole_card
from commands.referrals.decided import clock, decision_parts

NOT_FOUND = "There is no referral with that reference that you may see. Ask for “my referrals” to see yours."


async def the_referral(ask: Ask, records: Records) -> Referral:
    """The referral the ask is about, if the asker may know of it: its referrer, and the school's SENCOs."""
    referral = await records.referrals.one(ask.named.which)
    if referral is None or not (ask.person.is_senco or referral.raised_by == ask.person.id):
        raise not_here(NOT_FOUND, ask)
    return referral


@command(
    "my referrals",
    MINE,
    "See where each of your referrals stands",
    detail=True,
    look=True,
    also=(
        also(
            "my referral, where is my referral, wheres my referral, what happened to my referral,"
            " status of my referral, status of my referrals, referral status, referrals status, "
            "any news, any update, any updates, status"
        ),
    ),
)
async def my_referrals(ask: Ask, records: Records) -> Reply:
    mine = await records.referrals.raised_by(ask.person.id)
    if not mine:
        return Reply("You have not referred anyone yet. Ask for “refer” to start.")
    pupils = await records.pupils([referral.pupil_id for referral in mine[:ITEMS]])
    items = tuple(own_item(referral, pupils.get(referral.pupil_id)) for referral in mine[:ITEMS])
    more = (Prose(f"The newest {ITEMS} of {len(mine)}."),) if len(mine) > ITEMS else ()
    return Reply(
        "Your referrals, newest first.",
        Card("My referrals", (Items(items), *more), (Button("Refer a pupil", "refer"),)),
    )


@command("read referral", LED, of=the_referral, detail=True, look=True, reads="R")
async def read_referral(ask: Ask, referral: Referral, records: Records) -> Reply:
    pupil = await records.pupil(referral.pupil_id)
    history = await records.referrals.history(referral.reference)
    names = await records.names(referral.raised_by, *(event.by for event in history))
    buttons = senco_buttons(referral, reading=True) if ask.person.is_senco else own_buttons(referral)
    calendar = await records.calendar()
    decision = await records.decisions.one(referral.reference)
    if ask.person.is_senco and referral.is_to_inform(decision.parents_informed_on if decision else None):
        buttons += (Button("Parents informed", "parents informed", referral.reference, "primary"),)
    return Reply(
        f"Referral {referral.reference}. That you have read it is recorded.",
        whole_card(
            referral,
            pupil,
            history,
            names,
            buttons,
            clock=clock(referral, ask.today, calendar),
            decided=decision_parts(referral, decision, ask.school),
        ),
        about=referral.reference,
    )


class AnswerForm(Form, title="Answer the SENCO", submit="Send answer"):
    """Your answer is added to the referral. Only the SENCO reads it."""

    answer = Text("Your answer", long=True)


async def _asked_about(ask: Ask, records: Records) -> Referral:
    """The asker's own referral, while the SENCO has a question about it."""
    referral = await the_referral(ask, records)
    if referral.raised_by != ask.person.id:
        raise Refusal(f"The question about {referral.reference} was put to the colleague who referred.")
    if referral.state is not ReferralState.INFO_REQUESTED:
        state = in_sentence(referral.state_in_words)
        my_own = (Button("My referrals", "my referrals"),)
        raise as_it_stands(referral.reference, state, can=my_own, instead="Nothing is being asked about it now.")
    return referral


async def opening_answer(ask: Ask, referral: Referral, records: Records) -> Opening:
    questions = [e for e in await records.referrals.history(referral.reference) if e.what is Happened.QUESTION]
    return Opening(intro=f"The SENCO asks about {referral.reference}: {questions[-1].words}")


@command("answer about referral", MINE, of=_asked_about, form=AnswerForm, opening=opening_answer)
async def answer(ask: Ask, referral: Referral, form: AnswerForm, records: Records) -> Reply:
    answered = referral.answered()
    history = await records.referrals.history(referral.reference)
    await records.save(
        answered,
        ReferralEvent(ask.school.id, referral.reference, ask.now, ask.person.id, Happened.ANSWER, form.answer),
    )
    asked_by = next(event.by for event in reversed(history) if event.what is Happened.QUESTION)
    names = await records.names(answered.taken_by)
    told = Notice(
        asked_by,
        Card(
            f"Referral {referral.reference}",
            (Prose(f"The referrer has answered your question about {referral.reference}."),),
            (Button("Read it", "read referral", referral.reference, "primary"),),
        ),
    )
    return Reply(
        f"Thank you. Your answer has been added to {referral.reference} and the SENCO has been told.",
        notices=(to_channel(answered, names.get(answered.taken_by, "")), told),
        about=referral.reference,
    )

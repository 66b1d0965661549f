"""`round robin`: the SENCO puts together whom to ask for views of a pupil, and asks them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from commands.domain.days.dates import day
from commands.domain.privacy.reach import SENCOS
from commands.domain.round_robin import (
    COLLEAGUES,
    LASTS,
    LONGEST,
    Reminders,
    RobinState,
    RoundRobin,
    View,
    ViewState,
    in_short,
    waited_for,
)
from commands.kit import (
    Ask,
    Button,
    Card,
    Choice,
    Day,
    Form,
    Lookup,
    Mistakes,
    Notice,
    Opening,
    Records,
    Refusal,
    Reply,
    command,
)
from commands.kit.ask import REFERENCE
from commands.round_robins.about import ViewsWanted, still_here, the_robin, the_robin_going_on, wanted
from commands.round_robins.cards import draft_card, settled, summary_card, to_colleague
from commands.round_robins.closing import CLOSED, closing

FULL = f"A round robin asks at most {COLLEAGUES} colleagues. Leave somebody out first, or ask a second one."
NOBODY = "Nobody is to be asked. Press “Ask somebody else” and choose a colleague."
WHO_TEACHES = "Those who teach this pupil's group. Leave out or add whom you like, then press “Ask them”."


@command("round robin", SENCOS, "Ask a pupil's teachers for their views: round robin NAME", detail=True)
async def round_robin(ask: Ask, records: Records) -> Reply:
    """One that is being put together, or open, for the same thing is gone on with: nobody is asked twice."""
    if REFERENCE.fullmatch(ask.which) and (known := await records.round_robins.one(ask.which)):
        return await shown(ask, records, known, f"{known.reference}: {known.state.in_sentence}.")
    of = await wanted(ask, records)
    for robin in await records.round_robins.of_pupil(of.pupil.id):
        if robin.about == of.about and not robin.closed_on:
            return await shown(ask, records, robin, f"{robin.reference} is there already: {robin.state.in_sentence}.")
    robin = await _drafted(ask, of, records)
    return await shown(ask, records, robin, WHO_TEACHES)


async def _drafted(ask: Ask, of: ViewsWanted, records: Records) -> RoundRobin:
    """A new one, with those who teach the pupil."""
    reference = await records.reference("W")
    robin = RoundRobin(ask.school.id, reference, of.pupil.id, of.about, ask.person.id, ask.today)
    teachers = (await records.teachers_of(of.pupil.group))[:COLLEAGUES]
    await records.save(robin, *(View(ask.school.id, reference, person.id) for person in teachers))
    stored = await records.round_robins.one(reference)
    return stored or robin


async def shown(ask: Ask, records: Records, robin: RoundRobin, words: str, notices: tuple[Notice, ...] = ()) -> Reply:
    """An answer with the round robin's card as it is now."""
    views = await records.round_robins.views(robin.reference)
    names = await records.names(*(view.person_id for view in views))
    pupil = await records.pupil(robin.pupil_id)
    if robin.state is RobinState.DRAFT and pupil:
        card = draft_card(robin, pupil, views, names)
    else:
        card = summary_card(robin, pupil, views, names, may_change=ask.person.is_senco)
    return Reply(words, card, notices, robin.reference)


Asking = tuple[RoundRobin, Sequence[View]]


async def _with_views(ask: Ask, records: Records) -> Asking:
    robin = await the_robin_going_on(ask, records)
    return robin, await records.round_robins.views(robin.reference)


class AskColleagueForm(Form, title="Ask somebody else", submit="Add"):
    """A colleague who knows the pupil and whose group on the staff list does not say so."""

    who = Lookup("Who?", of="staff", hint="Type part of the name.")


@command("ask colleague for view", SENCOS, of=_with_views, form=AskColleagueForm)
async def ask_colleague(ask: Ask, going_on: Asking, form: AskColleagueForm, records: Records) -> Reply:
    robin, views = going_on
    person = await records.person(form.who)
    assert person  # noqa: S101 - the dispatcher has looked
    known = next((view for view in views if view.person_id == person.id), None)
    if known and known.state is not ViewState.LEFT_OUT:
        raise Mistakes(who=f"{person.name} is asked already: {known.state.in_sentence}.")
    if known is None and len(views) >= COLLEAGUES:
        raise Refusal(FULL)
    view = replace(known or View(ask.school.id, robin.reference, person.id), state=ViewState.ASKED)
    await records.save(view, robin)
    told = (to_colleague(robin, person.id, ask.person.name),) if robin.is_open else ()
    said = f"{person.name} is asked." if robin.is_open else f"{person.name} will be asked."
    return await shown(ask, records, robin, said, told)


@command("leave out of round robin", SENCOS, of=_with_views, detail=True)
async def leave_out(ask: Ask, going_on: Asking, records: Records) -> Reply:
    return await _of_one(ask, going_on, records, ViewState.LEFT_OUT, "is left out")


@command("put back into round robin", SENCOS, of=_with_views, detail=True)
async def put_back(ask: Ask, going_on: Asking, records: Records) -> Reply:
    return await _of_one(ask, going_on, records, ViewState.ASKED, "will be asked")


async def _of_one(ask: Ask, going_on: Asking, records: Records, state: ViewState, said: str) -> Reply:
    """Changes who is to be asked, before anybody is."""
    robin, views = going_on
    if robin.is_open:
        raise Refusal(f"{robin.reference} has been asked already. Take it back, or close it when you have enough.")
    person_id = ask.pressed.part
    view = next((one for one in views if one.person_id == person_id), None)
    if view is None:
        raise Refusal(NOBODY)
    await records.save(replace(view, state=state), robin)
    names = await records.names(person_id)
    return await shown(ask, records, robin, f"{names.get(person_id, 'The colleague')} {said}.")


class AskForViewsForm(Form, title="Ask for views", submit="Ask"):
    """Each gets it privately: six ticks and one line. It closes on its date, even if somebody is silent."""

    closes_on = Day("Answers by", hint="A school day.")
    reminders = Choice("Remind those who have not answered", Reminders, hint="On school days only.")

    def check(self, today: date) -> Iterator[tuple[str, str]]:
        if self.closes_on <= today:
            yield "closes_on", "Give colleagues a day at least: a day after today."
        elif self.closes_on - today > LONGEST:
            yield "closes_on", f"This is more than {LONGEST.days} days away. Give an earlier day."


async def opening_views(ask: Ask, going_on: Asking, records: Records) -> Opening:
    robin, views = going_on
    calendar = await records.calendar()
    closes_on = robin.closes_on or calendar.add_school_days(ask.today, LASTS)
    answers = {"closes_on": closes_on.isoformat(), "reminders": str(robin.reminders.value)}
    names = await records.names(*(view.person_id for view in waited_for(views)))
    intro = f"Still to answer: {in_short(views)}." if robin.is_open else f"Asked: {', '.join(sorted(names.values()))}."
    return Opening(answers, intro=intro)


@command("ask for views", SENCOS, of=_with_views, form=AskForViewsForm, opening=opening_views)
async def ask_for_views(ask: Ask, going_on: Asking, form: AskForViewsForm, records: Records) -> Reply:
    """Of one that is open it changes the date; nobody is asked anew."""
    robin, views = going_on
    calendar = await records.calendar()
    if not calendar.is_school_day(form.closes_on):
        before, after = calendar.previous_school_day(form.closes_on), calendar.next_school_day(form.closes_on)
        near = " or ".join(day(one) for one in (before, after) if one and one > ask.today)
        raise Mistakes(closes_on=f"{day(form.closes_on)} is not a school day. Nearest are {near}.")
    waiting = waited_for(views)
    if not waiting:
        raise Refusal(NOBODY)
    pupil = await records.pupil(robin.pupil_id)
    if pupil:
        still_here(pupil)
    asked = robin.asking(form.closes_on, form.reminders, ask.now, calendar)
    await records.save(asked)
    buttons = (
        Button("See who has answered", "read round robin", robin.reference),
        Button("Round robins", "round robins"),
    )
    card = Card(f"Round robin {robin.reference}", (), buttons)
    if robin.is_open:
        return Reply(f"{robin.reference} now closes on {day(form.closes_on)}.", card, about=robin.reference)
    count = f"{len(waiting)} colleague{'' if len(waiting) == 1 else 's'}"
    return Reply(
        f"{robin.reference}: {count} asked privately. It closes on {day(form.closes_on)}, and you are told.",
        card,
        tuple(to_colleague(asked, view.person_id, ask.person.name) for view in waiting),
        robin.reference,
    )


@command("close round robin", SENCOS, of=_with_views, detail=True)
async def close(ask: Ask, going_on: Asking, records: Records) -> Reply:
    robin, views = going_on
    if not robin.is_open:
        raise Refusal(f"{robin.reference} has not been asked yet. Take it back instead, or ask it.")
    notices = await closing(robin, views, ask.now, records, ask.person)
    return await shown(ask, records, await the_robin(ask, records), f"Closed: {in_short(views)}.", notices)


@command("take back round robin", SENCOS, of=_with_views, detail=True)
async def take_back(ask: Ask, going_on: Asking, records: Records) -> Reply:
    """What has been said stays in the records; nobody is asked any more, and it counts for nothing."""
    robin, views = going_on
    await records.save(robin.ended(RobinState.TAKEN_BACK, ask.today, ask.person.id))
    told = tuple(settled(robin, view.person_id, CLOSED) for view in waited_for(views)) if robin.is_open else ()
    return Reply(f"{robin.reference} is taken back; it counts for nothing.", notices=told, about=robin.reference)

"""The checklist of an accepted referral: what has been looked at, on which day, in a line."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from commands.domain.days.calendar import LONDON
from commands.domain.days.dates import day
from commands.domain.decision import Check, Checked, latest
from commands.domain.privacy.reach import SENCOS
from commands.domain.referral import Referral
from commands.kit import (
    About,
    Ask,
    Button,
    Card,
    Day,
    Form,
    Item,
    Items,
    Opening,
    Records,
    Refusal,
    Reply,
    Text,
    command,
)
from commands.kit.cards import Part
from commands.kit.limits import ITEMS
from commands.kit.views_asked import views_asked
from commands.referrals.follow import the_referral
from commands.referrals.moving import stands


@command("referral checklist", SENCOS, of=the_referral, detail=True, look=True)
async def checklist(ask: Ask, referral: Referral, records: Records) -> Reply:
    if not referral.taken_on:
        raise Refusal(f"{referral.reference} has not been accepted: accept it first, then its checklist opens.")
    ticks = await records.decisions.ticks(referral.reference)
    names = await records.names(*(tick.by for tick in ticks))
    card = checklist_card(referral, ticks, names, await views_asked(records, referral.reference))
    return Reply(f"{len(latest(ticks))} of {len(Check)} done.", card, about=referral.reference)


def checklist_card(
    referral: Referral, ticks: Sequence[Checked], names: Mapping[str, str], views: tuple[Item, ...] = ()
) -> Card:
    """The four, each as it stands; below them teachers' views, and what was ticked before and ticked again."""
    done = latest(ticks)
    ref = referral.reference

    def buttons(what: Check) -> tuple[Button, ...]:
        text = "Tick again" if what in done else "Tick"
        return (Button(text, "tick checklist", str(About(ref, word=str(what.value)))),) if referral.is_accepted else ()

    def said(tick: Checked) -> str:
        noted = day(tick.at.astimezone(LONDON).date())
        return f"{day(tick.on)}; ticked by {names.get(tick.by, 'a colleague')} on {noted}"

    parts: list[Part] = [
        Items(
            tuple(
                Item(f"✓ {what.label}: {done[what].line}", said(done[what]), buttons(what))
                if what in done
                else Item(f"{what.label}: not yet", what.hint, buttons(what))
                for what in Check
            )
        )
    ]
    if views:
        parts.append(Items(views))
    earlier = [tick for tick in ticks if tick is not done[tick.what]][-ITEMS:]
    if earlier:
        parts.append(Items(tuple(Item(f"Before: {tick.what.label}: {tick.line}", said(tick)) for tick in earlier)))
    decide = (Button("Decide", "decide", ref),) if referral.is_accepted else ()
    ask = (Button("Ask for views", "round robin", ref),) if referral.is_accepted and not views else ()
    return Card(f"Checklist {ref}", tuple(parts), (*decide, *ask, Button("Read it", "read referral", ref)))


class TickForm(Form, title="Checklist", submit="Tick"):
    """A date and a line. Ticked again, the earlier tick stays beside it."""

    on = Day("On which day?")
    line = Text("In a line", hint="What it showed.")

    def check(self, today: date) -> Iterator[tuple[str, str]]:
        if self.on > today:
            yield "on", "This date is in the future. Tick it once it has been done."


async def _ticked(ask: Ask, records: Records) -> tuple[Referral, Check]:
    """What a button carries: a reference and which of the four. Refused once the referral is decided or closed."""
    what = next((check for check in Check if check.value == ask.pressed.word), None)
    if what is None:
        raise Refusal("Tick it on the referral's checklist: open the referral from “referrals”, then “Checklist”.")
    referral = await the_referral(ask, records)
    if not referral.is_accepted:
        raise await stands(referral, records)
    return referral, what


async def opening_tick(ask: Ask, of: tuple[Referral, Check], records: Records) -> Opening:
    referral, what = of
    return Opening({"on": ask.today.isoformat()}, f"{what.label}, for {referral.reference}.")


@command("tick checklist", SENCOS, of=_ticked, form=TickForm, opening=opening_tick)
async def tick(ask: Ask, of: tuple[Referral, Check], form: TickForm, records: Records) -> Reply:
    referral, what = of
    await records.save(
        Checked(ask.school.id, referral.reference, what, form.on, form.line, ask.person.id, ask.now),
    )
    ticks = await records.decisions.ticks(referral.reference)
    return Reply(
        f"Ticked: {what.in_sentence}. {len(latest(ticks))} of {len(Check)} done.",
        Card(f"Checklist {referral.reference}", (), (Button("Checklist", "referral checklist", referral.reference),)),
        about=referral.reference,
    )

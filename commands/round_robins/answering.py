"""`views`: what a colleague is asked for. They give it in ticks and one line, or say that it is not theirs to give."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from commands.domain.days.dates import day
from commands.domain.privacy.reach import MINE
from commands.domain.pupil import Pupil
from commands.domain.round_robin import (
    LINE,
    Aspect,
    RobinState,
    RoundRobin,
    Scale,
    View,
    ViewState,
    waited_for,
)
from commands.kit import (
    Ask,
    Button,
    Card,
    Choice,
    Form,
    Item,
    Items,
    Notice,
    Opening,
    Records,
    Refusal,
    Reply,
    Text,
    command,
    optional,
)
from commands.kit.limits import ITEMS
from commands.kit.too_late import as_it_stands
from commands.kit.which_pupil import not_here
from commands.round_robins.about import NOT_FOUND, still_here
from commands.round_robins.cards import settled, to_answer
from commands.round_robins.closing import closing

NOT_ASKED = "You are not asked for this view. Ask for “views” to see what you are asked for."
TOO_LATE = "If you have something to add, tell your SENCO."
NOTHING_SAID = (
    "Tick at least one of these, or write the line. "
    "If you do not teach this pupil, close this and press “I do not teach them”."
)


class ViewForm(Form, title="Your view", submit="Send to SENCO"):
    """Thirty seconds: tick what you see in your lessons, and leave out what you cannot judge."""

    progress = optional(Choice(Aspect.PROGRESS.label, Scale))
    attention = optional(Choice(Aspect.ATTENTION.label, Scale))
    self_management = optional(Choice(Aspect.SELF_MANAGEMENT.label, Scale))
    social = optional(Choice(Aspect.SOCIAL.label, Scale, hint=Aspect.SOCIAL.hint))
    communication = optional(Choice(Aspect.COMMUNICATION.label, Scale))
    memory = optional(Choice(Aspect.MEMORY.label, Scale))
    line = optional(Text("One line", most=LINE, hint="What you see, not a diagnosis; parents may read it."))

    def check(self, today: date) -> Iterator[tuple[str, str]]:
        if not self.line and not any(getattr(self, str(aspect.value)) for aspect in Aspect):
            yield "progress", NOTHING_SAID


Mine = tuple[RoundRobin, Sequence[View], View, Pupil]


async def _mine(ask: Ask, records: Records) -> Mine:
    """The round robin with every view in it, the asker's own, and its pupil. Raises `Refusal` unless they are asked,
    it is open and the pupil is on roll."""
    robin = await records.round_robins.one(ask.named.which)
    views = await records.round_robins.views(robin.reference) if robin else ()
    view = next((one for one in views if one.person_id == ask.person.id), None)
    if robin is None or view is None or robin.state is RobinState.DRAFT or view.state is ViewState.LEFT_OUT:
        raise not_here(NOT_ASKED, ask)
    if not robin.is_open:
        raise as_it_stands(robin.reference, robin.state.in_sentence, instead=TOO_LATE)
    pupil = await records.pupil(robin.pupil_id)
    if pupil is None:
        raise not_here(NOT_FOUND, ask)
    return robin, views, view, still_here(pupil)


async def opening_view(ask: Ask, of: Mine, records: Records) -> Opening:
    robin, _, view, pupil = of
    said = {str(a.value): str(scale.value) for a in Aspect if (scale := getattr(view, str(a.value)))}
    line = {"line": view.line} if view.line else {}
    until = f" Please answer by {day(robin.closes_on)}; you can change it until then." if robin.closes_on else ""
    return Opening({**said, **line}, intro=f"About {pupil.in_full}.{until}")


@command("give view", MINE, of=_mine, form=ViewForm, opening=opening_view)
async def give_view(ask: Ask, of: Mine, form: ViewForm, records: Records) -> Reply:
    robin, views, view, _ = of
    ticked = {str(aspect.value): getattr(form, str(aspect.value)) for aspect in Aspect}
    given = replace(view, state=ViewState.ANSWERED, at=ask.now, line=form.line or "", **ticked)
    until = f" You can change it until {day(robin.closes_on)}." if robin.closes_on else ""
    change = (Button("Change my answer", "give view", robin.reference),)
    mine = settled(robin, ask.person.id, f"Thank you: you have answered.{until}", change)
    return await _settled(ask, records, robin, views, given, mine, f"Thank you. Your view is with the SENCO.{until}")


@command("not my pupil", MINE, of=_mine)
async def not_mine(ask: Ask, of: Mine, records: Records) -> Reply:
    robin, views, view, _ = of
    if view.state is ViewState.ANSWERED:
        raise Refusal("Nothing was changed: you have given your view of this pupil. Press “Change my answer” instead.")
    said = replace(view, state=ViewState.NOT_THEIRS, at=ask.now)
    after_all = (Button("Give your view after all", "give view", robin.reference),)
    mine = settled(robin, ask.person.id, "You do not teach this pupil: nothing is asked of you.", after_all)
    return await _settled(
        ask, records, robin, views, said, mine, "Thank you. You are not asked about this pupil again."
    )


async def _settled(
    ask: Ask, records: Records, robin: RoundRobin, views: Sequence[View], said: View, mine: Notice, words: str
) -> Reply:
    """Stores one colleague's part. With the last of them it closes: there is nobody left to wait for.

    The round robin itself is saved with every answer, so that of two last ones at the same moment one comes second.
    """
    now = [said if view.person_id == said.person_id else view for view in views]
    await records.save(said)
    if waited_for(now):
        await records.save(robin)
        return Reply(words, notices=(mine,), about=robin.reference)
    told = await closing(robin, now, ask.now, records)
    last = settled(robin, ask.person.id, "Thank you. You were the last to answer, so this is closed.")
    return Reply(
        "Thank you. You were the last to answer; the SENCO is told.", notices=(last, *told), about=robin.reference
    )


@command("views", MINE, "See whose views you are asked for", detail=True, look=True)
async def views(ask: Ask, records: Records) -> Reply:
    asked = await records.round_robins.asked_of(ask.person.id)
    if not asked:
        return Reply("Nobody waits for a view of yours.")
    pupils = await records.pupils([robin.pupil_id for robin in asked[:ITEMS]])
    items = tuple(_asked(robin, pupils[robin.pupil_id]) for robin in asked[:ITEMS])
    return Reply("Your view is asked for. Thirty seconds each.", Card("Views", (Items(items),)))


def _asked(robin: RoundRobin, pupil: Pupil) -> Item:
    by = f"by {day(robin.closes_on)}" if robin.closes_on else ""
    return Item(pupil.in_full, by, to_answer(robin))

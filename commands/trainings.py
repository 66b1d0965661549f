"""`training`: what staff were trained in; `trainings`: what to train next, by how often advice is asked for."""

from collections.abc import Iterator
from datetime import date, timedelta

from commands.domain.adjustment import Adjustment
from commands.domain.contact import school_year_of
from commands.domain.days.dates import day
from commands.domain.privacy.reach import SENCOS
from commands.domain.training import Need, Trained, Training, what_to_train_next
from commands.kit import (
    NOTHING,
    Ask,
    Button,
    Card,
    Choice,
    Day,
    Form,
    Item,
    Items,
    Page,
    Prose,
    Records,
    Refusal,
    Reply,
    Text,
    command,
    optional,
)
from commands.kit.cards import Part
from commands.kit.limits import ITEMS

NEEDS = 6
"""How many topics are shown above the trainings."""
OLD = timedelta(days=10 * 366)
"""How long ago a training may be: beyond it, the year is a slip."""
LOG = Button("Log a training", "training")
LIST = Button("Trainings", "trainings")


class TrainingForm(Form, title="Staff training", submit="Log it"):
    """What staff were trained in: the list shows beside it on what they ask for advice in class."""

    on = Day("When was it?")
    topic = Choice("What was it about?", Adjustment, hint="The list on which advice is asked in class.")
    own = optional(
        Text(
            "In your own words",
            hint="Needed for something not on the list. Name no pupil here.",
            no_pupil="It is what a training was about.",
        )
    )
    who = Choice("Who was trained?", Trained)
    whom = optional(
        Text(
            "Which colleagues?",
            hint="Needed for some colleagues: their names, or a year or department.",
            no_pupil="It is which staff were trained.",
        )
    )

    def check(self, today: date) -> Iterator[tuple[str, str]]:
        if self.on > today:
            yield "on", "This date is in the future. Log a training once it has taken place."
        elif today - self.on > OLD:
            yield "on", "This is more than ten years ago. Check the year."
        if self.topic is Adjustment.OTHER and not self.own:
            yield "own", "Say in a few words what it was about."
        if self.who is Trained.SOME and not self.whom:
            yield "whom", "Say which colleagues, or choose another answer above."


@command("training", SENCOS, "Log what staff were trained in", of=NOTHING, form=TrainingForm)
async def training(ask: Ask, form: TrainingForm, records: Records) -> Reply:
    logged = Training(
        school_id=ask.school.id,
        reference=await records.reference("T"),
        on=form.on,
        topic=form.topic,
        own=form.own or "",
        who=form.who,
        whom=form.whom or "",
        logged_by=ask.person.id,
        logged_on=ask.today,
    )
    await records.save(logged)
    said = f"Logged as {logged.reference}: {logged.about} on {day(logged.on)}, {logged.of_whom}."
    return Reply(said, Card("Staff training", (), (LIST, LOG)), about=logged.reference)


@command("trainings", SENCOS, "See what to train next, and what staff were trained in", detail=True, look=True)
async def trainings(ask: Ask, records: Records) -> Reply:
    """It opens for the asker alone, because it shows what somebody typed."""
    skip = ask.named.skip
    page, total = await records.trainings.newest(skip, ITEMS - NEEDS)
    asked = await records.adjustments.advice_wanted(school_year_of(ask.today)[0])
    at = Page(skip, len(page), total)
    needs = what_to_train_next(asked, await records.trainings.last_by_topic()) if not skip else ()
    parts: list[Part] = []
    if needs:
        count = f", the first {NEEDS} of {len(needs)}" if len(needs) > NEEDS else ""
        parts += [Prose("", f"Advice asked for this school year{count}"), Items(tuple(map(_need, needs[:NEEDS])))]
    if page:
        listed = Items(tuple(_item(one) for one in page))
        parts += [Prose("", "Trainings, the newest first"), listed, at.words]
    if not parts:
        return Reply(
            "No training is logged yet, and nobody has asked for advice this school year.", Card("Training", (), (LOG,))
        )
    said = (
        f"Trainings logged: {total}. What is asked for most often stands first."
        if needs
        else f"Trainings logged: {total}."
    )
    return Reply(said, Card("Training", tuple(parts), (*at.after("trainings"), LOG)))


@command("take back training", SENCOS)
async def take_back(ask: Ask, records: Records) -> Reply:
    known = await records.trainings.one(ask.named.which)
    if known is None:
        raise Refusal("There is no training with that reference. Ask for “trainings” to see them.")
    if known.taken_back_on:
        raise Refusal(
            f"Nothing was changed. {known.reference} was taken back on {day(known.taken_back_on)}. "
            "Ask for “training” to log it again."
        )
    await records.save(known.taken_back(ask.person.id, ask.today))
    said = f"{known.reference} is taken back and counts no more. Ask for “training” to log it again."
    return Reply(said, Card("Staff training", (), (LIST, LOG)), about=known.reference)


def _need(need: Need) -> Item:
    times = "once" if need.asked == 1 else f"{need.asked} times"
    trained = f"last trained on {day(need.trained_on)}" if need.trained_on else "no training logged"
    return Item(f"{need.topic.label}: {times}", trained)


def _item(one: Training) -> Item:
    back = Button("Take back", "take back training", one.reference)
    return Item(f"{one.reference}: {one.about}", f"{day(one.on)}; {one.of_whom}", (back,))

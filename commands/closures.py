"""`senco closure`: days the school is shut; `closures`: those to come and past, each taken back by a button."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from commands.domain.days.closure import Closure
from commands.domain.days.dates import day, days, school_days
from commands.domain.privacy.reach import YEAR
from commands.kit import (
    NOTHING,
    SENCO_CHANNEL,
    Ask,
    Button,
    Card,
    Day,
    Facts,
    Form,
    Item,
    Items,
    Mistakes,
    Notice,
    Page,
    Prose,
    Records,
    Refusal,
    Reply,
    Text,
    command,
    optional,
)
from commands.kit.limits import ITEMS

FAR = timedelta(days=2 * 366)
"""How far off a closure may be: beyond it, the year is a slip."""
LONG = timedelta(days=92)
"""How long one may be. What is longer belongs into the term dates."""
PAST = "PAST"
"""What a button carries, or somebody types, for the closures that are over."""
RECORD = Button("Record a closure", "senco closure")
LIST = Button("Closures", "closures")
PROMISED = "Reply-by dates already given stay as given."
IMPORTED = "Days without school in the term dates are not listed here: put them right in the file and import it again."


class ClosureForm(Form, title="School closure", submit="Record it"):
    """Days on which the school is shut that the term dates do not have, to come or past: snow, say, or a bank holiday
    proclaimed for once. Waits and dates are counted without them from now on."""

    first = Day("First day")
    last = optional(Day("Last day", hint="Left empty, it is one day."))
    why = Text(
        "Why, in a line",
        hint="About the school, such as snow or the heating. Name no pupil here.",
        no_pupil="It is why the school is shut.",
    )

    def check(self, today: date) -> Iterator[tuple[str, str]]:
        last = self.last or self.first
        if abs(self.first - today) > FAR:
            yield "first", "This is more than two years away. Check the year."
        if last < self.first:
            yield "last", "This is before the first day. Give a later day, or leave it empty."
        elif last - self.first > LONG:
            yield "last", "This is more than three months later. Check the date, or put it into the term dates."


@command("senco closure", YEAR, "Record days the school is shut, to come or past", of=NOTHING, form=ClosureForm)
async def senco_closure(ask: Ask, form: ClosureForm, records: Records) -> Reply:
    """Dates that were promised stay as they were promised; what is counted from now on leaves these days out."""
    first, last = form.first, form.last or form.first
    calendar = await records.calendar()
    if not any(calendar.is_staff_day(first + timedelta(days=n)) for n in range((last - first).days + 1)):
        raise Mistakes(first=f"School is shut on {days(first, last)} already. Give a day it would have been open.")
    closure = Closure(
        school_id=ask.school.id,
        reference=await records.reference("K"),
        first=first,
        last=last,
        why=form.why,
        recorded_by=ask.person.id,
        recorded_on=ask.today,
    )
    await records.save(closure)
    be = "was" if last < ask.today else "is"
    changed = f"{school_days(calendar.school_days_in(first, last))} fewer"
    said = f"{closure.reference}: the school {be} closed on {closure.in_words}."
    return await _told(ask, records, closure, said, changed)


@command("take back closure", YEAR)
async def take_back(ask: Ask, records: Records) -> Reply:
    closure = await records.closures.one(ask.named.which)
    if closure is None:
        raise Refusal("There is no closure with that reference. Ask for “closures” to see them.")
    if closure.taken_back_on:
        raise Refusal(
            f"Nothing was changed. {closure.reference} was taken back on {day(closure.taken_back_on)}. "
            "Ask for “senco closure” to record those days again."
        )
    gone = closure.taken_back(ask.person.id, ask.today)
    await records.save(gone)
    calendar = await records.calendar()
    changed = f"{school_days(calendar.school_days_in(gone.first, gone.last))} more"
    return await _told(ask, records, gone, f"{gone.reference} is taken back: {gone.in_words}.", changed)


async def _told(ask: Ask, records: Records, closure: Closure, said: str, changed: str) -> Reply:
    """The answer, with what it changes in counts; the SENCO channel hears the same. Neither says why it is shut."""
    reviews = await records.reviews.booked_for(closure.first, closure.last)
    see = (Button("See reviews", "reviews"),) if reviews else ()
    facts = (
        ("Days", closure.in_words),
        ("State", "Closed" if closure.stands else "Taken back"),
        ("School days", changed),
        ("Reviews on those days", str(reviews)),
    )
    card = Card("School closure", (Facts(facts),), (*see, LIST))
    own = Card(card.title, card.parts, card.buttons if ask.person.is_senco else (LIST,))
    open_them = (", open “reviews”" if ask.person.is_senco else "; the SENCO is told") if reviews else ""
    words = f"{said} {changed}; reviews on those days: {reviews}{open_them}. {PROMISED}"
    notice = Notice(SENCO_CHANNEL, card, subject=closure.reference)
    return Reply(words, own, notices=(notice,), about=closure.reference)


@command("closures", YEAR, "See the school's closures to come; “closures past” for others", detail=True, look=True)
async def closures(ask: Ask, records: Records) -> Reply:
    """It opens for the asker alone, because it shows what somebody typed."""
    past, skip = ask.named.which == PAST, ask.named.skip
    of = records.closures.over if past else records.closures.to_come
    page, total = await of(ask.today, skip, ITEMS)
    at = Page(skip, len(page), total)
    other = Button("Those to come", "closures") if past else Button("Past ones", "closures", PAST)
    names = await records.names(*(closure.recorded_by for closure in page))
    listed = (Items(tuple(_item(closure, names) for closure in page)), at.words) if page else ()
    order = "over, the latest first" if past else "to come, the earliest first"
    said = f"Closures {order}: {total}." if total else f"No closure is {order.partition(',')[0]}."
    return Reply(
        said, Card("Closures", (*listed, Prose(IMPORTED)), (*at.after("closures", PAST if past else ""), other, RECORD))
    )


def _item(closure: Closure, names: Mapping[str, str]) -> Item:
    by = f"recorded by {names.get(closure.recorded_by, 'a colleague')} on {day(closure.recorded_on)}"
    back = Button("Take back", "take back closure", closure.reference)
    return Item(f"{closure.reference}: {closure.in_words}", f"{closure.why}; {by}", (back,))

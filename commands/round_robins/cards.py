"""How a round robin is drawn: being put together, as its summary, and as what a colleague is sent."""

from collections.abc import Mapping, Sequence

from commands.domain.days.dates import day
from commands.domain.pupil import NO_LONGER, Pupil
from commands.domain.round_robin import (
    SEEN,
    Aspect,
    RobinState,
    RoundRobin,
    Scale,
    View,
    ViewState,
    answered,
    in_short,
    spread,
    stands_out,
    waited_for,
)
from commands.kit import About, Button, Card, Chart, Facts, Item, Items, Notice, Prose, Series
from commands.kit.cards import Part
from commands.kit.which_pupil import to_page

GONE = "A colleague no longer on the staff list"
OF = {"R": "Referral", "C": "Plan", "V": "Review"}


def draft_card(robin: RoundRobin, pupil: Pupil, views: Sequence[View], names: Mapping[str, str]) -> Card:
    """Who is to be asked, each to be left out or put back, before anybody is."""
    items = tuple(_to_ask(robin, view, names) for view in views)
    asked = len(waited_for(views))
    ref = robin.reference
    parts: list[Part] = [Facts(_facts(robin, pupil))]
    parts.append(Prose("" if items else "The staff list has nobody who teaches this group.", f"Who is asked: {asked}"))
    parts += [Items(items)] if items else []
    ask = (Button("Ask them", "ask for views", ref, "primary"),) if asked else ()
    buttons = (*ask, Button("Ask somebody else", "ask colleague for view", ref))
    return Card(f"Round robin {ref}", tuple(parts), (*buttons, Button("Take back", "take back round robin", ref)))


def _to_ask(robin: RoundRobin, view: View, names: Mapping[str, str]) -> Item:
    about = str(About(robin.reference, view.person_id))
    name = names.get(view.person_id, GONE)
    if view.state is ViewState.LEFT_OUT:
        return Item(name, view.state.in_sentence, (Button("Ask after all", "put back into round robin", about),))
    return Item(name, "", (Button("Leave out", "leave out of round robin", about),))


def summary_card(
    robin: RoundRobin, pupil: Pupil | None, views: Sequence[View], names: Mapping[str, str], *, may_change: bool
) -> Card:
    """The summary: who answered, the spread as a chart with its numbers, what each said, who did not answer."""
    given = answered(views)
    parts: list[Part] = [Facts(_facts(robin, pupil, views))]
    if given:
        parts += [Prose(stands_out(views)), _chart(views)]
        parts += [Prose("", "What each said"), Items(tuple(_said(view, names) for view in given))]
    for heading, state in (("No answer", ViewState.ASKED), ("Do not teach this pupil", ViewState.NOT_THEIRS)):
        who = [names.get(view.person_id, GONE) for view in views if view.state is state]
        parts += [Prose(", ".join(who), heading)] if who else []
    return Card(f"Round robin {robin.reference}", tuple(parts), _buttons(robin, pupil, may_change))


def _facts(robin: RoundRobin, pupil: Pupil | None, views: Sequence[View] = ()) -> tuple[tuple[str, str], ...]:
    facts = (
        ("Pupil", pupil.in_full if pupil else NO_LONGER),
        ("For", f"{OF[robin.about[0]]} {robin.about}" if robin.about else ""),
        ("State", robin.state.label),
        ("Answers", in_short(views) if views else ""),
        ("Asked on", day(robin.asked_on) if robin.asked_on else ""),
        ("Closes on", day(robin.closes_on) if robin.is_open and robin.closes_on else ""),
        ("Closed on", day(robin.closed_on) if robin.closed_on else ""),
        ("Reminders", robin.reminders.label if robin.is_open else ""),
    )
    return tuple(fact for fact in facts if fact[1])


def _chart(views: Sequence[View]) -> Chart:
    counted = spread(views)
    return Chart(
        "How it goes in lessons",
        "bar",
        tuple(aspect.label for aspect in Aspect),
        tuple(Series(scale.label, tuple(counted[aspect][scale] for aspect in Aspect)) for scale in SEEN),
        "colleagues",
    )


def _said(view: View, names: Mapping[str, str]) -> Item:
    """What one colleague said: the line first, then what they ticked, alike ticks together."""
    ticked: dict[Scale, list[str]] = {}
    for aspect in Aspect:
        said = view.said_of(aspect)
        if said:
            ticked.setdefault(said, []).append(aspect.in_sentence)
    words = "; ".join(f"{scale.label}: {', '.join(ticked[scale])}" for scale in SEEN if scale in ticked)
    name = names.get(view.person_id, GONE)
    return Item(f"{name}: {view.line}" if view.line else name, words)


def _buttons(robin: RoundRobin, pupil: Pupil | None, may_change: bool) -> tuple[Button, ...]:
    ref, page = robin.reference, (to_page(pupil.id),) if pupil else ()
    if not may_change:
        return page
    if robin.is_open:
        return (
            Button("Close now", "close round robin", ref),
            Button("Another date", "ask for views", ref),
            Button("Ask somebody else", "ask colleague for view", ref),
            Button("Take back", "take back round robin", ref),
            *page,
        )
    to = {
        "R": ("Checklist", "referral checklist"),
        "C": ("Open plan", "read plan"),
        "V": ("Open review", "read review"),
    }
    text, word = to.get(robin.about[:1], ("", ""))
    return (Button(text, word, robin.about), *page) if word and robin.state is RobinState.CLOSED else page


def to_colleague(robin: RoundRobin, person_id: str, by: str) -> Notice:
    """The ask, privately. It stays in a chat, so it names nobody: the form says whom it is about."""
    words = (
        f"{by} asks for your view of a pupil: six ticks and one line, thirty seconds. "
        f"Please answer by {_last_day(robin)}."
    )
    return Notice(person_id, Card(f"Views {robin.reference}", (Prose(words),), to_answer(robin)), robin.reference)


def reminder(robin: RoundRobin, person_id: str) -> Notice:
    """A message of its own: changing the first would tell nobody."""
    words = f"A reminder: your view of a pupil is asked for, thirty seconds, by {_last_day(robin)}."
    return Notice(person_id, Card(f"Views {robin.reference}", (Prose(words),), to_answer(robin)))


def settled(robin: RoundRobin, person_id: str, words: str, buttons: tuple[Button, ...] = ()) -> Notice:
    """The ask as it stands in a colleague's chat once nothing is to be done about it any more."""
    return Notice(person_id, Card(f"Views {robin.reference}", (Prose(words),), buttons), robin.reference)


def to_senco(robin: RoundRobin, to: str, views: Sequence[View]) -> Notice:
    """That it is closed, and how many answered; the summary opens on a press."""
    words = f"Round robin {robin.reference} is closed: {in_short(views)}."
    button = Button("See the summary", "read round robin", robin.reference, "primary")
    return Notice(to, Card(f"Round robin {robin.reference}", (Prose(words),), (button,)))


def to_answer(robin: RoundRobin) -> tuple[Button, ...]:
    """What a colleague can do with an ask."""
    return (
        Button("Give your view", "give view", robin.reference, "primary"),
        Button("I do not teach them", "not my pupil", robin.reference),
    )


def _last_day(robin: RoundRobin) -> str:
    return day(robin.closes_on) if robin.closes_on else "its last day"

"""How a pupil's page is drawn, always for one person alone: in full for the SENCO, in part for who teaches them."""

from collections.abc import Mapping, Sequence

from commands.domain.cycle import Cycle
from commands.domain.days.dates import day
from commands.domain.entry import Entry, joined
from commands.domain.needs import need_in_words
from commands.domain.outcome import Outcome, ProvisionLine
from commands.domain.pupil import Provision, Pupil
from commands.domain.register import started_on
from commands.domain.story import Story
from commands.domain.what_works import Works, in_short
from commands.kit import Button, Card, Facts, Item, Items, Page, Prose
from commands.kit.cards import Part
from commands.kit.limits import ITEMS

TITLE = "Pupil"


def whole_card(
    pupil: Pupil,
    story: Story,
    coming: Sequence[Entry],
    past: Sequence[Entry],
    works: Sequence[Works],
    names: Mapping[str, str],
    skip: int,
) -> Card:
    """A page of everything: who they are, what works in class, what is to come, then what has happened. The lines of
    both are counted through, so that however much is to come, a page has no more than a card may hold."""
    shown = coming[skip : skip + ITEMS]
    parts: list[Part] = [Facts(_who(pupil, story)), *_works(works)]
    if shown:
        parts += [Prose("", "To come"), Items(tuple(line(entry, names) for entry in shown))]
    elif not skip:
        parts.append(Prose("Nothing is open, booked or agreed.", "To come"))
    first = max(0, skip - len(coming))
    then = past[first : first + ITEMS - len(shown)]
    if then:
        parts += [Prose("", "What has happened, newest first"), Items(tuple(line(entry, names) for entry in then))]
    elif not past:
        parts.append(Prose("Nothing has been recorded here yet.", "What has happened"))
    at = Page(skip, len(shown) + len(then), len(coming) + len(past))
    if at.total:
        parts.append(at.words)
    return Card(TITLE, tuple(parts), (*_beside(at, pupil), *_all_of(works, pupil), *_next(pupil, story)))


def _works(works: Sequence[Works]) -> tuple[Part, ...]:
    return (Prose(in_short(works), "What works in class"),) if works else ()


def _all_of(works: Sequence[Works], pupil: Pupil) -> tuple[Button, ...]:
    """To every note that was counted."""
    return (Button("What works", "what works", pupil.id),) if works else ()


def line(entry: Entry, names: Mapping[str, str]) -> Item:
    """When and what; below it more of it and by whom; a button to the thing it is of."""
    when = f"{day(entry.on)} – " if entry.on else ""
    by = f"by {names.get(entry.by, 'a colleague')}" if entry.by else ""
    return Item(f"{when}{entry.what}", joined([entry.words, by]), (Button("Open", entry.word, entry.about),))


def _beside(at: Page, pupil: Pupil) -> tuple[Button, ...]:
    """To the page before and the next, where there are such."""
    return (*at.before("pupil", pupil.id), *at.after("pupil", pupil.id))


def _who(pupil: Pupil, story: Story) -> tuple[tuple[str, str], ...]:
    facts = [("Pupil", pupil.in_full)]
    if pupil.left_on:
        facts.append(("Left the school", day(pupil.left_on)))
    facts.append(("Provision", pupil.provision.label))
    if pupil.provision is not Provision.NONE:
        facts.append(("Primary need", need_in_words(pupil.primary_need) or "None recorded"))
        facts.append(("Secondary need", need_in_words(pupil.secondary_need) or "None"))
        since = started_on(story.register)
        facts.append(("On the register since", day(since) if since else "Before it was kept here"))
    return tuple(facts)


def _next(pupil: Pupil, story: Story) -> tuple[Button, ...]:
    """What a SENCO does next. For a pupil who has left nothing is begun."""
    history = Button("Register history", "register history", pupil.id)
    evidence = Button("Evidence", "evidence", pupil.id)
    looks = Button("Who has looked", "who has looked", pupil.id)
    plan = story.open_cycle
    to_plan = (Button("Open plan", "read plan", plan.reference), in_word(plan)) if plan else ()
    if pupil.has_left:
        return (*to_plan, history, evidence, looks)
    return (
        *(to_plan or (Button("Plan SEN support", "plan", pupil.id),)),
        Button("Book a review", "book review", pupil.id),
        Button("Log a contact", "contact", pupil.id),
        Button("Ask for views", "round robin", pupil.id),
        Button("Refer to an agency", "agency referral", pupil.id),
        Button("Refer", "refer", pupil.id),
        history,
        evidence,
        looks,
    )


def in_word(plan: Cycle) -> Button:
    """The button that hands over a plan as a Word document."""
    return Button("Support plan (Word)", "support plan", plan.reference)


def part_card(
    pupil: Pupil,
    plan: tuple[Cycle, Sequence[Outcome], Sequence[ProvisionLine]] | None,
    own: Sequence[Entry],
    works: Sequence[Works],
    names: Mapping[str, str],
    skip: int,
    *,
    teaches: bool,
    leads: bool,
) -> Card:
    """What somebody who is not the SENCO may see: the plan as it is for who teaches the pupil, and what they wrote
    themselves. Who leads the plan may hand it out."""
    who = [("Pupil", pupil.in_full)]
    if pupil.left_on:
        who.append(("Left the school", day(pupil.left_on)))
    parts: list[Part] = [Facts(tuple(who))]
    if plan:
        parts += _plan(*plan, names)
    elif teaches:
        parts.append(Prose("No plan is open.", "Plan"))
    parts += _works(works)
    page = own[skip : skip + ITEMS]
    at = Page(skip, len(page), len(own))
    if page:
        parts += [Prose("", "Your referrals and contacts, newest first"), Items(tuple(line(e, names) for e in page))]
        parts.append(at.words)
    buttons = [*_beside(at, pupil), *_all_of(works, pupil)]
    if plan:
        buttons.append(Button("Open plan", "read plan", plan[0].reference))
        if leads:
            buttons.append(in_word(plan[0]))
    if teaches:
        buttons.append(Button("Log a contact", "contact", pupil.id))
    if not pupil.has_left:
        buttons.append(Button("Refer", "refer", pupil.id))
    return Card(TITLE, tuple(parts), tuple(buttons))


def _plan(
    cycle: Cycle, outcomes: Sequence[Outcome], lines: Sequence[ProvisionLine], names: Mapping[str, str]
) -> list[Part]:
    facts = (
        ("Plan", cycle.reference),
        ("Stage", cycle.stage.label),
        ("Lead teacher", names.get(cycle.lead, "A colleague who has left")),
        ("Review on", day(cycle.review_on) if cycle.review_on else "Not set"),
    )
    aims = "\n".join(_outcome(outcome) for outcome in outcomes)
    support = "\n".join(_support(one) for one in lines)
    return [
        Facts(facts),
        Prose(aims or "No outcome yet.", "Outcomes"),
        Prose(support or "Nothing yet.", "Provision and adjustments"),
    ]


def _outcome(outcome: Outcome) -> str:
    by = f" by {day(outcome.by)}" if outcome.by else ""
    return f"{outcome.n}. {outcome.text} (now: {outcome.baseline}; target: {outcome.target}{by})"


def _support(one: ProvisionLine) -> str:
    until = f" until {day(one.until)}" if one.until else ""
    return f"{one.kind.label}: {one.what} ({one.who}, {one.how_often}, from {day(one.first)}{until})"

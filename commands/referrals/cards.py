"""How a referral is drawn: for the channel without a name, for one person in full, as a line of a list."""

from collections.abc import Mapping, Sequence
from datetime import date

from commands.domain.days.calendar import LONDON, SchoolCalendar
from commands.domain.days.dates import day, late, school_days
from commands.domain.pupil import NO_LONGER, Pupil, year_in_words
from commands.domain.referral import Effect, Referral, ReferralEvent, ReferralState
from commands.domain.words.family import PARENTS_INFORMED
from commands.kit import Button, Card, Facts, Item, Items, Notice, Prose
from commands.kit.cards import Part
from commands.kit.which_pupil import to_page


def areas(referral: Referral) -> str:
    return "; ".join(area.label for area in referral.areas)


def channel_card(referral: Referral, taken_by: str = "") -> Card:
    """What the SENCO channel sees: a reference, a category, dates. Never a name, initials or a word anyone typed."""
    facts = [
        ("Reference", referral.reference),
        ("Year group", year_in_words(referral.year)),
        ("Area of need", areas(referral)),
        ("Urgency", referral.urgency.label),
        ("State", referral.state_in_words),
    ]
    if taken_by:
        facts.append(("Taken by", taken_by))
    if referral.state.is_open and not referral.taken_on:
        facts.append(("Reply by", day(referral.reply_by)))
    return Card(f"Referral {referral.reference}", (Facts(tuple(facts)),), senco_buttons(referral, reading=False))


def senco_buttons(referral: Referral, *, reading: bool) -> tuple[Button, ...]:
    """What a SENCO can do with a referral as it stands."""
    ref = referral.reference
    buttons = [] if reading else [Button("Read it", "read referral", ref, "primary")]
    if referral.allows(ReferralState.ASSESSING) and not referral.taken_on:
        buttons.append(Button("Accept", "accept referral", ref))
    if referral.allows(ReferralState.INFO_REQUESTED):
        buttons.append(Button("Ask for more", "ask about referral", ref))
    if reading and referral.taken_on:
        buttons.append(Button("Checklist", "referral checklist", ref))
    if reading and referral.is_accepted:
        buttons.append(Button("Ask for views", "round robin", ref))
    if referral.allows(ReferralState.DECIDED):
        buttons.append(Button("Decide", "decide", ref))
    if referral.allows(ReferralState.CLOSED):
        buttons.append(Button("Duplicate / withdrawn", "close referral", ref))
    return tuple(buttons)


def to_channel(referral: Referral, taken_by: str = "") -> Notice:
    """The channel's post about a referral: one post, redrawn as the referral moves."""
    return Notice("senco", channel_card(referral, taken_by), subject=referral.reference)


def to_referrer(referral: Referral, words: str, button: Button | None = None) -> Notice:
    """A private line to the referrer. It is a message that stays, so it carries the reference and no story."""
    return Notice(
        referral.raised_by,
        Card(
            f"Your referral {referral.reference}",
            (Prose(words), Prose(which_one(referral))),
            (button or Button("Read it", "read referral", referral.reference),),
        ),
    )


def which_one(referral: Referral) -> str:
    """Which referral it is, for its referrer, without a name: the year group and the day it was raised."""
    return f"{year_in_words(referral.year)}; you referred on {day(referral.raised_on)}."


def whole_card(
    referral: Referral,
    pupil: Pupil | None,
    history: Sequence[ReferralEvent],
    names: Mapping[str, str],
    buttons: tuple[Button, ...],
    *,
    clock: tuple[str, str] | None = None,
    decided: Sequence[Part] = (),
) -> Card:
    """Everything about one referral, for one person allowed to read it.

    `clock` is how long it has waited or took; `decided` is what was decided, where that stands in a decision.
    """
    who = pupil.in_full if pupil else NO_LONGER
    parents = f"Yes, on {day(referral.parents_told_on)}" if referral.parents_told_on else "Not yet"
    facts = [
        ("Pupil", who),
        ("Referred by", f"{names.get(referral.raised_by, 'a colleague')} on {day(referral.raised_on)}"),
        ("Area of need", areas(referral)),
        ("Urgency", referral.urgency.label),
        ("State", referral.state_in_words),
        ("Reply by", day(referral.reply_by)),
        ("Since", day(referral.since) if referral.since else "Not said"),
        ("Parents spoken to", parents),
    ]
    if clock:
        facts.append(clock)
    parts: list[Part] = [Facts(tuple(facts)), Prose(referral.noticed, "What was noticed")]
    parts.append(Prose(_tried(referral), "What was tried"))
    if referral.parents_view:
        label = "The parents' view" if referral.parents_told else "Why the parents have not been spoken to yet"
        parts.append(Prose(referral.parents_view, label))
    parts.append(Prose(referral.hoped, "What the referrer would like to happen"))
    if referral.not_send_reason:
        parts.append(Prose(_not_send(referral), "Decided: not SEND"))
    parts.extend(decided)
    parts.append(Items(tuple(_event(event, names) for event in history[-15:])))
    page = (to_page(pupil.id),) if pupil else ()
    return Card(f"Referral {referral.reference}", tuple(parts), (*buttons, *page))


def _tried(referral: Referral) -> str:
    lines = [f"{referral.tried} ({referral.tried_for.in_sentence}: {_effect(referral.tried_effect)})"]
    if referral.also_tried:
        how_long = f"{referral.also_tried_for.in_sentence}: " if referral.also_tried_for else ""
        effect = _effect(referral.also_tried_effect) if referral.also_tried_effect else "effect not said"
        lines.append(f"{referral.also_tried} ({how_long}{effect})")
    return "\n".join(lines)


def _effect(effect: Effect) -> str:
    return effect.in_sentence


def _not_send(referral: Referral) -> str:
    assert referral.not_send_reason  # noqa: S101 - the caller has looked
    informed = day(referral.parents_informed_on) if referral.parents_informed_on else "not yet"
    until = day(referral.monitor_until) if referral.monitor_until else "not set"
    return (
        f"Reason: {referral.not_send_reason.label}\n{referral.rationale}\n"
        f"To try in class: {referral.universal_adjustments}\nWho does it: {referral.delivered_by}\n"
        f"Look again on: {until}\nWhat would reopen it: {referral.review_trigger}\n{PARENTS_INFORMED}: {informed}"
    )


def _event(event: ReferralEvent, names: Mapping[str, str]) -> Item:
    when = event.at.astimezone(LONDON)
    by = names.get(event.by, "a colleague")
    return Item(event.what.label + (f": {event.words}" if event.words else ""), f"{by}, {day(when.date())}")


def queue_item(referral: Referral, today: date, calendar: SchoolCalendar) -> Item:
    """A line of the SENCO's queue."""
    waited = school_days(referral.school_days_waiting(today, calendar))
    since = calendar.school_days_between(referral.reply_by, today)
    return Item(
        f"{referral.reference}: {year_in_words(referral.year)}, {areas(referral)}, {referral.urgency.in_sentence}",
        f"{referral.state_in_words}; waiting {waited}",
        (Button("Read it", "read referral", referral.reference),),
        f"reply {late(since)}" if referral.is_overdue(today) else "",
    )


def own_item(referral: Referral, pupil: Pupil | None) -> Item:
    """A line of a referrer's own list."""
    who = pupil.name if pupil else "a pupil no longer in the records"
    until = f"; reply by {day(referral.reply_by)}" if referral.state.is_open and not referral.taken_on else ""
    return Item(
        f"{referral.reference}: {who}",
        f"{referral.state_in_words}{until}",
        (Button("Read it", "read referral", referral.reference), *own_buttons(referral)),
    )


def own_buttons(referral: Referral) -> tuple[Button, ...]:
    """What its referrer can still do with a referral as it stands."""
    ref, buttons = referral.reference, []
    if referral.state is ReferralState.INFO_REQUESTED:
        buttons.append(Button("Answer", "answer about referral", ref, "primary"))
    if referral.state.is_open:
        buttons.append(Button("Add to it", "add to referral", ref))
    if referral.may_be_withdrawn:
        buttons.append(Button("Withdraw", "withdraw referral", ref))
    return tuple(buttons)

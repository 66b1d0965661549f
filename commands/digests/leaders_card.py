"""The card leaders read: in words what stands out, then the figures, two charts, the national figures, the rule."""

from collections.abc import Iterator
from datetime import date

from commands.domain.agency import STANDARD
from commands.domain.days.dates import day, school_days
from commands.domain.law.national import latest_on
from commands.domain.leaders_week import AgencyWait, Summary
from commands.domain.needs import NEED_TYPES
from commands.domain.privacy.suppression import Band, Roughly, percent
from commands.kit import Card, Chart, Facts, Prose, Series
from commands.kit.cards import Part

AGENCY_NAMES = {agency.key: agency.name for agency in STANDARD} | {"other": "other agencies"}
NOTHING_LATE = (
    "No booked review is overdue, no day the law sets for the school has passed undone, and every EHC plan has an "
    "annual review known."
)
ON_A_CHART = {
    "ep": "Ed. psychologist",
    "salt": "Speech and language",
    "ot": "Occupational therapy",
    "physio": "Physiotherapy",
    "camhs": "CAMHS / MHST",
    "paed": "Paediatrician",
    "hi_vi": "Deaf / vision",
    "spec_teacher": "Outreach",
    "la_send": "LA SEND / EHC team",
    "ewo": "Education welfare",
    "other": "Other agencies",
}
"""An agency's name in the twenty characters a chart has for it."""


def card(week: Summary) -> Card:
    """The whole card. It is made of nothing but what may be sent."""
    parts: tuple[Part, ...] = (
        Prose(" ".join(stands_out(week))),
        Prose("", "SEN register"),
        Facts((*_register(week), *_needs(week))),
        Prose("", "Referrals"),
        Facts(tuple(_referrals(week))),
        *_decisions(week),
        Prose("", "Reviews and parents"),
        Facts(tuple(_reviews(week))),
        *_waits(week),
        *_national(week),
        Prose(_why_steps(week), "About these figures"),
    )
    return Card(f"SEND this week: {day(week.on)}", parts)


def stands_out(week: Summary) -> Iterator[str]:
    """What a head should know first, each from figures below it: the two worst things, then one of what has moved, or
    two where nothing is wrong. That nothing is late is said only where nothing is, of all that is counted."""
    wrong = [*_wrong(week), *_longest(week)][:2]
    moved = [*_moved(week)][:1] or (["No count has crossed a step since last week."] if week.before else [])
    said = [*wrong, *[*moved, *_speed(week), *_nothing_late(week)][: 1 if wrong else 2]]
    yield from said or ["There is too little to compare with yet."]


def _wrong(week: Summary) -> Iterator[str]:
    """What is not as it should be, the worst first: what the law asks for before what the school has set itself."""
    for count, words in (
        (week.late, "Pupils for whom the school has let a day pass that the law sets"),
        (week.unplanned, "EHC plans with no annual review known"),
        (week.overdue, "Reviews overdue"),
    ):
        if count and not count.is_none:  # "fewer than" is somebody here: none would be told
            yield f"{words}: {count.words}."


def _moved(week: Summary) -> Iterator[str]:
    """The register, and what is open, when they have crossed a step since last week."""
    was, now = week.before.get("register"), week.register
    if was is not None and was != now.low:
        more = "More" if now.low > was else "Fewer"
        yield f"{more} pupils are on the SEN register than last week: {now.words}, after {Band(was, now.step).words}."
    level, open_ = week.before.get("open"), week.open
    if level is not None and level != open_.level:
        more = "More" if open_.level > level else "Fewer"
        yield f"{more} referrals are open than last week: {open_.words}, after {Roughly(level, open_.step).words}."


def _speed(week: Summary) -> Iterator[str]:
    if week.median is None:
        return
    sentence = f"Half of the referrals decided in the past six weeks took {school_days(week.median)} or fewer"
    if week.median_then is None:
        yield f"{sentence}."
    elif week.median_then == week.median:
        yield f"{sentence}, as at this point last term."
    else:
        fewer = week.median < week.median_then
        yield f"{sentence}, {'down' if fewer else 'up'} from {week.median_then} at this point last term."


def _nothing_late(week: Summary) -> Iterator[str]:
    known = [count for count in (week.late, week.unplanned) if count]
    if week.overdue.is_none and all(count.is_none for count in known):
        yield NOTHING_LATE if len(known) == 2 else "No booked review is overdue."


def _longest(week: Summary) -> Iterator[str]:
    if week.waits and week.waits[0].weeks > week.waits[0].usual:
        longest = week.waits[0]
        yield (
            f"The longest wait is for {AGENCY_NAMES[longest.agency]}: half of those waiting have waited "
            f"{_weeks(longest.weeks)} or more; {longest.usual} are usual."
        )


def _register(week: Summary) -> Iterator[tuple[str, str]]:
    england = latest_on(week.on)
    for label, name, count, national in (
        ("On the register", "register", week.register, None),
        ("SEN support (K)", "support", week.support, england and england.support),
        ("EHC plan (E)", "plan", week.plan, england and england.plan),
    ):
        share = percent(count, week.roll)
        of_roll = f", {share} of the roll" if share else ""
        beside = f" (England {national}%)" if national and share else ""
        was = week.then.get(name)
        last = "" if was is None else f"; last term {Band(was, week.step).words}"
        yield label, f"{count.words}{of_roll}{beside}{last}"


def _needs(week: Summary) -> Iterator[tuple[str, str]]:
    if week.needs:
        named = (f"{NEED_TYPES[code].label} {count.words}" for code, count in week.needs)
        yield "Most common needs", "; ".join(named)


def _referrals(week: Summary) -> Iterator[tuple[str, str]]:
    if week.new:
        yield "New this term", week.new.words + _then(week.new_then)
    yield "Open now", week.open.words + _then(week.open_then)
    if week.median is None:
        yield "Referral to decision", f"fewer than {week.step} decided in the past six weeks"
        return
    nearly_all = f", nine in ten within {week.ninetieth}" if week.ninetieth is not None else ""
    then = f"; last term half within {week.median_then}" if week.median_then is not None else ""
    yield "Referral to decision", f"half within {school_days(week.median)}{nearly_all}{then}"


def _then(count: Roughly | Band | None) -> str:
    return f"; last term {count.words}" if count else ""


def _decisions(week: Summary) -> Iterator[Part]:
    """The median by week, with the last term's beside it where it is known for each of this term's."""
    if sum(now is not None for _, now, _ in week.medians) < 2:
        return
    begins = next(n for n, (_, now, _) in enumerate(week.medians) if now is not None)
    weeks = week.medians[begins:]
    series = [Series("This term", tuple(now for _, now, _ in weeks))]
    if all(then is not None for _, now, then in weeks if now is not None):
        series.append(Series("Same week last term", tuple(then for _, _, then in weeks)))
    yield Chart(
        "Half of the referrals were decided within",
        "line",
        tuple(_short(monday) for monday, _, _ in weeks),
        tuple(series),
        "school days",
    )


def _reviews(week: Summary) -> Iterator[tuple[str, str]]:
    if week.on_time:
        yield "Reviews held by their day", f"{week.on_time.words} this term"
    yield "Reviews overdue now", week.overdue.words
    if week.late:
        yield "Pupils with a day set by law passed at the school", week.late.words
    if week.unplanned:
        yield "EHC plans with no annual review known", week.unplanned.words
    if week.unreviewed:
        yield "SEN support, no review yet this term", week.unreviewed.words
    meetings = "one meeting" if week.met_called_for == 1 else f"{week.met_called_for} meetings"
    yield f"Parents met ({meetings} by {_short(week.met_by)})", f"{week.met.words} of {week.register.words} pupils"


def _waits(week: Summary) -> Iterator[Part]:
    yield Prose(" ".join(_waiting(week)), "Waits for agencies")
    if len(week.waits) > 1:
        yield Chart(
            "Half of those waiting have waited",
            "bar",
            tuple(ON_A_CHART[wait.agency] for wait in week.waits),
            (
                Series("Now", tuple(wait.weeks for wait in week.waits)),
                Series("Usual", tuple(wait.usual for wait in week.waits)),
            ),
            "weeks since sending",
        )


def _waiting(week: Summary) -> Iterator[str]:
    if not week.waits:
        yield f"For no agency do {week.step} pupils or more wait."
        return
    if len(week.waits) == 1:
        yield f"Half of those waiting have waited {_weeks(week.waits[0].weeks)} or more; usual: {week.waits[0].usual}."
    named = "; ".join(_one(wait) for wait in week.waits)
    yield f"Waiting: {named}. For every agency not named, fewer than {week.step}."


def _one(wait: AgencyWait) -> str:
    return f"{wait.waiting.words} for {AGENCY_NAMES[wait.agency]}"


def _national(week: Summary) -> Iterator[Part]:
    england = latest_on(week.on)
    if england:
        yield Prose(england.words, "England, to compare")


def _why_steps(week: Summary) -> str:
    return (
        f"Counts of pupils stand in steps of {week.step}, small ones as “fewer than {week.step}”, and figures for too "
        "few pupils are left out, so that nobody can be picked out, in one week or by comparing several. They are "
        "taken once a week, when first sent or asked for. “Last term” is the same point of it."
    )


def _short(value: date) -> str:
    return f"{value.day} {value:%b}"


def _weeks(count: int) -> str:
    return f"{count} week" + ("" if count == 1 else "s")

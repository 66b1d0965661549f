"""`data`: a pupil's attendance, behaviour, attainment and suspensions, as the information system has them."""

from collections.abc import Mapping, Sequence
from datetime import date

from commands.domain.days.dates import day
from commands.domain.privacy.reach import SENCOS
from commands.domain.pupil import Pupil
from commands.domain.series import Entry, PupilSeries, SeriesKind, attendance_in_words, medians
from commands.kit import Ask, Card, Facts, Item, Items, Prose, Records, Reply, command
from commands.kit.cards import Chart, Part, Series
from commands.kit.limits import CATEGORIES, ITEMS
from commands.kit.which_pupil import the_pupil_or_leaver, to_page

RECORDED = "That you have looked is recorded."
NONE = "Nothing is imported yet. Whoever looks after the bot can: chatops import attendance, behaviour, attainment."
AGED = {True: "at the level expected for the age", False: "below the level expected for the age"}
Medians = Mapping[tuple[date, date | None], float]


@command(
    "data", SENCOS, "See attendance, behaviour, attainment: data NAME", of=the_pupil_or_leaver, detail=True, look=True
)
async def data(ask: Ask, pupil: Pupil, records: Records) -> Reply:
    """The newest of each kind; of attendance the school's median beside it."""
    series = await records.series.of_pupil(pupil.id)
    years = {one.year for one in series if one.kind is SeriesKind.ATTENDANCE}
    everybody = [one.read() for year in years for one in await records.series.of_year(SeriesKind.ATTENDANCE, year)]
    card = Card("Data", _parts(pupil, series, medians(everybody)), (to_page(pupil.id),))
    return Reply(f"As the school's information system has it. {RECORDED}", card, about=pupil.id)


def _parts(pupil: Pupil, series: Sequence[PupilSeries], of_school: Medians) -> tuple[Part, ...]:
    parts: list[Part] = [Facts((("Pupil", pupil.in_full), *_since(series)))]
    if not series:
        return (*parts, Prose(NONE))
    attended = _of(series, SeriesKind.ATTENDANCE)[-CATEGORIES:]
    if attended:
        parts.append(Prose(attendance_in_words(attended, dict(of_school)), "Attendance"))
        if len(attended) > 1:
            parts.append(_chart(attended, of_school))
    for kind, lines in (
        (SeriesKind.BEHAVIOUR, _behaved(_of(series, SeriesKind.BEHAVIOUR))),
        (SeriesKind.SUSPENSIONS, _suspended(_of(series, SeriesKind.SUSPENSIONS))),
        (SeriesKind.ATTAINMENT, _assessed(_of(series, SeriesKind.ATTAINMENT))),
    ):
        if lines:
            parts += [Prose("", kind.label), Items(tuple(lines[:ITEMS]))]
    return tuple(parts)


def _of(series: Sequence[PupilSeries], kind: SeriesKind) -> list[Entry]:
    return [entry for one in series if one.kind is kind for entry in one.read()]


def _since(series: Sequence[PupilSeries]) -> tuple[tuple[str, str], ...]:
    latest = max((one.imported_on for one in series), default=None)
    return (("Imported on", day(latest)),) if latest else ()


def _chart(entries: Sequence[Entry], of_school: Medians) -> Chart:
    shown = {f"{entry.on:%d %b %y}": entry for entry in entries}
    return Chart(
        "Attendance",
        "line",
        tuple(shown),
        (
            Series("This pupil", tuple(entry.share for entry in shown.values())),
            Series("School's median", tuple(of_school.get((entry.on, entry.until)) for entry in shown.values())),
        ),
        "%",
    )


def _behaved(entries: Sequence[Entry]) -> list[Item]:
    """The reasons, the most frequent first, with how often, and when last."""
    by_reason: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        by_reason.setdefault((entry.words, entry.about), []).append(entry)
    often = sorted(by_reason.items(), key=lambda one: (-len(one[1]), one[0]))
    return [Item(f"{words}: {_times(len(found))}", _points(kind, found)) for (words, kind), found in often]


def _points(kind: str, entries: Sequence[Entry]) -> str:
    total = sum(entry.count or 0 for entry in entries)
    last = f"last on {day(entries[-1].on)}"
    return ", ".join(filter(None, (kind.lower(), f"{total:g} points" if total else "", last)))


def _times(count: int) -> str:
    return "once" if count == 1 else "twice" if count == 2 else f"{count} times"


def _suspended(entries: Sequence[Entry]) -> list[Item]:
    return [
        Item(f"{day(entry.on)}: {entry.count:g} day{'' if entry.count == 1 else 's'}", entry.words)
        for entry in reversed(entries)
    ]


def _assessed(entries: Sequence[Entry]) -> list[Item]:
    return [
        Item(
            f"{day(entry.on)}, {entry.what}{', ' + entry.about if entry.about else ''}: {entry.words}",
            "; ".join(filter(None, (entry.scale, AGED[entry.expected] if entry.expected is not None else ""))),
        )
        for entry in reversed(entries)
    ]

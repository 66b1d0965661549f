"""How the register is drawn, always for one SENCO alone: its lines, a pupil's history, a clash."""

from collections import Counter
from collections.abc import Mapping, Sequence

from commands.domain.clash import RegisterClash
from commands.domain.days.calendar import LONDON
from commands.domain.days.dates import day
from commands.domain.needs import need_in_words
from commands.domain.pupil import NO_LONGER, YEARS, Provision, Pupil, year_in_words
from commands.domain.register import RegisterEntry, SenStatus, need_mistakes, started_on
from commands.domain.words.family import PARENTS_INFORMED
from commands.domain.words.labelled import in_sentence
from commands.kit import About, Button, Card, Facts, Item, Items, Prose
from commands.kit.cards import Part
from commands.kit.limits import ITEMS
from commands.kit.ports.register import RegisterCount
from commands.kit.which_pupil import to_page

SINCE_UNKNOWN = "since before it was kept here"


def seen(pupil: Pupil, history: Sequence[RegisterEntry]) -> str:
    """What a button about a pupil carries: who, and how many entries there were when it was drawn."""
    return str(About(pupil.id, version=len(history)))


def counts_of(counts: Sequence[RegisterCount]) -> Facts:
    """How many are listed, by provision, year and primary need. The SENCO's own list: no small number is hidden."""
    provisions: Counter[Provision] = Counter()
    years: Counter[str] = Counter()
    needs: Counter[str] = Counter()
    for row in counts:
        provisions[row.provision] += row.pupils
        years[row.year] += row.pupils
        needs[row.primary_need or "no type"] += row.pupils
    in_order = sorted(years, key=lambda year: YEARS.index(year) if year in YEARS else len(YEARS))
    facts = [("In all", str(provisions.total()))]
    facts += [(p.label, str(provisions[p])) for p in (Provision.SUPPORT, Provision.PLAN)]
    facts.append(("By year", ", ".join(f"{year_in_words(year)}: {years[year]}" for year in in_order)))
    facts.append(("By primary need", ", ".join(f"{need}: {n}" for need, n in needs.most_common())))
    return Facts(tuple(facts))


def register_item(pupil: Pupil, history: Sequence[RegisterEntry]) -> Item:
    """A line of the register."""
    status = SenStatus.of(pupil)
    words = [status.in_words]
    if history:
        since = started_on(history)
        words.append(f"since {day(since)}" if since else SINCE_UNKNOWN)
    if need_mistakes(status):
        words.append("the census would send this back: change the need")
    who = pupil.in_full
    return Item(who, "; ".join(words), (Button("Open", "register history", pupil.id), to_page(pupil.id)))


def change_buttons(pupil: Pupil, history: Sequence[RegisterEntry]) -> tuple[Button, ...]:
    """What can be done about a pupil's place on the register as it is."""
    about = seen(pupil, history)
    if pupil.has_left:
        return ()
    if pupil.provision is Provision.NONE:
        return (Button("Put on the register", "put on register", about, "primary"),)
    other = "EHC plan" if pupil.provision is Provision.SUPPORT else "SEN support"
    return (
        Button("Change need", "change need", about),
        Button(f"Move to {other}", "put on register", about),
        Button("Take off the register", "take off register", about),
    )


def history_card(
    pupil: Pupil,
    history: Sequence[RegisterEntry],
    names: Mapping[str, str],
    clash: RegisterClash | None,
) -> Card:
    """A pupil's place on the register and how it came about, newest first."""
    status = SenStatus.of(pupil)
    facts = [
        ("Pupil", pupil.in_full),
        ("Provision", status.provision.label),
        ("Primary need", need_in_words(status.primary_need) or "None recorded"),
        ("Secondary need", need_in_words(status.secondary_need) or "None"),
    ]
    if history and pupil.provision is not Provision.NONE:
        since = started_on(history)
        facts.append(("Since", day(since) if since else "Before it was kept here"))
    parts: list[Part] = [Facts(tuple(facts))]
    if clash:
        parts.append(Prose(f"The information system says otherwise: {clash.theirs.in_words}."))
    if history:
        parts.append(Items(tuple(_entry(entry, names) for entry in reversed(history[-ITEMS:]))))
        if len(history) > ITEMS:
            parts.append(Prose(f"The newest {ITEMS} of {len(history)} entries."))
    else:
        parts.append(Prose("Nothing has been recorded here yet; this is what the school's information system has."))
    buttons = change_buttons(pupil, history)
    if clash:
        buttons += (Button("Settle the clash", "register clashes"),)
    return Card("Register history", tuple(parts), (*buttons, to_page(pupil.id)))


def _entry(entry: RegisterEntry, names: Mapping[str, str]) -> Item:
    words = [f"{entry.what.label}: {entry.status.in_words}"]
    if entry.reason:
        words.append(entry.reason)
    by = f"recorded by {names.get(entry.recorded_by, 'a colleague')}" if entry.recorded_by else "kept"
    details = [
        f"From {day(entry.from_on)}" if entry.from_on else "Date not known here",
        f"{by} on {day(entry.at.astimezone(LONDON).date())}",
    ]
    if entry.parents_informed_on:
        details.append(f"{in_sentence(PARENTS_INFORMED)} {day(entry.parents_informed_on)}")
    if entry.monitor_until:
        details.append(f"progress watched until {day(entry.monitor_until)}")
    if entry.referral:
        details.append(f"decided on {entry.referral}")
    return Item("\n".join(words), "; ".join(details))


def clash_item(clash: RegisterClash, pupil: Pupil | None) -> Item:
    """A line of the list of clashes: ours, theirs, and the two things that can be done."""
    who = pupil.in_full if pupil else NO_LONGER
    ours = SenStatus.of(pupil).in_words if pupil else "nothing"
    return Item(
        f"{who}\nOurs: {ours}\nTheirs: {clash.theirs.in_words}",
        f"In the file of {day(clash.found_on)}",
        (
            Button("Keep ours", "keep ours", str(About(clash.pupil_id, version=clash.version))),
            Button("Take theirs", "take theirs", str(About(clash.pupil_id, version=clash.version))),
        ),
    )

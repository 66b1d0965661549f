"""Which plan an ask is about, which part of it, as of which version; and who may know of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from commands.domain.cycle import Cycle
from commands.domain.person import Person
from commands.domain.pupil import Pupil
from commands.kit import Ask, Outdated, Records, Refusal

NOT_FOUND = "There is no plan with that reference that you may see. Ask for “plans” to see yours."
OTHER_SCHOOL = " If it is another of your schools', ask for “school” first."
LONGEST = 300
"""Characters quoted of what stands now when a form has been overtaken: enough to recognise it by."""

_WRITTEN = re.compile(r"(C-[0-9A-Z]{5})(?:\.(\d{1,2}))?(?:=([a-z_]+))?(?:@(\d{1,9}))?")


@dataclass(frozen=True)
class About:
    """What a button or a form carries: "C-7K2PM" is a plan, "C-7K2PM.2" its second outcome or line, "…=met" how far
    that is reached, "…@4" the plan as of its fourth version."""

    reference: str
    n: int = 0
    mark: str = ""
    version: int = 0

    @classmethod
    def read(cls, words: str) -> "About | None":
        found = _WRITTEN.fullmatch(words)
        if not found:
            return None
        reference, n, mark, version = found.groups()
        return cls(reference, int(n or 0), mark or "", int(version or 0))

    def at(self, version: int) -> str:
        """The same, as of a version."""
        return self.reference + (f".{self.n}" if self.n else "") + f"@{version}"


async def the_plan(ask: Ask, records: Records) -> tuple[Cycle, About]:
    """The plan the ask is about, for its lead teacher and the school's SENCOs."""
    about = About.read(ask.which)
    cycle = await records.cycles.one(about.reference) if about else None
    if about is None or cycle is None or not leads(ask.person, cycle):
        raise Refusal(NOT_FOUND + (OTHER_SCHOOL if len(ask.schools) > 1 else ""))
    return cycle, about


async def the_open_plan(ask: Ask, records: Records) -> tuple[Cycle, About]:
    """The plan the ask is about, if it can still be changed; otherwise says how it stands."""
    cycle, about = await the_plan(ask, records)
    if not cycle.stage.is_open:
        raise Refusal(await as_it_stands(cycle, records))
    return cycle, about


async def as_it_stands(cycle: Cycle, records: Records) -> str:
    """Why nothing was changed: where the plan stands and who brought it there."""
    names = await records.names(cycle.changed_by)
    by = f" (last changed by {names[cycle.changed_by]})" if cycle.changed_by in names else ""
    return f"Nothing was changed. {cycle.reference} stands at: {cycle.stage_in_words}{by}. Ask for “plans” to open it."


def leads(person: Person, cycle: Cycle) -> bool:
    """Whether somebody may read all of a plan and review it."""
    return person.is_senco or cycle.lead == person.id


def may_see(person: Person, cycle: Cycle, pupil: Pupil | None) -> bool:
    """Whether somebody may see a plan at all: who leads it, and while it is open whoever teaches the pupil."""
    taught = pupil is not None and person.teaches(pupil.group)
    return leads(person, cycle) or (cycle.stage.is_open and taught)


async def not_overtaken(
    cycle: Cycle, about: About, records: Records, *, typed: Mapping[str, str], standing: Mapping[str, str]
) -> None:
    """Stops a form that was opened on an earlier version where what stands now is not what it is about to store.

    The form comes back as it was sent, with what stands now; sent again, it is meant.
    """
    differing = [label for label, words in standing.items() if words != typed[label]]
    if about.version in (0, cycle.version) or not differing:
        return
    names = await records.names(cycle.changed_by)
    now = "\n".join(f"{label}: {_quoted(standing[label])}" for label in differing)
    raise Outdated(
        f"Nothing was stored yet: {names.get(cycle.changed_by, 'a colleague')} changed this plan while you wrote. "
        f"What you typed is kept below. As it stands now:\n{now}\n"
        "Send yours again to put it in place of that, or close this to leave it.",
        about.at(cycle.version),
    )


def _quoted(words: str) -> str:
    return (words if len(words) <= LONGEST else words[:LONGEST] + "…") or "nothing"

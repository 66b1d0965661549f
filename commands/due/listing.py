"""`due`: everything that is due, in pages; all of it or one part."""

from collections.abc import Mapping

from commands.domain.due import Due
from commands.domain.due_parts import DuePart
from commands.domain.privacy.reach import LED
from commands.domain.words.names import searchable
from commands.due.day import due_in_parts
from commands.due.done import HOME
from commands.kit import Ask, Button, Card, Items, Page, Records, Refusal, Reply, command
from commands.kit.due_lines import due_item
from commands.kit.limits import ITEMS

ALL = "all"


@command("due", LED, "See all that is due, or part of it, such as “due reviews”", detail=True, look=True)
async def due(ask: Ask, records: Records) -> Reply:
    """A button carries the part and how many lines were on the pages before; once it was written "reviews.15"."""
    part = _part(ask.pressed.which or ask.typed.strip().lower())
    skip = ask.pressed.skip or ask.pressed.n
    parts = await due_in_parts(ask, records)
    lines = [line for one, its in parts.items() if part in (None, one) for line in its]
    others = _others(parts, part)
    if not lines:
        said = "Nothing is due." if part is None else f"{part.hint}: nothing."
        return Reply(said, Card("Due", (), (*others, HOME)))
    page = lines[skip : skip + ITEMS]
    pupils = await records.pupils([line.pupil_id for line in page])
    items = tuple(due_item(line, pupils, ask.person, ask.today) for line in page)
    at = Page(skip, len(page), len(lines))
    more = at.after("due", str(part.value) if part else ALL)
    drawn = (*((Items(items),) if items else ()), at.words)
    return Reply(
        f"{part.hint if part else 'All that is due, what is overdue first'}.",
        Card(f"Due: {part.in_sentence}" if part else "Due", drawn, (*more, *others, HOME)),
    )


def _part(chosen: str) -> DuePart | None:
    """The part meant by a button's word or a typed one; None for all of it."""
    if chosen in ("", ALL):
        return None
    for part in DuePart:
        if chosen == part.value or searchable(part.label).startswith(searchable(chosen) or "-"):
            return part
    known = ", ".join(part.value for part in DuePart)
    raise Refusal(f"There is no such part. Ask for “due” alone, or “due” and one of these: {known}.")


def _others(parts: Mapping[DuePart, tuple[Due, ...]], but: DuePart | None) -> tuple[Button, ...]:
    """A button for each other part that has lines; and for all of it, where one part is shown."""
    every = (Button("Everything", "due", ALL),) if but else ()
    found = [(part, len(lines)) for part, lines in parts.items() if lines and part is not but]
    return (*every, *(Button(f"{part.label} ({count})", "due", part.value) for part, count in found))

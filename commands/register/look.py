"""Looking: `register` in its pages, and the history of one pupil."""

from dataclasses import replace

from commands.domain.privacy.reach import SENCOS
from commands.domain.pupil import Pupil
from commands.domain.words.register_filter import RegisterFilter
from commands.kit import Ask, Button, Card, Items, Page, Records, Reply, command
from commands.kit.also import also_with_more
from commands.kit.called import called
from commands.kit.limits import ITEMS
from commands.kit.which_pupil import the_pupil, whom
from commands.register.cards import COLUMNS, counts_of, history_card, register_item


@command(
    "register",
    SENCOS,
    "See the SEN register: all, or part of it, such as “register 7 K”",
    detail=True,
    look=True,
    also=(
        also_with_more(
            "sen register, send register, sen list, send list, sen pupils, send pupils, sen "
            "children, k list, pupils with sen"
        ),
    ),
)
async def register(ask: Ask, records: Records) -> Reply:
    only = RegisterFilter.read(ask.about or ask.typed)
    counts = await records.register.counts(only)
    total = sum(row.pupils for row in counts)
    clashing = await records.register.clashing()
    clashes = (Button(f"Clashes ({clashing})", "register clashes"),) if clashing else ()
    if not total and ask.typed and not ask.about and (words := await called(records, ask.typed, ask.person, ITEMS)):
        if len(words) > 1:
            raise whom(replace(ask, word="register history"), words)
        return await _history(await the_pupil(ask, records), records)
    if not total:
        meant = f" by “{only.words}”" if only.words else ""
        return Reply(
            f"Nobody is on the register{meant}. A year (7), a form group (4B), K or E and a type of need (SLCN) "
            "can be asked for, alone or together; for one pupil, “register history” and part of the name.",
            Card("SEN register", (), (Button("Put a pupil on", "put on register"), *clashes)),
        )
    page = await records.register.listed(only, ITEMS)
    ids = [pupil.id for pupil in page]
    histories = await records.register.histories(ids)
    plans = {one.pupil_id: one for one in await records.cycles.of_pupils(ids) if one.stage.is_open}
    reviews = {one.pupil_id: one for one in reversed(await records.reviews.to_come_for(ids))}  # the earliest stays
    lines = (register_item(p, histories.get(p.id, ()), plans.get(p.id), reviews.get(p.id), ask.today) for p in page)
    items = Items(tuple(lines), columns=COLUMNS)
    last = only.skip + len(page)
    pages = []
    if only.skip:
        pages.append(Button("Page before", "register", only.page(max(0, only.skip - ITEMS))))
    if last < total:
        pages.append(Button("Next page", "register", only.page(last)))
    return Reply(
        f"The SEN register: {only.words}." if only.words else "The SEN register.",
        Card(
            "SEN register",
            (counts_of(counts), *((items,) if page else ()), Page(only.skip, len(page), total).words),
            (*pages, Button("Put a pupil on", "put on register"), *clashes),
        ),
    )


@command("register history", SENCOS, of=the_pupil, detail=True, look=True)
async def register_history(ask: Ask, pupil: Pupil, records: Records) -> Reply:
    return await _history(pupil, records)


async def _history(pupil: Pupil, records: Records) -> Reply:
    history = await records.register.history(pupil.id)
    names = await records.names(*(entry.recorded_by for entry in history))
    clash = await records.register.clash(pupil.id)
    waiting = clash if clash and clash.is_waiting else None
    return Reply("That you have looked is recorded.", history_card(pupil, history, names, waiting), about=pupil.id)

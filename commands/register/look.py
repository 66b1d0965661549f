"""Looking: `register` in its pages, and the history of one pupil."""

from commands.domain.privacy.reach import SENCOS
from commands.domain.pupil import Pupil
from commands.domain.words.register_filter import RegisterFilter
from commands.kit import Ask, Button, Card, Items, Page, Records, Reply, command
from commands.kit.limits import ITEMS
from commands.kit.which_pupil import the_pupil
from commands.register.cards import counts_of, history_card, register_item


@command("register", SENCOS, "See the SEN register: all, or part of it, such as “register 7 K”", detail=True, look=True)
async def register(ask: Ask, records: Records) -> Reply:
    only = RegisterFilter.read(ask.about or ask.typed)
    counts = await records.register.counts(only)
    total = sum(row.pupils for row in counts)
    clashing = await records.register.clashing()
    clashes = (Button(f"Clashes ({clashing})", "register clashes"),) if clashing else ()
    if not total:
        meant = f" by “{only.words}”" if only.words else ""
        return Reply(
            f"Nobody is on the register{meant}. A year (7), a form group (4B), K or E and a type of need (SLCN) "
            "can be asked for, alone or together; for one pupil, “register history” and part of the name.",
            Card("SEN register", (), (Button("Put a pupil on", "put on register"), *clashes)),
        )
    page = await records.register.listed(only, ITEMS)
    histories = await records.register.histories([pupil.id for pupil in page])
    items = Items(tuple(register_item(pupil, histories.get(pupil.id, ())) for pupil in page))
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
    history = await records.register.history(pupil.id)
    names = await records.names(*(entry.recorded_by for entry in history))
    clash = await records.register.clash(pupil.id)
    waiting = clash if clash and clash.is_waiting else None
    return Reply("That you have looked is recorded.", history_card(pupil, history, names, waiting), about=pupil.id)

"""Clashes: where a file of the school's information system says otherwise than the register, the SENCO decides."""

from commands.domain.clash import ClashState, RegisterClash
from commands.domain.privacy.reach import SENCOS
from commands.domain.pupil import Pupil
from commands.domain.register import Change, RegisterChange
from commands.kit import Ask, Button, Card, Items, Page, Records, Refusal, Reply, command
from commands.kit.limits import ITEMS
from commands.register.cards import clash_item, seen

MORE = Button("More clashes", "register clashes")


@command("register clashes", SENCOS, detail=True, look=True)
async def register_clashes(ask: Ask, records: Records) -> Reply:
    skip = ask.named.skip
    page, total = await records.register.clashes(skip, ITEMS)
    if not page:
        return Reply("Nothing clashes: what was recorded here and the last file agree, or you have decided.")
    pupils = await records.pupils([clash.pupil_id for clash in page])
    at = Page(skip, len(page), total)
    return Reply(
        f"{total} to decide. Until you do, the register stays as it was recorded here.",
        Card(
            "Register clashes",
            (
                Items(tuple(clash_item(clash, pupils.get(clash.pupil_id)) for clash in page)),
                at.words,
            ),
            at.after("register clashes"),
        ),
    )


Clashing = tuple[RegisterClash, Pupil]


async def _the_clash(ask: Ask, records: Records) -> Clashing:
    """The clash a button is about, if it still waits and is still the one the button was drawn for."""
    about = ask.pressed
    clash, pupil = await records.register.clash(about.which), await records.pupil(about.which)
    if clash is None or pupil is None:
        raise Refusal("There is no such clash. Ask for “register clashes” to see what there is.")
    if not clash.is_waiting:
        names = await records.names(clash.settled_by)
        by = f" by {names[clash.settled_by]}" if clash.settled_by in names else ""
        words = clash.state.in_sentence
        raise Refusal(f"Nothing was changed. This has been settled{by}: {words}.")
    if clash.version != about.version:
        raise Refusal("Nothing was changed: a newer file says something else. Ask for “register clashes” again.")
    return clash, pupil


@command("keep ours", SENCOS, of=_the_clash)
async def keep_ours(ask: Ask, of: Clashing, records: Records) -> Reply:
    clash, pupil = of
    await records.save(clash.settled(ClashState.KEPT, ask.person.id, ask.today))
    return Reply(
        "Ours is kept. It stays so while the file says the same; put it right in the information system too.",
        Card("Kept", (), (MORE,)),
        about=pupil.id,
    )


@command("take theirs", SENCOS, of=_the_clash)
async def take_theirs(ask: Ask, of: Clashing, records: Records) -> Reply:
    """Where the rules ask for more than the file says (parents informed, a type of need), its form is offered."""
    clash, pupil = of
    history = await records.register.history(pupil.id)
    change = Change(RegisterChange.TAKEN_OVER, clash.theirs, ask.today, "")
    wrong = change.mistakes(pupil, history, ask.today)
    if wrong:
        same = clash.theirs.provision is pupil.provision
        form = ("Change need", "change need") if same else ("Put on the register", "put on register")
        return Reply(
            "Nothing was changed: more is needed than the file says. " + " ".join(wrong.values()),
            Card("More is needed", (), (Button(*form, seen(pupil, history), "primary"), MORE)),
            about=pupil.id,
        )
    await records.save(
        *change.entries(pupil, history, by=ask.person.id, at=ask.now),
        clash.settled(ClashState.TAKEN, ask.person.id, ask.today),
    )
    return Reply(
        "Theirs is taken over, from today.",
        Card("Taken over", (), (Button("Open", "register history", pupil.id), MORE)),
        about=pupil.id,
    )

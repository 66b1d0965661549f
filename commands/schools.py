"""`school`: which school somebody is asking in, when they are on several staff lists."""

from commands.domain.privacy.reach import EVERYBODY
from commands.kit import Ask, Button, Card, Item, Items, Prose, Records, Refusal, Reply, command
from commands.kit.limits import ITEMS

MOST = 3 * ITEMS
"""Schools listed with a button; the names of more can be typed."""


@command("school", EVERYBODY, "Choose which of your schools you are asking in")
async def school(ask: Ask, records: Records) -> Reply:
    if len(ask.schools) == 1:
        return Reply(f"You are on the staff list of {ask.school.name} only.")
    wanted = [s for s in ask.schools if ask.pressed.which == s.id or ask.typed.casefold() == s.name.casefold()]
    if wanted:
        await records.settle(ask.person, wanted[0].id, ask.face)
        return Reply(f"From now on you are asking in {wanted[0].name}. Ask for “school” to change.")
    if ask.pressed.which:
        raise Refusal("You are not on that school's staff list.")
    choices = [Item(s.name, buttons=(Button("This one", "school", s.id),)) for s in ask.schools]
    parts = tuple(Items(tuple(choices[n : n + ITEMS])) for n in range(0, min(len(choices), MOST), ITEMS))
    typing = (Prose("Or say “school” and its name."),)
    card = Card("Your schools", (*parts, *typing))
    return Reply("You are on more than one school's staff list. Which do you mean?", card)

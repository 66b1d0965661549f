"""A teacher's Monday to Friday in class, with the presses and the characters it costs counted. On every face."""

from tests.in_class import Counted, with_an_adjustment
from tests.school import SchoolStory

FEW = 5
"""Presses within which something new is noted; what is in the plan already takes two and no typing."""


async def test_a_week_costs_seconds(school: SchoolStory) -> None:
    plan = await with_an_adjustment(school)
    await school.senco.asks(f"lesson lines {plan}")
    await school.senco.fills_in(what_helps="One instruction at a time")
    tom = Counted(school.teacher)
    cost: dict[str, tuple[int, int]] = {}

    # Monday: before the lesson the card, and after it two presses on it
    await tom.asks("class")
    assert "One instruction at a time" in tom.said
    cost["the class before a lesson"] = tom.since()
    await tom.presses("Amina Yusuf: How did it go?")
    await tom.presses("One instruction: Helped")
    assert tom.said.startswith("Noted")
    cost["a line of the lesson card"] = tom.since()

    # Tuesday: what is in the plan already
    school.passes(days=1)
    await tom.asks("adjust amina")
    cost["the plan's adjustments"] = tom.since()
    await tom.presses("Seat at the front: Some")
    assert tom.said.startswith("Noted: Seating, helped some.")
    cost["an adjustment of the plan"] = tom.since()

    # Wednesday: something new, without typing a word of it
    school.passes(days=1)
    await tom.presses("Something else")
    await tom.fills_in(what_did_you_adjust="Movement break", how_did_it_go="Helped")
    assert tom.said.startswith("Noted: Movement break, helped.")
    cost["a new one, from the card"] = tom.since()

    # Thursday: in one line
    school.passes(days=1)
    await tom.asks("adjust amina scaffold some maths")
    assert tom.said.startswith("Noted: Scaffold, helped some.")
    cost["one line"] = tom.since()

    # Friday: what has come of it
    school.passes(days=1)
    await tom.asks("what works amina")
    assert "Movement break: helped in 1 of 1 lesson" in tom.said
    assert "4 notes" in tom.said
    cost["what works"] = tom.since()

    print(f"\n{school.world.name}: " + "; ".join(f"{what} {p} presses, {t} typed" for what, (p, t) in cost.items()))
    assert cost["a line of the lesson card"] == (2, 0)
    assert cost["an adjustment of the plan"] == (1, 0)
    to_open = 1 if school.world.name == "teams" else 0  # its dialogs open for a press, not for a typed line
    assert cost["the plan's adjustments"][0] == 1 + to_open
    assert cost["a new one, from the card"][0] < FEW
    assert cost["a new one, from the card"][1] == 0
    assert cost["one line"][0] == 1 + to_open

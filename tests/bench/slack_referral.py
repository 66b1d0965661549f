"""The row: a referral filled in and sent in Slack until its receipt, which is after it is stored, sixteen at once."""

import json
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from tests.bench.contender import Build, Contender
from tests.bench.rounds import Work, alternating
from tests.bench.slack import Slack
from tests.bench.slack_form import everybody
from tests.bench.table import Row, rows

EACH = 120
TRIES = 5
VALUES = {
    "safeguarding": ("radio_buttons", "no"),
    "areas": ("checkboxes", None),
    "noticed": ("plain_text_input", "Loses the thread in longer texts, and looks out of the window then."),
    "tried": ("plain_text_input", "A seat at the front."),
    "tried_for": ("radio_buttons", None),
    "tried_effect": ("radio_buttons", None),
    "parents_told": ("radio_buttons", "no"),
    "parents_view": ("plain_text_input", "They are away this week."),
    "urgency": ("radio_buttons", None),
    "hoped": ("plain_text_input", "To read a page on their own."),
}
"""What is answered, by question: None is the first that is offered."""


async def measure(builds: Sequence[Build], folder: Path) -> Sequence[Row]:
    async with AsyncExitStack() as stack:
        slack = await stack.enter_async_context(Slack())
        work: dict[str, tuple[Contender, Work]] = {}
        for each in await everybody(stack, slack, builds, folder):
            work[each.label] = (each, partial(refers, slack, each.address, {}))
        rates = await alternating(work, EACH)
        alone = await alternating(work, EACH // 4, at_once=1)
    return (
        *rows("Slack: a referral sent and stored", rates),
        Row("  the same, one at a time", "ms", {k: 1000 / rate.a_second for k, rate in alone.items()}, less=True),
    )


async def refers(slack: Slack, bot: str, known: dict[str, Any], number: int) -> None:
    """Sends the form with another key each time, as a form that was opened anew would be. `known` holds the form."""
    if "view" not in known:
        opened = (await slack.refer(bot, number)).decode()
        view = json.loads(parse_qs(opened)["view"][0]) if not opened.startswith("{") else json.loads(opened)["view"]
        if view["callback_id"] == "form":
            known["pupil"] = await slack.finds(bot, number, view)
        known["view"] = view
    view = dict(known["view"])
    if view["callback_id"] == "form":
        carried = json.loads(view["private_metadata"])
        known["n"] = known.get("n", 0) + 1
        view["private_metadata"] = json.dumps({**carried, "key": f"{known['n']:024x}"})
    for _ in range(TRIES):  # on a busy machine it may say after a while that it cannot confirm it yet
        answered = await slack.submits(bot, number, view, _state(view, known))
        if answered.get("response_action") == "update":
            return
    raise RuntimeError(f"not stored: {answered}")


def _state(view: Mapping[str, Any], known: dict[str, Any]) -> dict[str, Any]:
    """What the form's state is when it is filled in."""
    state = {}
    for block in view["blocks"]:
        if block["type"] != "input":
            continue
        name, element = block["block_id"], block["element"]
        state[name] = {element["action_id"]: _answer(name, element, known)}
    return state


def _answer(name: str, element: Mapping[str, Any], known: dict[str, Any]) -> dict[str, Any]:
    kind = element["type"]
    if name == "pupil":
        pupil = known.get("pupil")
        return {"type": kind, "selected_option": {"text": {"type": "plain_text", "text": "x"}, "value": pupil}}
    wanted = VALUES.get(name)
    if kind == "plain_text_input":
        return {"type": kind, "value": wanted[1] if wanted else None}
    if kind == "datepicker":
        return {"type": kind, "selected_date": None}
    options = element["options"]
    chosen = next((o for o in options if wanted and o["value"] == wanted[1]), options[0])
    if kind == "checkboxes":
        return {"type": kind, "selected_options": [chosen] if wanted else []}
    return {"type": kind, "selected_option": chosen if wanted else None}

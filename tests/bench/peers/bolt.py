"""A bare Bolt app, with its defaults: /refer opens a form of sixteen questions, and a form that comes back is one row,
committed. Run as a script: PORT, SLACK_BOT_TOKEN, SLACK_SIGNING_SECRET and SLACK_API_URL say how."""

import os
import sqlite3
from typing import Any

from aiohttp import web
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

TOKEN = os.environ["SLACK_BOT_TOKEN"]


async def authorised() -> AuthorizeResult:
    """Bolt's own way asks Slack about the token on the first request alone; here not even then."""
    return AuthorizeResult(enterprise_id=None, team_id=None, bot_token=TOKEN)


app = AsyncApp(
    client=AsyncWebClient(token=TOKEN, base_url=os.environ["SLACK_API_URL"]),
    authorize=authorised,
    signing_secret=os.environ["SLACK_SIGNING_SECRET"],
)
database = sqlite3.connect("peer.db", isolation_level=None)
database.execute("PRAGMA journal_mode=WAL")
database.execute("CREATE TABLE IF NOT EXISTS referrals (id INTEGER PRIMARY KEY, user TEXT, said TEXT)")


def said(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def question(n: int) -> dict[str, Any]:
    """One of sixteen: by turns words, one of five, several of five, a day."""
    options = [{"text": said(f"Answer {k} of those that can be chosen"), "value": f"a{k}"} for k in range(5)]
    element = (
        {"type": "plain_text_input", "multiline": True, "max_length": 2000},
        {"type": "radio_buttons", "options": options},
        {"type": "checkboxes", "options": options},
        {"type": "datepicker", "placeholder": said("Choose a date")},
    )[n % 4]
    return {
        "type": "input",
        "block_id": f"q{n}",
        "label": said(f"What is asked here, number {n}?"),
        "hint": said("What helps to answer it, in a line."),
        "optional": n % 2 == 1,
        "element": {**element, "action_id": f"q{n}"},
    }


def form() -> dict[str, Any]:
    return {
        "type": "modal",
        "callback_id": "bare",
        "title": said("Refer a pupil"),
        "submit": said("Send to SENCO"),
        "blocks": [question(n) for n in range(16)],
    }


@app.command("/refer")
async def refer(ack: Any, body: Any, client: Any) -> None:
    await ack()
    await client.views_open(trigger_id=body["trigger_id"], view=form())


@app.view("bare")
async def referred(ack: Any, body: Any, view: Any) -> None:
    database.execute("BEGIN IMMEDIATE")
    row = (body["user"]["id"], str(view["state"]["values"]))
    database.execute("INSERT INTO referrals (user, said) VALUES (?, ?)", row)
    database.execute("COMMIT")
    receipt = {"type": "section", "text": said("Thank you.")}
    await ack(response_action="update", view={"type": "modal", "title": said("Refer a pupil"), "blocks": [receipt]})


async def alive(_: web.Request) -> web.Response:
    return web.Response()


if __name__ == "__main__":
    served = app.web_app(path="/slack/events")
    served.router.add_get("/healthz", alive)
    web.run_app(served, host="127.0.0.1", port=int(os.environ["PORT"]), access_log=None, print=None)

"""A bare bot on the Teams SDK's adapter, as its finished CloudAdapter does it but for the serializing, which there is
done twice and fails: a dialog is answered with a form that never changes. Run as a script: PORT and TEAMS_… say how."""

import json
import os
from typing import Any

from aiohttp import web
from botbuilder.core import CloudAdapterBase, InvokeResponse, TurnContext
from botbuilder.schema import Activity, ActivityTypes
from botframework.connector.auth import (
    AuthenticationConstants,
    BotFrameworkAuthenticationFactory,
    PasswordServiceClientCredentialFactory,
)

AuthenticationConstants.TO_BOT_FROM_CHANNEL_OPENID_METADATA_URL = os.environ["TEAMS_OPENID_URL"]


def question(n: int) -> dict[str, Any]:
    """One of sixteen: by turns words, one of five, several of five, a day."""
    choices = [{"title": f"Answer {k} of those that can be chosen", "value": f"a{k}"} for k in range(5)]
    kind: dict[str, Any] = (
        {"type": "Input.Text", "isMultiline": True, "maxLength": 2000},
        {"type": "Input.ChoiceSet", "style": "expanded", "choices": choices},
        {"type": "Input.ChoiceSet", "style": "expanded", "isMultiSelect": True, "choices": choices},
        {"type": "Input.Date"},
    )[n % 4]
    return {**kind, "id": f"q{n}", "label": f"What is asked here, number {n}?", "isRequired": n % 2 == 0}


CARD = {"type": "AdaptiveCard", "version": "1.5", "body": [question(n) for n in range(16)]}
CONTENT = {"contentType": "application/vnd.microsoft.card.adaptive", "content": CARD}
DIALOG = {"task": {"type": "continue", "value": {"title": "Refer a pupil", "height": "large", "card": CONTENT}}}


class Adapter(CloudAdapterBase):  # type: ignore[misc]  # the SDK carries no types
    async def process(self, request: web.Request) -> web.Response:
        activity = Activity().deserialize(json.loads(await request.read()))
        outcome = await self.process_activity(request.headers.get("Authorization", ""), activity, answered)
        return web.Response() if outcome is None else web.json_response(outcome.body, status=outcome.status)


async def answered(context: TurnContext) -> None:
    if context.activity.type == ActivityTypes.invoke:
        answer = InvokeResponse(status=200, body=DIALOG)
        await context.send_activity(Activity(type=ActivityTypes.invoke_response, value=answer))


async def alive(_: web.Request) -> web.Response:
    return web.Response()


if __name__ == "__main__":
    secret = PasswordServiceClientCredentialFactory(
        os.environ["TEAMS_APP_ID"], os.environ["TEAMS_APP_PASSWORD"], tenant_id=os.environ["TEAMS_TENANT_ID"]
    )
    factory = BotFrameworkAuthenticationFactory.create(credential_factory=secret)
    adapter = Adapter(factory)
    served = web.Application()
    served.add_routes([web.post("/api/messages", adapter.process), web.get("/healthz", alive)])
    web.run_app(served, host="127.0.0.1", port=int(os.environ["PORT"]), access_log=None, print=None)

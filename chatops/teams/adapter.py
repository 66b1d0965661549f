"""The only file that imports the Teams SDK: checks who sent an activity and runs a turn on it.

Built on `CloudAdapterBase`, since the SDK's finished CloudAdapter (botbuilder-integration-aiohttp 4.17) answers 500 to
every invoke that has an answer: it serialises twice. Its successors speak the same JSON; to move, rewrite this file.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from botbuilder.core import CloudAdapterBase, InvokeResponse, TurnContext
from botbuilder.schema import Activity, ActivityTypes, ChannelAccount, ConversationAccount
from botframework.connector.auth import (
    AuthenticationConstants,
    BotFrameworkAuthenticationFactory,
    ChannelValidation,
    ClaimsIdentity,
    JwtTokenExtractor,
    PasswordServiceClientCredentialFactory,
    SimpleCredentialProvider,
)

from chatops.teams.read import Json, part, text
from chatops.teams.signing_keys import NoKeys, SigningKeys

Answer = dict[str, Any]
Turn = Callable[[Json], Awaitable[Answer | None]]


class Unauthorised(Exception):
    """The request does not prove that Teams sent it. The message says which check failed, and nothing of the token."""


class TeamsAdapter(CloudAdapterBase):  # type: ignore[misc]  # the SDK carries no types
    """Checks a request's token with the SDK against our own cache of keys, and runs a turn through its pipeline."""

    def __init__(self, *, app_id: str, app_password: str, tenant_id: str, keys: SigningKeys) -> None:
        secret = PasswordServiceClientCredentialFactory(app_id, app_password, tenant_id=tenant_id)
        super().__init__(BotFrameworkAuthenticationFactory.create(credential_factory=secret))
        self._credentials = SimpleCredentialProvider(app_id, app_password)
        self._tokens = JwtTokenExtractor(
            ChannelValidation.TO_BOT_FROM_CHANNEL_TOKEN_VALIDATION_PARAMETERS,
            keys.url,
            AuthenticationConstants.ALLOWED_SIGNING_ALGORITHMS,
        )
        self._tokens.open_id_metadata = keys

    async def verify(self, authorization: str, activity: Json) -> None:
        """Passes when the Bot Framework signed this for us, from this channel and this service address.

        Raises `Unauthorised` for anything wrong with the token, whatever the SDK raises for it (it lets PyJWT's
        errors through), and `NoKeys` when no key is known to judge by. Rules: learn.microsoft.com, "Authenticate
        requests from the Bot Connector service": RS256, issuer, audience, validity of five minutes' grace, the key's
        endorsements, the serviceurl claim.
        """
        try:
            identity = await self._tokens.get_identity_from_auth_header(authorization, text(activity, "channelId"))
            identity = await ChannelValidation.validate_identity(identity, self._credentials)
        except NoKeys:
            raise
        except Exception as wrong:
            raise Unauthorised(type(wrong).__name__) from None
        service = identity.get_claim_value(ChannelValidation.SERVICE_URL_CLAIM)
        if not service or service != text(activity, "serviceUrl"):
            raise Unauthorised("serviceurl")
        if not identity.get_claim_value("exp"):
            raise Unauthorised("exp")

    async def turn(self, activity: Json, logic: Turn) -> tuple[int, Answer | None]:
        """Runs `logic` on an activity; gives the HTTP status and, for an invoke, the JSON to answer with.

        The SDK is shown the envelope only: its models drop what they do not know (`conversation.tenantId`, for one)
        and raise on what they do not expect, so the JSON itself goes to `logic`. The answer is laid where the SDK would
        lay it: its `send_activity` copies a whole form on the way there, which takes longer than to draw it.
        """
        context = TurnContext(self, _envelope(activity))
        context.turn_state[self.BOT_IDENTITY_KEY] = ClaimsIdentity({}, True)

        async def run(context: TurnContext) -> None:
            body = await logic(activity)
            if context.activity.type == ActivityTypes.invoke:
                answer = Activity(type=ActivityTypes.invoke_response, value=InvokeResponse(status=200, body=body or {}))
                context.turn_state[self._INVOKE_RESPONSE_KEY] = answer

        await self.run_pipeline(context, run)
        outcome = self._process_turn_results(context)
        return (200, None) if outcome is None else (int(outcome.status), outcome.body)


def _envelope(activity: Json) -> Activity:
    sender, us, talk = (part(activity, name) for name in ("from", "recipient", "conversation"))
    return Activity(
        type=text(activity, "type"),
        id=text(activity, "id") or None,
        name=text(activity, "name") or None,
        channel_id=text(activity, "channelId"),
        service_url=text(activity, "serviceUrl"),
        from_property=ChannelAccount(id=text(sender, "id")),
        recipient=ChannelAccount(id=text(us, "id")),
        conversation=ConversationAccount(id=text(talk, "id")),
    )

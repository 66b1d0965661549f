"""What Slack says when it refuses: for each of its codes, in words, what it means and whose trouble it is.

A code that stands here is final: a person must act before trying again is any use. Any other is tried again for a
while, with growing waits, and then told. Sources: the errors listed in Slack's reference under chat.postMessage,
chat.update, chat.delete, conversations.open, conversations.info, users.info, views.open and auth.test.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

INVITE = "Type /invite and the bot's name in the channel, or say “senco setup” in another one."
REINSTALL = "Install the app again in Slack, put the new token into SLACK_BOT_TOKEN and restart the bot."
PERMISSION = "The Slack app lacks a permission. Update it from the manifest and install it again."
ADMINISTRATOR = "Ask your Slack administrator."
REPORT = "Please report this to whoever runs the bot."


class Whose(StrEnum):
    """What a refusal is about, which says what else would be refused alike."""

    PLACE = "one channel or person"
    POST = "one post"
    CARD = "how a card is drawn"
    BOT = "the whole bot"


@dataclass(frozen=True)
class Final:
    """What a code means, in words for the SENCO and the administrator, and whose trouble it is."""

    words: str
    whose: Whose


def _rows() -> Iterator[tuple[str, str, Whose]]:
    for code in ("channel_not_found", "team_not_found", "method_not_supported_for_channel_type"):
        gone = f"Slack does not show the bot this channel: it was deleted or the bot removed. {INVITE}"
        yield code, gone, Whose.PLACE
    yield "not_in_channel", f"The bot is not in this channel. {INVITE}", Whose.PLACE
    for code in ("is_archived", "is_inactive"):
        yield (
            code,
            "This Slack channel is archived or frozen. Say “senco setup” in a channel that is in use.",
            Whose.PLACE,
        )
    for code in ("restricted_action", "channel_is_limited_access", "access_denied"):
        yield code, f"Slack's settings do not let the bot post in this channel. {ADMINISTRATOR}", Whose.PLACE
    for code in (
        "restricted_action_read_only_channel",
        "restricted_action_thread_only_channel",
        "restricted_action_non_threadable_channel",
        "restricted_action_thread_locked",
    ):
        yield code, f"Slack's settings do not let anybody write there as the bot does. {INVITE}", Whose.PLACE
    yield (
        "message_limit_exceeded",
        f"The workspace has reached the number of messages that its plan allows. {ADMINISTRATOR}",
        Whose.BOT,
    )
    for code in ("user_not_found", "users_not_found", "user_not_visible"):
        yield code, "This person is no longer in the Slack workspace. Check the staff list.", Whose.PLACE
    yield "user_disabled", "This person's Slack account is switched off. Check the staff list.", Whose.PLACE
    yield (
        "invalid_user_combination",
        "This person's account is another organisation's. Check the staff list.",
        Whose.PLACE,
    )
    yield "cannot_dm_bot", "This Slack account is a bot's. Check the staff list.", Whose.PLACE
    yield (
        "messages_tab_disabled",
        "The bot's messages tab is off: switch it on under App Home in the Slack app's settings.",
        Whose.PLACE,
    )
    yield (
        "not_enabled",
        "The bot's Home tab is off: switch it on under App Home in the Slack app's settings.",
        Whose.PLACE,
    )
    yield "not_authed", f"Slack was given no token. {REINSTALL}", Whose.BOT
    for code in ("invalid_auth", "not_allowed_token_type"):
        yield code, f"Slack does not accept the bot's token. {REINSTALL}", Whose.BOT
    yield (
        "accesslimited",
        f"Slack does not let the bot in from this network. {ADMINISTRATOR}",
        Whose.BOT,
    )
    yield "account_inactive", f"The Slack app was removed from the workspace. {REINSTALL}", Whose.BOT
    yield "token_revoked", f"The bot's Slack token was revoked. {REINSTALL}", Whose.BOT
    yield "token_expired", f"The bot's Slack token has run out. {REINSTALL}", Whose.BOT
    for code in ("missing_scope", "no_permission"):
        yield code, PERMISSION, Whose.BOT
    for code in ("team_access_not_granted", "enterprise_is_restricted"):
        yield code, f"The Slack app has no access to this workspace. {ADMINISTRATOR}", Whose.BOT
    for code in ("org_login_required", "team_added_to_org"):
        moving = "The workspace is being moved into an organisation, and Slack lets no app in until that is done."
        yield code, f"{moving} If it lasts: {REINSTALL}", Whose.BOT
    yield (
        "two_factor_setup_required",
        f"The workspace now asks for two-factor sign-in. {ADMINISTRATOR} Then: {REINSTALL}",
        Whose.BOT,
    )
    yield (
        "ekm_access_denied",
        f"An administrator of Slack has suspended posting, by your organisation's own keys. {ADMINISTRATOR}",
        Whose.BOT,
    )
    for code in ("method_deprecated", "deprecated_endpoint"):
        yield code, f"Slack no longer offers what the bot calls: it must be updated. {REPORT}", Whose.BOT
    yield "message_not_found", "The post that was to change has been deleted in Slack.", Whose.POST
    yield (
        "cant_update_message",
        "Slack does not let the bot change this post, because it is not the bot's own.",
        Whose.POST,
    )
    yield (
        "cant_delete_message",
        "Slack does not let the bot delete this post. An administrator can, in Slack itself.",
        Whose.POST,
    )
    yield (
        "compliance_exports_prevent_deletion",
        "Slack keeps posts for compliance, so the bot may not delete this one.",
        Whose.POST,
    )
    yield "edit_window_closed", "Slack no longer lets this post be changed.", Whose.POST
    for code in ("invalid_blocks", "invalid_blocks_format", "no_text", "invalid_attachments"):
        yield code, f"Slack does not accept how the post is drawn. {REPORT}", Whose.CARD
    for code in ("msg_blocks_too_long", "msg_too_long", "too_many_attachments"):
        yield code, f"The post is too long for Slack. {REPORT}", Whose.CARD


FINAL: Mapping[str, Final] = {code: Final(words, whose) for code, words, whose in _rows()}
"""What each code means that is final."""
OF_THE_TOKEN = ("not_authed", "invalid_auth", "account_inactive", "token_revoked", "token_expired")
"""Those that a newer token may mend."""
UNCERTAIN = ("internal_error", "fatal_error")
""""It's possible some aspect of the operation succeeded before the error was raised" (Slack's reference)."""


def table() -> str:
    """The refusals for whoever looks after the bot, those alike in one row."""
    alike: dict[Final, list[str]] = {}
    for code, final in FINAL.items():
        alike.setdefault(final, []).append(f"`{code}`")
    head = ("Slack says", "What the SENCO and the administrator are told", "It concerns", "Tried again")
    lines = [" | ".join(("", *head, "")).strip(), "|---" * len(head) + "|"]
    for final, codes in alike.items():
        again = "When somebody has acted" if final.whose is not Whose.CARD else "No: the SENCOs are told privately"
        lines.append(" | ".join(("", ", ".join(codes), final.words, final.whose.value, again, "")).strip())
    rest = "Busy or silent: “It is tried again by itself”; else “Slack refused the post” and Slack's word for it"
    lines.append(f"| `ratelimited`, status 429 or 5xx, no answer, any other code | {rest} | – | With growing waits |")
    return "\n".join(lines)

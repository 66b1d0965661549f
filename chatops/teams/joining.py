"""What the bot says where it has just been added: to a person once, and once to a channel or a group chat."""

import logging
from collections.abc import Awaitable, Callable

from chatops.admitting.recent import Recent
from chatops.faces import Inside, Undeliverable
from chatops.insist import insist
from chatops.teams import read
from chatops.teams.chats import Chats
from chatops.teams.read import Json, part, text

log = logging.getLogger("chatops.teams")

GREETING = (
    "Hello. I carry referrals to your school's SENCO. Say “refer” to refer a pupil, or “help” to see what you can ask."
)
SET_UP = (
    "Hello. I carry referrals to the school's SENCO. If this is where the SENCOs are to hear of them, a SENCO mentions "
    "me here and says “senco setup”: I say first who can read this, and nothing about pupils is posted before that."
)
PRIVATE_CHANNEL = (
    "A private channel of this team needs me added to the channel itself; where that cannot be done, use a team of "
    "the SENCOs' own, or a group chat."
)


class Joining:
    """Greets whoever the bot was added for. Teams may tell of one installation in two ways, and more than once."""

    def __init__(self, inside: Inside, chats: Chats) -> None:
        self.inside, self.chats = inside, chats
        self._greeted: Recent[bool] = Recent(5000)

    async def person(self, activity: Json, greet: Callable[[str], Awaitable[None]]) -> None:
        """Added for one person, whom `greet` tells something."""
        if self._is_first(activity):
            await greet(GREETING)

    async def place(self, activity: Json) -> None:
        """Added to a team, to a channel or to a chat of several: what to do next is said there. Who is in it, and who
        has added the bot, is not. A chat of two hears nothing: it is no place for the SENCOs' channel."""
        kind = text(part(activity, "conversation"), "conversationType")
        if kind not in ("channel", "groupChat") or not self._is_first(activity):
            return
        words = f"{SET_UP} {PRIVATE_CHANNEL}" if kind == "channel" else SET_UP
        at, where = read.conversation(activity), self.chats.current(read.address(activity))
        said = {"type": "message", "text": words, "textFormat": "plain"}
        try:
            await insist(lambda: self.chats.connector.send(where, at, said))
        except Undeliverable as failure:
            log.warning("not greeted permanent=%s", failure.permanent)
            self.inside.missed("teams", failure)

    def _is_first(self, activity: Json) -> bool:
        at = read.conversation(activity)
        if text(activity, "action") == "add-upgrade" or self._greeted.find(at):
            return False
        self._greeted.note(at, True)
        return True


def was_added(activity: Json) -> bool:
    """Whether an activity tells that the bot itself was added somewhere."""
    if text(activity, "type") == "installationUpdate":
        return text(activity, "action").startswith("add")
    added, bot = activity.get("membersAdded"), text(part(activity, "recipient"), "id")
    return isinstance(added, list) and any(text(member, "id") == bot for member in added)

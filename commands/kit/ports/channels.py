"""The school's channels: which there are, what waits to be one, and whether a place is another school's."""

from collections.abc import Mapping
from typing import Protocol

from commands.domain.channel import Channel, PendingSetup


class Channels(Protocol):
    """The school's own, and of others only that a place is theirs."""

    async def all(self) -> Mapping[str, Channel]:
        """The school's channels by name."""
        ...

    async def held(self) -> Mapping[str, Channel]:
        """The same, and nobody else sets one up until this transaction ends."""
        ...

    async def is_anothers(self, where: str) -> bool:
        """Whether a place is a channel of another school; not which one's."""
        ...

    async def pending(self, id: str) -> PendingSetup | None:
        """What waits under that id, or has waited: the asker judges whether it is over."""
        ...

    async def told_under(self, name: str) -> str:
        """The subject under which the SENCOs were last told that something is wrong with the channel."""
        ...

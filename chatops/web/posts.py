"""What stands on the page: every card the bot has delivered to an address of this face."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from commands.domain.privacy.discreet import Discreet
from commands.kit import Card


@dataclass(frozen=True, repr=False)
class Posted(Discreet):
    """One post: its id, its card as last redrawn, and when it was posted (an aware UTC time)."""

    post: str
    card: Card
    at: datetime


class Posts(Protocol):
    """The page keeps nothing itself: what was delivered is asked of whoever keeps the deliveries."""

    async def standing(self, address: Mapping[str, Any]) -> Sequence[Posted]:
        """Everything delivered to that address of the web face, oldest first, each as last redrawn."""
        ...

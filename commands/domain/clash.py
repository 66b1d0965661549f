"""A clash: the school's information system says otherwise of a pupil than what was recorded here."""

from dataclasses import dataclass, replace
from datetime import date

from commands.domain.privacy.discreet import Discreet
from commands.domain.pupil import Provision
from commands.domain.register import SenStatus
from commands.domain.words.labelled import Labelled


class ClashState(Labelled):
    """Where a clash stands."""

    WAITING = "waiting", "Waiting for the SENCO"
    KEPT = "kept", "Ours was kept"
    TAKEN = "taken", "Theirs was taken"
    AGREED = "agreed", "Both now say the same"


CLASH_MOVES: dict[ClashState, frozenset[ClashState]] = {
    ClashState.WAITING: frozenset({ClashState.KEPT, ClashState.TAKEN, ClashState.AGREED}),
    ClashState.KEPT: frozenset({ClashState.AGREED}),
    ClashState.TAKEN: frozenset(),
    ClashState.AGREED: frozenset(),
}
"""A file that says something new, or says it again of a pupil on whom both had agreed, makes the clash anew."""


@dataclass(frozen=True, repr=False)
class RegisterClash(Discreet):
    """What a file last said of one pupil against what was recorded here: provision and needs are the file's."""

    school_id: str
    pupil_id: str
    provision: Provision
    primary_need: str
    secondary_need: str
    found_on: date
    state: ClashState = ClashState.WAITING
    settled_by: str = ""
    settled_on: date | None = None
    version: int = 0

    @property
    def theirs(self) -> SenStatus:
        return SenStatus(self.provision, self.primary_need, self.secondary_need)

    @property
    def is_waiting(self) -> bool:
        return self.state is ClashState.WAITING

    def allows(self, state: ClashState) -> bool:
        return state in CLASH_MOVES[self.state]

    def settled(self, state: ClashState, by: str, on: date) -> "RegisterClash":
        """Decided by the SENCO `by`, or ended by both saying the same. Raises `ValueError` outside the table."""
        if not self.allows(state):
            raise ValueError(f"a clash cannot go from {self.state.value} to {state.value}")
        return replace(self, state=state, settled_by=by, settled_on=on)

    def again(self, theirs: SenStatus, on: date) -> "RegisterClash":
        """A later file says `theirs`. What the SENCO kept ours against stays kept while the file says the same."""
        if theirs == self.theirs and self.state in (ClashState.WAITING, ClashState.KEPT):
            return self
        return replace(
            self,
            provision=theirs.provision,
            primary_need=theirs.primary_need,
            secondary_need=theirs.secondary_need,
            found_on=on,
            state=ClashState.WAITING,
            settled_by="",
            settled_on=None,
        )

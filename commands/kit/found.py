"""What searching by part of a name finds."""

from dataclasses import dataclass

from commands.domain.privacy.discreet import Discreet


@dataclass(frozen=True, repr=False)
class Found(Discreet):
    """A type-ahead result: the id an answer carries, and the words a person chooses by.

    `pupil` is our id of the pupil whom the words name to somebody who does not teach them; "" when they name none, or
    one the asker teaches. `whole`: the asker typed that pupil's whole name.
    """

    value: str
    label: str
    pupil: str = ""
    whole: bool = False

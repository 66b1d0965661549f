"""A pupil as the school's information system knows them."""

from dataclasses import dataclass
from datetime import date

from commands.domain.privacy.discreet import Discreet
from commands.domain.words.labelled import Labelled


class Provision(Labelled):
    """SEN provision as the school census codes it (DfE Common Basic Data Set)."""

    NONE = "N", "No SEN"
    SUPPORT = "K", "SEN support"
    PLAN = "E", "EHC plan"


YEARS = ("N", "R", *(str(n) for n in range(1, 15)), "X")
"""National Curriculum years in order. Never worked out from a date of birth: a pupil can be taught out of year."""


def year_in_words(year: str) -> str:
    """A year group as people say it: "Reception", "Year 7"."""
    return {"N": "Nursery", "R": "Reception", "X": "No year group"}.get(year, f"Year {year}")


NO_LONGER = "A pupil no longer in the records"


@dataclass(frozen=True, repr=False)
class Pupil(Discreet):
    """One pupil of one school. `id` is ours; the UPN belongs to the information system and is shown to nobody."""

    school_id: str
    id: str
    upn: str
    surname: str
    forename: str
    preferred: str
    born: date | None
    year: str
    group: str
    provision: Provision
    primary_need: str = ""
    secondary_need: str = ""
    pupil_premium: bool = False
    eal: bool = False
    in_care: bool = False
    attendance: float | None = None
    left_on: date | None = None

    @property
    def name(self) -> str:
        return f"{self.preferred or self.forename} {self.surname}"

    @property
    def full_name(self) -> str:
        """The name with the legal forename beside it where the pupil goes by another."""
        known_as = f" ({self.forename})" if self.preferred and self.preferred != self.forename else ""
        return f"{self.preferred or self.forename}{known_as} {self.surname}"

    @property
    def year_in_words(self) -> str:
        return year_in_words(self.year)

    @property
    def in_full(self) -> str:
        """Who is meant, beyond doubt: "Amina Yusuf, Year 4, 4 Ash"."""
        return f"{self.full_name}, {self.year_in_words}, {self.group}"

    @property
    def has_left(self) -> bool:
        return self.left_on is not None

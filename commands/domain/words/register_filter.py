"""Which part of the register is meant by what somebody typed: `7 K`, `E SLCN`, `4B`."""

from dataclasses import dataclass, replace
from typing import TypeVar

from commands.domain.needs import NEED_TYPES
from commands.domain.pupil import YEARS, Provision

T = TypeVar("T")
PROVISIONS = {
    "k": Provision.SUPPORT,
    "support": Provision.SUPPORT,
    "e": Provision.PLAN,
    "ehcp": Provision.PLAN,
    "ehc": Provision.PLAN,
}
YEAR_WORDS = {"reception": "R", "nursery": "N"}
IDLE = frozenset({"year", "yr", "sen", "plan", "and"})
"""Words people put between, which say nothing alone: "year 7", "SEN support", "EHC plan"."""


@dataclass(frozen=True)
class RegisterFilter:
    """Any of the years, of the provisions, of the types of need, and every word of the form group; empty means all.

    `skip` is how many pupils of the list were on the pages before.
    """

    years: tuple[str, ...] = ()
    provisions: tuple[Provision, ...] = ()
    needs: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    skip: int = 0

    @classmethod
    def read(cls, typed: str) -> "RegisterFilter":
        """What was typed, or what a button of a page carries. A word nobody knows is taken for a form group's."""
        found = cls()
        for word in typed.split()[:12]:
            plain = word.casefold()
            if plain.startswith("+") and plain[1:].isdecimal() and len(plain) < 7:
                found = replace(found, skip=int(plain[1:]))
            elif plain in PROVISIONS:
                found = replace(found, provisions=_with(found.provisions, PROVISIONS[plain]))
            elif plain.upper() in NEED_TYPES:
                found = replace(found, needs=_with(found.needs, plain.upper()))
            elif (year := YEAR_WORDS.get(plain, _year(plain))) in YEARS:
                found = replace(found, years=_with(found.years, year))
            elif plain not in IDLE:
                found = replace(found, group=_with(found.group, plain))
        return found

    def page(self, skip: int) -> str:
        """What a button carries to the page that begins after `skip` pupils: the same filter."""
        return f"{self.words} +{skip}".strip()

    @property
    def words(self) -> str:
        """The filter as it could be typed."""
        provisions = [str(provision.value) for provision in self.provisions]
        return " ".join((*self.years, *(word.upper() for word in self.group), *provisions, *self.needs))


def _year(plain: str) -> str:
    return plain.removeprefix("year").removeprefix("yr").removeprefix("y").upper() or plain.upper()


def _with(known: tuple[T, ...], one: T) -> tuple[T, ...]:
    return tuple(dict.fromkeys((*known, one)))

"""A long list a page at a time: where one stands in it, and the buttons to the pages beside it."""

from dataclasses import dataclass

from commands.kit.about import About
from commands.kit.cards import Button, Prose
from commands.kit.limits import ITEMS


@dataclass(frozen=True)
class Page:
    """`shown` lines of `total`, after the first `skip`."""

    skip: int
    shown: int
    total: int

    @property
    def words(self) -> Prose:
        """The line under it: "16 to 30 of 44."."""
        first, last = self.skip + 1, self.skip + self.shown
        return Prose(f"{first} to {last} of {self.total}." if self.shown else f"There are only {self.total}.")

    def after(self, word: str, which: str = "") -> tuple[Button, ...]:
        """The button to the next page, where there is one: it asks `word` about the same thing."""
        last = self.skip + self.shown
        return (Button("Next page", word, str(About(which, page=last))),) if last < self.total else ()

    def before(self, word: str, which: str = "") -> tuple[Button, ...]:
        """The button to the page before, where there is one."""
        back = About(which, page=max(0, self.skip - ITEMS))
        return (Button("Page before", word, str(back)),) if self.skip else ()

"""What a button or a form carries of the thing it is about: written and read here alone."""

import re
from dataclasses import dataclass

_WRITTEN = re.compile(
    r"(?P<which>[^.:=]*?)(?:[.:](?P<part>[^=]*?))?(?:=(?P<word>.*?))?(?:@(?P<version>\d{1,9}))?", re.DOTALL
)
_NUMBER = re.compile(r"\d{1,5}", re.ASCII)
EVERY = "-"
"""What stood for all of a list, before the number of a page alone did."""


@dataclass(frozen=True)
class About:
    """Which thing; which part of it; what is said of it or what it follows from; as of which version; after how many
    lines of a list.

        C-7K2PM              a plan
        C-7K2PM.2=met@4      its second outcome, met, as of the plan's fourth version
        C-7K2PM.A-9R4TW.1    a plan, and an agency's recommendation on its way into it
        P1=R-7K2PM           a pupil, and the referral that led there
        15                   a list, after the fifteen lines of the page before
        15 P1                the same of one pupil, or of a class

    `page` and `version` are None where none is said. What `str` writes, `read` reads. It reads too what stands in
    posts made before there was one way to write it: "A-7K2PM 3 sent", "P1:3=helped", "N-7K2PM=2", "P1 15", "- 15".
    """

    which: str = ""
    part: str = ""
    word: str = ""
    version: int | None = None
    page: int | None = None

    @classmethod
    def read(cls, words: str) -> "About":
        """Anything at all is read: what it names need not be there."""
        first, _, rest = words.strip().partition(" ")
        if _NUMBER.fullmatch(first):
            return cls(rest, page=int(first))
        found = _WRITTEN.fullmatch(first)
        assert found  # noqa: S101 - each of its parts may be empty, and takes what the one before leaves
        which, part, word, version = found.group("which", "part", "word", "version")
        number = int(version) if version else None
        if word and _NUMBER.fullmatch(word):
            word, number = "", int(word)
        page = None
        for one in rest.split():
            if _NUMBER.fullmatch(one):
                # Of a thing it was its version, of a list how many lines came before: each command knows which.
                number = page = int(one)
            else:
                word = one
        return cls("" if which == EVERY else which, part or "", word or "", number, page)

    def __str__(self) -> str:
        if self.page is not None:
            return f"{self.page} {self.which}".strip()
        part, word = (f"{mark}{said}" if said else "" for mark, said in ((".", self.part), ("=", self.word)))
        return f"{self.which}{part}{word}" + (f"@{self.version}" if self.version is not None else "")

    def at(self, version: int) -> str:
        """The same thing or part as of a version, written."""
        return str(About(self.which, self.part, version=version))

    @property
    def n(self) -> int:
        """The part as a number; 0 where it is none."""
        return int(self.part) if _NUMBER.fullmatch(self.part) else 0

    @property
    def skip(self) -> int:
        """How many lines of a list were on the pages before."""
        return self.page or 0

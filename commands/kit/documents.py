"""Documents: what somebody is handed as a file, to print or to pass on. How the file is made is not known here."""

from dataclasses import dataclass
from typing import Literal

from commands.domain.privacy.discreet import Discreet


@dataclass(frozen=True, repr=False)
class Words(Discreet):
    """Paragraphs, one a line, under a heading when they need one. `level` 1 is a chapter, 2 a part of it."""

    text: str
    heading: str = ""
    level: Literal[1, 2] = 1
    kind: Literal["words"] = "words"


@dataclass(frozen=True, repr=False)
class Rows(Discreet):
    """A table: its columns' names, and its rows with a cell for each. Each row's first cell names the row."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    heading: str = ""
    level: Literal[1, 2] = 1
    kind: Literal["rows"] = "rows"

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("each row of a table has a cell for every column")


@dataclass(frozen=True, repr=False)
class Document(Discreet):
    """A document for one person: handed over when they ask, made anew each time, kept nowhere.

    `file` is the file's name without its ending; it names no pupil, since names of files are listed and logged by
    platforms. `title` stands at the top of the first page, `school` above it, `made` (who made it, and when) below it.
    `word` and `about` are the ask that makes it anew, for a platform that hands a file over in a second step; they are
    not for a command to say: the dispatcher, which knows what was asked, sets them.
    """

    file: str
    title: str
    school: str
    made: str
    parts: tuple[Words | Rows, ...] = ()
    word: str = ""
    about: str = ""

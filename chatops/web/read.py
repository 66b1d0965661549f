"""Posted fields -> what was heard and what was answered: pure, nothing trusted, nothing raised but `Malformed`."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from chatops.faces import Heard
from chatops.web.places import FACE, address_of, place_of
from commands.domain.person import Person
from commands.domain.privacy.discreet import Discreet
from commands.domain.school import School
from commands.kit import Answers
from commands.kit.questions import Answer

TEAM = "web"
MOST_FIELDS = 200
NONCE = re.compile(r"[A-Za-z0-9_.:-]{1,128}")
NOBODY = "?"
"""Sent on for a name that was typed and never chosen: it is in no list, so the form comes back and asks again."""


class Malformed(Exception):
    """Fields no page of ours posts."""


@dataclass(frozen=True, repr=False)
class Fields(Discreet):
    """The fields of a posted form, in order; a name may occur more than once."""

    pairs: Sequence[tuple[str, str]]

    def one(self, name: str) -> str:
        """The first value of a field, "" when it was not posted."""
        return next((value for n, value in self.pairs if n == name), "")

    def many(self, name: str) -> tuple[str, ...]:
        return tuple(value for n, value in self.pairs if n == name)

    def after(self, prefix: str) -> tuple[str, ...]:
        """What follows `prefix` in the names of the fields that begin with it, each once, in order."""
        return tuple(dict.fromkeys(n.removeprefix(prefix) for n, _ in self.pairs if n.startswith(prefix)))


def fields(body: bytes) -> Fields:
    """The fields of a body in the form encoding of a browser. Raises `Malformed` when there are far too many."""
    try:
        text = body.decode("utf-8", "replace")
        return Fields(tuple(parse_qsl(text, keep_blank_values=True, errors="replace", max_num_fields=MOST_FIELDS)))
    except ValueError:
        raise Malformed from None


def heard(posted: Fields, school: School, person: Person) -> Heard:
    """What somebody asked: a typed line, or a word (and what it is about) from a button or a form.

    Raises `Malformed` when the key of the ask is missing or holds what no page of ours mints.
    """
    nonce = posted.one("key")
    if not NONCE.fullmatch(nonce):
        raise Malformed
    return Heard(
        face=FACE,
        team=TEAM,
        user=person.email,
        nonce=nonce,
        typed=posted.one("typed"),
        word=posted.one("word"),
        about=posted.one("about"),
        place=place_of(school, person, posted.one("place")),
        address=address_of(school, person),
    )


def answers(posted: Fields) -> Answers:
    """The answers of a posted form, as they travel.

    The field `a.NAME` is a question with one answer, `m.NAME` one whose answers are ticked. A type-ahead posts what
    stands in its box as `t.NAME`, and with the id in `a.NAME` the words that id was drawn with as `l.NAME`: the id
    counts only while the two are the same, so that typing over a chosen name never sends the old one.
    """
    given: dict[str, Answer] = {}
    for name in posted.after("a."):
        values = posted.many(f"a.{name}")
        given[name] = values[0] if len(values) == 1 else values
    for name in posted.after("m."):
        given[name] = posted.many(f"m.{name}")
    for name in posted.after("t."):
        if _typed_over(posted, name):
            given[name] = NOBODY if posted.one(f"t.{name}").strip() else ""
    return given


def unchosen(posted: Fields) -> Mapping[str, str]:
    """What was typed into each type-ahead from which nothing was chosen, by question name."""
    typed = {name: posted.one(f"t.{name}").strip() for name in posted.after("t.") if _typed_over(posted, name)}
    return {name: words for name, words in typed.items() if words}


def _typed_over(posted: Fields, name: str) -> bool:
    same = posted.one(f"t.{name}").strip() == posted.one(f"l.{name}").strip()
    return not (same and posted.one(f"a.{name}"))

"""The ask that comes in and the two outcomes that go out: a reply (the end) or a form to show (not yet)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from commands.domain.channel import Unfit, where_is
from commands.domain.days.calendar import LONDON
from commands.domain.person import Person
from commands.domain.privacy.discreet import Discreet
from commands.domain.privacy.safeguarding import banner
from commands.domain.school import School
from commands.kit.about import About
from commands.kit.cards import Card
from commands.kit.documents import Document
from commands.kit.forms import Answers, Form
from commands.kit.found import Found

SENCO_CHANNEL: Literal["senco"] = "senco"
"""A notice to this name goes to the school's SENCO channel, or to each SENCO privately until there is one."""
LEADERSHIP_CHANNEL: Literal["leadership"] = "leadership"
"""A notice to this name goes to the school's leadership channel, and waits until there is one."""
CHANNELS = (SENCO_CHANNEL, LEADERSHIP_CHANNEL)
CLOCK = "clock"
"""The face and the person of an ask that is nobody's: its time has come."""


REFERENCE = re.compile(r"[A-Z]-[0-9A-Z]{5}")
ID = re.compile(r"[\w:.=@-]{1,60}", re.ASCII)


def of_school(about: str, school_id: str) -> str:
    """What a button or a form is about, with the school it belongs to: "R-7K2PM@S1". Somebody who works in two schools
    presses what another of theirs posted, and means that school whichever they are asking in."""
    return f"{about}@{school_id}"


def and_school(about: str) -> tuple[str, str]:
    """What a press is about, and the id of the school it names ("" when it names none)."""
    what, at, school_id = about.rpartition("@")
    return (what, school_id) if at else (about, "")


@dataclass(frozen=True, repr=False)
class Place(Discreet):
    """Where something was asked: a conversation on a platform, and who can read it.

    `address` is the face's own and means nothing here. `kind` is "private" for a conversation with the asker alone.
    `public` is None when the platform cannot say; `unfit` is what keeps it from being a school's channel, as far as is
    known. `readers` and `strangers` are filled in only for commands that survey the place: staff of this school who can
    read it, and the platform's ids of others who can; neither of a place that is unfit.
    """

    face: str
    address: Mapping[str, Any]
    kind: Literal["private", "channel"]
    name: str = ""
    public: bool | None = None
    readers: tuple[Person, ...] = ()
    strangers: tuple[str, ...] = ()
    unfit: Unfit | None = None

    @property
    def where(self) -> str:
        """Which conversation it is, the same whichever way leads there."""
        return where_is(self.face, self.address)


@dataclass(frozen=True, repr=False)
class Ask(Discreet):
    """Somebody asked. Typing a command, pressing a button, the clock: three ways to ask, one thing.

    `now` is an aware UTC time; `today` is the school's local date. `word` is the command, `about` what it is about (a
    reference or an id), `typed` the rest of a typed line. `guessed`: the line did not quite say so, and `saying` is
    read before the answer. `given` are answers the platform already knows, such as the message a shortcut was used on.
    The same `key` is the same ask, however often it arrives. `schools` are all those on whose staff list the asker is.
    `told`: it is a form whose writer has been told whom to tell about a safeguarding concern.
    """

    person: Person
    school: School
    now: datetime
    word: str
    key: str
    face: str = ""
    about: str = ""
    typed: str = ""
    given: Answers = field(default_factory=dict)
    place: Place | None = None
    schools: tuple[School, ...] = ()
    told: bool = False
    saying: str = ""
    guessed: bool = False

    @property
    def which(self) -> str:
        """What the ask is about, whether a button carried it or somebody typed it; typed words in capitals."""
        return self.about or self.typed.strip().upper()[:60]

    @property
    def named(self) -> About:
        """The same, read: the thing, the part of it, the version, the page, the word."""
        return About.read(self.which)

    @property
    def pressed(self) -> About:
        """What a button or a form carried, read; what somebody typed is none of it."""
        return About.read(self.about)

    @property
    def subject(self) -> str:
        """What the ask is about as it may be written down: an id a button carried, a reference somebody typed; never
        other words of theirs."""
        pressed, typed = self.about, self.typed.strip().upper()
        return pressed if ID.fullmatch(pressed) else typed if REFERENCE.fullmatch(typed) else ""

    @property
    def is_the_clocks(self) -> bool:
        """Whether nobody asked but the time of day."""
        return self.face == CLOCK

    @property
    def today(self) -> date:
        return self.now.astimezone(LONDON).date()


@dataclass(frozen=True, repr=False)
class Notice(Discreet):
    """Something to be told to others once the ask is stored.

    `to` is `SENCO_CHANNEL`, `LEADERSHIP_CHANNEL` or a person's id. Notices to the same place with the same `subject`
    are one post that changes: a later one redraws what an earlier one posted. Without a subject each is a post of its
    own.
    """

    to: str
    card: Card
    subject: str = ""


@dataclass(frozen=True, repr=False)
class Reply(Discreet):
    """The end: words for the asker (with a card under them, when words are not enough) and notices for others.

    `about` is the reference or id the ask turned out to be about, for the record of who asked what about whom.
    `offered` are pupils it names because part of a name was typed, whoever teaches them.
    `document` is a file for the asker: only a look without a form may give one, since what is kept of a reply is not,
    and asking its word about `about` makes it again.
    """

    text: str
    card: Card | None = None
    notices: tuple[Notice, ...] = ()
    about: str = ""
    document: Document | None = None
    offered: tuple[Found, ...] = ()


@dataclass(frozen=True, repr=False)
class Show(Discreet):
    """Not yet: a form to be filled in, what is already answered, and what needs putting right.

    `key`, `word` and `about` travel with the form and come back with its answers. `labels` are the words for answers
    that are ids. `errors` are sentences by question name; "" speaks of the whole form. `intro` is read before the
    first question. `of` is the pupil and the reference it is of, where the intro does not say so: it opens for one
    person alone, and says so only while it is open. `lead` is whom a safeguarding concern goes to; `nudges`: the intro
    says so already, for a word in the answers.
    """

    form: type[Form]
    word: str
    key: str
    about: str = ""
    answers: Answers = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    intro: str = ""
    of: str = ""
    lead: str = ""
    nudges: bool = False

    @property
    def banner(self) -> str:
        """The safeguarding line, drawn above every form with free text about a pupil; "" where there is none, or where
        the intro says it already."""
        return banner(self.lead) if self.form.about_pupils and not self.nudges else ""


class Refusal(Exception):
    """The rules say no. The message is the sentence the asker reads: why, and what to do instead.

    It names no pupil: references and names of staff at most. `card`, shown to the asker alone below the sentence, may
    offer what to press instead. `offered` are the pupils whom it names because part of a name was typed.
    """

    def __init__(self, words: str, card: Card | None = None, offered: Sequence[Found] = ()) -> None:
        self.card, self.offered = card, tuple(offered)
        super().__init__(words)


@dataclass(frozen=True, repr=False)
class Opening(Discreet):
    """What a form opens with: answers already known, and words to read first.

    `about`, when given, travels with the form in place of what the ask was about: the reference somebody typed, say,
    or the version that was read, so that a form overtaken by somebody else can be told from one that was not.

    Not every form has to be shown. `enough`: what was typed answers all that must be answered, and is taken as sent.
    `instead` is the word of another command that answers better than a form would, about `about`.
    """

    answers: Answers = field(default_factory=dict)
    intro: str = ""
    about: str = ""
    enough: bool = False
    instead: str = ""


class Outdated(Exception):
    """What a form was about has changed since it opened. It comes back filled as it was sent, with `words` to read
    first; from then on it is about `about`, so that sending it again is meant."""

    def __init__(self, words: str, about: str) -> None:
        self.words, self.about = words, about
        super().__init__("outdated")

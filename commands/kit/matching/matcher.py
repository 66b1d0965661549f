"""The words that commands are asked by: which a typed line begins with, may have meant, or comes near to."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from commands.domain.privacy.discreet import Discreet
from commands.domain.words.names import searchable
from commands.kit.command import Command
from commands.kit.matching import references
from commands.kit.matching.lines import JOINING, Line, end, first_lines, line_of, starts
from commands.kit.matching.slips import SLIP, apart, is_slip

NEAR = 0.7
"""How far from a line a command may be to be called near it."""
NEAREST = 3
"""How many commands are offered when a line is not understood."""
LONG_ENOUGH = 4
"""Letters that a word with a slip in it must have to be believed with more behind it."""
HELP = "help"
WITH_HELP = ((HELP, "me"), (HELP, "with"))
SENCO = ("senco",)
"""The word that Slack's own command for everything else is called by; a school may give it another."""
STAPLES = ("home", "refer", "pupil", "my referrals", "closures", "school")
"""What is offered when nothing comes near."""

May = Callable[[Command], bool]


@dataclass(frozen=True, repr=False)
class Meaning(Discreet):
    """What a line means: a command's word and what is typed behind it.

    `saying` is read before the answer. `guessed`: it was not said in so many words, so nothing may be done by it that
    changes anything. A line that is not understood is its own `word`, and `known` is False.
    """

    word: str
    typed: str = ""
    saying: str = ""
    guessed: bool = False
    known: bool = True

    @property
    def pressed(self) -> str:
        """What a button for it carries: a reference, or the part that its phrase stands for; never a name."""
        return self.typed if references.alone(self.typed) else ""


@dataclass(frozen=True)
class Phrase:
    """One way to ask a command: its words as they are compared. `own`: the command's own word, rather than one said for
    it, by which nothing is done that changes anything."""

    words: tuple[str, ...]
    command: Command
    rest: str = ""
    saying: str = ""
    goes_on: bool = True
    own: bool = True

    @property
    def text(self) -> str:
        return " ".join(self.words)

    def meaning(self, rest: str, saying: str = "", *, guessed: bool = False) -> Meaning:
        said = " ".join(filter(None, (saying, self.saying)))
        return Meaning(self.command.word, self.rest or rest, said, guessed or not self.own)

    @property
    def only_shows(self) -> bool:
        """Whether asking it so shows something, or opens a form."""
        return self.own or self.command.look or self.command.form is not None


class Matcher:
    """Knows every command's own word and what else is said for it. Raises `ValueError` where two say the same."""

    def __init__(self, commands: Sequence[Command]) -> None:
        self.phrases: dict[tuple[str, ...], Phrase] = {}
        for command in commands:
            for phrase in _phrases(command):
                if other := self.phrases.get(phrase.words):
                    raise ValueError(f"“{phrase.text}” means both {other.command.word!r} and {command.word!r}")
                self.phrases[phrase.words] = phrase
        self._longest = max((len(words) for words in self.phrases), default=0)
        self._shown = [phrase for phrase in self.phrases.values() if phrase.command.shown or phrase.command.also]

    def said(self, typed: str, prefix: str = "") -> Meaning:
        """What a line says in so many words, whoever typed it. `prefix` is the name of the slash command it followed:
        “setup” behind “senco” is “senco setup”, and one that is itself a command's word begins the line."""
        own, words = self._own(prefix), line_of(typed).words
        if (not own and not words) or (own and (words == (HELP,) or typed.strip() == "?")):
            return Meaning(HELP)
        typed = f"{own} {typed}".strip()
        for text in first_lines(typed):
            line = line_of(text)
            for before in (SENCO, ()) if prefix and not own else ((),):
                if found := self._from(line, before):
                    return found
        return Meaning(" ".join(line_of(typed).text.split()), known=False)

    def _own(self, slash: str) -> str:
        """The command whose word the name of a slash command ends with, after a school's own: “oakfield-refer”."""
        words = tuple(searchable(slash).split())
        tails = (words[n:] for n in range(len(words)))
        return next((" ".join(tail) for tail in tails if tail in self.phrases and tail != SENCO), "")

    def _from(self, line: Line, before: tuple[str, ...]) -> Meaning | None:
        for start in starts(line.words):
            if line.words[start : start + 2] in WITH_HELP and end(line.words, start + 1) > start + 2:
                continue  # “help me refer Amina” is no question about help
            for n in range(min(self._longest, len(before) + len(line.words) - start), 0, -1):
                phrase = self.phrases.get((*before, *line.words[start:])[:n])
                behind = start + n - len(before)
                if phrase is None or behind <= start or not phrase.only_shows or (before and not phrase.own):
                    continue
                if not phrase.goes_on and end(line.words, behind - 1) > behind:
                    continue
                if self._may_be_longer((*before, *line.words[start:]), n):
                    return None  # “school udties”
                rest = line.after(behind)
                alone = references.alone(rest)
                if phrase.command.shown and alone and alone[0] not in phrase.command.takes + phrase.command.reads:
                    return None  # “pupil R-7K2PM” is about the reference
                return phrase.meaning(alone or rest)
        return None

    def _may_be_longer(self, said: tuple[str, ...], n: int) -> bool:
        """Whether the line begins, but for a slip, with a longer phrase than the first `n` words are: then it is not
        said in so many words which is meant."""
        longer = (words for words in self.phrases if len(words) > n and words[:n] == said[:n])
        return any(
            is_slip(" ".join(said[: len(words)]), " ".join(words)) for words in longer if len(words) <= len(said)
        )

    def slips(self, line: Line, may: May) -> list[Meaning]:
        """What a line may have meant but for one slip of the finger in its first words: one meaning, or several that
        fit as well. Only commands that `may` be asked."""
        fits: dict[tuple[str, str], tuple[float, Meaning]] = {}
        for start in starts(line.words):
            last = end(line.words, start)
            for phrase in (phrase for phrase in self._shown if may(phrase.command)):
                n = len(phrase.words)
                for behind in (start + n, start + n - 1, start + n + 1):  # a blank is a letter that may slip, too
                    if not start < behind <= len(line.words):
                        continue
                    said = " ".join(line.words[start:behind])
                    more = last > behind and (not phrase.goes_on or len(said) < LONG_ENOUGH)
                    if more or not is_slip(said, phrase.text):
                        continue
                    if said == phrase.text and self._may_be_longer(line.words[start:], n):
                        continue
                    saying = "" if said == phrase.text else f"Taken as “{phrase.text}”."
                    meaning = phrase.meaning(line.after(behind), saying, guessed=True)
                    far = apart(said, phrase.text) - 0.1 * (n - 1)
                    key = meaning.word, meaning.typed
                    if key not in fits or far < fits[key][0]:
                        fits[key] = far, meaning
            if fits:
                break
        nearest = min((far for far, _ in fits.values()), default=0.0)
        return [meaning for far, meaning in sorted(fits.values(), key=lambda one: one[0]) if far <= nearest + 0.05]

    def behind_a_name(self, line: Line, may: May) -> Iterator[tuple[str, Meaning]]:
        """“Amina's plan”: what stands before a command's word at the end, and what the line would then mean."""
        last = end(line.words)
        for n in range(min(self._longest, last - 1), 0, -1):
            phrase = self.phrases.get(line.words[last - n : last])
            if phrase and phrase.goes_on and phrase.command.shown and may(phrase.command):
                for start in starts(line.words[: last - n]):
                    name = line.without(start, last - n).text
                    yield name, phrase.meaning(name, guessed=True)

    def nearest(self, typed: str, may: May, most: int = NEAREST) -> list[Command]:
        """The commands a line comes nearest to, by its words and their beginnings; then those asked most."""
        line = line_of(typed)
        far: dict[str, float] = {}
        for phrase in self._shown:
            if phrase.command.shown and may(phrase.command):
                far[phrase.command.word] = min(_far(line.words, phrase.words), far.get(phrase.command.word, 9.0))
        by_word = {phrase.command.word: phrase.command for phrase in self._shown}
        near = sorted((word for word in far if far[word] < NEAR), key=lambda word: (far[word], len(word)))
        staples = [word for word in STAPLES if word in far and word not in near]
        others = [word for word in far if word not in near and word not in staples and word != HELP]
        return [by_word[word] for word in [word for word in (*near, *staples, *others) if word != HELP][:most]]


def _phrases(command: Command) -> Iterator[Phrase]:
    yield Phrase(tuple(searchable(command.word).split()), command)
    for one in command.also:
        for phrase in one.phrases:
            words = tuple(searchable(phrase.replace("'", "")).split())
            yield Phrase(words, command, one.rest, one.saying, one.goes_on, own=False)


def _far(words: Sequence[str], phrase: Sequence[str]) -> float:
    """How far a line is from a phrase: 0 where each word of the phrase is among the line's, 1 where none comes near."""
    said = [word for word in words if word not in JOINING]
    if not said:
        return 1.0
    each = [min(_apart(word, one) for one in said) for word in phrase if word not in JOINING] or [1.0]
    return sum(each) / len(each)


def _apart(word: str, one: str) -> float:
    """Two words: 0 the same, 0.2 where one begins the other, then by their slips."""
    if one == word:
        return 0.0
    if min(len(one), len(word)) > 3 and (word.startswith(one) or one.startswith(word)):
        return 0.2
    slips = apart(one, word)
    return min(1.0, 0.3 * slips / SLIP) if slips <= 1.5 and min(len(one), len(word)) > 3 else 1.0

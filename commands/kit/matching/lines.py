"""A typed line as words that can be compared: without what clients wrap around it, and without what is only polite."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from commands.domain.privacy.discreet import Discreet
from commands.domain.words.names import searchable

LONGEST = 3000
"""Characters of a line that are looked at. What is longer is a message for somebody else."""
FEW = 6
"""Words behind a command that are a name or the like; more may be somebody's own sentence, which is kept as it is."""


def phrases(*said: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(phrase.split()) for phrase in said)


_MENTIONED = re.compile(r"<at\b[^>]*>.*?</at>|<@[^<>]*>", re.IGNORECASE | re.DOTALL)
_CALLED = re.compile(r"@[\w.-]+[:,]?\s*")
_WORD = re.compile(r"[^\W_]+(?:['’‘`´][^\W_]+)*")
_AROUND = re.compile(r"^[\W_]+|[\W_]+$")

LEADING = phrases(
    *("can you", "could you", "would you", "will you", "can i", "could i", "may i", "can we", "can you please"),
    *("i want to", "i want", "i need to", "i need", "i would like to", "i would like", "id like to", "id like"),
    *("i have to", "ive got to", "i am trying to", "im trying to", "how do i", "how can i", "how to", "where do i"),
    *("where can i", "where can i find", "where is", "where are", "wheres", "what is", "what are", "what about"),
    *(
        "whats",
        "lets",
        "let me",
        "let us",
        "help me to",
        "help me",
        "help me with",
        "help with",
        "please",
        "pls",
        "plz",
        "kindly",
    ),
    *("show", "show me", "show us", "open", "open up", "go to", "take me to", "give me", "get me", "get"),
    *("bring up", "pull up", "look at", "look up", "look for", "find", "find me", "display", "list", "see", "check"),
    *("tell me", "tell me about", "say", "type", "run", "start", "begin", "make", "do", "create", "add", "log", "read"),
    *("a list of", "list of", "hey", "hi", "hello", "hiya", "dear", "good morning", "good afternoon", "morning"),
    *("ok", "okay", "so", "and", "um", "umm", "erm", "er", "uh", "well", "just", "now", "quick", "quickly", "sorry"),
    *("the", "a", "an", "my", "all", "all my", "all the", "some", "to", "me", "us", "our", "any", "is there"),
    *("senco", "senco bot", "bot", "how is", "hows", "who is", "whos", "info on", "info about", "about"),
    *("information on", "information about", "pupil called", "child called", "student called"),
    *("the pupil", "the child", "the student"),
)
"""What may stand before what is meant. It goes only where something that is meant follows."""
TRAILING = phrases(
    *("please", "pls", "plz", "thanks", "thank you", "thx", "ta", "cheers", "now", "right now", "asap", "for me"),
    *("again", "then", "if you can", "if possible", "would be great", "there", "bot", "senco", "everyone", "mate"),
    *("xx", "x", "doing", "getting on", "quickly", "sent from my iphone", "sent from my phone", "page"),
)
"""What may stand behind it."""
JOINING = frozenset(("for", "of", "about", "on", "with", "re", "to", "called", "named"))
"""What joins a command to what it is about: “plan for Amina” is “plan Amina”."""


@dataclass(frozen=True, repr=False)
class Line(Discreet):
    """A line: what was typed between its first word and its last, and its words as they are compared, each with the
    place in the text where it begins and ends."""

    text: str
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]

    def without(self, first: int, last: int) -> "Line":
        """The words from one to before another, and the text between them."""
        if first >= last:
            return Line("", (), ())
        start, end = self.spans[first][0], self.spans[last - 1][1]
        spans = tuple((a - start, b - start) for a, b in self.spans[first:last])
        return Line(self.text[start:end], self.words[first:last], spans)

    def after(self, n: int) -> str:
        """What was typed behind the first words, as it was typed; a short rest without what joins or is only polite,
        and without marks at its ends."""
        if n >= len(self.words):
            return ""
        if len(self.words) - n > FEW:
            return self.text[self.spans[n][0] :]
        last = end(self.words, n - 1)
        while n < last - 1 and self.words[n] in JOINING and self._stands_alone(n):
            n += 1
        return self.without(n, last).text

    def _stands_alone(self, n: int) -> bool:
        """Whether a blank stands behind a word, rather than the hyphen of “re-assessment”."""
        return self.text[self.spans[n][1] : self.spans[n + 1][0]].isspace()


def line_of(typed: str) -> Line:
    """Reads a typed line: mentions of the bot, formatting, quotation marks, smileys and marks at both ends are left
    out, and blanks of every kind are one."""
    text = _MENTIONED.sub(" ", typed[:LONGEST])
    text = "".join(c for c in text if unicodedata.category(c) != "Cf")
    text = " ".join(text.split())
    text = _CALLED.sub("", text, count=1) if text.startswith("@") else text
    inner = _AROUND.sub("", text)
    found = [(m, searchable(m.group())) for m in _WORD.finditer(inner)]
    kept = [(m, word.replace(" ", "")) for m, word in found if word]
    if not kept:
        return Line("", (), ())
    end = len(inner)
    spans = tuple((m.start(), m.end()) for m, _ in kept)
    return Line(inner[:end], tuple(word for _, word in kept), spans)


def first_lines(typed: str) -> Sequence[str]:
    """What may have been meant of a pasted text: all of it, then its first line that says anything."""
    lines = [line for line in typed.splitlines() if line.strip()]
    return (typed, lines[0]) if len(lines) > 1 else (typed,)


def starts(words: Sequence[str]) -> tuple[int, ...]:
    """Where what is meant may begin: at the first word, and behind each run of words that may stand before it."""
    found, reached = {0}, [0]
    while reached:
        at = reached.pop()
        for phrase in LEADING:
            after = at + len(phrase)
            if after < len(words) and tuple(words[at:after]) == phrase and after not in found:
                found.add(after)
                reached.append(after)
    return tuple(sorted(found))


def end(words: Sequence[str], start: int = 0) -> int:
    """Where what is meant ends: before what is only polite, and behind its first word at least."""
    last = len(words)
    while True:
        for phrase in TRAILING:
            before = last - len(phrase)
            if before > start and tuple(words[before:last]) == phrase:
                last = before
                break
        else:
            return last

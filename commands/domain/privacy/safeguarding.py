"""The boundary to safeguarding: the line above every box about a pupil, and the words that ask a writer to stop.

A worry about a child's safety goes to the designated safeguarding lead at once (Keeping Children Safe in Education),
never into the SEN record. So nothing here sorts, sends, counts or keeps what somebody wrote: it only says whom to tell.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

MOST = 300
"""Words and phrases a school may list."""
LONGEST = 60
SHORTEST = 3
"""Characters of one, of which so many must be letters or figures: "a*" would meet every note."""
WATCHED = (
    *("hits me", "hit me", "hitting me", "hurts me", "hurt me", "hurting me", "beats me", "kicks me", "slaps me"),
    *("mum hit*", "dad hit*", "stepdad hit*", "stepmum hit*", "hit at home", "beaten at home", "hurt at home"),
    *("bruise", "bruises", "bruised", "bruising", "black eye", "burn mark*", "cigarette burn*", "bite mark*"),
    *("scared to go home", "afraid to go home", "frightened to go home", "doesn't feel safe", "not safe at home"),
    *("scared of mum", "scared of dad", "scared of his dad", "scared of her dad", "scared of his mum"),
    *("scared of her mum", "touches me", "touched me", "private parts", "sexual", "sexually", "our secret"),
    *("self harm*", "suicid*", "wants to die", "want to die", "kill myself", "kill himself", "kill herself"),
    *("kill themselves", "abuse", "abused", "abusing", "neglect", "neglected", "no food at home", "not fed at home"),
    *("domestic violence", "forced marriage", "fgm"),
)
"""What is watched for unless a school says otherwise: words of disclosure and harm that everyday notes of a classroom
rarely hold. "Hit" alone is not among them, since targets and balls are hit; nor is what a school's own staff do."""


def banner(lead: str) -> str:
    """The one line above every form that asks for words about a pupil. `lead` as the school set it, "" for nobody."""
    if not lead:
        return "A safeguarding concern does not belong here: tell the designated safeguarding lead now."
    return f"A safeguarding concern does not belong here: tell the safeguarding lead now: {lead}"


def nudge(lead: str) -> str:
    """What is read above a form that came back because of a word in it. `lead` as a sentence names them."""
    return f"If this is a safeguarding concern, stop here and tell {lead} now. If it is not, send it again."


def worries(text: str, words: Sequence[str]) -> bool:
    """Whether a text holds one of the words or phrases, whole; one that ends in * may go on. Letters' case, hyphens
    and the shape of an apostrophe make no difference."""
    return bool(words) and _any_of(tuple(words)).search(_plain(text)) is not None


def read_words(text: str) -> Iterator[str]:
    """The words and phrases of a file: one a line; empty lines and those that begin with # are left out.

    Raises `ValueError` with a sentence for the administrator: which line, and what to do.
    """
    count = 0
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), 1):
        phrase = " ".join(line.split())
        if not phrase or phrase.startswith("#"):
            continue
        count += 1
        if count > MOST:
            raise ValueError(f"There are more than {MOST} words or phrases. Keep those that matter most.")
        if len(phrase) > LONGEST:
            raise ValueError(f"Line {number} has more than {LONGEST} characters. Give one word or phrase a line.")
        if len(re.findall(r"\w", phrase)) < SHORTEST or "*" in phrase[:-1]:
            raise ValueError(
                f"Line {number} would be met by too much. Give {SHORTEST} letters or more, and * only at the end."
            )
        yield phrase
    if not count:
        raise ValueError("There is no word in it. Give one word or phrase a line, or say --off to watch for none.")


@lru_cache(maxsize=64)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    each = (re.escape(_plain(word)) + (r"\w*" if word.endswith("*") else "") for word in words)
    return re.compile(rf"(?<![\w'])(?:{'|'.join(each)})(?!\w)")


def _plain(text: str) -> str:
    """The words of a text alone, each after one space."""
    return " ".join(re.findall(r"[\w']+", text.casefold().replace("’", "'").replace("‘", "'")))

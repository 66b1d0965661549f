"""How people's names are compared when somebody types part of one: accents, case and apostrophes do not matter."""

import unicodedata

# Letters that Unicode does not decompose into a base letter and a mark, as an English keyboard would type them.
_LETTERS = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
_PLAIN = str.maketrans({**_LETTERS, **dict.fromkeys("'’‘`", "")})


def searchable(text: str) -> str:
    """The words of a name in the form they are compared in: lower case, no marks, single spaces.

    Takes any text; gives "" when nothing comparable is left (an emoji, say). Letters of other scripts are kept.
    """
    # Folding case can make letters that decompose further, and decomposing letters that fold: twice settles it.
    decomposed = text
    for _ in range(3):
        decomposed = unicodedata.normalize("NFKD", decomposed.casefold())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_PLAIN)
    return " ".join("".join(c if c.isalnum() else " " for c in bare).split())


def is_whole_name(typed: str, *names: str) -> bool:
    """Whether two words or more were typed, each a whole word of these names: whoever types so knows whom they mean."""
    words = searchable(typed).split()
    return len(words) > 1 and set(words) <= set(searchable(" ".join(names)).split())


_NO_NAMES = frozenset(["mr", "mrs", "miss", "ms", "mx", "dr", "sir", "dame", "rev", "revd", "prof", "professor"])


def name_words(name: str) -> frozenset[str]:
    """The words by which two names are told to be one person's: without titles and initials, which many share, unless
    there is nothing else."""
    words = searchable(name).split()
    return frozenset(word for word in words if len(word) > 1 and word not in _NO_NAMES) or frozenset(words)


def share_a_word(one: str, other: str) -> bool:
    """Whether two names have a word in common, as they mostly have after a marriage."""
    return bool(name_words(one) & name_words(other))

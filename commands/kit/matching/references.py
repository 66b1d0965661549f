"""References in a typed line, however they are written: `R-7K2PM`, `r7k2pm`, “is R – 7K2PM decided?”."""

import re

_WITH_A_DASH = re.compile(r"(?<![\w-])([A-Za-z])\s?[-–—‐‑−_]\s?([0-9A-Za-z]{5})(?![\w-])")
_WITHOUT = re.compile(r"(?<![\w-])([A-Za-z])[ .]?([0-9A-Za-z]{5})(?![\w-])")
_UNAMBIGUOUS = re.compile(r"[2-9BCDFGHJKMNPQRSTVWXYZ]{5}")


def reference_in(line: str) -> str:
    """The first reference in a line as it is written here, "" where there is none. Without its dash six letters are
    taken for one only with a figure among them, or where they are all there is."""
    if found := _WITH_A_DASH.search(line):
        return f"{found[1]}-{found[2]}".upper()
    for found in _WITHOUT.finditer(line):
        letter, rest = found[1].upper(), found[2].upper()
        figures = sum(c.isdigit() for c in rest)
        alone = found.group() == line.strip() and " " not in found.group()
        apart = " " in found.group()
        if (0 < figures < 5 and not apart) or (alone and _UNAMBIGUOUS.fullmatch(rest)) or (apart and 0 < figures < 5):
            return f"{letter}-{rest}"
    return ""


def alone(line: str) -> str:
    """The reference a line is, "" where it says anything else."""
    found = _WITH_A_DASH.fullmatch(line.strip())
    return f"{found[1]}-{found[2]}".upper() if found else ""

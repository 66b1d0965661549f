"""Slips of the finger: how far a typed word is from one that was meant."""

from functools import lru_cache

SLIP = 1.0
"""What one slip counts: a letter too many, one missing, a wrong one, or two that changed places."""
DOUBLED = 0.5
"""A letter struck twice, or once where there are two: the commonest, and the surest."""
SHORT = 3
"""Letters up to which only letters that changed places, or one struck twice, are believed to be a slip."""


@lru_cache(maxsize=20_000)
def apart(typed: str, meant: str) -> float:
    """How many slips lie between two words or phrases, by optimal string alignment. A wrong letter and letters that
    changed places are one each, a doubled letter half of one."""
    table = [[0.0] * (len(meant) + 1) for _ in range(len(typed) + 1)]
    for i in range(len(typed) + 1):
        for j in range(len(meant) + 1):
            ways = [0.0] if i == j == 0 else []
            if i:
                ways.append(table[i - 1][j] + (DOUBLED if i > 1 and typed[i - 1] == typed[i - 2] else SLIP))
            if j:
                ways.append(table[i][j - 1] + (DOUBLED if j > 1 and meant[j - 1] == meant[j - 2] else SLIP))
            if i and j:
                ways.append(table[i - 1][j - 1] + (0.0 if typed[i - 1] == meant[j - 1] else SLIP))
            if i > 1 and j > 1 and typed[i - 2 : i] == meant[j - 1] + meant[j - 2]:
                ways.append(table[i - 2][j - 2] + SLIP)
            table[i][j] = min(ways)
    return table[-1][-1]


def is_slip(typed: str, meant: str) -> bool:
    """Whether one slip at most lies between them, and enough is left to know what was meant."""
    if typed == meant:
        return True
    if len(meant) <= SHORT or len(typed) < SHORT:
        return sorted(set(typed)) == sorted(set(meant)) and apart(typed, meant) <= SLIP
    if len(typed) == SHORT and typed[0] != meant[0]:
        return False
    return apart(typed, meant) <= SLIP

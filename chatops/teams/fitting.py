"""Cards kept within the size Teams takes: how large one is, and its longest texts shortened. Pure."""

from typing import Any

Drawn = dict[str, Any]

BUDGET = 80_000
"""Bytes in UTF-16 a message may take: Teams refuses about 100 KB with everything around it ("Format your bot
messages")."""
SHORTENED = " … (shortened to fit)"


def fitted(card: Drawn) -> Drawn:
    """The card, its longest texts shortened while Teams would refuse it for its size."""
    texts = list(_texts(card))
    while size(card) > BUDGET and texts:
        holder, name = max(texts, key=lambda at: len(at[0][at[1]]))
        text = holder[name].removesuffix(SHORTENED)
        if len(text) < 200:
            break
        holder[name] = text[: len(text) * 3 // 4] + SHORTENED
    return card


def size(card: Drawn) -> int:
    """Bytes as Teams counts them: UTF-16, everything included. (Quotes and commas are counted, spaces are not.)"""
    return 2 * _length(card)


def _length(of: Any) -> int:
    if isinstance(of, dict):
        return 2 + sum(len(name) + 4 + _length(value) for name, value in of.items())
    if isinstance(of, list | tuple):
        return 2 + sum(1 + _length(value) for value in of)
    if isinstance(of, str):
        return 2 + len(of.encode("utf-16-le", "replace")) // 2 + of.count("\n") + of.count('"') + of.count("\\")
    return len(str(of))


def _texts(of: Any) -> list[tuple[Drawn, str]]:
    """Every text that may be shortened, as the object that holds it and the name it has there."""
    if isinstance(of, dict):
        own = [(of, name) for name in ("text", "value") if isinstance(of.get(name), str) and "id" not in of]
        return own + [found for name, value in of.items() if name != "data" for found in _texts(value)]
    if isinstance(of, list):
        return [found for value in of for found in _texts(value)]
    return []

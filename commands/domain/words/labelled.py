"""A closed list whose members know the words people read: the label, and a hint that says what it means."""

from enum import Enum


def in_sentence(words: str) -> str:
    """Words as they stand inside a sentence: without their capital, unless it begins an abbreviation ("SEN", "EHC")."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


class Labelled(Enum):
    """An enumeration member with a stored value, a label for people and an optional hint.

    The value is what is stored and what travels through a form; it never changes once released.
    The label and the hint are words on the screen and may be improved at any time.
    """

    label: str
    hint: str

    def __new__(cls, value: str, label: str, hint: str = "") -> "Labelled":
        member = object.__new__(cls)
        member._value_ = value
        member.label = label
        member.hint = hint
        return member

    def __str__(self) -> str:
        return self.label

    @property
    def in_sentence(self) -> str:
        """The label inside a sentence: without its capital, unless it begins with an abbreviation."""
        return in_sentence(self.label)

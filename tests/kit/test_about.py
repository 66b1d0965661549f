"""What buttons and forms carry is written in one way and read in every way that stands in posts already made."""

import re
from pathlib import Path

import pytest

from commands.kit import About, Page

WRITTEN = {
    "C-7K2PM": About("C-7K2PM"),
    "C-7K2PM.2": About("C-7K2PM", "2"),
    "C-7K2PM.2=met": About("C-7K2PM", "2", "met"),
    "C-7K2PM.2@4": About("C-7K2PM", "2", version=4),
    "C-7K2PM.2=met@4": About("C-7K2PM", "2", "met", 4),
    "C-7K2PM.A-9R4TW.1": About("C-7K2PM", "A-9R4TW.1"),
    "A-7K2PM=more_info_requested@3": About("A-7K2PM", word="more_info_requested", version=3),
    "P0@0": About("P0", version=0),
    "P0=R-7K2PM": About("P0", word="R-7K2PM"),
    "P0=A-9R4TW.1": About("P0", word="A-9R4TW.1"),
    "P0.3=helped": About("P0", "3", "helped"),
    "W-7K2PM.S1-sam.okoro": About("W-7K2PM", "S1-sam.okoro"),
    "E-7K2PM.ehc_requested_on": About("E-7K2PM", "ehc_requested_on"),
    "15": About(page=15),
    "15 P0": About("P0", page=15),
    "0 7B": About("7B", page=0),
    "0 7": About("7", page=0),
    "15 Year 4 Blue": About("Year 4 Blue", page=15),
    "": About(),
}
"""As it is written today."""
STANDING = {
    "A-7K2PM 3": ("A-7K2PM", "", "", 3),
    "A-7K2PM 3 more_info_requested": ("A-7K2PM", "", "more_info_requested", 3),
    "R-7K2PM specialist": ("R-7K2PM", "", "specialist", None),
    "P0 0": ("P0", "", "", 0),
    "P0 R-7K2PM": ("P0", "", "R-7K2PM", None),
    "P0 A-9R4TW.1": ("P0", "", "A-9R4TW.1", None),
    "P0:3=helped": ("P0", "3", "helped", None),
    "N-7K2PM=2": ("N-7K2PM", "", "", 2),
    "W-7K2PM:S1-sam.okoro": ("W-7K2PM", "S1-sam.okoro", "", None),
    "action:P0.1.2": ("action", "P0.1.2", "", None),
}
"""As it was written before there was one way, letter by letter: such buttons stand in channels and chats."""
PAGES = {"P0 15": "P0", "- 15": "", "15": "", "PAST 15": "PAST", "15 7B": "7B"}
"""How a list's next page was written."""


@pytest.mark.parametrize(("words", "about"), WRITTEN.items(), ids=WRITTEN)
def test_what_is_written_is_read_as_it_was_meant(words: str, about: About) -> None:
    assert str(about) == words
    assert About.read(words) == about


@pytest.mark.parametrize(("words", "meant"), STANDING.items(), ids=STANDING)
def test_what_stands_in_posts_already_made_is_read(words: str, meant: tuple[str, str, str, int | None]) -> None:
    about = About.read(words)
    assert (about.which, about.part, about.word, about.version) == meant


@pytest.mark.parametrize(("words", "which"), PAGES.items(), ids=PAGES)
def test_the_next_page_of_a_list_drawn_before_is_read(words: str, which: str) -> None:
    about = About.read(words)
    assert (about.which, about.skip) == (which, 15)


@pytest.mark.parametrize(
    "junk", ["...", "=", "@", "@4", ":::", " ", "amina yusuf", "9" * 40, "\n=\n", "C-7K2PM.²", "٣"]
)
def test_anything_at_all_is_read(junk: str) -> None:
    about = About.read(junk)
    assert about.skip == about.n == 0


def test_a_page_has_the_buttons_to_those_beside_it() -> None:
    first, last = Page(0, 15, 44), Page(30, 14, 44)
    assert [button.about for button in (*first.before("pupil", "P0"), *first.after("pupil", "P0"))] == ["15 P0"]
    assert [button.about for button in (*last.before("pupil", "P0"), *last.after("pupil", "P0"))] == ["15 P0"]
    assert (first.words.text, last.words.text) == ("1 to 15 of 44.", "31 to 44 of 44.")


def test_nobody_takes_what_a_button_carries_to_pieces_by_hand() -> None:
    by_hand = re.compile(
        r"ask\.(?:about|which)(?:\.r?partition|\.split|\.removeprefix|\[)|f\"\{[\w.]*reference\}[.:=@ ]\{"
    )
    commands = Path(__file__).parents[2] / "commands"
    found = [
        f"{path.relative_to(commands)}: {line.strip()}"
        for path in commands.rglob("*.py")
        if path.parent.name != "domain"
        for line in path.read_text(encoding="utf-8").splitlines()
        if by_hand.search(line) and "Reply(" not in line
    ]
    assert found == []

"""Every picture in the docs is one that `make pictures` takes, stands on a page, is described; all are small."""

import re

from tests.pictures.subjects import CHAT, MOST_BYTES, PAGE
from tests.promises.test_arrows import ROOT

TAKEN = {f"{one.name}.png" for one in (*PAGE, *CHAT)}
PAGES = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
SHOWN = re.compile(r'<img src="([\w-]+\.png)"[^>]* alt="([^"]+)"|!\[([^\]]+)\]\((?:docs/)?([\w-]+\.png)\)')


def test_the_pictures_that_are_there_are_those_that_one_command_takes() -> None:
    assert {path.name for path in (ROOT / "docs").glob("*.png")} == TAKEN


def test_each_stands_on_a_page_and_says_in_words_what_it_shows() -> None:
    shown = [found for page in PAGES for found in SHOWN.findall(page.read_text())]
    assert {left or right for left, _, _, right in shown} == TAKEN
    assert all(len(words or also) > 20 for _, words, also, _ in shown)


def test_all_of_them_together_are_small() -> None:
    assert sum(path.stat().st_size for path in (ROOT / "docs").glob("*.png")) < MOST_BYTES

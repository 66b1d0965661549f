"""Takes the pictures with Chromium, in an environment that has Playwright and Pillow; nothing of the bot is imported.

`python -m tests.pictures.camera FOLDER ADDRESS DOCS`: FOLDER holds the list and the cards, ADDRESS is the demo's.
"""

import io
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.pictures.subjects import MOST_BYTES

HERE = Path(__file__).parent
MODULES = HERE.parents[1] / ".venv-pictures" / "node_modules"
COLOURS = 64
FONT = "font-family: 'Noto Sans', 'DejaVu Sans', sans-serif"


def main(folder: Path, address: str, docs: Path) -> int:
    listed = json.loads((folder / "pictures.json").read_text())
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--hide-scrollbars"])
        for one in listed["page"]:
            keep(of_page(browser, address, one), docs / f"{one['name']}.png")
        for one in listed["chat"]:
            keep(of_chat(browser, folder, one), docs / f"{one['name']}.png")
        browser.close()
    total = sum(picture.stat().st_size for picture in docs.glob("*.png"))
    print(f"{len(listed['page']) + len(listed['chat'])} pictures; all in docs/ take {total // 1024} KB")
    return 0 if total <= MOST_BYTES else 1


def of_page(browser: Browser, address: str, one: dict[str, Any]) -> bytes:
    """The page as somebody sees it who has typed a line."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, color_scheme="light", reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(address)
    choice = page.locator("#choose-me option", has_text=one["who"]).first.get_attribute("value")
    page.select_option("#choose-me", choice)
    page.click("form.choose button")
    page.wait_for_selector("#answer")
    page.locator("form.toured").evaluate("form => form.requestSubmit()")  # which may be folded away
    page.wait_for_selector("#tour", state="detached")
    if one["line"]:
        page.fill("#typed", one["line"])
        page.press("#typed", "Enter")
        page.wait_for_selector("#answer .heading")
        page.wait_for_function("!document.querySelector('form.say[aria-busy]')")
        if one["presses"]:
            before = page.locator("#answer .said").inner_text()
            page.locator("#answer button[name=press]", has_text=one["presses"]).first.click()
            page.wait_for_function("was => document.querySelector('#answer .said')?.innerText !== was", arg=before)
    else:
        page.goto(address)
        page.wait_for_selector("#answer .heading")
    page.set_viewport_size({"width": one["width"], "height": one["height"]})
    page.evaluate("document.activeElement?.blur()")
    page.evaluate(NEWEST)
    taken = page.screenshot() if one["whole"] else part(page, "#answer", one)
    context.close()
    return taken


def part(page: Page, what: str, one: dict[str, Any]) -> bytes:
    """An element, as far down as the picture goes."""
    page.set_viewport_size({"width": one["width"], "height": 4000})
    page.evaluate("scrollTo(0, 0)")
    box = page.locator(what).bounding_box()
    assert box, f"{one['name']}: there is no {what}"
    full = page.locator(what).evaluate("e => Math.max(e.scrollHeight, e.firstElementChild?.scrollHeight ?? 0)")
    height = min(one["height"], max(full, 60))
    shot: bytes = page.screenshot(
        full_page=True, clip={"x": box["x"], "y": box["y"], "width": box["width"], "height": height}
    )
    return shot


def of_chat(browser: Browser, folder: Path, one: dict[str, Any]) -> bytes:
    """A card drawn by what draws such cards."""
    page = browser.new_page(viewport={"width": one["width"], "height": one["height"]})
    page.set_content(slack(folder, one) if one["face"] == "slack" else teams())
    if one["face"] == "teams":
        page.add_script_tag(path=MODULES / "adaptivecards" / "dist" / "adaptivecards.min.js")
        page.evaluate(DRAWN, json.loads((folder / f"{one['name']}.json").read_text()))
    page.wait_for_load_state()
    taken = part(page, "#card", one)
    page.close()
    return taken


def slack(folder: Path, one: dict[str, Any]) -> str:
    script = [shutil.which("node") or "node", HERE / "slack.mjs", MODULES, folder / f"{one['name']}.json"]
    drawn = subprocess.run([str(word) for word in script], capture_output=True, text=True, check=True).stdout
    style = (MODULES / "slack-blocks-to-jsx" / "dist" / "style.css").read_text()
    return f"<style>{style} body {{ margin: 0; {FONT} }} #card {{ padding: 8px }}</style><div id='card'>{drawn}</div>"


def teams() -> str:
    style = (MODULES / "adaptivecards" / "dist" / "adaptivecards.css").read_text()
    return f"<style>{style} body {{ margin: 0; {FONT} }} {TEAMS}</style><div id='card'></div>"


NEWEST = """
() => { document.getElementById('posts').scrollTop = 0; window.scrollTo(0, 0); }
"""
"""The newest post, which stands first."""
TEAMS = """
#card { margin: 8px; border: 1px solid #d1d1d1; border-radius: 8px; padding: 4px }
.ac-pushButton { border: 1px solid #d1d1d1; border-radius: 4px; background: #fff; padding: 5px 12px; font: inherit;
    font-weight: 600; margin: 2px 0 }
.ac-pushButton.style-positive { background: #5b5fc7; color: #fff }
.ac-selectable { cursor: pointer }
"""
DRAWN = """
drawn => {
    const plain = parts => parts?.forEach(part => {
        if (part.type?.startsWith('Chart.')) Object.assign(part, part.fallback);
        plain(part.items); plain(part.columns);
    });
    plain(drawn.body);
    const card = new AdaptiveCards.AdaptiveCard();
    card.version = new AdaptiveCards.Version(1, 5);
    card.hostConfig = new AdaptiveCards.HostConfig({
        fontFamily: "'Noto Sans', 'DejaVu Sans', sans-serif", supportsInteractivity: true,
        fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
        spacing: { small: 4, default: 8, medium: 12, large: 16, extraLarge: 24, padding: 12 },
        actions: { maxActions: 6, actionsOrientation: 'horizontal', actionAlignment: 'left', buttonSpacing: 6 },
    });
    card.parse(drawn);
    document.getElementById('card').append(card.render());
}
"""


def keep(taken: bytes, at: Path) -> None:
    """As few colours as do, so that the file is small and a picture that did not change stays the same file."""
    picture = Image.open(io.BytesIO(taken)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    picture.save(at, optimize=True)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])))

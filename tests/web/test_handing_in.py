"""Lists handed in on the page by the administrator: shown first, put right, written once, taken back for a day."""

import logging
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sqlalchemy import select

from chatops.handing_in.held import LASTS, Handed, Held
from storage.rights.audit import audit
from storage.tables import pupils
from tests.school import SchoolStory
from tests.worlds.html import Node, tree
from tests.worlds.web import WebWorld

TITLES = "UPN,Legal Surname,Legal Forename,NC Year,Reg Group,SEN Status"
BEN = "G801200001001,Okafor,Benedikta,4,4B,K"
DEV = "J801200001003,Lindqvist,Devika,5,5A,N"
NEW = "\n".join((TITLES, BEN, DEV)) + "\n"


@pytest.fixture
async def school(tmp_path: Path) -> AsyncIterator[SchoolStory]:
    """A school in September: its staff are there, and nobody is on its roll yet."""
    story = SchoolStory(WebWorld(), tmp_path)
    await story.opens()
    yield story
    await story.closes()


class Desk:
    """Somebody's browser with the form that takes a list, or the page that came of it."""

    def __init__(self, hands: Any) -> None:
        self.hands, self.page = hands, hands.page

    @classmethod
    async def of(cls, hands: Any) -> "Desk":
        await hands.asks("import")
        return cls(hands)

    def own(self, form: str = "form.say") -> dict[str, str]:
        return dict(self.page.the(form).sends())

    async def hands_in(self, data: str | bytes, kind: str = "pupils", **instead: str) -> int:
        fields = {k: v for k, v in self.own().items() if k in ("csrf", "me", "place")} | {"kind": kind, **instead}
        form = aiohttp.FormData(fields)
        raw = data.encode() if isinstance(data, str) else data
        form.add_field("list", raw, filename="Okafor family.csv", content_type="text/csv")
        return await self._sent("/import", form)

    async def presses(self, form: str, **chosen: str) -> int:
        node = self.page.the(form)
        return await self._sent(node.attributes["action"], {**dict(node.sends()), **chosen})

    async def _sent(self, path: str, data: Any) -> int:
        async with self.hands.browser.post(self.hands.world.bot + path, data=data) as answer:
            self.page = tree(await answer.text())
            return int(answer.status)

    @property
    def says(self) -> str:
        return str(self.page.the("#answer").text())

    def heading(self, called: str) -> tuple[str, Node]:
        """What stands below a heading, and its row."""
        row = next(row for row in self.page.all("#answer tr") if row.first("select") and called in row.the("th").text())
        return row.all("td")[0].text(), row

    def means(self, called: str) -> str:
        _, row = self.heading(called)
        return str(row.the("select").attributes["name"])


async def surnames(school: SchoolStory) -> set[str]:
    async with school.service.database.reading() as connection:
        rows = await connection.execute(select(pupils.c.surname).where(pupils.c.left_on.is_(None)))
        return set(rows.scalars())


async def test_a_list_is_shown_then_put_right_then_written_and_taken_back(school: SchoolStory) -> None:
    desk = await Desk.of(school.admin)
    assert desk.page.the("#answer form.list").attributes["enctype"] == "multipart/form-data"
    before = await surnames(school)

    told = NEW.replace("SEN Status", "How we help").replace("Reg Group", "Our set")
    assert await desk.hands_in(told) == 200
    assert "has no column for Reg Group" in desk.says
    assert "choose it below" in desk.says
    assert "Nothing was written." in desk.says
    assert not desk.page.all("form.write")

    await desk.presses("form.again", **{desk.means("Our set"): "group", desk.means("How we help"): "provision"})
    assert "Nothing is written yet. It would be: 2 new" in desk.says
    assert desk.heading("How we help")[0] == "SEN support, No SEN"
    assert desk.heading("Legal Surname")[0] == "words"
    assert desk.heading("NC Year")[0] == "4, 5"
    assert await surnames(school) == before

    await desk.presses("form.write")
    assert "Written: 2 new" in desk.says
    assert {"Okafor", "Lindqvist"} <= await surnames(school)

    written = Desk(school.admin)
    written.page = desk.page
    await desk.hands_in(told)
    assert "0 new, 0 changed, 2 unchanged" in desk.says, "what was said of the headings is kept for the school"

    await written.presses("form.back")
    assert "was taken back" in written.says
    assert "2 removed" in written.says
    assert await surnames(school) == before


async def test_no_name_of_the_file_is_shown_or_logged(school: SchoolStory, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    desk = await Desk.of(school.admin)
    bad = NEW.replace(",5,5A", ",Devika,5A")
    await desk.hands_in(bad)
    assert "line 3, NC Year" in desk.says
    await desk.presses("form.again", **{desk.means("Legal Forename"): "year", desk.means("NC Year"): "forename"})
    for word in ("Okafor", "Benedikta", "Lindqvist", "Devika", "801200001"):
        assert word not in desk.says
        assert word not in caplog.text


async def test_what_is_written_is_in_the_audit_under_the_administrator(school: SchoolStory) -> None:
    desk = await Desk.of(school.admin)
    await desk.hands_in(NEW)
    await desk.presses("form.write")
    async with school.service.database.reading() as connection:
        lines = (await connection.execute(select(audit).where(audit.c.word == "import pupils"))).mappings().all()
    assert [(line["name"], line["face"]) for line in lines] == [("Ned Tull", "web")]


async def test_a_preview_is_written_once(school: SchoolStory) -> None:
    desk = await Desk.of(school.admin)
    await desk.hands_in(NEW)
    again = Desk(school.admin)
    again.page = desk.page
    await desk.presses("form.write")
    await again.presses("form.write")
    assert "used up or older than ten minutes" in again.says
    assert "Nothing was done" in again.says


async def test_a_preview_that_the_list_has_outrun_is_shown_again(school: SchoolStory) -> None:
    first, second = await Desk.of(school.admin), await Desk.of(school.admin)
    await first.hands_in(NEW)
    await second.hands_in(NEW)
    await first.presses("form.write")
    await second.presses("form.write")
    assert "has changed since this was shown" in second.says
    assert "2 unchanged" in second.says
    await second.presses("form.write")
    assert "Written: 0 new" in second.says


async def test_those_who_would_leave_are_asked_about_before_anything_is_written(school: SchoolStory) -> None:
    await school.enrols_all([f"{name} Marlowe" for name in ("Ada", "Bo", "Cy", "Di", "Ed", "Flo", "Gus", "Hal")])
    desk = await Desk.of(school.admin)
    await desk.hands_in(NEW)
    assert "Is that right?" in desk.says
    assert not desk.page.all("form.write")

    await desk.presses("form.again", leavers="part")
    assert "2 new, 0 changed, 0 unchanged, 0 left" in desk.says

    await desk.hands_in(NEW)
    await desk.presses("form.again", leavers="left")
    assert "8 left" in desk.says
    await desk.presses("form.write")
    assert await surnames(school) == {"Okafor", "Lindqvist"}


async def test_a_staff_list_and_term_dates_go_the_same_way(school: SchoolStory) -> None:
    desk = await Desk.of(school.admin)
    await desk.hands_in("Name,Email,Role,Classes\nPat Vane,pat.vane@example.org,Teacher,4B\n" + "", kind="staff")
    assert "Is that right?" in desk.says
    assert not desk.page.all("input[value=part]")
    assert desk.heading("Email")[0] == "e-mail addresses"
    assert desk.heading("Role")[0] == "Teacher"
    assert "pat.vane" not in desk.says

    await desk.hands_in("Who,Email,Role\nPat Vane,pat.vane@example.org,Teacher\n", kind="staff")
    assert "no column for Name" in desk.says
    await desk.presses("form.again", **{desk.means("Who"): "name"})
    assert desk.heading("Who")[0] == "words"

    await desk.hands_in("Type,Name,From,To\nTerm,Autumn,2026-09-01,2026-12-17\n", kind="terms")
    assert "1 changed" in desk.says
    assert "taken away" in desk.says


@pytest.mark.parametrize("who", ["teacher", "senco", "leader"])
async def test_nobody_but_the_administrator_hands_a_list_in(school: SchoolStory, who: str) -> None:
    hands = getattr(school, who)
    await hands.asks("import")
    desk, before = Desk(hands), await surnames(school)
    assert not desk.page.all("form.list")
    await desk.hands_in(NEW)
    assert not desk.page.all("form.write")
    assert not desk.page.all("form.list")
    assert await surnames(school) == before


async def test_another_persons_token_and_a_forged_form_write_nothing(school: SchoolStory) -> None:
    desk, before = await Desk.of(school.admin), await surnames(school)
    await desk.hands_in(NEW)
    token = desk.own("form.write")["token"]
    await school.teacher.asks("help")
    other = Desk(school.teacher)
    await other._sent("/import/write", {**other.own(), "token": token})
    assert "Written" not in other.says
    assert await desk.presses("form.write", csrf="0" * 64) == 403
    assert await surnames(school) == before


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("", "No file was chosen"),
        ("\x00\x01\x02", "Nothing was written"),
        ("Dear all,\nplease see below\n", "does not look like headings"),
        (TITLES + "\n", "no lines under them"),
    ],
)
async def test_what_is_no_list_is_refused_with_a_sentence(school: SchoolStory, data: str, said: str) -> None:
    desk = await Desk.of(school.admin)
    assert await desk.hands_in(data) == 200
    assert said in desk.says
    assert not desk.page.all("form.write")


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"--x\r\n\r\n"),
        ("multipart/form-data; boundary=x", b"no part at all"),
        ("multipart/form-data; boundary=x", b"--x\r\nbroken\r\n\r\nrest\r\n--x--\r\n"),
        ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="list"\r\n\r\nUPN,Na'),
        ("multipart/form-data; boundary=x", b"--x\r\n\r\nno name\r\n--x--\r\n"),
    ],
)
async def test_a_broken_upload_is_refused_in_words(school: SchoolStory, kind: str, body: bytes) -> None:
    desk = await Desk.of(school.admin)
    sent = {"Content-Type": kind}
    async with desk.hands.browser.post(desk.hands.world.bot + "/import", data=body, headers=sent) as answer:
        assert 400 <= answer.status < 500
        assert "Nothing was done" in await answer.text()


async def test_the_last_import_is_taken_back_from_where_a_list_is_chosen(school: SchoolStory) -> None:
    desk = await Desk.of(school.admin)
    await desk.presses("form.back", kind="pupils")
    assert "There is no import to take back" in desk.says
    await desk.hands_in(NEW)
    await desk.presses("form.write")
    desk = await Desk.of(school.admin)
    await desk.presses("form.back", kind="pupils")
    assert "2 removed" in desk.says
    assert await surnames(school) == set()
    desk = await Desk.of(school.admin)
    assert await desk.presses("form.back", kind="") == 400


async def test_in_a_message_nothing_is_taken_and_it_is_said_where_to_go(school: SchoolStory) -> None:
    desk = await Desk.of(school.admin)
    assert "on the bot's own page" in desk.says
    assert "Do not send the file in a message" in desk.says


async def test_too_large_a_file_is_refused_with_what_to_do(school: SchoolStory) -> None:
    desk = await Desk.of(school.admin)
    assert await desk.hands_in(b"a" * 10_000_001) == 413
    assert "bigger than 10 MB" in desk.page.the("main").text()


async def test_a_held_list_opens_once_for_its_owner_and_not_after_ten_minutes() -> None:
    now = datetime(2026, 9, 1, 8, tzinfo=UTC)
    held = Held(lambda: now)
    handed = Handed("pupils", b"a,b\n1,2\n", {"a": "upn"}, "part", {"new": 1})
    token = held.keep(handed, "Ned")
    assert held.take(token, "Tom") is None
    assert held.take("no such token", "Ned") is None
    assert held.take(token, "Ned") == handed
    assert held.take(token, "Ned") is None
    token = held.keep(handed, "Ned")
    now += timedelta(seconds=1) + LASTS
    assert held.take(token, "Ned") is None

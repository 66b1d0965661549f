"""Promises about `/metrics` and `/readyz`: nobody elsewhere reads them unless the operator says so, and the docs name
every figure."""

import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import TestServer
from prometheus_client.parser import text_string_to_metric_families

from chatops.app import Service
from chatops.settings import Settings, SettingsError
from tests.databases import empty_sqlite
from tests.school import SchoolStory

ROOT = Path(__file__).parents[2]
TOKEN = "a-token-of-the-operators-own"


@asynccontextmanager
async def serving(folder: Path, **settings: str) -> AsyncIterator[TestServer]:
    environ = {"DATABASE_URL": empty_sqlite(folder / "m.db"), "TEAMS_ANONYMOUS": "1", **settings}
    server = TestServer(Service(Settings.load(environ)).application)
    await server.start_server()
    yield server
    await server.close()


async def reads(server: TestServer, *, at: str = "/metrics", **headers: str) -> tuple[int, str]:
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    async with ClientSession() as session, session.get(server.make_url(at), headers=given) as answer:
        return answer.status, await answer.text()


async def test_this_machine_reads_it_and_what_a_proxy_passes_on_does_not(tmp_path: Path) -> None:
    async with serving(tmp_path) as server:
        assert (await reads(server))[0] == 200
        for header in ({"X_Forwarded_For": "203.0.113.9"}, {"Forwarded": "for=203.0.113.9"}, {"Via": "1.1 proxy"}):
            status, said = await reads(server, **header)
            assert status == 403
            assert "METRICS_TOKEN" in said
            assert "chatops_" not in said
        assert (await reads(server, Host="senco.school.example"))[0] == 403
        assert (await reads(server, Host="["))[0] in (400, 403)


async def test_strangers_are_told_one_word_of_whether_it_is_ready(tmp_path: Path) -> None:
    async with serving(tmp_path) as server:
        status, said = await reads(server, at="/readyz")
        assert status == 200
        assert "notices_waiting" in said
        for header in (
            {"X_Forwarded_For": "203.0.113.9"},
            {"Forwarded": "for=203.0.113.9"},
            {"Host": "senco.school.example"},
        ):
            assert await reads(server, at="/readyz", **header) == (200, "ready")
            assert await reads(server, at="/healthz", **header) == (200, '{"alive": true}')
        with sqlite3.connect(tmp_path / "m.db") as other:  # an older copy is put back
            other.execute("UPDATE alembic_version SET version_num = '0001'")
        assert await reads(server, at="/readyz", X_Real_Ip="203.0.113.9") == (503, "unready")
        status, said = await reads(server, at="/readyz")
        assert (status, "chatops migrate" in said) == (503, True)


async def test_with_a_token_the_reasons_are_for_whoever_knows_it(tmp_path: Path) -> None:
    async with serving(tmp_path, METRICS_TOKEN=TOKEN) as server:
        assert await reads(server, at="/readyz") == (200, "ready")
        assert await reads(server, at="/readyz", Authorization=f"Bearer {TOKEN}x") == (200, "ready")
        elsewhere = {"Authorization": f"Bearer {TOKEN}", "X_Forwarded_For": "203.0.113.9"}
        status, said = await reads(server, at="/readyz", **elsewhere)
        assert status == 200
        assert "notices_waiting" in said


async def test_with_a_token_whoever_knows_it_reads_it_and_nobody_else(tmp_path: Path) -> None:
    async with serving(tmp_path, METRICS_TOKEN=TOKEN) as server:
        assert (await reads(server))[0] == 401
        assert (await reads(server, Authorization=f"Bearer {TOKEN}x"))[0] == 401
        assert (await reads(server, Authorization="Bearer "))[0] == 401
        status, said = await reads(server, Authorization=f"Bearer {TOKEN}", X_Forwarded_For="203.0.113.9")
        assert (status, TOKEN in said) == (200, False)


def test_a_token_that_could_be_guessed_is_refused_without_being_quoted() -> None:
    with pytest.raises(SettingsError, match="at least 16 characters") as refused:
        Settings.load({"METRICS_TOKEN": "hunter2"})
    assert "hunter2" not in str(refused.value)


async def test_every_figure_is_ours_and_in_the_docs_and_no_other(tmp_path: Path) -> None:
    async with serving(tmp_path) as server:
        _, said = await reads(server)
    # The parser drops "_total" from the names of counters; the docs name them as they are asked for.
    shown = {
        family.name + ("_total" if family.type == "counter" else "") for family in text_string_to_metric_families(said)
    }
    docs = (ROOT / "docs" / "it.md").read_text(encoding="utf-8").splitlines()
    named = {line.split("`")[1] for line in docs if line.startswith("| `chatops_")}
    assert shown == named


async def test_what_happens_is_counted(school: SchoolStory) -> None:
    await school.has_a_senco_channel()
    await school.referred()
    await school.teacher.asks("nonsense")
    await school.teacher.asks("register")
    await school.channel()
    assert school.server
    async with ClientSession() as session, session.get(school.server.make_url("/metrics")) as answer:
        said = await answer.text()
    for line in (
        'chatops_asks_total{outcome="form",word="refer"} 1.0',
        'chatops_asks_total{outcome="answered",word="refer"} 1.0',
        'chatops_asks_total{outcome="unknown word",word="other"} 1.0',
        'chatops_asks_total{outcome="not allowed",word="register"} 1.0',
        "chatops_notices_waiting 0.0",
        f'chatops_face_works{{face="{school.world.name}"}} 1.0',
    ):
        assert line in said.splitlines(), said
    assert f'chatops_posts_total{{face="{school.world.name}"}}' in said


def test_the_readme_leads_to_every_page_of_the_docs() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for page in (ROOT / "docs").glob("*.md"):
        assert f"](docs/{page.name})" in readme
        for linked in re.findall(r"\]\((?!https:)([^)#]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / linked).exists(), f"{page.name}: {linked}"

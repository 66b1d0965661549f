"""`chatops doctor`: what it finds, and that it looks without touching."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from aiohttp import web

from chatops.settings import Settings
from chatops.watching.doctor import examine
from chatops.watching.findings import Finding
from commands.domain.channel import Channel
from commands.domain.digest import DigestKind
from storage.database import Database
from storage.lists.schools import Schools
from storage.migrate import migrate
from storage.records import SqlOpenRecords
from tests.cli.terminal import Terminal
from tests.cli.test_import import NOVEMBER, PUPILS, STAFF, TERMS
from tests.worlds.slack_api import SCOPES


def states(report: Any, about: str) -> list[str]:
    return [finding["state"] for finding in report["findings"] if finding["about"] == about]


def words(report: Any, about: str) -> str:
    return " ".join(finding["words"] for finding in report["findings"] if finding["about"] == about)


def test_an_empty_machine_is_told_the_next_step_each_time(terminal: Terminal) -> None:
    report = terminal.reads("doctor", CLOCK=NOVEMBER)
    assert (terminal.code, report["well"]) == (1, False)
    assert "Run: chatops migrate" in words(report, "database")
    terminal.types("migrate", "--trial")
    assert "Run: chatops school add NAME" in words(terminal.reads("doctor"), "schools")
    terminal.types("school", "add", "Larkfield")
    said = words(terminal.reads("doctor", CLOCK=NOVEMBER), "Larkfield")
    for needed in ("no staff", "no pupils", "no term dates", "no SENCO channel", "no safeguarding lead"):
        assert needed in said


def test_a_school_with_its_lists_is_well(larkfield: Terminal) -> None:
    for kind, text in (("pupils", PUPILS), ("staff", STAFF), ("terms", TERMS)):
        larkfield.types("import", kind, larkfield.holds(f"{kind}.csv", text), CLOCK=NOVEMBER)
    report = larkfield.reads("doctor", CLOCK=NOVEMBER, TEAMS_ANONYMOUS="1")
    assert (larkfield.code, report["well"]) == (0, True)
    assert states(report, "Larkfield") == ["look", "look"]  # its dates end soon, and there is no SENCO channel yet
    assert states(report, "teams") == ["look", "ok"]
    assert "added to the channel itself" in words(report, "Larkfield")  # Teams is on
    assert "added to the channel itself" not in words(larkfield.reads("doctor", CLOCK=NOVEMBER), "Larkfield")
    assert "Tom" not in str(report)
    assert "Yusuf" not in str(report)


SLACK = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_API_URL": "http://127.0.0.1:9/api/"}  # where nobody listens
EVERYWHERE = "0.0.0.0"  # noqa: S104 - nothing is opened
OVER_HTTP, BY_SOCKET = {**SLACK, "SLACK_SIGNING_SECRET": "s"}, {**SLACK, "SLACK_APP_TOKEN": "xapp-1"}


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        pytest.param({"HOST": EVERYWHERE, **OVER_HTTP}, "HOST is 0.0.0.0: requests reach the bot unenc", id="all"),
        pytest.param({"HOST": "192.0.2.7", **OVER_HTTP}, "HOST is 192.0.2.7: requests reach the bot unen", id="one"),
        pytest.param({"HOST": EVERYWHERE, **BY_SOCKET}, "HOST is 0.0.0.0, though with Socket Mode", id="socket"),
        pytest.param({"HOST": "127.0.0.1", **OVER_HTTP}, "", id="this machine"),
        pytest.param({"HOST": "::1", **OVER_HTTP}, "", id="this machine by IPv6"),
        pytest.param({"HOST": EVERYWHERE}, "", id="no platform"),
    ],
)
def test_requests_that_travel_unencrypted_are_a_finding(larkfield: Terminal, settings: Any, said: str) -> None:
    report = larkfield.reads("doctor", **settings)
    assert states(report, "network") == ["look"] * bool(said)
    assert words(report, "network").startswith(said)


TERM = "Kind,First day,Last day\nterm,2026-09-01,{}\n"


@pytest.mark.parametrize(
    ("last", "now", "warned"),
    [
        pytest.param("2026-12-18", "2026-10-18 09:00", False, id="sixty-one days before they end"),
        pytest.param("2026-12-18", "2026-10-19 09:00", True, id="sixty days before"),
        pytest.param("2026-12-18", "2026-12-18 09:00", True, id="the last day"),
    ],
)
def test_term_dates_that_end_soon_are_a_finding(larkfield: Terminal, last: str, now: str, warned: bool) -> None:
    larkfield.types("import", "terms", larkfield.holds("t.csv", TERM.format(last)), CLOCK=now)
    said = words(larkfield.reads("doctor", CLOCK=now), "Larkfield")
    ending = (
        "Its term dates end on Friday 18 December 2026: from then the days of the law are counted in the usual English "
        "terms, and marked as assumed; in all else every weekday but a bank holiday counts as a school day. Run:"
    )
    assert (ending in said) is warned
    assert "no term dates" not in said


def test_term_dates_that_have_passed_are_none(larkfield: Terminal) -> None:
    larkfield.types("import", "terms", larkfield.holds("t.csv", TERM.format("2026-10-23")), CLOCK=NOVEMBER)
    said = words(larkfield.reads("doctor", CLOCK=NOVEMBER), "Larkfield")
    assert "It has no term dates to come: the days of the law are counted in the usual English terms" in said


def test_a_school_that_never_had_any_has_none_assumed(larkfield: Terminal) -> None:
    said = words(larkfield.reads("doctor", CLOCK=NOVEMBER), "Larkfield")
    assert "It has no term dates to come: every weekday but a bank holiday counts as a school day." in said


def test_another_nation_than_england_is_pointed_out(larkfield: Terminal) -> None:
    assert "It is in" not in words(larkfield.reads("doctor"), "Larkfield")
    larkfield.types("school", "change", "Larkfield", "--nation", "wales")
    assert "It is in Wales, whose bank holidays it keeps" in words(larkfield.reads("doctor"), "Larkfield")


def test_a_school_without_a_senco_is_not_well(larkfield: Terminal) -> None:
    larkfield.types("import", "pupils", larkfield.holds("p.csv", PUPILS))
    larkfield.types("import", "staff", larkfield.holds("s.csv", STAFF.replace("senco", "teacher")))
    report = larkfield.reads("doctor")
    assert larkfield.code == 1
    assert "Nobody on its staff list is a SENCO." in words(report, "Larkfield")


def test_settings_that_do_not_fit_are_findings(terminal: Terminal) -> None:
    report = terminal.reads("doctor", SLACK_BOT_TOKEN="xoxb-hunter2")
    assert terminal.code == 1
    assert report["findings"] == [
        {
            "state": "wrong",
            "about": "settings",
            "words": "Slack is half set up: SLACK_SIGNING_SECRET is missing (or SLACK_APP_TOKEN, for Socket Mode).",
        }
    ]


def test_a_database_that_does_not_answer_is_a_finding(terminal: Terminal) -> None:
    report = terminal.reads("doctor", DATABASE_URL="postgresql://u:hunter2@127.0.0.1:1/none")
    assert states(report, "database") == ["wrong"]
    assert "hunter2" not in str(report)


def test_people_read_a_line_for_each_finding(terminal: Terminal) -> None:
    said = terminal.types("doctor").splitlines()
    assert said[0] == "ok     settings: Given: DATABASE_URL. The others are at their defaults."
    assert said[-1] == "WRONG  database: It is not up to date. Run: chatops migrate"


@pytest.fixture
async def slack() -> AsyncIterator[tuple[str, list[str], dict[str, Any]]]:
    """Slack's Web API: its address, the methods it has been asked for, and what it answers with."""
    asked: list[str] = []
    answer: dict[str, Any] = {"ok": True, "scopes": SCOPES}

    async def method(request: web.Request) -> web.Response:
        asked.append(request.path.removeprefix("/api/"))
        headers = {"X-OAuth-Scopes": answer["scopes"]}
        return web.json_response({key: answer[key] for key in ("ok", "error") if key in answer}, headers=headers)

    application = web.Application()
    application.add_routes([web.post("/api/{method}", method)])
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/api/", asked, answer
    await runner.cleanup()


def with_slack(database_url: str, api: str) -> Settings:
    return Settings.load(
        {
            "DATABASE_URL": database_url,
            "SLACK_BOT_TOKEN": "xoxb-1",
            "SLACK_APP_TOKEN": "xapp-1",
            "SLACK_API_URL": api,
            "CLOCK": NOVEMBER,
        }
    )


async def of_slack(settings: Settings) -> list[Finding]:
    return [finding for finding in await examine(settings) if finding.about == "slack"]


async def test_slack_is_asked_and_no_socket_is_opened(
    slack: tuple[str, list[str], dict[str, Any]], database_url: str
) -> None:
    api, asked, answer = slack
    found = await of_slack(with_slack(database_url, api))
    assert [finding.state for finding in found] == ["ok", "ok"]
    assert asked == ["auth.test", "apps.connections.open"]
    answer["scopes"] = "commands,chat:write"
    lacking, files = (await of_slack(with_slack(database_url, api)))[-2:]
    assert (lacking.state, files.state) == ("wrong", "look")
    assert "users:read.email" in lacking.words
    assert "files:write" in files.words
    answer |= {"ok": False, "error": "invalid_auth"}
    assert (await of_slack(with_slack(database_url, api)))[-1].state == "wrong"


async def test_slack_that_does_not_answer_is_a_finding(database_url: str) -> None:
    found = await of_slack(with_slack(database_url, "http://127.0.0.1:1/api/"))
    assert found[-1] == Finding("wrong", "slack", "Slack does not answer. Check the network and SLACK_API_URL.")


async def test_a_channel_in_trouble_is_a_finding(tmp_path: Any) -> None:
    url = f"sqlite:///{tmp_path / 'd.db'}"
    migrate(url)
    database = Database(url)
    school = await Schools(database).add("Larkfield")
    async with SqlOpenRecords(database)(school, writing=True) as records:
        await records.save(Channel(school.id, "senco", "slack", {"channel": "C1"}, trouble="The channel is archived."))
    await database.close()
    found = await examine(Settings.load({"DATABASE_URL": url}))
    assert Finding("wrong", "Larkfield", "Its SENCO channel cannot be posted to: The channel is archived.") in found


async def test_the_leaders_channel_in_trouble_and_a_digest_that_cannot_be_made_are_findings(tmp_path: Any) -> None:
    url = f"sqlite:///{tmp_path / 'd.db'}"
    migrate(url)
    database = Database(url)
    school = await Schools(database).add("Larkfield")
    async with SqlOpenRecords(database)(school, writing=True) as records:
        leaders = Channel(school.id, "leadership", "slack", {"channel": "C2"}, trouble="The bot is not in it.")
        await records.save(leaders)
        daily = await records.digests.schedule(DigestKind.DAILY)
        await records.save(replace(daily, failures=1, trouble="The daily digest could not be made."))
    found = {f.words for f in await examine(Settings.load({"DATABASE_URL": url})) if f.state == "wrong"}
    await database.close()
    assert "Its leadership channel cannot be posted to: The bot is not in it." in found
    assert "The daily digest could not be made." in found

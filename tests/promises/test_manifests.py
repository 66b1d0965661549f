"""Promises about what an administrator uploads: it agrees with the catalogue, and asks for no more than is used."""

import io
import json
import struct
import zipfile
import zlib
from typing import Any

import pytest

from chatops.manifests import NotUsable
from chatops.slack.face import FOR_FILES, NEEDED
from chatops.slack.manifest import manifest as slack_manifest
from chatops.slack.places import OF_PLACES
from chatops.slack.read import ON_MESSAGE
from chatops.teams.manifest import APP_ID, icon, package
from chatops.teams.manifest import manifest as teams_manifest
from chatops.teams.words import MESSAGE_ACTIONS
from commands.catalogue import COMMANDS
from manifests import draw_icons, refresh

SHOWN = {command.word: command.summary for command in COMMANDS if command.shown}
APP = "1a2b3c4d-1a2b-1a2b-1a2b-1a2b3c4d5e6f"
HOME = "https://senco.school.example"


@pytest.fixture
def slack() -> dict[str, Any]:
    return slack_manifest(HOME)


@pytest.fixture
def teams() -> dict[str, Any]:
    return teams_manifest(HOME, APP)


def test_the_page_of_roles_has_the_table_as_it_is() -> None:
    text = refresh.ROLES_PAGE.read_text(encoding="utf-8")
    assert refresh.refreshed_table(text, "roles", refresh.table_of_roles()) == text


def test_slacks_commands_are_in_the_catalogue(slack: dict[str, Any]) -> None:
    commands = {row["command"]: row for row in slack["features"]["slash_commands"]}
    assert commands.keys() == {"/refer", "/adjust", "/senco"}
    for word in refresh.OWN_SLASH:
        assert commands[f"/{word}"]["description"] == SHOWN[word]


def test_every_shown_command_can_be_found_from_slack(slack: dict[str, Any]) -> None:
    [hint] = [row["usage_hint"] for row in slack["features"]["slash_commands"] if row["command"] == "/senco"]
    named = set(hint.strip("[]").split(" | "))
    assert named == {word.removeprefix("senco ") for word in SHOWN} - set(refresh.OWN_SLASH)


def test_slacks_shortcuts_are_commands(slack: dict[str, Any]) -> None:
    for row in slack["features"]["shortcuts"]:
        word = row["callback_id"]
        if row["type"] == "message":
            assert word.endswith(ON_MESSAGE)
        assert row["description"].startswith(SHOWN[word.removesuffix(ON_MESSAGE).replace("_", " ")])
    assert {row["type"] for row in slack["features"]["shortcuts"]} == {"global", "message"}


def test_slack_is_asked_for_the_permissions_that_are_used_and_no_other(slack: dict[str, Any]) -> None:
    assert slack["oauth_config"].keys() == {"scopes"}
    assert sorted(slack["oauth_config"]["scopes"]["bot"]) == sorted((*NEEDED, *FOR_FILES))


def test_every_address_given_to_slack_is_where_the_face_listens(slack: dict[str, Any]) -> None:
    text = json.dumps(slack)
    assert "example.org" not in text
    assert text.count(f"{HOME}/slack/events") == text.count("https://") == 6
    assert slack["settings"]["interactivity"]["message_menu_options_url"] == f"{HOME}/slack/events"


def test_by_socket_mode_slack_is_given_no_address() -> None:
    manifest = slack_manifest(None)
    assert "https://" not in json.dumps(manifest)
    assert manifest["settings"]["socket_mode_enabled"] is True
    assert manifest["settings"]["interactivity"] == {"is_enabled": True}
    subscribed = set(manifest["settings"]["event_subscriptions"]["bot_events"])
    assert subscribed - OF_PLACES == {
        "app_home_opened",
        "app_uninstalled",
        "team_join",
        "tokens_revoked",
        "user_change",
    }
    assert subscribed >= OF_PLACES


def test_slacks_limits_are_kept(slack: dict[str, Any]) -> None:
    """Lengths from Slack's "App manifest reference"."""
    shown = slack["display_information"]
    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert 175 <= len(shown["long_description"]) <= 4000
    for row in slack["features"]["shortcuts"]:
        assert len(row["name"]) <= 24
        assert len(row["description"]) <= 150


def test_both_manifests_say_what_the_catalogue_says() -> None:
    """After changing a command: python -m manifests.refresh"""
    for name, refreshed in (("slack", refresh.refreshed_slack), ("teams", refresh.refreshed_teams)):
        written = (refresh.HERE / name / "manifest.json").read_text(encoding="utf-8")
        assert refreshed(json.loads(written)) == json.loads(written), name


def test_teams_lists_are_of_shown_commands_fit_and_have_help(teams: dict[str, Any]) -> None:
    for part in teams["bots"][0]["commandLists"]:
        assert len(part["commands"]) <= 12
        listed = {row["title"]: row["description"] for row in part["commands"]}
        assert listed.items() <= SHOWN.items()
        assert {"refer", "help"} <= listed.keys()


def test_a_private_chat_is_not_offered_what_is_refused_there(teams: dict[str, Any]) -> None:
    [personal] = [part for part in teams["bots"][0]["commandLists"] if part["scopes"] == ["personal"]]
    assert "senco setup" not in {row["title"] for row in personal["commands"]}


def test_teams_actions_are_commands(teams: dict[str, Any]) -> None:
    actions = {row["id"]: row for row in teams["composeExtensions"][0]["commands"]}
    assert {id for id, row in actions.items() if row["context"] == ["message"]} == MESSAGE_ACTIONS.keys()
    for id, row in actions.items():
        assert row["description"].startswith(SHOWN[MESSAGE_ACTIONS.get(id, id.replace("_", " "))])
        assert (row["type"], row["fetchTask"]) == ("action", True)
        assert len(row["title"]) <= 32
        assert len(row["description"]) <= 128


def test_the_bot_of_teams_is_the_one_asked_for(teams: dict[str, Any]) -> None:
    assert teams["id"] == teams["bots"][0]["botId"] == teams["composeExtensions"][0]["botId"] == APP
    assert APP_ID not in json.dumps(teams)
    assert set(teams["bots"][0]["scopes"]) == {"personal", "team", "groupChat"}


def test_teams_limits_are_kept(teams: dict[str, Any]) -> None:
    """Lengths from the schema the manifest names."""
    assert f"/v{teams['manifestVersion']}/" in teams["$schema"]
    assert len(teams["name"]["short"]) <= 30
    assert len(teams["name"]["full"]) <= 100
    assert len(teams["description"]["short"]) <= 80


def test_who_made_the_teams_app_can_be_said() -> None:
    maker = teams_manifest(HOME, APP, developer="Larkfield Trust", website="https://lark.example/")["developer"]
    assert maker == {
        "name": "Larkfield Trust",
        "websiteUrl": "https://lark.example",
        "privacyUrl": "https://lark.example",
        "termsOfUseUrl": "https://lark.example",
    }


def test_the_teams_package_holds_what_the_manifest_names(teams: dict[str, Any]) -> None:
    packed = package(teams)
    assert packed == package(teams)
    with zipfile.ZipFile(io.BytesIO(packed)) as held:
        assert held.namelist() == ["manifest.json", teams["icons"]["color"], teams["icons"]["outline"]]
        assert json.loads(held.read("manifest.json")) == teams
        assert _size(held.read("colour.png")) == (192, 192)
        assert _size(held.read("outline.png")) == (32, 32)


def test_the_outline_is_white_on_nothing_and_as_it_is_drawn() -> None:
    drawn = draw_icons.outline()
    assert drawn == icon("outline.png")
    points = _points(drawn)
    assert {point[:3] for point in points if point[3]} == {(255, 255, 255)}
    assert {point[3] for point in points} >= {0, 255}


@pytest.mark.parametrize(
    "url", ["http://school.example", "https://", "school.example", "https://localhost", "https://["]
)
def test_an_address_no_platform_could_reach_is_refused(url: str) -> None:
    with pytest.raises(NotUsable, match="https://"):
        slack_manifest(url)
    with pytest.raises(NotUsable, match="https://"):
        teams_manifest(url, APP)


@pytest.mark.parametrize("app_id", ["", "1", "SENCO", APP[:-1]])
def test_an_application_id_that_is_none_is_refused(app_id: str) -> None:
    with pytest.raises(NotUsable, match="application id"):
        teams_manifest(HOME, app_id)


def _size(png: bytes) -> tuple[int, int]:
    """Width and height, where the PNG specification puts them."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def _points(png: bytes) -> list[tuple[int, ...]]:
    """The points of an RGBA picture whose rows are stored unfiltered in one chunk, as `draw_icons` stores them."""
    width, height = _size(png)
    length = struct.unpack(">I", png[33:37])[0]
    rows = zlib.decompress(png[41 : 41 + length])
    found = []
    for row in range(height):
        start = row * (width * 4 + 1) + 1
        found += [tuple(rows[start + n * 4 : start + n * 4 + 4]) for n in range(width)]
    return found


def test_the_page_for_it_explains_each_scope_and_permission_and_no_other(
    slack: dict[str, Any], teams: dict[str, Any]
) -> None:
    page = (refresh.HERE.parent / "docs" / "it.md").read_text(encoding="utf-8")

    def listed(heading: str) -> list[str]:
        section = page.split(f"\n## {heading}\n")[1].split("\n## ")[0]
        return [line.split("`")[1] for line in section.splitlines() if line.startswith("| `")]

    assert listed("What it may do in Slack") == slack["oauth_config"]["scopes"]["bot"]
    assert listed("What it may do in Teams") == teams["permissions"]
    for event in slack["settings"]["event_subscriptions"]["bot_events"]:
        assert f"`{event}`" in page
    for scope in teams["bots"][0]["scopes"]:
        assert f"`{scope}`" in page
    assert "authorization" not in teams, "resource-specific or Graph permissions would have to be explained, too"
    assert "webApplicationInfo" not in teams
    assert "user" not in slack["oauth_config"]["scopes"]

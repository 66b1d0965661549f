"""Promises about the settings: each is explained, in code and in the docs; they fit together or nothing starts."""

from pathlib import Path

import pytest

from chatops.every_face import FACES
from chatops.keyring import keyring_of
from chatops.mail.about import Mail
from chatops.settings import Settings, SettingsError
from chatops.slack.about import Slack
from chatops.teams.about import Teams

ROOT = Path(__file__).parents[2]
AGREED = """
DATABASE_URL CHATOPS_KEYS CHATOPS_KEY_FILE HOST PORT
SLACK_BOT_TOKEN SLACK_SIGNING_SECRET SLACK_APP_TOKEN SLACK_API_URL
TEAMS_APP_ID TEAMS_APP_PASSWORD TEAMS_TENANT_ID TEAMS_OPENID_URL TEAMS_LOGIN_URL TEAMS_ANONYMOUS
MAIL_HOST MAIL_PORT MAIL_USER MAIL_PASSWORD MAIL_FROM MAIL_SECURITY
RECHECK_MINUTES METRICS_TOKEN CLOCK LOG_LEVEL
CHANGES_A_MINUTE LOOKS_A_MINUTE NAMES_AN_HOUR
"""
NAMES = frozenset(AGREED.split())
SLACK = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s"}
SOCKET = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}
APP, TENANT = "6f0b8f4e-2d0c-4f6e-9d57-0c6f2f1a7e55", "d0a5a3e5-53d1-4bb0-8a0c-1b2f6f7a9c11"
TEAMS = {"TEAMS_APP_ID": APP, "TEAMS_APP_PASSWORD": "p", "TEAMS_TENANT_ID": TENANT}
MAIL = {
    "MAIL_HOST": "mail.school.example",
    "MAIL_USER": "u",
    "MAIL_PASSWORD": "p",
    "MAIL_FROM": "bot@school.example",
}
ZEROS = "A" * 43 + "="
"""A key, of 32 zeros."""
TEAMS_ANONYMOUS = {"TEAMS_ANONYMOUS": "1"}


def complaints(**environ: str) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as refused:
        Settings.load(environ)
    return refused.value.sentences


def test_the_settings_are_those_that_were_agreed() -> None:
    assert {name.upper() for name in Settings.model_fields} == NAMES


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_has_one_sentence_of_help(name: str) -> None:
    sentence = Settings.model_fields[name].description or ""
    assert sentence.endswith(".")
    assert "\n" not in sentence


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_in_the_docs_with_its_sentence(name: str) -> None:
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert f"`{name.upper()}`" in page
    assert (Settings.model_fields[name].description or "") in page


def test_with_nothing_set_both_platforms_are_off() -> None:
    settings = Settings.load({})
    assert [face.name for face in FACES if face.is_on(settings)] == []
    assert (settings.database_url, settings.host, settings.port) == ("sqlite:///chatops.db", "127.0.0.1", 3978)


@pytest.mark.parametrize("environ", [SLACK, SOCKET, SLACK | SOCKET], ids=["http", "socket", "both"])
def test_slack_is_on_with_a_token_and_a_way_in(environ: dict[str, str]) -> None:
    settings = Settings.load(environ)
    assert Slack().is_on(settings)
    assert Slack().is_called(settings) is not ("SLACK_APP_TOKEN" in environ)


@pytest.mark.parametrize("environ", [TEAMS, {"TEAMS_ANONYMOUS": "1"}], ids=["keys", "anonymous"])
def test_teams_is_on_with_its_three_settings_or_anonymous(environ: dict[str, str]) -> None:
    assert Teams().is_on(Settings.load(environ))


@pytest.mark.parametrize("how", [{}, {"MAIL_SECURITY": "tls"}, {"MAIL_HOST": "::1", "MAIL_SECURITY": "none"}])
def test_e_mail_is_on_with_its_four_settings(how: dict[str, str]) -> None:
    settings = Settings.load(MAIL | how)
    assert Mail().is_on(settings)
    assert (settings.mail_port, Settings.load(MAIL).mail_security) == (587, "starttls")


@pytest.mark.parametrize(
    ("environ", "sentence"),
    [
        (
            {"SLACK_BOT_TOKEN": "xoxb-1"},
            "Slack is half set up: SLACK_SIGNING_SECRET is missing (or SLACK_APP_TOKEN, for Socket Mode).",
        ),
        ({"SLACK_SIGNING_SECRET": "s"}, "Slack is half set up: SLACK_BOT_TOKEN is missing."),
        ({"SLACK_APP_TOKEN": "xapp-1"}, "Slack is half set up: SLACK_BOT_TOKEN is missing."),
        (SLACK | {"SLACK_BOT_TOKEN": "xapp-1"}, "SLACK_BOT_TOKEN must be a bot token, which begins with xoxb-."),
        (
            SOCKET | {"SLACK_APP_TOKEN": "xoxb-1"},
            "SLACK_APP_TOKEN must be an app-level token, which begins with xapp-.",
        ),
        ({"TEAMS_APP_ID": APP}, "Teams is half set up: TEAMS_APP_PASSWORD and TEAMS_TENANT_ID are missing."),
        (
            {"TEAMS_APP_ID": APP, "TEAMS_APP_PASSWORD": "p"},
            "Teams is half set up: TEAMS_TENANT_ID is missing.",
        ),
        *(
            (
                TEAMS | {name: wrong},
                f"{name} is no id as Microsoft Entra shows it, such as 1f0c2f3e-7d46-4b8a-9c15-0a6b3d9e4f21: "
                "copy it from there.",
            )
            for name in ("TEAMS_APP_ID", "TEAMS_TENANT_ID")
            for wrong in ("oakfield.example", "oakfield.onmicrosoft.com", APP[:-1], APP.replace("-", ""))
        ),
        (
            {"TEAMS_ANONYMOUS": "1", "HOST": "0.0.0.0"},  # noqa: S104
            "TEAMS_ANONYMOUS accepts requests from anyone: unset it, or set HOST to 127.0.0.1.",
        ),
        ({"MAIL_HOST": "h"}, "E-mail is half set up: MAIL_USER, MAIL_PASSWORD and MAIL_FROM are missing."),
        ({**MAIL, "MAIL_PASSWORD": ""}, "E-mail is half set up: MAIL_PASSWORD is missing."),
        *(
            (MAIL | {"MAIL_FROM": wrong}, "MAIL_FROM must be one e-mail address, such as senco-bot@school.example.")
            for wrong in ("bot", "a@b.example, c@d.example", "Bot <a@b.example>", "a@b.example\r\nBcc: c@d.example")
        ),
        (
            MAIL | {"MAIL_SECURITY": "none"},
            "MAIL_SECURITY=none sends the password and every e-mail unencrypted: set it to starttls or tls, or "
            "MAIL_HOST to this machine.",
        ),
        ({"MAIL_SECURITY": "ssl"}, "MAIL_SECURITY must be one of starttls, tls, none."),
        ({"MAIL_PORT": "0"}, "MAIL_PORT must be a whole number from 1 to 65535."),
        *(
            (
                TEAMS_ANONYMOUS | {name: "a"},
                "TEAMS_ANONYMOUS accepts requests from anyone, so it does not go with a bot that is registered: "
                "unset it, or unset TEAMS_APP_ID and TEAMS_APP_PASSWORD.",
            )
            for name in ("TEAMS_APP_ID", "TEAMS_APP_PASSWORD")
        ),
        (
            {"CLOCK": "2026-09-14 07:30", "HOST": "192.0.2.1"},
            "CLOCK is for trying things on your own machine: unset it, or set HOST to 127.0.0.1.",
        ),
        ({"CLOCK": "Monday"}, "CLOCK must be a local date and time without a zone, such as 2026-09-14 07:30."),
        (
            {"CLOCK": "2026-09-14T07:30Z"},
            "CLOCK must be a local date and time without a zone, such as 2026-09-14 07:30.",
        ),
        ({"CHATOPS_KEYS": "hunter2"}, "CHATOPS_KEYS must be keys made with `chatops key new`, separated by commas."),
        (
            {"CHATOPS_KEYS": ZEROS, "CHATOPS_KEY_FILE": "k"},
            "CHATOPS_KEYS and CHATOPS_KEY_FILE are two ways to say the same: unset one.",
        ),
        ({"LOG_LEVEL": "loud"}, "LOG_LEVEL must be one of DEBUG, INFO, WARNING, ERROR."),
        ({"CHANGES_A_MINUTE": "0"}, "CHANGES_A_MINUTE must be a whole number from 3 to 1000000."),
        ({"LOOKS_A_MINUTE": "many"}, "LOOKS_A_MINUTE must be a whole number from 30 to 1000000."),
        ({"NAMES_AN_HOUR": "-1"}, "NAMES_AN_HOUR must be a whole number from 20 to 1000000."),
        ({"PORT": "http"}, "PORT must be a whole number from 0 to 65535."),
        ({"PORT": "70000"}, "PORT must be a whole number from 0 to 65535."),
        ({"TEAMS_ANONYMOUS": "perhaps"}, "TEAMS_ANONYMOUS must be 1 or 0."),
        (
            {"SLACK_API_URL": "http://slack.example/api/"},
            "SLACK_API_URL must be an https:// address (http:// only on this machine).",
        ),
        *(
            ({"DATABASE_URL": url}, "DATABASE_URL must be sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME.")
            for url in (
                "mysql://u:p@h/d",
                "postgres://h/d",
                "sqlite://file.db",
                "chatops.db",
                "postgresql+asyncpg://h/d",
            )
        ),
    ],
)
def test_what_does_not_fit_is_said_in_a_sentence(environ: dict[str, str], sentence: str) -> None:
    assert complaints(**environ) == (sentence,)


def test_everything_wrong_is_said_at_once() -> None:
    assert len(complaints(PORT="x", LOG_LEVEL="y", CLOCK="z")) == 3
    assert len(complaints(SLACK_BOT_TOKEN="xoxb-1", TEAMS_APP_ID=APP, DATABASE_URL="mysql://")) == 3


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "127.8.8.8"])
def test_any_loopback_address_will_do_for_trying_things(host: str) -> None:
    settings = Settings.load({"TEAMS_ANONYMOUS": "1", "CLOCK": "2026-09-14 07:30", "HOST": host})
    assert settings.clock is not None
    assert settings.clock.isoformat() == "2026-09-14T07:30:00+01:00"


def test_no_secret_is_shown_or_repeated() -> None:
    secret = "hunter2-and-more"
    settings = Settings.load(
        {
            "SLACK_BOT_TOKEN": f"xoxb-{secret}",
            "SLACK_APP_TOKEN": f"xapp-{secret}",
            "SLACK_SIGNING_SECRET": secret,
            "TEAMS_APP_ID": APP,
            "TEAMS_TENANT_ID": TENANT,
            "TEAMS_APP_PASSWORD": secret,
            **MAIL,
            "MAIL_PASSWORD": secret,
            "CHATOPS_KEYS": ZEROS,
            "DATABASE_URL": f"postgresql://bot:{secret}@db.example/senco",
        }
    )
    assert secret not in repr(settings) + str(settings)
    assert ZEROS not in repr(settings) + repr(keyring_of(settings)) + repr(keyring_of(settings).present())


@pytest.mark.parametrize("name", ["PORT", "LOG_LEVEL", "CLOCK", "TEAMS_ANONYMOUS", "DATABASE_URL", "CHATOPS_KEYS"])
def test_a_secret_put_into_the_wrong_setting_is_not_repeated(name: str) -> None:
    with pytest.raises(SettingsError) as refused:
        Settings.load({name: "hunter2-and-more"})
    assert "hunter2" not in f"{refused.value} {refused.value!r} {refused.value.__context__}"


def test_what_is_set_empty_counts_as_not_set() -> None:
    assert not Slack().is_on(Settings.load(dict.fromkeys(NAMES, "")))


def test_a_dotenv_file_is_read_and_the_environment_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    (tmp_path / ".env").write_text("PORT=4000\nHOST=localhost\nSOMETHING_ELSE=1\n")
    monkeypatch.setenv("HOST", "127.0.0.2")
    settings = Settings.load()
    assert (settings.port, settings.host) == (4000, "127.0.0.2")


@pytest.mark.parametrize("wrap", ["{}", "{{{}}}", " {} "])
def test_an_id_of_microsofts_is_taken_as_tools_print_it(wrap: str) -> None:
    given = TEAMS | {"TEAMS_APP_ID": wrap.format(APP.upper()), "TEAMS_TENANT_ID": wrap.format(TENANT.upper())}
    settings = Settings.load(given)
    assert (settings.teams_app_id, settings.teams_tenant_id) == (APP, TENANT)

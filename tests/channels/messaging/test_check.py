"""Settings: every problem at once, what to do about it, and never a secret."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from rasa.core.run import create_http_input_channels

from bot.channels.messaging import channel, check, credentials
from bot.channels.messaging.settings import SettingsWrong, read_settings
from bot.channels.messaging.slack import Slack
from bot.channels.messaging.telegram import Telegram
from bot.channels.messaging.twilio import TwilioSms
from bot.runtime.errors import CannotStart
from bot.runtime.training import ROOT
from tests.channels.messaging.conftest import settings
from tests.channels.messaging.fakes import slack
from tests.channels.messaging.served import PUBLIC, SECRET


@pytest.fixture
def secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACKTALK_SECRET", SECRET)


def test_every_missing_setting_is_named_with_where_to_find_it() -> None:
    with pytest.raises(SettingsWrong) as told:
        read_settings("telegram", Telegram.SETTINGS, {})
    lines = str(told.value).split("\n")
    assert [line.split(":")[0] for line in lines] == [
        "telegram.bot_token",
        "telegram.webhook_secret",
        "telegram.public_url",
    ]
    assert "@BotFather" in lines[0]


@pytest.mark.parametrize(
    ("setting", "value", "why"),
    [
        ("bot_token", "${SLACK_BOT_TOKEN}", "the environment has no SLACK_BOT_TOKEN"),
        ("bot_token", "xoxp-1234567890", "does not look right"),
        ("bot_token", "xoxb-your-token-here", "is still the example"),
        ("api_url", "http://slack.com/api", "must begin with https://"),
        ("api_url", "slack.com", "is not an address"),
        ("discreet", "yes", "must be true or false"),
        ("give_up_hours", 0, "must be a number above 0"),
        ("messages_per_minute", "many", "must be a number"),
        ("signing_secert", "x", "there is no such setting"),
    ],
)
def test_a_setting_that_cannot_be_used_is_told_without_its_value(
    setting: str, value: Any, why: str
) -> None:
    good = {"bot_token": slack.TOKEN, "signing_secret": slack.SECRET}
    read_settings("slack", Slack.SETTINGS, good)
    with pytest.raises(SettingsWrong, match=f"slack.{setting}: {why}") as told:
        read_settings("slack", Slack.SETTINGS, {**good, setting: value})
    if setting == "bot_token" and "$" not in value:
        assert value not in str(told.value)


def test_defaults_fill_what_is_left_out() -> None:
    given = {
        "account_sid": "AC" + "0" * 32,
        "auth_token": "0123456789abcdef",
        "public_url": "https://bot.clinic.test/",
    }
    read = read_settings("sms", TwilioSms.SETTINGS, given)
    assert read["public_url"] == "https://bot.clinic.test"
    assert read["api_url"] == "https://api.twilio.com"
    assert read["discreet"] is True


def test_the_example_names_every_service_and_only_known_settings(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in list(os.environ):
        if name.startswith(("TWILIO", "TELEGRAM", "SLACK", "MESSENGER", "TEAMS")):
            monkeypatch.delenv(name)
    monkeypatch.delenv("BACKTALK_PUBLIC_URL", raising=False)
    given = credentials.read_credentials(ROOT / "credentials.example.yml")
    assert set(given) == set(credentials.SERVICES)
    lines, is_good = check.check(given, PUBLIC)
    told = "\n".join(lines)
    assert not is_good
    assert "no such setting" not in told
    assert "the environment has no TWILIO_AUTH_TOKEN" in told


def test_it_is_told_that_there_are_no_links_without_a_public_address(
    secret: None,
) -> None:
    good = {"bot_token": slack.TOKEN, "signing_secret": slack.SECRET}
    name = "bot.channels.messaging.slack.SlackInput"
    lines, is_good = check.check({name: good}, PUBLIC)
    assert is_good and "  no public_url: no link to a summary and no pictures" in lines
    lines, _ = check.check({name: {**good, "public_url": PUBLIC}}, PUBLIC)
    assert "no public_url" not in "\n".join(lines)


def test_the_environment_is_filled_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", slack.TOKEN)
    file = tmp_path / "credentials.yml"
    file.write_text(
        "bot.channels.messaging.slack.SlackInput:\n  bot_token: ${SLACK_BOT_TOKEN}\n"
    )
    [given] = credentials.read_credentials(file).values()
    assert given["bot_token"] == slack.TOKEN


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("telegram:\n  token: x\n", "there is no channel 'telegram'"),
        ("a: [\n", "no YAML"),
        ("- a\n", "must hold channels"),
        ("bot.channels.messaging.slack.SlackInput: x\n", "must hold its settings"),
    ],
)
def test_a_file_that_cannot_be_used_is_told(
    tmp_path: Path, content: str, why: str
) -> None:
    file = tmp_path / "credentials.yml"
    file.write_text(content)
    with pytest.raises(CannotStart, match=why):
        credentials.read_credentials(file)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match=r"credentials\.example\.yml"):
        credentials.read_credentials(tmp_path / "nothing.yml")


def test_problems_of_all_services_keep_the_server_from_starting(tmp_path: Path) -> None:
    file = tmp_path / "credentials.yml"
    file.write_text(
        "bot.channels.messaging.slack.SlackInput: {}\n"
        "bot.channels.messaging.telegram.TelegramInput: {}\n"
    )
    with pytest.raises(CannotStart) as told:
        credentials.configured(file, secret=SECRET, data=tmp_path)
    assert "slack.bot_token" in str(told.value)
    assert "telegram.bot_token" in str(told.value)


def test_rasas_own_command_finds_every_channel(
    fakes: dict[str, Any],
    secret: None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(channel, "DATA", tmp_path)
    file = tmp_path / "credentials.yml"
    file.write_text(json.dumps(settings(fakes)))
    made = create_http_input_channels(None, str(file))
    assert [one.name() for one in made] == [
        "sms",
        "whatsapp",
        "telegram",
        "slack",
        "messenger",
        "teams",
    ]


def test_without_a_secret_no_channel_starts(
    fakes: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BACKTALK_SECRET", raising=False)
    for name, given in settings(fakes).items():
        with pytest.raises(CannotStart, match="BACKTALK_SECRET"):
            credentials.channel_class(name).from_credentials(given)


def test_all_that_is_set_up_is_ready_and_connects(
    fakes: dict[str, Any], secret: None
) -> None:
    lines, is_good = check.check(settings(fakes), PUBLIC, connect=True)
    told = "\n".join(lines)
    assert is_good, told
    assert f"webhook: {PUBLIC}/webhooks/sms/webhook" in told
    assert f"webhook: {PUBLIC}/webhooks/slack/interact" in told
    assert "webhook is set for @clinic_bot" in told
    [webhook] = [c for name, c in fakes["telegram"].calls if name == "setWebhook"]
    assert webhook["url"] == f"{PUBLIC}/webhooks/telegram/webhook"


def test_a_service_that_refuses_or_is_away_is_not_ready(
    fakes: dict[str, Any], secret: None
) -> None:
    given = settings(fakes)
    wrong = {**given["bot.channels.messaging.slack.SlackInput"]}
    wrong["bot_token"] = slack.TOKEN + "x"
    away = {**given["bot.channels.messaging.telegram.TelegramInput"]}
    away["api_url"] = "http://127.0.0.1:9"
    chosen = {
        "bot.channels.messaging.slack.SlackInput": wrong,
        "bot.channels.messaging.telegram.TelegramInput": away,
    }
    lines, is_good = check.check(chosen, PUBLIC, connect=True)
    assert not is_good
    assert "  the service refuses: invalid_auth" in lines
    assert any("cannot be reached" in line for line in lines)


def test_the_command_says_what_is_missing(
    tmp_path: Path, secret: None, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "credentials.yml"
    file.write_text("bot.channels.messaging.teams.TeamsInput: {app_id: x}\n")
    assert check.main(["check", "--credentials", str(file)]) == 1
    told = capsys.readouterr().out
    assert "teams: not ready" in told
    assert "teams.app_password: is missing" in told
    assert "docs/channels/slack.md" in told


def test_the_command_is_content_when_nothing_is_missing(
    fakes: dict[str, Any],
    tmp_path: Path,
    secret: None,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "credentials.yml"
    file.write_text(json.dumps(settings(fakes)))
    assert check.main(["check", "--credentials", str(file)]) == 0
    told = capsys.readouterr().out
    assert "not ready" not in told and "slack: ready" in told


def test_without_a_file_it_says_how_to_begin(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check.main(["check", "--credentials", str(tmp_path / "nothing.yml")]) == 1
    assert "credentials.example.yml" in capsys.readouterr().err


def test_every_service_has_a_page_that_names_its_settings() -> None:
    for name in credentials.SERVICES:
        service = credentials.channel_class(name).SERVICE
        page = (ROOT / "docs" / "channels" / f"{service.NAME}.md").read_text()
        assert name in page
        assert f"/webhooks/{service.NAME}/webhook" in page or "--connect" in page

"""Slack, against a fake of its Web API."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from tests.channels.messaging.fakes import slack
from tests.channels.messaging.fakes.base import failing
from tests.channels.messaging.people import Member, World

PATH = "/webhooks/slack"


@pytest.fixture
def member(world: World) -> Member:
    return Member(world)


def test_the_address_is_verified_by_its_challenge(world: World) -> None:
    body = {
        "token": "x",
        "challenge": "3eZbrw1aB10FEMAGAZd4FyFQ",
        "type": "url_verification",
    }
    answer = world.server.post(f"{PATH}/webhook", *slack.delivered(body))
    assert answer == (200, b"3eZbrw1aB10FEMAGAZd4FyFQ")


def test_a_direct_message_is_answered_with_buttons_that_work(member: Member) -> None:
    [hello] = member.text("hello")
    assert "this is Backtalk" in hello.text
    member.tap(hello, "Begin")
    member.text("my low back hurts since a week")
    [*_, sex] = member.text("44")
    member.tap(sex, "Male")
    assert member.values()["sex"] == "male"
    assert member.world.slack.complaints == []


def test_a_pressed_button_is_replaced_by_what_was_chosen(member: Member) -> None:
    member.text("my low back hurts since a week")
    [*_, sex] = member.text("44")
    member.tap(sex, "Male")
    fake = member.world.slack
    updates = fake.until(
        lambda: [
            c
            for name, c in fake.calls
            if name == "chat.update" and c["ts"] == sex.raw["ts"]
        ]
    )
    assert slack.buttons_of(updates[0]["blocks"]) == []
    assert "Male" in json.dumps(updates[0]["blocks"])


def test_a_first_line_in_a_notification_names_only_the_clinic(member: Member) -> None:
    member.text("my low back hurts since a week")
    for shown in member.text("44"):
        assert shown.raw["text"].split("\n")[0] == "Message from Backtalk:"
        assert "Message from" not in shown.text


def test_an_emergency_is_said_in_the_notification(member: Member) -> None:
    shown = member.text("back pain, and I cannot feel anything between my legs today")
    assert shown[0].text.startswith("Emergency")
    assert shown[0].raw["text"].startswith("Emergency")


def test_a_retry_is_answered_once(member: Member) -> None:
    event = slack.message(member.id, "my low back hurts since a week")
    assert member.event(event)
    for number in ("1", "2", "3"):
        retry = {"x-slack-retry-num": number, "x-slack-retry-reason": "http_timeout"}
        assert member.event(event, **retry) == []


def test_the_slash_command_is_answered_in_private(member: Member) -> None:
    form = {
        "command": "/backtalk",
        "text": "my low back hurts since a week",
        "user_id": member.id,
        "channel_id": "C061EG9SL",
        "channel_name": "general",
        "trigger_id": f"1.{member.id}",
        "response_url": "https://hooks.slack.com/commands/1234/5678",
    }
    status, answer = member.world.server.post(
        f"{PATH}/command", *slack.delivered(form, form=True)
    )
    assert status == 200
    assert json.loads(answer)["response_type"] == "ephemeral"
    assert "direct message" in json.loads(answer)["text"]
    assert all(s.raw["channel"] == member.id for s in member.shown())
    assert "site_low_back" in member.values()


def test_a_channel_is_not_read_and_a_mention_is_answered_in_private(
    member: Member,
) -> None:
    public = {"channel": "C061EG9SL", "channel_type": "channel"}
    assert member.text("my low back hurts", **public) == []
    mention = slack.event(
        {
            "type": "app_mention",
            "user": member.id,
            "text": "<@U0LAN0Z89> my low back hurts",
            "ts": slack.stamp(),
            "channel": "C061EG9SL",
        }
    )
    [shown] = member.event(mention)
    assert "direct message" in shown.text and shown.raw["channel"] == member.id
    assert member.values() == {}


def test_its_own_messages_are_not_answered(member: Member) -> None:
    assert member.text("hello", bot_id="B01") == []
    assert member.text("hello", subtype="message_deleted") == []


def test_a_changed_message_is_a_correction(member: Member) -> None:
    member.text("my low back hurts since a week")
    age = slack.message(member.id, "44")
    member.event(age)
    member.event(slack.changed(age, "54"))
    assert member.values()["age_years"] == 54
    assert member.event(slack.changed(age, "44")) == []  # only a preview was added


def test_marks_in_a_text_are_no_formatting(member: Member) -> None:
    member.text("my low back hurts since a week &amp; it is &lt; awful &gt; *very*")
    said = member.world.server.said(member.world.server.sender("slack", member.id))
    assert said[-1].endswith("& it is < awful > *very*")


@pytest.mark.parametrize(
    "signing",
    [{"secret": "0" * 32}, {"at": time.time() - 400}, {"at": time.time() + 4000}],
)
def test_a_wrong_or_old_signature_is_refused(member: Member, signing: Any) -> None:
    event = slack.message(member.id, "my low back hurts")
    body, headers = slack.delivered(event, **signing)
    for route in ("webhook", "command", "interact"):
        assert member.world.server.post(f"{PATH}/{route}", body, headers)[0] == 403
    assert member.values() == {}


def test_failures_are_tried_again_unless_they_are_for_good(member: Member) -> None:
    limited = failing(
        429, {"ok": False, "error": "ratelimited"}, **{"Retry-After": "0"}
    )
    down = failing(200, {"ok": False, "error": "service_unavailable"})
    member.world.slack.trouble += [limited, down]
    [shown] = member.text("hello")
    assert "Backtalk" in shown.text
    gone = failing(200, {"ok": False, "error": "channel_not_found"})
    member.world.slack.trouble.append(gone)
    assert member.text("help") == []
    assert "did not reach you" in member.text("hello")[0].text

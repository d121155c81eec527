"""Microsoft Teams, against a fake of the Bot Framework."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import jwt
import pytest

from bot.channels.messaging import bot_framework
from bot.channels.messaging.calls import Answer
from tests.channels.messaging.fakes.base import failing
from tests.channels.messaging.fakes.teams import no
from tests.channels.messaging.people import Colleague, World

PATH = "/webhooks/teams/webhook"
KEYS: dict[str, Any] = {"keys": [{"kid": "a"}]}


@pytest.fixture
def colleague(world: World) -> Colleague:
    return Colleague(world)


def test_installing_the_bot_introduces_it_and_cards_answer(
    colleague: Colleague,
) -> None:
    [hello] = colleague.activity(colleague.fake.installed(colleague.id))
    assert "this is Backtalk" in hello.text
    colleague.tap(hello, "Begin")
    colleague.text("my low back hurts since a week")
    [*_, sex] = colleague.text("44")
    colleague.tap(sex, "Male")
    assert colleague.values()["sex"] == "male"
    assert colleague.fake.complaints == []


def test_a_tap_without_its_value_is_read_by_its_title(colleague: Colleague) -> None:
    colleague.text("my low back hurts since a week")
    colleague.text("44")
    colleague.text("Male", value=None)
    assert colleague.values()["sex"] == "male"


def test_keys_and_token_are_fetched_when_needed_and_then_kept(
    colleague: Colleague,
) -> None:
    colleague.text("hello")
    keys = [name for name, _ in colleague.fake.calls].count("keys")
    tokens = colleague.fake.tokens
    colleague.text("my low back hurts")
    assert [name for name, _ in colleague.fake.calls].count("keys") == keys > 0
    assert colleague.fake.tokens == tokens


def test_where_cards_are_not_taken_there_is_numbered_text(colleague: Colleague) -> None:
    colleague.fake.accepts_cards = False
    try:
        [hello] = colleague.text("hello")
    finally:
        colleague.fake.accepts_cards = True
    assert "1. Begin" in hello.text and hello.buttons == []


def test_a_notification_names_only_the_clinic(colleague: Colleague) -> None:
    [*_, age] = colleague.text("my low back hurts since a week")
    assert age.raw["summary"] == "Message from Backtalk:"


def test_a_mention_of_the_bot_is_no_part_of_the_text(colleague: Colleague) -> None:
    colleague.text("<at>Backtalk</at> my low back hurts since a week")
    server = colleague.world.server
    [*_, said] = server.said(server.sender("teams", colleague.id))
    assert said == "my low back hurts since a week"


def test_group_chats_are_not_read(colleague: Colleague) -> None:
    group = {
        "conversationType": "groupChat",
        "id": f"a:{colleague.id}",
        "isGroup": True,
    }
    [shown] = colleague.text("my low back hurts", conversation=group)
    assert "direct message" in shown.text
    assert colleague.values() == {}


def test_a_changed_message_is_a_correction(colleague: Colleague) -> None:
    colleague.text("my low back hurts since a week")
    age = colleague.fake.message(colleague.id, "44")
    colleague.activity(age)
    later = colleague.fake.message(
        colleague.id, "54", id=age["id"], type="messageUpdate"
    )
    colleague.activity(later)
    assert colleague.values()["age_years"] == 54


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "another-app"},
        {"iss": "https://sts.windows.net/x"},
        {"exp": time.time() - 4000},
        {"exp": None},
        {"serviceurl": "https://smba.trafficmanager.net/uk/"},
        {"serviceurl": None},
    ],
)
def test_a_token_for_something_else_is_refused(
    colleague: Colleague, claims: Any
) -> None:
    assert colleague.deliver(colleague.fake.message(colleague.id, "x"), **claims) == 403
    assert colleague.values() == {}


def test_a_token_of_another_key_or_algorithm_is_refused(colleague: Colleague) -> None:
    message = colleague.fake.message(colleague.id, "my low back hurts")
    body, headers = colleague.fake.delivered(message)
    content = jwt.decode(
        headers["authorization"].split()[1], options={"verify_signature": False}
    )
    forged = [
        jwt.encode(content, None, "none", headers={"kid": "one"}),
        jwt.encode(content, "x" * 64, "HS256", headers={"kid": "one"}),
        jwt.encode(content, "x" * 64, "HS256", headers={"kid": "two"}),
        "no.token.at-all",
    ]
    post = colleague.world.server.post
    for token in forged:
        changed = {**headers, "authorization": f"Bearer {token}"}
        assert post(PATH, body, changed)[0] == 403
    del headers["authorization"]
    assert post(PATH, body, headers)[0] == 401


def test_our_token_is_sent_to_microsoft_only(colleague: Colleague) -> None:
    for elsewhere in ("https://evil.example", "http://127.0.0.1:9", "file:///etc"):
        message = colleague.fake.message(colleague.id, "x", serviceUrl=elsewhere)
        assert colleague.deliver(message, serviceurl=elsewhere) == 403


def test_another_channel_than_its_key_endorses_is_refused(colleague: Colleague) -> None:
    message = colleague.fake.message(colleague.id, "x", channelId="directline")
    assert colleague.deliver(message) == 403


def test_failures_are_tried_again_unless_they_are_for_good(
    colleague: Colleague,
) -> None:
    colleague.fake.trouble += [
        failing(429, no("x"), **{"Retry-After": "0"}),
        failing(503),
    ]
    [shown] = colleague.text("hello")
    assert "Backtalk" in shown.text
    colleague.fake.trouble.append(failing(401, no("Unauthorized")))
    tokens = colleague.fake.tokens
    assert colleague.text("help") and colleague.fake.tokens == tokens + 1
    colleague.fake.trouble.append(failing(404, no("ConversationNotFound")))
    assert colleague.text("help") == []
    assert "did not reach you" in colleague.text("hello")[0].text


async def test_first_messages_at_once_all_wait_for_the_keys(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fetched: list[str] = []

    async def slowly(http: Any, method: str, address: str, **content: Any) -> Answer:
        fetched.append(address)
        await asyncio.sleep(0)
        body = {"jwks_uri": "https://keys"} if address == "https://about" else KEYS
        return Answer(status=200, body=body, wait=None)

    monkeypatch.setattr(bot_framework, "call", slowly)
    keys = bot_framework.Keys("https://about")
    found = await asyncio.gather(*(keys.find(None, "a") for _ in range(5)))
    assert found == [KEYS["keys"][0]] * 5
    assert fetched == ["https://about", "https://keys"]

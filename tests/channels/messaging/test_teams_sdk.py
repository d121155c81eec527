"""Teams, as Microsoft's own libraries see it: who may write, and what we write."""

from __future__ import annotations

import json
import subprocess
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from botbuilder.schema import Activity
from botframework.connector.auth import (
    ChannelValidation,
    JwtTokenValidation,
    SimpleCredentialProvider,
)
from cryptography.hazmat.primitives.asymmetric import rsa

from bot.channels.messaging.parts import Picture
from bot.channels.messaging.presenting import present
from bot.channels.messaging.teams import Teams
from bot.channels.messaging.teams_cards import card_activity, text_activity
from tests.channels.messaging.fakes import teams
from tests.channels.messaging.fakes.activities import misread
from tests.channels.messaging.people import Colleague, World
from tests.channels.messaging.test_presenting import EMERGENCIES, QUESTIONS

CARDS = Path(__file__).parent / "cards"
ELSEWHERE = "https://smba.trafficmanager.net/uk/"

# ---- who may write to us -------------------------------------------------------------


async def sdk_accepts(activity: dict[str, Any], headers: dict[str, str]) -> bool:
    """Whether Microsoft's SDK takes a request for one of the Bot Framework."""
    try:
        await JwtTokenValidation.authenticate_request(
            Activity.deserialize(activity),
            headers.get("authorization", ""),
            SimpleCredentialProvider(teams.APP_ID, teams.PASSWORD),
        )
    except Exception:  # it has no class of its own for a refusal
        return False
    return True


@pytest.fixture
def keys(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Microsoft's SDK fetches its keys where we do."""
    metadata = f"{world.teams.address}/openid"
    monkeypatch.setattr(ChannelValidation, "open_id_metadata_endpoint", metadata)


def in_seconds(claims: dict[str, Any]) -> dict[str, Any]:
    """The claims with their times, which are given in seconds from now."""
    now = int(time.time())
    return {n: now + v if n in ("exp", "nbf") else v for n, v in claims.items()}


async def accepted(world: World, claims: dict[str, Any], **changes: Any) -> bool:
    """Whether a message is taken, which Microsoft's SDK and we must agree on."""
    claims = in_seconds(claims)
    colleague = Colleague(world)
    activity = world.teams.message(colleague.id, "hello", **changes)
    body, headers = world.teams.delivered(activity, **claims)
    status, _ = world.server.post(colleague.path, body, headers)
    by_sdk = await sdk_accepts(activity, headers)
    assert status == (200 if by_sdk else 403)
    colleague.shown()
    return by_sdk


@pytest.mark.parametrize("claims", [{}, {"exp": -60}])
async def test_microsofts_sdk_takes_a_token_that_we_take(
    world: World, keys: None, claims: dict[str, Any]
) -> None:
    assert await accepted(world, claims)


@pytest.mark.parametrize(
    "claims",
    [
        {"exp": -4000},
        {"nbf": 4000},
        {"aud": "another-app"},
        {"aud": None},
        {"iss": "https://sts.windows.net/x"},
        {"iss": None},
        {"serviceurl": ELSEWHERE},
        {"serviceurl": None},
    ],
)
async def test_microsofts_sdk_refuses_a_token_that_we_refuse(
    world: World, keys: None, claims: dict[str, Any]
) -> None:
    assert not await accepted(world, claims)


async def test_microsofts_sdk_refuses_an_activity_that_its_token_is_not_for(
    world: World, keys: None
) -> None:
    assert not await accepted(world, {}, serviceUrl=ELSEWHERE)
    assert not await accepted(world, {}, serviceUrl=world.teams.address + "/")
    assert not await accepted(world, {}, channelId="directline")


async def test_microsofts_sdk_refuses_a_token_that_another_key_has_signed(
    world: World, keys: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await accepted(world, {})
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    monkeypatch.setattr(world.teams, "key", other)
    assert not await accepted(world, {})


# ---- what we write -------------------------------------------------------------------


def activities() -> list[dict[str, Any]]:
    """Every question and emergency, and a picture, with a card and without."""
    parts = [
        part
        for message in [*QUESTIONS, *EMERGENCIES]
        for part in present([message], Teams.abilities, heading="Message from us:")
    ]
    drawn = Picture(address="https://clinic.test/a.png", description="A ball")
    parts.append(replace(parts[0], picture=drawn))
    return [make(part) for part in parts for make in (card_activity, text_activity)]


def test_microsofts_sdk_reads_every_field_of_what_we_write() -> None:
    written = activities()
    assert len(written) > 50
    assert [why for one in written if (why := misread(one))] == []


@pytest.mark.parametrize(
    "broken",
    [
        {"type": "mesage"},
        {"type": None},
        {"type": "message", "texts": "unknown"},
        {"type": "message", "text": 5},
        {"type": "message", "textFormat": "html"},
        {"type": "message", "timestamp": "yesterday"},
        {"type": "message", "attachments": {"contentType": "x"}},
        {"type": "message", "attachments": [{"ContentType": "x"}]},
        [],
    ],
)
def test_what_microsofts_sdk_would_pass_over_is_noticed(broken: Any) -> None:
    assert misread(broken)


@pytest.fixture(scope="session")
def card_reader() -> None:
    """Installs what is missing: Node.js, and Microsoft's library for cards."""
    subprocess.run(["sh", str(CARDS / "setup.sh")], check=True)


def read(cards: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What Microsoft's library makes of each card."""
    told = subprocess.run(
        ["node", str(CARDS / "read.mjs")],
        input="\n".join(json.dumps(card) for card in cards),
        capture_output=True,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in told.stdout.splitlines()]


def test_microsofts_library_shows_every_card_whole(card_reader: None) -> None:
    cards = [a["content"] for one in activities() for a in one.get("attachments", [])]
    for card, seen in zip(cards, read(cards), strict=True):
        assert seen["complaints"] == []
        assert seen["understood"] == card


def test_no_row_of_buttons_is_wider_than_a_phone() -> None:
    cards = [a["content"] for one in activities() for a in one.get("attachments", [])]
    rows = [
        [action["title"] for action in item["actions"]]
        for card in cards
        for item in card["body"]
        if item["type"] == "ActionSet"
    ]
    assert any(len(row) > 1 for row in rows)
    assert [row for row in rows if len(row) > 1 and len("".join(row)) > 32] == []


def test_microsofts_library_does_find_errors(card_reader: None) -> None:
    card: dict[str, Any] = {"type": "AdaptiveCard", "version": "1.4"}
    run = {"type": "TextRun", "text": "x"}
    misspelt = {"type": "RichTextBlock", "inlines": [{**run, "bold": True}]}
    unknown = {"type": "RichTextBlok", "inlines": [run]}
    [dropped, refused] = read([{**card, "body": [b]} for b in (misspelt, unknown)])
    assert dropped["understood"] != {**card, "body": [misspelt]}
    assert any("RichTextBlok" in why for why in refused["complaints"])


def test_a_button_gives_in_microsofts_library_what_answers_the_question(
    card_reader: None, world: World
) -> None:
    colleague = Colleague(world)
    colleague.text("my low back hurts since a week")
    [*_, sex] = colleague.text("44")
    [seen] = read([sex.raw["attachments"][0]["content"]])
    [male] = [b["data"] for b in seen["buttons"] if b["title"] == "Male"]
    assert male["msteams"]["displayText"] == "Male"
    colleague.text("Male", value=male)
    assert colleague.values()["sex"] == "male"

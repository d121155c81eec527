"""The web channel over real HTTP: what is answered, refused and never silent."""

from __future__ import annotations

import asyncio
import json
import logging
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from rasa.core.agent import Agent

from bot.channels import web
from tests.channels.conftest import Browser, Open


def spoke(body: dict[str, Any]) -> bool:
    """Whether the last message apologises with the safety net."""
    last = body["messages"][-1]
    signs = last["data"]["safety_net"][0]["signs"]
    return last["data"]["kind"] == "technical_problem" and signs[0] in last["text"]


# ---- conversations -------------------------------------------------------------------


async def test_a_session_begins_with_the_bots_first_words(open_browser: Open) -> None:
    browser = await open_browser()
    [message] = await browser.begin()
    assert message["text"] == "First paragraph.\n\nDoes it hurt?"
    assert [button["title"] for button in message["buttons"]] == ["Yes", "Count"]
    assert message["data"]["kind"] == "question"


async def test_a_conversation_remembers(browser: Browser) -> None:
    await browser.say("hello")
    assert await browser.told("count") == ["2 asked"]


async def test_the_sender_a_client_claims_is_ignored(
    browser: Browser, open_browser: Open
) -> None:
    session = browser.token.split(".")[0]
    other = await open_browser()
    await other.begin()
    _, body = await other.say("count", sender=session, sender_id=session)
    assert body["messages"][0]["text"] == "1 asked"
    assert await browser.told("count") == ["1 asked"]


async def test_the_same_id_is_answered_the_same_and_counted_once(
    browser: Browser,
) -> None:
    first = await browser.say("hello", id="a")
    again = await browser.say("hello", id="a")
    assert again == first
    assert await browser.told("count") == ["2 asked"]


async def test_a_double_click_at_the_same_moment_is_counted_once(
    browser: Browser,
) -> None:
    answers = await asyncio.gather(*[browser.say("hello", id="a") for _ in range(5)])
    assert all(answer == answers[0] for answer in answers)
    assert await browser.told("count") == ["2 asked"]


async def test_a_page_that_is_opened_again_gets_its_history(browser: Browser) -> None:
    await browser.say("hello")
    await browser.say('/affirm{"q": "hurt"}')
    status, body = await browser.post("history", {"token": browser.token})
    assert status == 200
    shown = [(m["from"], m["text"].split("\n")[0]) for m in body["messages"]]
    question = ("bot", "First paragraph.")
    assert shown == [
        question,
        ("person", "hello"),
        question,
        ("person", "Yes"),
        question,
    ]
    assert body["messages"][-1]["buttons"]


async def test_a_conversation_can_be_erased(browser: Browser) -> None:
    await browser.say("hello")
    status, _ = await browser.post("erase", {"token": browser.token})
    assert status == 200
    _, body = await browser.post("history", {"token": browser.token})
    assert body["messages"] == []
    assert await browser.told("count") == ["0 asked"]


# ---- commands ------------------------------------------------------------------------


async def test_a_button_that_was_offered_is_taken_as_its_payload(
    browser: Browser,
) -> None:
    assert await browser.told("/count") == ["1 asked"]


@pytest.mark.parametrize(
    "typed",
    [
        "/session_start",
        "/restart",
        '/affirm{"q": "another"}',
        '/greet{"heard": ["everything"]}',
        '//affirm{"q": "hurt"}',
    ],
)
async def test_a_command_typed_by_hand_is_only_words(
    browser: Browser, tiny_agent: Agent, typed: str
) -> None:
    await browser.say(typed)
    session = browser.token.split(".")[0]
    tracker = await tiny_agent.tracker_store.latest(session)
    said = tracker.latest_message
    assert not said.text.startswith("/")
    assert "{" not in said.text
    assert said.entities == []


# ---- refusals ------------------------------------------------------------------------


@pytest.mark.parametrize("token", ["", "a.b.c", "x", None, 5, "ü.1.ü", "a" * 5000])
async def test_a_token_that_is_not_ours_ends_the_conversation(
    browser: Browser, token: Any
) -> None:
    browser.token = token
    status, body = await browser.say("hello")
    assert (status, body["error"]) == (401, "session_ended")
    assert spoke(body)


async def test_a_token_cannot_be_turned_to_another_session(
    browser: Browser, open_browser: Open
) -> None:
    other = await open_browser()
    await other.begin()
    _, *rest = other.token.split(".")
    other.token = ".".join([browser.token.split(".")[0], *rest])
    status, _ = await other.say("count")
    assert status == 401


@pytest.mark.parametrize(
    ("body", "status", "error"),
    [
        (b"", 400, "not_an_object"),
        (b"not json", 400, "bad_request"),
        (b"[]", 400, "not_an_object"),
        (b"null", 400, "not_an_object"),
        (b"\xff\xfe", 400, "bad_request"),
        (b'{"a":' * 5000, 400, "bad_request"),
    ],
)
async def test_a_body_that_is_no_json_object_is_refused_in_words(
    browser: Browser, body: bytes, status: int, error: str
) -> None:
    answered, answer = await browser.post("message", body)
    assert (answered, answer["error"]) == (status, error)
    assert spoke(answer)


@pytest.mark.parametrize("message", ["", "   ", None, 5, ["a"], {"text": "a"}])
async def test_no_message_is_refused_in_words(browser: Browser, message: Any) -> None:
    status, body = await browser.say(message)
    assert (status, body["error"]) == (400, "no_message")
    assert spoke(body)


async def test_4000_characters_are_read_and_one_more_is_refused(
    browser: Browser,
) -> None:
    status, _ = await browser.say("\N{PILE OF POO}" * 4000)
    assert status == 200
    for size in (4001, 100_000):
        status, body = await browser.say("a" * size)
        assert (status, body["error"]) == (413, "too_long")
        assert "4,000 characters" in body["messages"][0]["text"]
        assert spoke(body)


@pytest.mark.parametrize("message_id", [5, "i" * 65, ["a"]])
async def test_an_odd_message_id_is_refused(browser: Browser, message_id: Any) -> None:
    status, body = await browser.say("hello", id=message_id)
    assert (status, body["error"]) == (400, "bad_id")


async def test_a_page_of_somebody_else_is_refused(browser: Browser) -> None:
    status, body = await browser.post("session", {}, origin="https://evil.example")
    assert (status, body["error"]) == (403, "foreign_page")
    status, _ = await browser.post("session", {}, origin=browser.address)
    assert status == 200


async def test_a_form_of_somebody_elses_page_is_refused(browser: Browser) -> None:
    form = {"content-type": "text/plain"}
    status, body = await browser.post("session", {}, **form)
    assert (status, body["error"]) == (415, "not_json")


async def test_a_flood_of_messages_is_told_to_wait(open_browser: Open) -> None:
    browser = await open_browser(messages_per_minute=0.001)
    await browser.begin()
    statuses = [(await browser.say("hello"))[0] for _ in range(22)]
    assert statuses == [200] * 20 + [429] * 2
    _, body = await browser.say("hello")
    assert body["error"] == "too_many_messages"
    assert spoke(body)
    cry = "i cannot feel anything between my legs"
    statuses = [(await browser.say(cry))[0] for _ in range(3)]
    assert statuses == [200, 429, 429], "a red flag is heard all the same, once"


async def test_a_flood_of_sessions_is_refused(open_browser: Open) -> None:
    browser = await open_browser(sessions_per_minute=0.001)
    statuses = [(await browser.post("session", {}))[0] for _ in range(31)]
    assert statuses == [200] * 30 + [429]


@pytest.mark.parametrize(
    "path",
    [
        "webhooks/rest/webhook",
        "webhooks/callback/webhook",
        "conversations/somebody/messages",
        "conversations/somebody/trigger_intent",
        "conversations/somebody/tracker/events",
        "model/parse",
        "socket.io/",
        "webhook",
    ],
)
async def test_rasas_own_doors_are_shut(browser: Browser, path: str) -> None:
    body = {"sender": "somebody", "message": "hello", "next_action": "action_count"}
    address = f"{browser.address}/{path}"
    for method in ("GET", "POST"):
        async with browser.client.request(method, address, json=body) as answer:
            assert answer.status == 404


# ---- failures ------------------------------------------------------------------------


@pytest.mark.parametrize("said", ["crash", "silence"])
async def test_an_action_that_crashes_or_says_nothing_is_not_silence(
    browser: Browser, said: str
) -> None:
    status, body = await browser.say(said)
    assert (status, body["error"]) == (503, "unavailable")
    assert spoke(body)
    assert await browser.told("count") == ["1 asked"], "and the conversation goes on"


async def test_without_a_model_every_message_is_answered_with_an_apology(
    open_browser: Open,
) -> None:
    for agent in (None, Agent()):
        browser = await open_browser(agent=agent)
        status, body = await browser.post("session", {})
        assert status == 503
        assert spoke(body)
        browser.token = body["token"]
        status, body = await browser.say("hello")
        assert status == 503
        assert spoke(body)


async def test_an_answer_that_takes_too_long_is_an_apology(
    open_browser: Open, tiny_agent: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(call: Any) -> None:
        await asyncio.sleep(60)

    browser = await open_browser(turn_seconds=4)
    await browser.begin()
    with monkeypatch.context() as stuck:
        stuck.setattr(tiny_agent.action_endpoint._executor, "run", never)
        status, body = await browser.say("hello")
    assert status == 503
    assert spoke(body)
    assert await browser.told("count") == ["1 asked"], "the next one is answered"


async def test_an_answer_that_cannot_be_stored_is_shown_with_an_apology(
    browser: Browser, tmp_path: Path
) -> None:
    with sqlite3.connect(tmp_path / "conversations.db") as disk:
        disk.execute(
            "CREATE TRIGGER full BEFORE INSERT ON events "
            "BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        )
    status, body = await browser.say("hello")
    assert status == 503
    assert body["messages"][0]["text"].startswith("First paragraph")
    assert spoke(body)


async def test_a_conversation_that_cannot_be_read_is_an_apology(
    browser: Browser, tmp_path: Path
) -> None:
    with sqlite3.connect(tmp_path / "conversations.db") as disk:
        disk.execute("DROP TABLE events")
    for path in ("message", "history"):
        body = {"token": browser.token, "message": "hello"}
        status, body = await browser.post(path, body)
        assert status == 503
        assert spoke(body)


async def test_no_log_line_holds_what_was_said(
    browser: Browser, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, logger="bot"):
        for said in ("crash xylophone", '/xylophone{"a', "xylophone", "x" * 5000):
            await browser.say(said)
        await browser.post("message", b"xylophone")
    printed = capfd.readouterr()
    assert "Action action_crash failed" in caplog.text
    assert "xylophone" not in caplog.text + printed.out + printed.err


# ---- early sign and packing ----------------------------------------------------------


async def test_a_page_that_asks_for_it_hears_at_once_that_its_message_arrived(
    browser: Browser, tiny_agent: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = asyncio.Event()
    run = tiny_agent.action_endpoint._executor.run

    async def held(call: Any) -> Any:
        await go_on.wait()
        return await run(call)

    monkeypatch.setattr(tiny_agent.action_endpoint._executor, "run", held)
    async with browser.lines({"message": "hello"}) as answer:
        assert answer.status == 200
        assert json.loads(await answer.content.readline()) == {"status": "answering"}
        go_on.set()
        body = json.loads(await answer.content.readline())
        assert body["status"] == 200
        assert body["messages"][0]["text"].startswith("First paragraph")
        assert await answer.content.read() == b""


async def test_a_failure_after_the_sign_speaks_and_tells_its_status(
    browser: Browser,
) -> None:
    async with browser.lines({"message": "crash"}) as answer:
        _, line = (await answer.text()).splitlines()
    body = json.loads(line)
    assert (body["status"], body["error"]) == (503, "unavailable")
    assert spoke(body)


async def test_a_page_that_leaves_after_the_sign_finds_the_answer_later(
    browser: Browser,
) -> None:
    async with browser.lines({"message": "hello", "id": "a"}) as answer:
        await answer.content.readline()
        answer.close()
    status, _ = await browser.say("hello", id="a")
    assert status == 200
    assert await browser.told("count") == ["2 asked"]


@pytest.mark.parametrize(
    ("accepted", "packed"),
    [("gzip, br", True), ("identity", False), ("gzip;q=0", False)],
)
async def test_long_answers_are_packed_for_those_who_can_unpack(
    browser: Browser, accepted: str, packed: bool
) -> None:
    for number in range(6):
        await browser.say(f"hello {number}")
    headers = {"Accept-Encoding": accepted, "content-type": "application/json"}
    content = json.dumps({"token": browser.token})
    async with browser.client.post(
        f"{browser.address}/chat/history", data=content, headers=headers
    ) as answer:
        assert (answer.headers.get("content-encoding") == "gzip") is packed
        assert len((await answer.json())["messages"]) == 13


# ---- readiness and the page ----------------------------------------------------------


async def test_readiness_is_a_real_turn_that_leaves_nothing(
    open_browser: Open, tiny_agent: Agent
) -> None:
    browser = await open_browser()
    async with browser.client.get(f"{browser.address}/chat/health") as answer:
        assert answer.status == 200
        assert await answer.json() == {"status": "ready"}
    assert await tiny_agent.tracker_store.keys() == []


async def test_a_bot_that_cannot_answer_is_not_ready(open_browser: Open) -> None:
    browser = await open_browser(agent=None)
    async with browser.client.get(f"{browser.address}/chat/health") as answer:
        assert answer.status == 503


async def test_words_of_rasas_own_are_not_readiness(
    open_browser: Open, tiny_agent: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "OPENING", "/unruled")
    browser = await open_browser()
    [message] = (await browser.post("session", {}))[1]["messages"]
    assert message["text"] == "I did not follow that."
    async with browser.client.get(f"{browser.address}/chat/health") as answer:
        assert answer.status == 503


async def test_the_page_asks_nobody_else_for_anything(open_browser: Open) -> None:
    browser = await open_browser()
    for file in ("", "chat.js", "chat.css"):
        async with browser.client.get(f"{browser.address}/{file}") as answer:
            assert answer.status == 200
            policy = answer.headers["content-security-policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            text = await answer.text()
        assert "://" not in text
        assert "innerHTML" not in text


async def test_an_unknown_address_is_an_answer_too(browser: Browser) -> None:
    async with browser.client.get(f"{browser.address}/nothing") as answer:
        assert answer.status == 404
        assert spoke(json.loads(await answer.text()))

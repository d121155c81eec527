"""Telegram, against a fake of its Bot API."""

from __future__ import annotations

from typing import Any

import pytest

from tests.channels.messaging.fakes import telegram
from tests.channels.messaging.fakes.base import failing
from tests.channels.messaging.fakes.bot_api import wrong_call, wrong_update
from tests.channels.messaging.people import Chat, World

PATH = "/webhooks/telegram/webhook"


@pytest.fixture
def chat(world: World) -> Chat:
    return Chat(world)


def test_start_introduces_and_buttons_answer(chat: Chat) -> None:
    [hello] = chat.text("/start")
    assert "this is Backtalk" in hello.text and "DELETE" in hello.text
    chat.tap(hello, "Begin")
    [*_, age] = chat.text("my low back hurts since a week")
    assert [title for title, _ in age.buttons] == ["Not sure", "Rather not say"]
    [*_, sex] = chat.text("44")
    chat.tap(sex, "Female")
    assert chat.values()["sex"] == "female"
    assert chat.world.telegram.complaints == []


def test_a_tapped_keyboard_is_answered_and_taken_away(chat: Chat) -> None:
    chat.text("my low back hurts since a week")
    [*_, sex] = chat.text("44")
    fake = chat.world.telegram
    chat.tap(sex, "Male")
    fake.until(lambda: fake.keyboards[sex.raw["message_id"]] == [])
    names = [name for name, _ in fake.calls]
    assert "answerCallbackQuery" in names


def test_a_second_tap_changes_nothing(chat: Chat) -> None:
    chat.text("my low back hurts since a week")
    [*_, sex] = chat.text("44")
    chat.tap(sex, "Male")
    shown = chat.tap(sex, "Female")
    assert "earlier question" in shown[0].text
    assert chat.values()["sex"] == "male"


def test_the_same_update_again_changes_nothing(chat: Chat) -> None:
    update = telegram.message(chat.person, "my low back hurts since a week")
    assert chat.update(update)
    assert chat.update(update) == []


def test_a_changed_message_is_a_correction(chat: Chat) -> None:
    chat.text("my low back hurts since a week")
    age = telegram.message(chat.person, "44")
    chat.update(age)
    assert chat.values()["age_years"] == 44
    chat.update(telegram.edited(age, "54"))
    assert chat.values()["age_years"] == 54
    chosen = telegram.message(chat.person, "2")
    chat.update(chosen)
    assert chat.values()["sex"] == "male"
    chat.update(telegram.edited(chosen, "1"))
    assert chat.values()["sex"] == "female"


def test_several_can_be_ticked_by_number(chat: Chat) -> None:
    chat.text("my low back hurts since a week")
    chat.text("44")
    [*_, question] = chat.text("male")
    assert "1. " in question.text
    assert all(title[0].isdigit() for title, _ in question.buttons)
    assert all(len(title) <= 60 for title, _ in question.buttons)


def test_an_emergency_comes_first_and_alone(chat: Chat) -> None:
    shown = chat.text(
        "back pain, and I cannot feel anything between my legs since today"
    )
    assert shown[0].text.startswith("Emergency")
    assert "999" in shown[0].text


def test_groups_are_not_read(chat: Chat) -> None:
    group = {"id": -100123, "type": "group", "title": "Family"}
    assert chat.text("my low back hurts", chat=group) == []
    assert chat.values() == {}


def test_a_voice_message_is_answered_and_a_caption_is_read(chat: Chat) -> None:
    voice = {"duration": 3, "file_id": "AwAC", "file_unique_id": "x"}
    [shown] = chat.text(None, voice=voice)
    assert "only read text" in shown.text
    chat.text(None, photo=telegram.photo(), caption="my low back hurts")
    assert "site_low_back" in chat.values()


@pytest.mark.parametrize("secret", [None, "", "another secret", telegram.SECRET + "x"])
def test_without_the_secret_nothing_is_taken_in(chat: Chat, secret: str | None) -> None:
    update = telegram.message(chat.person, "my low back hurts")
    assert chat.deliver(update, secret) == 403
    assert chat.values() == {}


def test_too_many_requests_are_waited_for_and_a_block_ends_it(chat: Chat) -> None:
    chat.world.telegram.trouble += [telegram.too_many(1), failing(502)]
    [shown] = chat.text("hello")
    assert "Backtalk" in shown.text
    blocked = {
        "ok": False,
        "error_code": 403,
        "description": "Forbidden: bot was blocked",
    }
    chat.world.telegram.trouble.append(failing(403, blocked))
    assert chat.text("help") == []
    again = chat.text("hello")
    assert "did not reach you" in again[0].text


def test_a_link_with_a_code_goes_on_with_what_was_said_elsewhere(
    chat: Chat, world: World
) -> None:
    chat.text("my low back hurts since a week and I am 44")
    [told] = chat.text("move")
    code = told.text.split("code is ")[1].split(".")[0]
    other = Chat(world)
    moved = other.text(f"/start {code.replace('-', '')}")
    assert "from before" in moved[0].text
    assert other.values()["age_years"] == 44
    for wrong in (code, "K7M-4WX-9R0", "4444"):  # taken, mistyped, too short
        [told] = Chat(world).text(f"code {wrong}")
        assert "do not know this code" in told.text


def test_words_that_only_look_like_a_code_are_heard(chat: Chat) -> None:
    chat.text("code red numb legs")
    assert chat.world.server.said(chat.sender) == ["code red numb legs"]


@pytest.mark.parametrize(
    ("method", "content"),
    [
        ("sendMesage", {"chat_id": 1, "text": "x"}),
        ("sendMessage", {"text": "x"}),
        ("sendMessage", {"chat_id": 1, "text": "x", "parseMode": "HTML"}),
        (
            "sendMessage",
            {"chat_id": 1, "text": "x", "link_preview_options": {"disabled": True}},
        ),
        (
            "editMessageReplyMarkup",
            {"reply_markup": {"inline_keyboard": [[{"text": "x", "callback": "y"}]]}},
        ),
        ("editMessageReplyMarkup", {"reply_markup": {"keyboard": []}}),
    ],
)
def test_a_call_that_the_bot_api_does_not_know_is_noticed(
    method: str, content: dict[str, Any]
) -> None:
    assert wrong_call(method, content)


def test_an_update_that_telegram_would_not_send_is_noticed() -> None:
    update = telegram.message(1, "hello")
    assert wrong_update(update) is None
    message = update["message"]
    assert wrong_update({**update, "mesage": message})
    assert wrong_update({**update, "message": {**message, "txt": "x"}})
    assert wrong_update({**update, "message": {**message, "photo": [{"file_id": "x"}]}})
    del message["date"]
    assert wrong_update(update)

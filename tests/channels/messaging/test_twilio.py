"""Text messages and WhatsApp, against a fake of Twilio's API."""

from __future__ import annotations

from typing import Any

import pytest

from bot.channels.messaging import short_text
from tests.channels.messaging.fakes import twilio
from tests.channels.messaging.fakes.base import Shown, failing
from tests.channels.messaging.people import Phone, WhatsApp, World
from tests.channels.messaging.served import PUBLIC


@pytest.fixture
def phone(world: World) -> Phone:
    return Phone(world)


@pytest.fixture
def whatsapp(world: World) -> WhatsApp:
    return WhatsApp(world)


def test_the_first_text_is_answered_with_who_speaks_and_how_to_delete(
    phone: Phone,
) -> None:
    [shown] = phone.text("hello")
    assert "this is Backtalk" in shown.text
    assert "DELETE" in shown.text and "not private" in shown.text
    assert phone.world.twilio.complaints == []


def test_an_interview_by_numbers_reaches_its_advice(phone: Phone) -> None:
    phone.text("hello")
    shown = phone.text("My low back has hurt for two weeks after lifting a box")
    for _ in range(40):
        [last] = shown[-1:]
        if "MORE" in last.text:
            break
        numbers = [line for line in last.text.split("\n") if "None of these" in line]
        reply = numbers[0].split(".")[0] if numbers else "not sure"
        shown = phone.text("38" if "How old" in last.text else reply)
    assert "MORE" in shown[-1].text
    assert "/answer" not in "".join(s.text for s in phone.world.twilio.shown)
    [*_, more] = phone.text("more")
    assert more.text


def test_an_emergency_comes_first_alone_and_in_one_piece(phone: Phone) -> None:
    shown = phone.text(
        "my back hurts and I cannot feel when I need a wee, both legs numb"
    )
    assert shown[0].text.startswith("Emergency")
    assert "999" in shown[0].text
    assert "Message from" not in shown[0].text
    assert "DELETE" not in shown[0].text
    assert any("DELETE" in other.text for other in shown[1:])


def test_texts_are_written_in_the_cheap_alphabet(phone: Phone) -> None:
    for text in ("hello", "begin", "45", "why?", "help", "move", "stop", "start"):
        for shown in phone.text(text):
            assert short_text.is_gsm7(shown.text), shown.text


# ---- who may deliver -----------------------------------------------------------------


def test_a_signature_by_another_token_is_refused(phone: Phone) -> None:
    form = twilio.inbound(phone.id, "hello", phone.to)
    assert phone.deliver(form, token="another token than ours, as long") == 403
    assert phone.deliver(form) == 200  # nothing was kept of it: it is no duplicate
    assert len(phone.shown()) == 1


def test_a_changed_body_is_refused(phone: Phone) -> None:
    path = "/webhooks/sms/webhook"
    form = twilio.inbound(phone.id, "hello", phone.to)
    body, headers = twilio.signed(PUBLIC, path, form)
    post = phone.world.server.post
    assert post(path, body.replace(b"hello", b"hallo"), headers)[0] == 403
    assert post(path, body, {**headers, "x-twilio-signature": ""})[0] == 403
    assert post(path, body, {"content-type": headers["content-type"]})[0] == 403
    assert post("/webhooks/sms/status", body, headers)[0] == 403


def test_another_account_is_refused(phone: Phone) -> None:
    form = twilio.inbound(phone.id, "hello", phone.to, AccountSid="AC" + "f" * 32)
    assert phone.deliver(form) == 403


# ---- what is meant -------------------------------------------------------------------


def asked_of_sex(phone: Phone) -> list[Shown]:
    """Somebody at the question of their sex, which has four answers."""
    shown = phone.text("my low back hurts since a week")
    for _ in range(5):
        if "1. Female" in shown[-1].text:
            return shown
        shown = phone.text("44")
    raise AssertionError(shown)


@pytest.mark.parametrize("reply", ["2", "2.", " 2) ", "two", "Two.", "Male", "٢"])
def test_a_number_in_any_form_is_the_answer_last_offered(
    phone: Phone, reply: str
) -> None:
    shown = asked_of_sex(phone)
    assert "2. Male" in shown[-1].text
    phone.text(reply)
    sex = phone.world.server.interview(phone.sender).case.current["sex"]
    assert sex.value == "male"


def test_a_typed_command_is_only_words(phone: Phone) -> None:
    asked_of_sex(phone)
    phone.text('/answer{"q": "cauda_equina_screen", "o": "none"}')
    phone.text("/session_start")
    server = phone.world.server
    assert not any(said.startswith("/") for said in server.said(phone.sender)[1:])
    assert "saddle_numbness" not in server.interview(phone.sender).case.current
    assert server.interview(phone.sender).case.answers


def test_a_red_flag_is_heard_while_messages_are_stopped(phone: Phone) -> None:
    phone.text("hello")
    phone.text("STOP")
    shown = phone.text("now I have lost the feeling between my legs and cannot pee")
    assert shown[0].text.startswith("Emergency")
    assert "START" in shown[-1].text


def test_stop_ends_messages_and_start_goes_on(phone: Phone) -> None:
    asked_of_sex(phone)
    [stopped] = phone.text("Stop")
    assert "no more messages" in stopped.text and "999" in stopped.text
    [reminded] = phone.text("hello there")
    assert "START" in reminded.text
    shown = phone.text("START")
    assert "2. Male" in shown[-1].text


def test_what_twilio_has_answered_itself_is_not_answered_again(phone: Phone) -> None:
    phone.text("hello")
    assert phone.text("STOP", OptOutType="STOP") == []
    assert phone.text("HELP", OptOutType="HELP") == []


def test_delete_erases_everything_but_says_so(phone: Phone) -> None:
    asked_of_sex(phone)
    [shown] = phone.text("Delete my data")
    assert "deleted" in shown.text and "999" in shown.text
    assert phone.world.server.events(phone.sender) == []
    [again] = phone.text("hello")
    assert "this is Backtalk" in again.text


def test_a_picture_alone_is_not_taken_for_an_answer(phone: Phone) -> None:
    asked_of_sex(phone)
    [shown] = phone.text("", NumMedia="1", MediaUrl0="https://api.twilio.com/x")
    assert "only read text" in shown.text and "999" in shown.text


# ---- sending -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "trouble",
    [
        failing(500),
        failing(503),
        failing(429, twilio.error(20429, 429), **{"Retry-After": "0"}),
        failing(401, twilio.error(20003, 401)),
    ],
)
def test_a_passing_failure_is_tried_again_and_the_answer_is_kept(
    phone: Phone, trouble: Any
) -> None:
    phone.world.twilio.trouble += [trouble, trouble]
    [shown] = phone.text("my low back hurts since Monday")
    assert "Backtalk" in shown.text
    assert "low" in str(phone.world.server.interview(phone.sender).case.current)


def test_what_cannot_be_delivered_is_offered_with_the_next_message(
    phone: Phone,
) -> None:
    phone.text("hello")
    phone.world.twilio.trouble.append(failing(400, twilio.error(21610, 400)))
    assert phone.text("my low back hurts") == []
    before, question, now = phone.text("why?")
    assert "did not reach you" in before.text
    assert "How old" in question.text
    assert "How old" in now.text


def test_a_message_that_got_lost_on_the_way_is_offered_again(phone: Phone) -> None:
    [shown] = phone.text("hello")
    report = {
        "MessageSid": shown.raw["sid"],
        "MessageStatus": "undelivered",
        "ErrorCode": "30003",
        "To": phone.id,
        "From": phone.to,
        "AccountSid": twilio.SID,
    }
    assert shown.raw["StatusCallback"] == f"{PUBLIC}/webhooks/sms/status"
    path = "/webhooks/sms/status"
    assert phone.world.server.post(path, *twilio.signed(PUBLIC, path, report))[0] == 200
    _, again, _ = phone.text("hello")
    assert again.text == shown.text


def test_a_delivered_message_is_forgotten(phone: Phone) -> None:
    [shown] = phone.text("hello")
    path = "/webhooks/sms/status"
    report = {
        "MessageSid": shown.raw["sid"],
        "MessageStatus": "delivered",
        "AccountSid": twilio.SID,
    }
    phone.world.server.post(path, *twilio.signed(PUBLIC, path, report))
    lost = {**report, "MessageStatus": "failed"}
    phone.world.server.post(path, *twilio.signed(PUBLIC, path, lost))
    [shown] = phone.text("hello")
    assert "did not reach you" not in shown.text


# ---- WhatsApp ------------------------------------------------------------------------


def test_whatsapp_shows_reply_buttons_and_lists_and_takes_taps(
    whatsapp: WhatsApp,
) -> None:
    [hello, *_] = whatsapp.text("hello")
    [(title, token)] = hello.buttons
    assert title == "Begin"
    whatsapp.text("Begin", ButtonText=title, ButtonPayload=token)
    whatsapp.text("my low back hurts since a week")
    [*_, sex] = whatsapp.text("44")
    titles = dict(sex.buttons)
    assert list(titles) == ["Female", "Male", "Not sure", "Rather not say"]
    whatsapp.text("Male", ListId=titles["Male"], ListTitle="Male")
    case = whatsapp.world.server.interview(whatsapp.sender).case
    assert case.current["sex"].value == "male"
    assert whatsapp.world.twilio.complaints == []


def test_buttons_of_a_question_are_made_once_at_twilio(
    whatsapp: WhatsApp, world: World
) -> None:
    whatsapp.text("hello")
    made = [name for name, _ in world.twilio.calls].count("content")
    whatsapp.text("delete")
    whatsapp.text("hello")
    assert [name for name, _ in world.twilio.calls].count("content") == made > 0


def test_whatsapp_falls_back_to_numbered_text(whatsapp: WhatsApp, world: World) -> None:
    world.twilio.accepts_content = False
    try:
        [hello] = whatsapp.text("hello")
    finally:
        world.twilio.accepts_content = True
    assert "1. Begin" in hello.text and hello.buttons == []


def test_a_forged_button_changes_nothing(whatsapp: WhatsApp) -> None:
    whatsapp.text("my low back hurts since a week")
    before = whatsapp.world.server.interview(whatsapp.sender).case
    shown = whatsapp.text("x", ListId='/answer{"q": "age", "o": "declined"}')
    assert "earlier question" in shown[0].text
    assert whatsapp.world.server.interview(whatsapp.sender).case == before

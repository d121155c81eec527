"""People are answered in the language their clinic has chosen for a service."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bot.channels.messaging.handling import Handling
from tests.channels.messaging.conftest import settings
from tests.channels.messaging.fakes import slack, twilio
from tests.channels.messaging.served import PUBLIC
from tests.channels.messaging.test_fuzz import deliver, opened

SMS = "bot.channels.messaging.twilio.SmsInput"
SLACK = "bot.channels.messaging.slack.SlackInput"


async def test_our_own_words_are_in_the_chosen_language(
    fakes: dict[str, Any], tmp_path: Path
) -> None:
    given = {**settings(fakes)[SMS], "language": "es"}
    async with opened(SMS, given, tmp_path) as channel:
        handling: Handling = channel._intake._handling
        [late] = handling.undelivered()
        assert late.text.startswith("Mensaje de")
        assert "mensajes no le" in late.text
        for is_read in (True, False):
            [fast] = handling.too_fast(is_read=is_read)
            assert "112" in fast.text or "999" in fast.text
            assert ("Guardo sus mensajes" in fast.text) is is_read
        form = twilio.inbound("+447700900777", "hola")
        body, headers = twilio.signed(PUBLIC, "/webhooks/sms/webhook", form)
        assert (await deliver(channel, "webhook", body, headers))[0] == 200


async def test_what_a_service_shows_by_itself_is_too(
    fakes: dict[str, Any], tmp_path: Path
) -> None:
    given = {**settings(fakes)[SLACK], "language": "es"}
    form = {"user_id": "U1", "trigger_id": "1.1", "text": "hola", "command": "/x"}
    async with opened(SLACK, given, tmp_path) as channel:
        body, headers = slack.delivered(form, form=True)
        _, reply = await deliver(channel, "command", body, headers)
        assert "mensaje directo" in json.loads(reply)["text"]

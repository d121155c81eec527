"""The services' own clients can send to our fakes, which answer as they expect."""

from __future__ import annotations

from typing import Any

import pytest
from botbuilder.schema import Activity, ActivityTypes
from botframework.connector import ConnectorClient
from botframework.connector.models import ErrorResponseException
from msrest.authentication import BasicTokenAuthentication
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from twilio.base.exceptions import TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from tests.channels.messaging.fakes import slack, teams, twilio
from tests.channels.messaging.people import World


def test_microsofts_client_can_send_to_our_fake(world: World) -> None:
    token = BasicTokenAuthentication({"access_token": teams.TOKEN})
    client = ConnectorClient(token, base_url=world.teams.address)
    said = Activity(type=ActivityTypes.message, text="hello")
    sent = client.conversations.send_to_conversation("a:29:sdk", said)
    answer = client.conversations.reply_to_activity("a:29:sdk", sent.id, said)
    shown = world.teams.shown_to("29:sdk")[-2:]
    assert [s.raw["id"] for s in shown] == [sent.id, answer.id]
    nothing = Activity(type=ActivityTypes.message)
    with pytest.raises(ErrorResponseException) as refused:
        client.conversations.send_to_conversation("a:29:sdk", nothing)
    assert refused.value.error.error.code == "BadSyntax"


class Loopback(TwilioHttpClient):
    """Twilio's HTTP client, with Twilio at another address."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self._address = address

    def request(self, method: str, url: str, *args: Any, **more: Any) -> Any:
        here = url.replace("https://api.twilio.com", self._address)
        return super().request(method, here, *args, **more)


def test_twilios_client_can_send_to_our_fake(world: World) -> None:
    http = Loopback(world.twilio.address)
    client = Client(twilio.SID, twilio.TOKEN, http_client=http)
    person = "+447700900123"
    sent = client.messages.create(to=person, from_="+441632960001", body="hello")
    [*_, shown] = world.twilio.shown_to(person)
    assert (shown.text, shown.raw["sid"]) == ("hello", sent.sid)
    assert client.api.accounts(twilio.SID).fetch().status == "active"
    with pytest.raises(TwilioRestException) as refused:
        client.messages.create(to=person, from_="+441632960001", body="x" * 1601)
    assert (refused.value.code, refused.value.status) == (21617, 400)


def test_slacks_client_can_send_to_our_fake(world: World) -> None:
    client = WebClient(slack.TOKEN, base_url=f"{world.slack.address}/api/")
    text = {"type": "plain_text", "text": "hello"}
    blocks = [{"type": "section", "text": text}]
    sent = client.chat_postMessage(channel="Dsdk", text="hello", blocks=blocks)
    [*_, shown] = world.slack.shown_to("Usdk")
    assert (shown.text, shown.raw["ts"]) == ("hello", sent["ts"])
    later = client.chat_update(channel="Dsdk", ts=sent["ts"], text="bye", blocks=[])
    assert later["ok"]
    with pytest.raises(SlackApiError) as refused:
        client.chat_postMessage(channel="", text="hello", blocks=blocks)
    assert refused.value.response["error"] == "channel_not_found"

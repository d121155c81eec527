"""People at the other end of a web server: one kept-open connection each."""

from __future__ import annotations

import http.client
import json
import uuid
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from evaluation.talk import BotMessage


class Client(Protocol):
    """Somebody who can talk with a server."""

    def begin(self) -> None:
        """Starts a new conversation."""

    def say(self, text: str) -> Sequence[BotMessage]:
        """Sends one message and returns the reply."""


class _Connection:
    """A connection that is opened once and says which request failed."""

    def __init__(self, port: int) -> None:
        self._http = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def post(self, path: str, content: Mapping[str, Any]) -> Any:
        headers = {"Content-Type": "application/json"}
        self._http.request("POST", path, json.dumps(content), headers)
        response = self._http.getresponse()
        body = response.read()
        if response.status != http.client.OK:
            raise ConnectionError(f"{path} answered {response.status}")
        return json.loads(body)


class BacktalkClient:
    """Talks with Backtalk's own server."""

    def __init__(self, port: int) -> None:
        self._connection = _Connection(port)
        self._token = ""

    def begin(self) -> None:
        """A session of its own."""
        self._token = self._connection.post("/chat/session", {})["token"]

    def say(self, text: str) -> Sequence[BotMessage]:
        """One message of the session."""
        content = {"token": self._token, "id": uuid.uuid4().hex, "message": text}
        messages: list[BotMessage] = self._connection.post("/chat/message", content)[
            "messages"
        ]
        return messages


class RasaClient:
    """Talks with a stock Rasa server through its REST channel."""

    def __init__(self, port: int) -> None:
        self._connection = _Connection(port)
        self._sender = ""

    def begin(self) -> None:
        """A sender nobody has used."""
        self._sender = uuid.uuid4().hex

    def say(self, text: str) -> Sequence[BotMessage]:
        """One message of the sender; a stock bot is silent where no rule fits."""
        content = {"sender": self._sender, "message": text}
        reply = self._connection.post("/webhooks/rest/webhook", content)
        return [{"text": message.get("text", "")} for message in reply]


class BareClient:
    """Posts to the bare route."""

    def __init__(self, port: int) -> None:
        self._connection = _Connection(port)

    def begin(self) -> None:
        """The bare route knows no conversations."""

    def say(self, text: str) -> Sequence[BotMessage]:
        """One message."""
        messages: list[BotMessage] = self._connection.post("/turn", {"message": text})[
            "messages"
        ]
        return messages

"""The real server as a process, with every service pointed at a fake on loopback."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from bot.actions import memory
from bot.actions.interview import Interview
from bot.channels.messaging.mailbox import Mailbox
from bot.runtime.training import ROOT
from tests.channels.messaging.fakes.base import soon
from tests.runtime.test_same_as_stock import free_port

SECRET = "not a secret at all, only long enough for one"
PUBLIC = "https://bot.clinic.test"


class Served:
    """A server process on a data folder; it can be killed and started again."""

    def __init__(self, data: Path, credentials: dict[str, dict[str, Any]]) -> None:
        self.data = data
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.errors: list[str] = []
        self._file = data / "credentials.yml"
        self._file.write_text(json.dumps(credentials))
        self._mailboxes: dict[str, Mailbox] = {}
        self._open: dict[str, sqlite3.Connection] = {}
        self._looking = threading.Lock()
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "bot.runtime", "serve"]
        command += ["--config", "config.fast.yml", "--port", str(self.port)]
        command += ["--data", str(self.data), "--credentials", str(self._file)]
        command += ["--messages-per-minute", "6000", "--sessions-per-minute", "6000"]
        self._process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, "BACKTALK_SECRET": SECRET},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        errors = self._process.stderr
        assert errors is not None and self._process.stdout is not None
        threading.Thread(target=self._listen, args=(errors,), daemon=True).start()
        line = self._process.stdout.readline()
        assert "Talk with Backtalk at" in line, "\n".join(self.errors)

    def rewrite(self, service: str, **settings: Any) -> None:
        """Changes settings of a service for the next start."""
        credentials = json.loads(self._file.read_text())
        for name, given in credentials.items():
            if f".{service}." in name:
                given.update(settings)
        self._file.write_text(json.dumps(credentials))

    def kill(self) -> None:
        """As by a power cut: nothing can be put in order."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def post(
        self, path: str, body: bytes, headers: dict[str, str]
    ) -> tuple[int, bytes]:
        request = urllib.request.Request(self.address + path, body, headers)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.read()

    def get(self, path: str) -> tuple[int, bytes]:
        try:
            with urllib.request.urlopen(self.address + path, timeout=60) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.read()

    def chat(self, path: str, body: dict[str, Any]) -> Any:
        headers = {"content-type": "application/json"}
        _, answer = self.post(f"/chat/{path}", json.dumps(body).encode(), headers)
        return json.loads(answer)

    # ---- what is on disk ----

    def sender(self, service: str, person: str) -> str:
        """The pseudonym of a person, as the server makes it."""
        if service not in self._mailboxes:
            file = self.data / "messaging.db"
            self._mailboxes[service] = Mailbox(file, service, SECRET)
        return self._mailboxes[service].sender_of(person)

    def events(
        self, sender: str, *kinds: str, last: int = 1_000_000
    ) -> list[dict[str, Any]]:
        """What is kept of a conversation, oldest first: events of these kinds."""
        types = ", ".join(f"'{kind}'" for kind in kinds) or "type_name"
        query = (
            f"SELECT data FROM events WHERE sender_id = ? AND type_name IN ({types}) "
            f"ORDER BY id DESC LIMIT {last}"
        )
        rows = self._query("conversations.db", query, [sender])
        return [json.loads(data) for (data,) in reversed(rows)]

    def said(self, sender: str) -> list[str]:
        """What the bot has taken in of a person, in order."""
        return [event["text"] for event in self.events(sender, "user")]

    def answers(self, sender: str) -> list[dict[str, Any]]:
        """The bot's messages since the person last said something."""
        found: list[dict[str, Any]] = []
        for event in self.events(sender, "user", "bot", last=20):
            if event["event"] == "user":
                found.clear()
            else:
                data = event["data"]
                found.append(
                    {
                        "text": event["text"] or "",
                        "buttons": data.get("buttons") or [],
                        "data": data.get("custom") or {},
                    }
                )
        return found

    def interview(self, sender: str) -> Interview:
        """What the bot remembers of a person."""
        kept = self.events(sender, "slot", last=1)
        assert all(event["name"] == memory.SLOT for event in kept)
        value = kept[0]["value"] if kept else None
        return memory.from_json(value) if value else Interview()

    def until_quiet(self, service: str, sender: str) -> None:
        """Waits until all messages of a person are answered and the answers sent."""
        soon(lambda: not self._is_waiting(service, sender))

    def _is_waiting(self, service: str, sender: str) -> bool:
        whose = "WHERE service = :service AND sender = :sender"
        [[waiting]] = self._query(
            "messaging.db",
            f"SELECT EXISTS (SELECT 1 FROM arrived {whose} AND message NOT NULL) "
            f"OR EXISTS (SELECT 1 FROM outgoing {whose} AND state = 'waiting')",
            {"service": service, "sender": sender},
        )
        return bool(waiting)

    def _query(self, file: str, query: str, values: Any) -> list[Any]:
        """Looks into one of the server's databases, over one connection to each."""
        with self._looking:
            if file not in self._open:
                path = self.data / file
                self._open[file] = sqlite3.connect(
                    path, timeout=60, check_same_thread=False
                )
            return self._open[file].execute(query, values).fetchall()

    def _listen(self, errors: Any) -> None:
        for line in errors:
            self.errors.append(line.rstrip("\n"))

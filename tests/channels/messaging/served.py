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
from contextlib import closing
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

    def events(self, sender: str) -> list[dict[str, Any]]:
        file = self.data / "conversations.db"
        with closing(sqlite3.connect(file, timeout=60)) as db:
            rows = db.execute(
                "SELECT data FROM events WHERE sender_id = ? ORDER BY id", [sender]
            )
            return [json.loads(data) for (data,) in rows]

    def said(self, sender: str) -> list[str]:
        """What the bot has taken in of a person, in order."""
        return [e["text"] for e in self.events(sender) if e["event"] == "user"]

    def answers(self, sender: str) -> list[dict[str, Any]]:
        """The bot's messages since the person last said something."""
        found: list[dict[str, Any]] = []
        for event in self.events(sender):
            if event["event"] == "user":
                found.clear()
            elif event["event"] == "bot":
                data = event["data"]
                buttons, custom = data.get("buttons"), data.get("custom")
                found.append(
                    {
                        "text": event["text"] or "",
                        "buttons": buttons or [],
                        "data": custom or {},
                    }
                )
        return found

    def interview(self, sender: str) -> Interview:
        """What the bot remembers of a person."""
        kept = [
            event["value"]
            for event in self.events(sender)
            if event["event"] == "slot" and event["name"] == memory.SLOT
        ]
        return memory.from_json(kept[-1]) if kept and kept[-1] else Interview()

    def until_quiet(self, service: str, sender: str) -> None:
        """Waits until all messages of a person are answered and the answers sent."""
        soon(lambda: not self._is_waiting(service, sender))

    def _is_waiting(self, service: str, sender: str) -> bool:
        whose = "WHERE service = :service AND sender = :sender"
        with closing(sqlite3.connect(self.data / "messaging.db", timeout=60)) as db:
            [waiting] = db.execute(
                f"SELECT EXISTS (SELECT 1 FROM arrived {whose} AND message NOT NULL) "
                f"OR EXISTS (SELECT 1 FROM outgoing {whose} AND state = 'waiting')",
                {"service": service, "sender": sender},
            ).fetchone()
        return bool(waiting)

    def _listen(self, errors: Any) -> None:
        for line in errors:
            self.errors.append(line.rstrip("\n"))

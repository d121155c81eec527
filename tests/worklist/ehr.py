"""A patient record system on loopback that fails in every way it can think of."""

from __future__ import annotations

import hashlib
import hmac
import json
import random
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

SECRET = "the secret that both sides know, long enough"
FAILURES = (None, "500", "429", "lost answer", "hang up", "slow")


class MockEhr(ThreadingHTTPServer):
    """Keeps each bundle once by its key, as docs/frontdesk.md asks of a receiver.

    `plan` says how each request ends: None is well, and the rest fail before or after
    the bundle was kept.
    """

    daemon_threads = True

    def __init__(self, plan: list[str | None]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.plan = plan
        self.lock = threading.Lock()
        self.kept: dict[str, dict[str, Any]] = {}
        self.order: list[tuple[str, str]] = []
        self.requests: Counter[str] = Counter()
        self.refused: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/fhir"

    def __enter__(self) -> MockEhr:
        self.thread = threading.Thread(target=self.serve_forever, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()

    def next_ending(self) -> str | None:
        with self.lock:
            return self.plan.pop(0) if self.plan else None

    def handle_error(self, *_: object) -> None:
        """A sender that has gone is nothing to print."""


class Handler(BaseHTTPRequestHandler):
    server: MockEhr

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if not self.is_signed(body):
            self.server.refused.append("signature")
            self.answer(401)
            return
        ending = self.server.next_ending()
        if ending in ("500", "429"):
            self.answer(int(ending))
            return
        self.keep(body)
        if ending in ("hang up", "lost answer"):
            # The bundle is kept, and the sender never learns it.
            self.close_connection = True
            if ending == "lost answer":
                self.wfile.write(b"HTTP/1.1 2")
            return
        self.answer(200)

    def is_signed(self, body: bytes) -> bool:
        key, moment = self.headers["Idempotency-Key"], self.headers["Backtalk-Time"]
        expected = hmac.new(
            SECRET.encode(), f"{moment}\n{key}\n".encode() + body, hashlib.sha256
        ).hexdigest()
        given = self.headers["Backtalk-Signature"]
        return hmac.compare_digest(given, f"v1={expected}") and moment.isdigit()

    def keep(self, body: bytes) -> None:
        key = self.headers["Idempotency-Key"]
        with self.server.lock:
            self.server.requests[key] += 1
            if key in self.server.kept:
                return
            self.server.kept[key] = json.loads(body)
            self.server.order.append(
                (self.headers["Backtalk-Item"], self.headers["Backtalk-Event"])
            )

    def answer(self, code: int) -> None:
        self.send_response(code)
        self.send_header("Content-Length", "0")
        if code == 429:
            self.send_header("Retry-After", "90")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Quiet."""


def failing(seed: int, how_many: int) -> list[str | None]:
    """So many endings, most of them bad."""
    choose = random.Random(seed)
    endings = ("500", "429", "lost answer", "hang up", None)
    return [choose.choice(endings) for _ in range(how_many)]


def wait_for(what: Any, patience: float = 60.0) -> None:
    """Waits until something is so."""
    end = time.monotonic() + patience
    while not what():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)

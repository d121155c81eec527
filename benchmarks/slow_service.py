"""Whether a slow messaging service slows others: `python -m benchmarks.slow_service`.

Text messages keep coming in while somebody talks with the bot on the page. Twilio, a
stand-in on loopback, takes them at once or after five seconds, in turn.
"""

from __future__ import annotations

import json
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from benchmarks import servers
from benchmarks.clients import BacktalkClient
from benchmarks.timing import Timing
from benchmarks.turns import COMPLAINTS, chats
from bot.channels.messaging.twilio_signature import signature

SLOW_SECONDS = 5.0
_ROUNDS, _TALKS, _TURNS = 3, 4, 25
_TEXTS_EVERY_SECONDS = 0.5
_ROOT = Path(__file__).resolve().parents[1]
_ACCOUNT, _TOKEN = "AC" + "0" * 32, "0123456789abcdef" * 2
_PUBLIC = "https://bot.clinic.test"
_SECRET = "not a secret, only for measuring speed"


class _Twilio(BaseHTTPRequestHandler):
    seconds = 0.0

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        time.sleep(self.seconds)
        body = json.dumps({"sid": "SM0"}).encode()
        with suppress(OSError):  # who asked may be gone when the measuring is over
            self.send_response(201)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Says nothing."""


def main() -> int:
    """Measures, and prints both distributions and their ratio."""
    stand_in = ThreadingHTTPServer(("127.0.0.1", 0), _Twilio)
    threading.Thread(target=stand_in.serve_forever, daemon=True).start()
    at_once, slow = Timing(), Timing()
    with TemporaryDirectory() as folder, _backtalk(Path(folder), stand_in) as server:
        for _ in range(_ROUNDS):
            for seconds, timing in ((0.0, at_once), (SLOW_SECONDS, slow)):
                _Twilio.seconds = seconds
                with _texts(server.port):
                    talks = chats(server.client, COMPLAINTS, talks=_TALKS, turns=_TURNS)
                timing.samples += talks.samples
    print(f"Twilio answers at once      {at_once}")
    print(f"Twilio answers after {SLOW_SECONDS:g} s    {slow}")
    print(f"ratio                       {slow.p50 / at_once.p50:8.2f} p50", end="    ")
    print(f"{slow.p95 / at_once.p95:8.2f} p95")
    return 0


def _backtalk(
    folder: Path, stand_in: ThreadingHTTPServer
) -> AbstractContextManager[servers.Server]:
    credentials = folder / "credentials.yml"
    account = {
        "account_sid": _ACCOUNT,
        "auth_token": _TOKEN,
        "public_url": _PUBLIC,
        "api_url": f"http://127.0.0.1:{stand_in.server_port}",
    }
    name = "bot.channels.messaging.twilio.SmsInput"
    credentials.write_text(json.dumps({name: account}))
    serve = ["-m", "bot.runtime", "serve", "--port", "{port}", "--data", str(folder)]
    serve += ["--messages-per-minute", "1e9", "--sessions-per-minute", "1e9"]
    return servers.serving(
        [*serve, "--credentials", str(credentials)],
        BacktalkClient,
        folder=_ROOT,
        log=folder / "backtalk.log",
        settings={"BACKTALK_SECRET": _SECRET},
    )


@contextmanager
def _texts(port: int) -> Iterator[None]:
    """Sends a text message now and then, each from somebody new."""
    done = threading.Event()

    def send() -> None:
        while not done.wait(_TEXTS_EVERY_SECONDS):
            _send(port)

    sending = threading.Thread(target=send)
    sending.start()
    try:
        yield
    finally:
        done.set()
        sending.join()


def _send(port: int) -> None:
    unique = f"{time.monotonic_ns():032x}"
    form = {
        "AccountSid": _ACCOUNT,
        "MessageSid": f"SM{unique}",
        "From": f"+44{int(unique, 16) % 10**10:010d}",
        "To": "+441632960001",
        "Body": "my low back hurts since a week",
    }
    path = "/webhooks/sms/webhook"
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Twilio-Signature": signature(_TOKEN, _PUBLIC + path, form),
    }
    address = f"http://127.0.0.1:{port}{path}"
    request = urllib.request.Request(address, urlencode(form).encode(), headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        answer.read()


if __name__ == "__main__":
    sys.exit(main())

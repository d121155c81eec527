"""A service's API on loopback: refuses what the real one would, and records the rest.

It runs in a thread with a loop of its own, so that a test can wait for what arrives.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

WAIT_SECONDS = 60.0


@dataclass(slots=True)
class Shown:
    """One message as a person sees it: its text, and title and token of each button.

    `picture` is the address a picture is fetched from, `alt` what is told of it.
    """

    to: str
    text: str
    buttons: list[tuple[str, str]] = field(default_factory=list)
    raw: Any = None
    picture: str = ""
    alt: str = ""


class FakeService:
    """The base: `trouble` are answers to give before the next calls succeed."""

    def __init__(self) -> None:
        self.shown: list[Shown] = []
        self.calls: list[tuple[str, Any]] = []
        self.complaints: list[str] = []
        self.trouble: list[Callable[[], web.Response]] = []
        self.delay = 0.0
        self._changed = threading.Condition()
        self._started = threading.Event()
        self._loop = asyncio.new_event_loop()
        self.address = ""
        threading.Thread(target=self._run, daemon=True).start()
        assert self._started.wait(WAIT_SECONDS)

    def routes(self, app: web.Application) -> None:
        raise AssertionError("a fake has routes")

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)

    def record(self, name: str, content: Any) -> None:
        with self._changed:
            self.calls.append((name, content))
            self._changed.notify_all()

    def show(self, shown: Shown) -> None:
        with self._changed:
            self.shown.append(shown)
            self._changed.notify_all()

    def complain(self, status: int, body: Any, why: str) -> web.Response:
        """Refuses a call that the real service would refuse."""
        with self._changed:
            self.complaints.append(why)
            self._changed.notify_all()
        return web.json_response(body, status=status)

    async def in_trouble(self, person: str) -> web.Response | None:
        """Slow, or failing, or neither, as the test wants it."""
        self.record("begun", person)
        if self.delay:
            await asyncio.sleep(self.delay)
        with self._changed:
            return self.trouble.pop(0)() if self.trouble else None

    def until(self, condition: Callable[[], Any], seconds: float = WAIT_SECONDS) -> Any:
        """Waits until something is so, and gives what made it so."""
        with self._changed:
            self._changed.wait_for(condition, seconds)
            found = condition()
        assert found, (
            f"not within {seconds} s; shown: {len(self.shown)}, "
            f"complaints: {self.complaints}"
        )
        return found

    def shown_to(self, person: str, after: int = 0) -> list[Shown]:
        return [shown for shown in self.shown if shown.to == person][after:]

    def until_shown(self, person: str, after: int = 0) -> list[Shown]:
        """What a person is shown from their nth message on, when there is any."""
        found: list[Shown] = self.until(lambda: self.shown_to(person, after))
        return found

    def until_quiet(self, seconds: float) -> None:
        """Waits until nothing has come in for so long."""
        with self._changed:
            while self._changed.wait(seconds):
                pass

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._serve())
        self._started.set()
        self._loop.run_forever()

    async def _serve(self) -> None:
        app = web.Application(client_max_size=10_000_000)
        self.routes(app)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port = runner.addresses[0][1]
        self.address = f"http://127.0.0.1:{port}"


def failing(
    status: int, body: Any = None, **headers: str
) -> Callable[[], web.Response]:
    """An answer that says no."""
    return lambda: web.json_response(body or {}, status=status, headers=headers)


def soon(condition: Callable[[], Any], seconds: float = WAIT_SECONDS) -> Any:
    """Waits for something that nobody announces, such as a row on disk."""
    end = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < end, "it has not come about"
        time.sleep(0.02)
    return found

"""Serves the desk's pages until stopped, and keeps the work list's clock going."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
import signal
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from frontdesk.desk import Desk
from frontdesk.errors import CannotStart
from frontdesk.web.app import application
from worklist import Worklist, retain
from worklist.delivering import Transport, deliver, transports

TICK_SECONDS = 5.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Address:
    """Where the pages are."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """The first page."""
        return f"http://{self.host}:{self.port}/"


def serve(desk: Desk, address: Address, *, until_input_closes: bool = False) -> int:
    """Serves until Ctrl-C or a signal to end; returns the exit status.

    With `until_input_closes` also until the program that started it is gone.

    Raises:
        CannotStart: when somebody else listens there.
    """
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(desk, address, until_input_closes))
    return 0


async def _serve(desk: Desk, address: Address, until_input_closes: bool) -> None:
    code = secrets.token_hex(4)
    runner = web.AppRunner(application(desk, code), access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, address.host, address.port).start()
    except OSError as error:
        await runner.cleanup()
        raise CannotStart(
            f"Port {address.port} on {address.host} cannot be used: {error.strerror}. "
            "Stop the program that listens there, or give another one with --port."
        ) from error
    print(f"The front desk is at {address.url} (Ctrl-C stops it)", flush=True)
    if not desk.accounts.all():
        print(f"Set it up first: {address.url}setup?code={code}", flush=True)
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    if until_input_closes:
        watch = threading.Thread(
            target=_watch, args=(asyncio.get_running_loop(), stop), daemon=True
        )
        watch.start()
    ticking = asyncio.create_task(_tick(desk))
    await stop.wait()
    ticking.cancel()
    await runner.cleanup()


def _watch(loop: asyncio.AbstractEventLoop, stop: asyncio.Event) -> None:
    """Waits for the end of the standard input, which nobody writes to."""
    sys.stdin.buffer.read()
    with contextlib.suppress(RuntimeError):  # the loop may have ended meanwhile
        loop.call_soon_threadsafe(stop.set)


async def _tick(desk: Desk) -> None:
    """Keeps the work list going; a database that is away for a while is tried again."""
    ways = transports(desk.worklist.settings.integrations)
    while True:
        try:
            await asyncio.to_thread(_look_after, desk.worklist, ways)
        except SQLAlchemyError as error:
            _log.error("the work list's clock: %s", type(error).__name__)
        await asyncio.sleep(TICK_SECONDS)


def _look_after(worklist: Worklist, ways: Mapping[str, Transport]) -> None:
    """Sends alerts that are due and news that waits; erases what was kept enough."""
    worklist.tick()
    deliver(worklist.engine, ways)
    retain(worklist)

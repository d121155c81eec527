"""Serves the desk's pages until stopped, and keeps the work list's clock going."""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
import signal
import sys
import threading
from dataclasses import dataclass

from aiohttp import web

from frontdesk.desk import Desk
from frontdesk.errors import CannotStart
from frontdesk.web.app import application
from worklist import SettingsError
from worklist.delivering import transports
from worklist.duties import Duty, duties, keep

TICK_SECONDS = 5.0


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
        CannotStart: when somebody else listens there, or an integration lacks a secret.
    """
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(desk, address, until_input_closes))
    return 0


async def _serve(desk: Desk, address: Address, until_input_closes: bool) -> None:
    to_do = _to_do(desk)
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
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    print(f"The front desk is at {address.url} (Ctrl-C stops it)", flush=True)
    if not desk.accounts.all():
        print(f"Set it up first: {address.url}setup?code={code}", flush=True)
    if until_input_closes:
        watch = threading.Thread(
            target=_watch, args=(asyncio.get_running_loop(), stop), daemon=True
        )
        watch.start()
    kept = asyncio.create_task(keep(to_do))
    await stop.wait()
    kept.cancel()
    await runner.cleanup()


def _watch(loop: asyncio.AbstractEventLoop, stop: asyncio.Event) -> None:
    """Waits for the end of the standard input, which nobody writes to.

    Past `sys.stdin`, whose lock a thread that still reads would hold at the exit.
    """
    while os.read(sys.stdin.fileno(), 1):
        pass
    with contextlib.suppress(RuntimeError):  # the loop may have ended meanwhile
        loop.call_soon_threadsafe(stop.set)


def _to_do(desk: Desk) -> tuple[Duty, ...]:
    """What the desk does by itself: the work list's duties, and late handovers."""
    try:
        ways = transports(desk.worklist.settings.integrations)
    except SettingsError as problem:
        raise CannotStart(str(problem)) from problem
    late = Duty("handing over", TICK_SECONDS, desk.handing_over.catch_up)
    return (late, *duties(desk.worklist, ways, TICK_SECONDS))

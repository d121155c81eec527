"""`python -m bot.channels check`: what is missing until people can write to us."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import aiohttp

from bot.channels.messaging.credentials import (
    SERVICES,
    channel_class,
    read_credentials,
)
from bot.channels.messaging.service import NotSent, Service
from bot.channels.messaging.settings import SettingsWrong, read_settings
from bot.channels.sessions import SECRET_VARIABLE, SHORTEST_SECRET
from bot.runtime.errors import CannotStart

ROOT = Path(__file__).resolve().parents[3]
ASK_SECONDS = 20.0
_NO_ADDRESS = "https://YOUR-ADDRESS"


class NothingKept:
    """For a look at the settings nothing has to be remembered."""

    def kept(self, key: str) -> str | None:
        """Nothing."""
        return None

    def keep(self, key: str, value: str) -> None:
        """Not kept."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command and returns its exit status: 1 when something is missing."""
    options = _parser().parse_args(arguments)
    try:
        given = read_credentials(options.credentials)
    except CannotStart as problem:
        print(problem, file=sys.stderr)
        return 1
    public = options.public_url or _public_address(given)
    lines, is_good = check(given, public, connect=options.connect)
    print("\n".join(lines))
    return 0 if is_good else 1


def check(
    given: Mapping[str, Mapping[str, Any]], public: str, *, connect: bool = False
) -> tuple[list[str], bool]:
    """What to tell, and whether all that is set up can work.

    Args:
        given: The settings of each channel by its name in `SERVICES`.
        public: The address services reach this server by.
        connect: Whether to ask the services too, and to tell them our address.
    """
    lines, faults = [], list(_secret_faults())
    lines += [*faults, ""] if faults else []
    for name in SERVICES:
        service = channel_class(name).SERVICE
        if name in given:
            told, fine = _check_one(service, given[name], public, connect)
            lines += [f"{service.NAME}: {'ready' if fine else 'not ready'}", *told, ""]
            faults += [] if fine else [service.NAME]
        else:
            page = f"docs/channels/{service.NAME}.md"
            lines += [f"{service.NAME}: not set up (see {page})", ""]
    if not given:
        faults.append("no service")
        lines.append("No service is set up: the file names none.")
    return lines, not faults


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot.channels",
        description="Checks the settings of messaging services, offline unless asked.",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    command = commands.add_parser("check", help="say what is missing, and webhooks")
    command.add_argument(
        "--credentials", type=Path, default=ROOT / "credentials.yml", metavar="FILE"
    )
    command.add_argument(
        "--public-url",
        metavar="https://bot.clinic.example",
        help="the address services reach this server by",
    )
    command.add_argument(
        "--connect",
        action="store_true",
        help="also ask each service whether it knows us, and set up what it lets us",
    )
    return parser


def _secret_faults() -> Iterator[str]:
    secret = os.environ.get(SECRET_VARIABLE, "")
    if len(secret) < SHORTEST_SECRET:
        yield (
            f"The environment has no {SECRET_VARIABLE} of {SHORTEST_SECRET} or more "
            "random characters. It hides telephone numbers; make one with: "
            "openssl rand -base64 36"
        )


def _check_one(
    kind: type[Service], given: Mapping[str, Any], public: str, connect: bool
) -> tuple[list[str], bool]:
    webhooks = [
        f"  webhook: {public}/webhooks/{kind.NAME}{route}" for route in kind.ROUTES
    ]
    try:
        settings = read_settings(kind.NAME, kind.SETTINGS, given)
    except SettingsWrong as problems:
        return [*(f"  {line}" for line in str(problems).split("\n")), *webhooks], False
    if not settings["public_url"]:
        webhooks.append("  no public_url: no link to a summary and no pictures")
    if not connect:
        return webhooks, True
    service = kind(settings, NothingKept())
    found, fine = asyncio.run(_ask(service, f"{public}/webhooks/{kind.NAME}/webhook"))
    return [f"  {found}", *webhooks], fine


async def _ask(service: Service, address: str) -> tuple[str, bool]:
    timeout = aiohttp.ClientTimeout(total=ASK_SECONDS)
    async with aiohttp.ClientSession(timeout=timeout) as http:
        try:
            return await service.connect(http, address), True
        except NotSent as refusal:
            return f"the service refuses: {refusal.why}", False
        except (aiohttp.ClientError, OSError, asyncio.TimeoutError) as error:
            return f"the service cannot be reached: {type(error).__name__}", False


def _public_address(given: Mapping[str, Mapping[str, Any]]) -> str:
    found = (str(settings.get("public_url") or "") for settings in given.values())
    known = (address for address in found if address.startswith("http"))
    return next(known, _NO_ADDRESS).rstrip("/")

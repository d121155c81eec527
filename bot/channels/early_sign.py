"""Tells a page at once that its message has arrived, and the answer when there is one.

A page that asks for lines of JSON gets two: a sign, and then what would have been the
whole answer, with its status. Without the sign a slow answer looks like a lost message.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable
from typing import Any

from sanic.request import Request

from bot.channels.packing import Packer, takes_gzip
from bot.channels.replies import HEADERS

CONTENT_TYPE = "application/x-ndjson"
SIGN = {"status": "answering"}
# nginx would keep the sign back until the answer is complete.
_UNBUFFERED = {"X-Accel-Buffering": "no"}


def is_wanted(request: Request) -> bool:
    """Whether the page asked for a sign."""
    return CONTENT_TYPE in request.headers.get("accept", "")


async def respond(
    request: Request, answer: Awaitable[tuple[dict[str, Any], int]]
) -> None:
    """Sends the sign, waits for the body and status of the answer, and sends them."""
    # It is under way before the sign goes out, and goes on if the page is gone by then.
    answering = asyncio.ensure_future(answer)
    packer = Packer() if takes_gzip(request) else None
    packed = {"Content-Encoding": "gzip"} if packer else {}
    response = await request.respond(
        headers={**HEADERS, **_UNBUFFERED, **packed}, content_type=CONTENT_TYPE
    )
    await response.send(_line(SIGN, packer))
    body, status = await answering
    await response.send(_line({**body, "status": status}, packer, last=True), True)


def _line(
    content: dict[str, Any], packer: Packer | None, *, last: bool = False
) -> bytes:
    line = json.dumps(content).encode() + b"\n"
    return packer.piece(line, last=last) if packer else line

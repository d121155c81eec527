"""Answers over HTTP, and what every failure on the way says."""

from __future__ import annotations

import json
import logging
from typing import Any

from sanic.exceptions import PayloadTooLarge, SanicException
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels import safety_net
from bot.channels.negotiation import languages_of
from bot.runtime.errors import where_and_what

logger = logging.getLogger(__name__)

HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


class Refused(Exception):
    """A request that is not carried out.

    `error` is a word for programs, `apology` the id of a sentence for people.
    """

    def __init__(self, status: int, error: str, apology: str) -> None:
        super().__init__(error)
        self.status = status
        self.error = error
        self.apology = apology


def reply(body: dict[str, Any], status: int = 200) -> HTTPResponse:
    """A JSON answer that no cache keeps."""
    return HTTPResponse(
        json.dumps(body), status, HEADERS, content_type="application/json"
    )


async def on_failure(request: Request, error: Exception) -> HTTPResponse:
    """What a person reads when a request fails, whatever the reason."""
    if isinstance(error, PayloadTooLarge):
        error = Refused(413, "too_long", safety_net.TOO_LONG)
    if isinstance(error, Refused):
        status, word, apology = error.status, error.error, error.apology
    elif isinstance(error, SanicException) and error.status_code < 500:
        status, word, apology = error.status_code, "bad_request", safety_net.UNREADABLE
    else:
        logger.error("A request failed: %s", where_and_what(error))
        status, word, apology = 503, "unavailable", safety_net.APOLOGY
    spoken = safety_net.problem(apology, languages_of(request).answered)
    return reply({"error": word, "messages": [spoken]}, status)

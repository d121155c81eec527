"""Which websites may talk with the bot from their own pages.

A browser says which website a request comes from. Our own pages always may ask; pages
of other websites only when they are listed.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from sanic.request import Request

from bot.runtime.errors import CannotStart

_REMEMBER_SECONDS = 600


class NoOrigin(CannotStart):
    """What was given is not the address of a website."""


class Origins:
    """The websites that are allowed beside our own."""

    def __init__(self, allowed: Iterable[str] = ()) -> None:
        self.allowed = frozenset(_checked(origin) for origin in allowed)

    def allows(self, request: Request) -> bool:
        """Whether the page behind a request may talk with the bot."""
        origin = request.headers.get("origin")
        return origin is None or origin in self.allowed or _is_own(origin, request)

    def headers(self, request: Request) -> dict[str, str]:
        """What lets the browser of an allowed website read the answer."""
        headers = {"Vary": "Origin"}
        origin = request.headers.get("origin")
        if origin in self.allowed:
            headers["Access-Control-Allow-Origin"] = str(origin)
        return headers

    def permission(self, request: Request) -> dict[str, str]:
        """The answer to a browser that asks first whether it may send something."""
        return {
            **self.headers(request),
            "Access-Control-Allow-Methods": "POST",
            "Access-Control-Allow-Headers": "Content-Type",
            "Access-Control-Max-Age": str(_REMEMBER_SECONDS),
        }


def _is_own(origin: str, request: Request) -> bool:
    return urlsplit(origin).netloc == request.headers.get("host")


def _checked(origin: str) -> str:
    """The origin as browsers send it.

    Raises:
        NoOrigin: when there is a path, a wildcard or no host in it.
    """
    parts = urlsplit(origin)
    plain = f"{parts.scheme}://{parts.netloc}".lower()
    if parts.scheme not in ("https", "http") or not parts.hostname or "*" in origin:
        plain = ""
    if origin.lower().rstrip("/") != plain:
        raise NoOrigin(
            f"{origin!r} is not the address of a website. Give scheme and host, as in "
            "https://www.clinic.example, without a path."
        )
    return plain

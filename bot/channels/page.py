"""Serves the page people talk on: a few files, nothing from anybody else."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

Handler = Callable[[Request], Awaitable[HTTPResponse]]

WEB = Path(__file__).resolve().parents[2] / "web"
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; "
        "connect-src 'self'; img-src 'self'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-cache",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_FILES = {
    "/": ("index.html", "text/html; charset=utf-8"),
    "/chat.js": ("chat.js", "text/javascript; charset=utf-8"),
    "/icon.svg": ("icon.svg", "image/svg+xml"),
    "/chat.css": ("chat.css", "text/css; charset=utf-8"),
}


def blueprint() -> Blueprint:
    """The routes of the page."""
    page = Blueprint("backtalk_page")
    for address, (name, content_type) in _FILES.items():
        page.add_route(_serve(WEB / name, content_type), address, name=name)
    return page


def _serve(file: Path, content_type: str) -> Handler:
    body = file.read_bytes()

    async def serve(_: Request) -> HTTPResponse:
        return HTTPResponse(body, 200, _HEADERS, content_type=content_type)

    return serve

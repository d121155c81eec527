"""Serves the chat widget, a page for frames, and a clinic's page that shows it.

The script may be loaded by every website; who may talk through it is decided where
messages come in.
"""

from __future__ import annotations

import gzip
import hashlib
import html
from collections.abc import Awaitable, Callable, Collection
from pathlib import Path

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.actions.parts import SPEAKERS

Handler = Callable[[Request], Awaitable[HTTPResponse]]

WIDGET = Path(__file__).resolve().parents[2] / "widget"
_HTML = "text/html; charset=utf-8"
_CSS = "text/css; charset=utf-8"
_JAVASCRIPT = "text/javascript; charset=utf-8"
_FILES = {
    "/widget/": ("pages/clinic.html", _HTML),
    "/widget/clinic.css": ("pages/clinic.css", _CSS),
    "/widget/frame": ("pages/frame.html", _HTML),
    "/widget/frame.es": ("pages/frame.es.html", _HTML),
    "/widget/frame.css": ("pages/frame.css", _CSS),
    "/widget/backtalk.js": ("dist/backtalk.js", _JAVASCRIPT),
    "/widget/integrity.txt": ("dist/integrity.txt", "text/plain; charset=utf-8"),
}
_SCRIPT = "/widget/backtalk.js"
_FOR_GOOD = "public, max-age=31536000, immutable"
# The pages that say, without JavaScript, whom to contact; by the locale they are in.
_WITH_CONTACT = {"/widget/frame": "en", "/widget/frame.es": "es"}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self'; base-uri 'none'; form-action 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'; frame-ancestors {}"
)
_HEADERS = {
    "Cache-Control": "no-cache",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def blueprint(origins: Collection[str] = ()) -> Blueprint:
    """The routes of the widget; pages of `origins` may show it in a frame."""
    widget = Blueprint("backtalk_widget", strict_slashes=True)
    for address, (name, content_type) in _FILES.items():
        headers = {**_HEADERS, **_who_may_use(address, origins)}
        body = (WIDGET / name).read_bytes()
        if locale := _WITH_CONTACT.get(address):
            contact = html.escape(SPEAKERS[locale].voice.clinic.contact)
            body = body.replace(b"{contact}", contact.encode())
        serve = _serve(body, content_type, headers)
        widget.add_route(serve, address, name=name)
        if address == _SCRIPT:
            forever = {**headers, "Cache-Control": _FOR_GOOD}
            serve = _serve(body, content_type, forever)
            widget.add_route(serve, versioned_address(), name="versioned")
    return widget


def versioned_address() -> str:
    """Where exactly this version of the script is, for pages that pin its hash."""
    name, _ = (WIDGET / "dist/integrity.txt").read_text(encoding="utf-8").split()
    return f"/widget/{name}"


def _who_may_use(address: str, origins: Collection[str]) -> dict[str, str]:
    if address == _SCRIPT:
        return {
            "Access-Control-Allow-Origin": "*",
            "Cross-Origin-Resource-Policy": "cross-origin",
        }
    frames = " ".join(["'self'", *sorted(origins)])
    return {"Content-Security-Policy": _POLICY.format(frames)}


def _serve(body: bytes, content_type: str, headers: dict[str, str]) -> Handler:
    small = gzip.compress(body, mtime=0)
    tag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
    headers = {**headers, "ETag": tag, "Vary": "Accept-Encoding"}

    async def serve(request: Request) -> HTTPResponse:
        if request.headers.get("if-none-match") == tag:
            return HTTPResponse(status=304, headers=headers)
        if "gzip" not in request.headers.get("accept-encoding", ""):
            return HTTPResponse(body, 200, headers, content_type=content_type)
        packed = {**headers, "Content-Encoding": "gzip"}
        return HTTPResponse(small, 200, packed, content_type=content_type)

    return serve

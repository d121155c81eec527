"""Serves the drawings that go with self-care: fixed files, for every website."""

from __future__ import annotations

from pathlib import Path

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

import rendering

FOLDER = Path(rendering.__file__).parent / "drawings"
_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Cache-Control": "max-age=86400",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Content-Type-Options": "nosniff",
}


def blueprint() -> Blueprint:
    """The address of every drawing: /drawings/<name>.svg."""
    drawings = Blueprint("backtalk_drawings", url_prefix="/drawings")
    files = {path.name: path.read_bytes() for path in sorted(FOLDER.glob("*.svg"))}

    async def serve(_: Request, name: str) -> HTTPResponse:
        if name not in files:
            return HTTPResponse("There is no such drawing.", 404)
        return HTTPResponse(files[name], 200, _HEADERS, content_type="image/svg+xml")

    drawings.add_route(serve, "/<name>", name="drawing")
    return drawings

"""Serves the drawings that go with self-care: fixed files, for every website."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.picturing import DRAWINGS, PICTURES

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
    _add(drawings, "/<name>", sorted(DRAWINGS.glob("*.svg")), "image/svg+xml")
    return drawings


def add_pictures(routes: Blueprint) -> None:
    """Adds the address of every drawing as a picture: pictures/<name>.png."""
    _add(routes, "/pictures/<name>", sorted(PICTURES.glob("*.png")), "image/png")


def _add(
    routes: Blueprint, address: str, paths: Sequence[Path], content_type: str
) -> None:
    files = {path.name: path.read_bytes() for path in paths}

    async def serve(_: Request, name: str) -> HTTPResponse:
        if name not in files:
            return HTTPResponse("There is no such drawing.", 404)
        return HTTPResponse(files[name], 200, _HEADERS, content_type=content_type)

    routes.add_route(serve, address, methods=["GET", "HEAD"], name="drawing")

"""The desk's pages as one web application."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path

from aiohttp import web

from frontdesk.access import Role
from frontdesk.cards import cards
from frontdesk.desk import Desk
from frontdesk.web.calling import Calling
from frontdesk.web.figures import Figures
from frontdesk.web.guard import Handler, Middleware, add_headers, guard, needs
from frontdesk.web.pages import Pages
from frontdesk.web.signing_in import SigningIn
from frontdesk.web.working import Working
from handover.page import STYLESHEET

STATIC = Path(__file__).parent / "static"
LARGEST_FORM = 64 * 1024
_log = logging.getLogger(__name__)


def application(desk: Desk, setup_code: str) -> web.Application:
    """All pages of a desk; `setup_code` allows making the first account."""
    pages = Pages(desk.screens)
    app = web.Application(
        client_max_size=LARGEST_FORM,
        middlewares=[_spoken_errors(pages), guard(desk.sessions)],
    )
    app.on_response_prepare.append(add_headers)  # type: ignore[arg-type]
    app.add_routes(SigningIn(desk, pages, setup_code).routes())
    app.add_routes(Calling(desk, pages).routes())
    app.add_routes(Working(desk, pages).routes())
    app.add_routes(Figures(desk, pages).routes())
    app.add_routes([web.get("/health", _health)])
    app.add_routes([web.get("/static/sheet.css", _sheet_style)])
    paper = cards(desk.speaker, stylesheet="/static/cards.css")

    async def show_cards(_: web.Request) -> web.Response:
        return web.Response(text=paper, content_type="text/html")

    app.add_routes([web.get("/cards", needs(Role.DESK)(show_cards))])
    app.router.add_static("/static/", STATIC)
    return app


async def _sheet_style(_: web.Request) -> web.StreamResponse:
    return web.FileResponse(STYLESHEET)


async def _health(_: web.Request) -> web.Response:
    return web.json_response({"status": "ok"})


def _spoken_errors(pages: Pages) -> Middleware:
    """Turns every failure into a page that says what to do."""

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except web.HTTPNotFound:
            return _message(pages, request, "not_found", 404)
        except web.HTTPForbidden:
            return _message(pages, request, "forbidden", 403)
        except web.HTTPException:
            raise
        except Exception as error:
            # Nothing but where it happened: messages may hold what a patient said.
            frames = traceback.extract_tb(error.__traceback__)
            where = [f"{frame.filename}:{frame.lineno}" for frame in frames[-3:]]
            _log.error("%s at %s", type(error).__name__, " > ".join(where))
            return _message(pages, request, "broken", 500)

    return middleware


def _message(
    pages: Pages, request: web.Request, about: str, status: int
) -> web.Response:
    return pages.page(
        request,
        "message",
        status,
        title=pages.say(f"{about}_title"),
        text=pages.say(about),
    )

"""What stands before every page: who is signed in, what they may, and safe headers."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from urllib.parse import urlsplit

from aiohttp import web

from frontdesk.access import Role, Session, Sessions

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

Middleware = Callable[[web.Request, Handler], Awaitable[web.StreamResponse]]

SESSION_COOKIE = "desk_session"
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
FORM_TOKEN = "form_token"
BEFORE_SIGNING_IN = frozenset({"/sign-in", "/setup"})
"""Pages whose forms know no session; where they come from is checked all the same."""


class Forbidden(web.HTTPForbidden):
    """Somebody without the right asked, or a form that we did not hand out."""


def session_of(request: web.Request) -> Session:
    """Who is signed in.

    Raises:
        HTTPSeeOther: to the page for signing in.
    """
    session: Session | None = request.get("session")
    if session is None:
        raise web.HTTPSeeOther("/sign-in")
    return session


def needs(role: Role) -> Callable[[Handler], Handler]:
    """Lets only those with the role come to a page."""

    def guarded(handler: Handler) -> Handler:
        async def guard(request: web.Request) -> web.StreamResponse:
            if not session_of(request).account.role.may(role):
                raise Forbidden
            return await handler(request)

        return guard

    return guarded


def guard(sessions: Sessions) -> Middleware:
    """The middleware in front of everything."""

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        token = request.cookies.get(SESSION_COOKIE)
        found = await asyncio.to_thread(sessions.of, token) if token else None
        request["session"] = found
        if request.method == "POST":
            _check_origin(request)
            if found is not None and request.path not in BEFORE_SIGNING_IN:
                await _check_form(request, found)
        return await handler(request)

    return middleware


async def add_headers(_: web.Request, response: web.StreamResponse) -> None:
    """Puts the safe headers on every answer, also on errors."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)


def sign_in_cookie(
    request: web.Request, response: web.StreamResponse, token: str
) -> None:
    """Gives the browser its session: not for scripts, not for other websites."""
    response.set_cookie(
        SESSION_COOKIE,
        token,
        httponly=True,
        samesite="Strict",
        secure=request.secure or request.headers.get("X-Forwarded-Proto") == "https",
        path="/",
    )


def _check_origin(request: web.Request) -> None:
    """A browser says which page a form comes from; it must be one of ours."""
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != request.host:
        raise Forbidden
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in (
        "same-origin",
        "none",
    ):
        raise Forbidden


async def _check_form(request: web.Request, session: Session) -> None:
    form = await request.post()
    given = form.get(FORM_TOKEN, "")
    if not isinstance(given, str) or not hmac.compare_digest(
        given.encode(), session.form_token.encode()
    ):
        raise Forbidden(reason=HTTPStatus.FORBIDDEN.phrase)

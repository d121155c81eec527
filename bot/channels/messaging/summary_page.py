"""The page behind a link: everything that was said and advised, to read and to print.

Services and scanners open links by themselves, to show previews or to look for harm.
What they get is a door with nothing on it; only a press on its button shows the page.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path

from rasa.core.agent import Agent
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.actions.parts import SPEAKERS
from bot.channels import moving
from bot.channels.messaging.links import Links
from handover.page import STYLESHEET, page
from handover.sheets import Kind, sheet

ROUTE = "s"
_STYLE = "sheet.css"
_DOOR_STYLE = Path(__file__).parent / "summary_door.css"
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
_HTML = "text/html; charset=utf-8"


class SummaryPage:
    """The pages of one service, in its language."""

    def __init__(
        self,
        links: Links,
        agent: Callable[[], Agent | None],
        *,
        service: str,
        language: str,
    ) -> None:
        self._links = links
        self._agent = agent
        self._service = service
        self._language = language
        say = SPEAKERS[language].statement
        button = say("messaging_summary_show").text
        about = say("messaging_summary_door").text
        self._door = self._paper(
            f"<p>{escape(about)}</p>"
            f'<form method="post"><button>{escape(button)}</button></form>'
        )
        ended = say("messaging_summary_ended").text
        self._ended = self._paper(f"<p>{escape(ended)}</p>")

    def add_to(self, routes: Blueprint) -> None:
        """Adds the addresses of the pages."""
        style = STYLESHEET.read_bytes() + _DOOR_STYLE.read_bytes()

        async def stylesheet(_: Request) -> HTTPResponse:
            return HTTPResponse(style, 200, _HEADERS, content_type="text/css")

        async def door(_: Request, token: str) -> HTTPResponse:
            if self._links.sender_of(token) is None:
                return self._gone()
            return HTTPResponse(self._door, 200, _HEADERS, content_type=_HTML)

        async def summary(_: Request, token: str) -> HTTPResponse:
            sender, agent = self._links.sender_of(token), self._agent()
            if sender is None or agent is None:
                return self._gone()
            return await self._summary(agent, sender)

        routes.add_route(stylesheet, f"/{_STYLE}", name="summary_style")
        where = f"/{ROUTE}/<token>"
        routes.add_route(door, where, methods=["GET", "HEAD"], name="summary_door")
        routes.add_route(summary, where, methods=["POST"], name="summary")

    async def _summary(self, agent: Agent, sender: str) -> HTTPResponse:
        made = await moving.record_of(
            agent, sender, route=self._service, language=self._language
        )
        if made is None:
            return self._gone()
        voice = SPEAKERS[self._language].voice
        shown = page(sheet(voice, made, Kind.PATIENT), stylesheet=f"../{_STYLE}")
        return HTTPResponse(shown, 200, _HEADERS, content_type=_HTML)

    def _gone(self) -> HTTPResponse:
        return HTTPResponse(self._ended, 404, _HEADERS, content_type=_HTML)

    def _paper(self, content: str) -> str:
        """A small page in the style of a sheet."""
        title = SPEAKERS[self._language].statement("messaging_summary_title").text
        return (
            f'<!doctype html><html lang="{escape(self._language)}"><head>'
            '<meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            '<meta name="robots" content="noindex">'
            f'<title>{escape(title)}</title><link rel="stylesheet" href="../{_STYLE}">'
            f'</head><body><main class="sheet"><h1>{escape(title)}</h1>{content}'
            "</main></body></html>"
        )

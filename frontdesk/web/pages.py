"""Draws pages: templates filled with words from the catalogue, never with markup."""

from __future__ import annotations

from typing import Any

from aiohttp import web
from jinja2 import Environment, PackageLoader, StrictUndefined

from frontdesk.access import Role
from frontdesk.script import Screens


class Pages:
    """The templates with the words of one locale."""

    def __init__(self, screens: Screens) -> None:
        self._screens = screens
        self._environment = Environment(
            loader=PackageLoader("frontdesk.web"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals["t"] = self.say
        self._environment.globals["phrase"] = screens.phrase
        self._environment.globals["level"] = screens.level
        self._environment.filters["span"] = self.span

    def say(self, sentence: str, **values: object) -> str:
        """A sentence of pages.yml or clinical.yml with its braces filled.

        Raises:
            KeyError: when there is none with this id, or a value is missing.
        """
        words = self._screens.words
        text = words.pages.get(sentence) or words.clinical[sentence]
        return self._screens.fill(text, **values)

    def span(self, seconds: float) -> str:
        """A stretch of time in minutes, or hours and minutes."""
        hours, minutes = divmod(int(max(0.0, seconds)) // 60, 60)
        if hours:
            return self.say("hours", hours=hours, minutes=minutes)
        return self.say("minutes", minutes=minutes)

    def page(
        self, request: web.Request, template: str, status: int = 200, **values: Any
    ) -> web.Response:
        """A page as an answer; the template knows who is signed in."""
        session = request.get("session")
        account = session.account if session else None
        text = self._environment.get_template(f"{template}.html").render(
            account=account,
            form_token=session.form_token if session else "",
            may=lambda role: account is not None and account.role.may(Role(role)),
            here=request.path,
            **values,
        )
        return web.Response(text=text, content_type="text/html", status=status)

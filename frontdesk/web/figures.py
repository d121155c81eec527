"""The page of figures: how the work list goes, as plots with their tables."""

from __future__ import annotations

import asyncio

from aiohttp import web

from frontdesk.access import Role
from frontdesk.desk import Desk
from frontdesk.web.guard import needs
from frontdesk.web.pages import Pages
from worklist.figures import Figure, figures
from worklist.insight import WEEK, contacts

WEEKS = 12


class Figures:
    """What the work list tells of the last weeks."""

    def __init__(self, desk: Desk, pages: Pages) -> None:
        self._desk = desk
        self._pages = pages

    def routes(self) -> list[web.RouteDef]:
        """The address."""
        return [web.get("/insight", needs(Role.CLINICIAN)(self.show))]

    async def show(self, request: web.Request) -> web.Response:
        """Every figure there is enough for."""
        count, drawn = await asyncio.to_thread(self._drawn)
        return self._pages.page(
            request, "insight", figures=drawn, count=count, weeks=WEEKS
        )

    def _drawn(self) -> tuple[int, tuple[Figure, ...]]:
        until = self._desk.now()
        since = until - WEEKS * WEEK
        work = self._desk.worklist
        found = contacts(work, since, until)
        voice = self._desk.speaker.voice
        return len(found), figures(voice, found, work.settings, since, until)

"""What only clinicians do with an item: export it, examine, and judge the triage."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from frontdesk.access import Role
from frontdesk.desk import Desk
from frontdesk.web.clinical import EXAMINED, RESULTS, ClinicalView
from frontdesk.web.guard import needs, session_of
from frontdesk.web.pages import Pages
from handover import Record
from handover.fhir import bundle
from handover.page import page
from handover.sheets import Kind, sheet
from knowledge import Level
from worklist import Erased, NoSuchItem

Show = Callable[[web.Request, dict[str, str]], Awaitable[web.Response]]


class Clinician:
    """The clinician's forms and files; `show` draws an item with what was wrong."""

    def __init__(self, desk: Desk, pages: Pages, show: Show) -> None:
        self._desk = desk
        self._pages = pages
        self._show = show
        self.view = ClinicalView(desk, pages)

    def routes(self) -> list[web.RouteDef]:
        """The addresses."""
        clinician = needs(Role.CLINICIAN)
        return [
            web.post("/work/{id}/judge", clinician(self.judge)),
            web.post("/work/{id}/examine", clinician(self.examine)),
            web.get("/work/{id}/sheet/{kind}", clinician(self.sheet)),
            web.get("/work/{id}/fhir", clinician(self.fhir)),
        ]

    async def sheet(self, request: web.Request) -> web.Response:
        """One of the handover's sheets, to print or to copy."""
        try:
            kind = Kind(request.match_info["kind"])
        except ValueError:
            raise web.HTTPNotFound from None
        record = self._record(request)
        made = sheet(self._desk.speaker.voice, record, kind)
        self._log(request, "exported", {"as": kind.value})
        text = page(made, stylesheet="/static/sheet.css")
        return web.Response(text=text, content_type="text/html")

    async def fhir(self, request: web.Request) -> web.Response:
        """The handover as an FHIR bundle, to save."""
        record = self._record(request)
        self._log(request, "exported", {"as": "fhir"})
        name = f"handover-{record.encounter.id}.json"
        return web.json_response(
            bundle(self._desk.speaker.voice, record),
            content_type="application/fhir+json",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    def _record(self, request: web.Request) -> Record:
        try:
            return self._desk.worklist.record(request.match_info["id"])
        except (NoSuchItem, Erased):
            raise web.HTTPNotFound from None

    def _log(self, request: web.Request, action: str, content: Any) -> None:
        by, id_ = session_of(request).account.name, request.match_info["id"]
        self._desk.worklist.log(action, by=by, id_=id_, content=content)

    async def judge(self, request: web.Request) -> web.Response:
        """Records what a clinician thinks of the triage, and why."""
        form = await request.post()
        why, say = str(form.get("why", "")).strip(), self._pages.say
        problems = {} if why else {"why": say("no_why")}
        try:
            level = Level(str(form.get("level", "")))
        except ValueError:
            problems["level"] = say("no_level")
        if problems:
            return await self._show(request, problems)
        id_ = request.match_info["id"]
        by = session_of(request).account.name
        try:
            self._desk.worklist.judge(id_, by=by, level=level, why=why)
        except NoSuchItem:
            raise web.HTTPNotFound from None
        raise web.HTTPSeeOther(f"/work/{id_}")

    async def examine(self, request: web.Request) -> web.Response:
        """Records what tests showed; from then on the odds after them are shown."""
        form = await request.post()
        known = self.view.library.clinical_tests
        results = {
            test: str(form.get(f"test.{test}", ""))
            for test in known
            if form.get(f"test.{test}") in RESULTS
        }
        self._record(request)
        self._log(request, EXAMINED, {"results": results})
        raise web.HTTPSeeOther(f"/work/{request.match_info['id']}")

"""What only clinicians see: the differential with its ledger, tests, and verdicts."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from typing import Any

from aiohttp import web

import knowledge
from frontdesk.access import Role
from frontdesk.desk import Desk
from frontdesk.web.guard import needs, session_of
from frontdesk.web.pages import Pages
from handover import Record
from handover.fhir import bundle
from handover.page import page
from handover.sheets import Kind, sheet
from knowledge import Case, Level
from knowledge.results import Assessment, Candidate, Direction, LedgerRow
from worklist import Erased, Item, NoSuchItem

Show = Callable[..., Awaitable[web.Response]]
MOST_PATTERNS = 6
_LEDGER = {
    Direction.FOR: "speaks_for",
    Direction.AGAINST: "speaks_against",
    Direction.NOT_KNOWN: "not_known",
}


class Clinical:
    """The clinician's part of an item."""

    def __init__(self, desk: Desk, pages: Pages) -> None:
        self._desk = desk
        self._pages = pages
        self._show: Show | None = None

    def routes(self, show: Show) -> list[web.RouteDef]:
        """The addresses; `show` draws the item with what was wrong."""
        self._show = show
        clinician = needs(Role.CLINICIAN)
        return [
            web.post("/work/{id}/judge", clinician(self.judge)),
            web.get("/work/{id}/sheet/{kind}", clinician(self.sheet)),
            web.get("/work/{id}/fhir", clinician(self.fhir)),
        ]

    def view(self, item: Item) -> dict[str, Any] | None:
        """What the template shows; None when it was erased."""
        try:
            case = self._desk.worklist.record(item.id).case
        except Erased:
            return None
        kb = self._desk.script.kb
        assessment = knowledge.assess(kb, case)
        level = self._desk.speaker.level
        return {
            "sheets": [kind.value for kind in Kind],
            "patterns": [
                self._pattern(candidate, case)
                for candidate in assessment.differential[:MOST_PATTERNS]
            ],
            "tests": [],
            "results": [],
            "moved": [],
            "advised": level(item.urgency),
            "verdict": level(item.verdict) if item.verdict else None,
            "levels": [(one.value, level(one)) for one in Level],
            "sources": self._sources(assessment),
        }

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
            assert self._show is not None  # noqa: S101 - set with the routes
            return await self._show(request, problems)
        id_ = request.match_info["id"]
        by = session_of(request).account.name
        try:
            self._desk.worklist.judge(id_, by=by, level=level, why=why)
        except NoSuchItem:
            raise web.HTTPNotFound from None
        raise web.HTTPSeeOther(f"/work/{id_}")

    def _pattern(self, candidate: Candidate, case: Case) -> dict[str, Any]:
        voice = self._desk.speaker.voice
        say = self._pages.say
        return {
            "name": voice.condition(candidate.condition),
            "odds": f"{candidate.odds:.2g}",
            "after": "",
            "band": say(f"band_{candidate.band.value}"),
            "tied": voice.conditions(candidate.tied_with),
            "ledger": [
                (say(label), list(self._rows(candidate, direction, case)))
                for direction, label in _LEDGER.items()
            ],
        }

    def _rows(
        self, candidate: Candidate, direction: Direction, case: Case
    ) -> Iterator[dict[str, str]]:
        voice = self._desk.speaker.voice
        for row in candidate.ledger:
            if row.direction is not direction:
                continue
            known = direction is not Direction.NOT_KNOWN
            words = (
                voice.mentioned(row.findings, case)
                if known
                else voice.labels(row.findings)
            )
            yield {
                "words": words,
                "factor": self._factor(row) if known and row.counted else "",
                "sources": ", ".join(row.references),
            }

    def _factor(self, row: LedgerRow) -> str:
        value = f"{row.ratio:.2g}"
        if row.interval is None:
            return self._pages.say("ratio", value=value)
        low, high = (f"{bound:.2g}" for bound in row.interval)
        return self._pages.say("ratio_interval", value=value, low=low, high=high)

    def _sources(self, assessment: Assessment) -> list[str]:
        voice = self._desk.speaker.voice
        keys = dict.fromkeys(
            key
            for candidate in assessment.differential[:MOST_PATTERNS]
            for row in candidate.ledger
            for key in row.references
        )
        return [f"{key}: {voice.source(key)}" for key in keys]

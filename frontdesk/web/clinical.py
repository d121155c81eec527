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
from knowledge.case import SaidBy
from knowledge.claims import Accuracy, Library
from knowledge.examination import Examined, Moved, TestResult, examine, separating
from knowledge.library import load_library
from knowledge.results import Assessment, Candidate, Direction, LedgerRow
from worklist import Erased, Item, NoSuchItem

Show = Callable[..., Awaitable[web.Response]]
MOST_PATTERNS = 6
EXAMINED = "examined"
NOT_DONE = "none"
RESULTS = ("positive", "negative", NOT_DONE)
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
        self._library: Library = load_library(desk.script.kb)
        self._show: Show | None = None

    def routes(self, show: Show) -> list[web.RouteDef]:
        """The addresses; `show` draws the item with what was wrong."""
        self._show = show
        clinician = needs(Role.CLINICIAN)
        return [
            web.post("/work/{id}/judge", clinician(self.judge)),
            web.post("/work/{id}/examine", clinician(self.examine)),
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
        results = self._results(item)
        examined = examine(kb, self._library, case, _told(results))
        level = self._desk.speaker.level
        return {
            "sheets": [kind.value for kind in Kind],
            "patterns": [
                self._pattern(candidate, case, examined)
                for candidate in assessment.differential[:MOST_PATTERNS]
            ],
            "tests": list(self._tests(case, results)) if assessment.in_scope else [],
            "results": [(key, self._pages.say(f"result_{key}")) for key in RESULTS],
            "moved": [self._moved(moved) for moved in examined.moved],
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

    async def examine(self, request: web.Request) -> web.Response:
        """Records what tests showed; from then on the odds after them are shown."""
        form = await request.post()
        known = self._library.clinical_tests
        results = {
            test: str(form.get(f"test.{test}", ""))
            for test in known
            if form.get(f"test.{test}") in RESULTS
        }
        self._record(request)
        self._log(request, EXAMINED, {"results": results})
        raise web.HTTPSeeOther(f"/work/{request.match_info['id']}")

    def _results(self, item: Item) -> dict[str, str]:
        """What the tests showed that were recorded last."""
        for entry in reversed(self._desk.worklist.history(item.id)):
            if entry.action == EXAMINED and entry.content:
                return dict(entry.content["results"])
        return {}

    def _tests(self, case: Case, results: dict[str, str]) -> Iterator[dict[str, Any]]:
        """The tests that tell the leading patterns apart, with their figures."""
        voice, say = self._desk.speaker.voice, self._pages.say
        for entry in separating(self._desk.script.kb, self._library, case):
            test = self._library.clinical_tests[entry.test]
            lines = [say("tells", names=voice.conditions(entry.conditions))]
            if test.sensitivity and test.specificity:
                sensitivity, specificity = test.sensitivity, test.specificity
                lines.append(
                    say(
                        "figures",
                        sensitivity=_share(sensitivity),
                        specificity=_share(specificity),
                    )
                )
            for label, ratio in (
                ("ratio_positive", entry.if_positive),
                ("ratio_negative", entry.if_negative),
            ):
                factor = self._factor_of(ratio.value, ratio.low, ratio.high)
                lines.append(f"{say(label)}: {factor}")
            lines.append(f"{say('sources')}: {', '.join(entry.references)}")
            yield {
                "id": entry.test,
                "name": say(f"test_{test.test}"),
                "lines": lines,
                "result": results.get(entry.test, NOT_DONE),
            }

    def _moved(self, moved: Moved) -> str:
        condition = self._desk.speaker.voice.condition(moved.condition)
        before, after = f"{moved.before:.2g}", f"{moved.after:.2g}"
        low = f"{moved.after_low:.2g}"
        if moved.after_high is None:
            bounds = self._pages.say("moved_interval_open", low=low)
        else:
            high = f"{moved.after_high:.2g}"
            bounds = self._pages.say("moved_interval", low=low, high=high)
        line = self._pages.say(
            "moved_line", condition=condition, before=before, after=after
        )
        return f"{line} ({bounds})"

    def _pattern(
        self, candidate: Candidate, case: Case, examined: Examined
    ) -> dict[str, Any]:
        voice = self._desk.speaker.voice
        say = self._pages.say
        return {
            "name": voice.condition(candidate.condition),
            "odds": f"{candidate.odds:.2g}",
            "after": next(
                f"{after.odds:.2g}"
                for after in examined.differential
                if after.condition == candidate.condition
            ),
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
        if row.interval is None:
            return self._pages.say("ratio", value=f"{row.ratio:.2g}")
        return self._factor_of(row.ratio, *row.interval)

    def _factor_of(self, value: float, low: float, high: float | None) -> str:
        shown = {"value": f"{value:.2g}", "low": f"{low:.2g}"}
        if high is None:
            return self._pages.say("ratio_interval_open", **shown)
        return self._pages.say("ratio_interval", **shown, high=f"{high:.2g}")

    def _sources(self, assessment: Assessment) -> list[str]:
        voice = self._desk.speaker.voice
        keys = dict.fromkeys(
            key
            for candidate in assessment.differential[:MOST_PATTERNS]
            for row in candidate.ledger
            for key in row.references
        )
        return [f"{key}: {voice.source(key)}" for key in keys]


def _told(results: dict[str, str]) -> list[TestResult]:
    """The tests that were done, as a clinician's results."""
    return [
        TestResult(test=test, positive=result == RESULTS[0], said_by=SaidBy.CLINICIAN)
        for test, result in results.items()
        if result != NOT_DONE
    ]


def _share(figure: Accuracy) -> str:
    return f"{figure.value:g} ({figure.low:g}–{figure.high:g})"

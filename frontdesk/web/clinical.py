"""What only clinicians see of an item: the differential, its ledger, and tests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import knowledge
from frontdesk.desk import Desk
from frontdesk.web.pages import Pages
from handover.sheets import Kind
from knowledge import Case, Level
from knowledge.case import SaidBy
from knowledge.claims import Accuracy, Library
from knowledge.examination import Examined, Moved, TestResult, examine, separating
from knowledge.library import load_library
from knowledge.results import Assessment, Candidate, Direction, LedgerRow
from worklist import Erased, Item

MOST_PATTERNS = 6
EXAMINED = "examined"
NOT_DONE = "none"
RESULTS = ("positive", "negative", NOT_DONE)
_LEDGER = {
    Direction.FOR: "speaks_for",
    Direction.AGAINST: "speaks_against",
    Direction.NOT_KNOWN: "not_known",
}


class ClinicalView:
    """Draws the clinician's part of an item."""

    def __init__(self, desk: Desk, pages: Pages) -> None:
        self._desk = desk
        self._pages = pages
        self.library: Library = load_library(desk.script.kb)

    def draw(self, item: Item) -> dict[str, Any] | None:
        """What the template shows; None when it was erased."""
        try:
            case = self._desk.worklist.record(item.id).case
        except Erased:
            return None
        kb = self._desk.script.kb
        assessment = knowledge.assess(kb, case)
        results = self._results(item)
        examined = examine(kb, self.library, case, _told(results))
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

    def _results(self, item: Item) -> dict[str, str]:
        """What the tests showed that were recorded last."""
        for entry in reversed(self._desk.worklist.history(item.id)):
            if entry.action == EXAMINED and entry.content:
                return dict(entry.content["results"])
        return {}

    def _tests(self, case: Case, results: dict[str, str]) -> Iterator[dict[str, Any]]:
        """The tests that tell the leading patterns apart, with their figures."""
        voice, say = self._desk.speaker.voice, self._pages.say
        for entry in separating(self._desk.script.kb, self.library, case):
            test = self.library.clinical_tests[entry.test]
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

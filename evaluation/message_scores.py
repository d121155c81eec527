"""Compares what the bot took from one message with what a careful reader takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from evaluation.crosswalk import Crosswalk, site
from evaluation.messages import LabelledMessage
from evaluation.stated import Stated
from evaluation.talk import Heard
from knowledge.case import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageScore:
    """One message with its outcome.

    A pair is a finding with its status or value. `found` are the expected pairs that
    were heard, `missing` those that were not, `extra` the pairs heard that nobody said.
    A finding heard with a wrong value is both missing and extra. `asked_back` are
    findings not heard that the bot would ask about.
    """

    message: LabelledMessage
    got_intent: str
    found: tuple[Stated, ...]
    missing: tuple[Stated, ...]
    extra: tuple[str, ...]
    heard: Heard
    asked_back: tuple[str, ...] = ()

    @property
    def is_intent_right(self) -> bool:
        """The intent is the labelled one."""
        return self.got_intent == self.message.intent

    @property
    def negatives_right(self) -> int:
        """How many explicit negatives were heard as such."""
        return sum(entry.status is Status.ABSENT for entry in self.found)

    @property
    def negatives_stated(self) -> int:
        """How many findings the message explicitly denies."""
        return sum(entry.status is Status.ABSENT for entry in self._expected)

    @property
    def red_flags_stated(self) -> int:
        """How many red-flag findings were reported or denied."""
        return sum(entry.is_red_flag for entry in self._expected)

    @property
    def red_flags_reported(self) -> int:
        """How many red-flag findings were reported as present."""
        return sum(map(_is_reported, self._expected))

    @property
    def red_flags_missed(self) -> tuple[str, ...]:
        """Red-flag findings reported and not heard as present, for whatever reason."""
        return tuple(entry.finding for entry in self.missing if _is_reported(entry))

    @property
    def red_flags_asked_back(self) -> tuple[str, ...]:
        """Of the red-flag findings missed, those the bot asks about."""
        return tuple(f for f in self.red_flags_missed if f in self.asked_back)

    @property
    def asked_in_vain(self) -> tuple[str, ...]:
        """What the bot asks about and nobody reported."""
        reported = {e.finding for e in self._expected if e.status is Status.PRESENT}
        return tuple(f for f in self.asked_back if f not in reported)

    @property
    def red_flags_inverted(self) -> tuple[str, ...]:
        """Red-flag findings heard as the opposite of what was said."""
        return tuple(
            entry.finding
            for entry in self.missing
            if entry.is_red_flag and self._is_inverted(entry)
        )

    @property
    def _expected(self) -> tuple[Stated, ...]:
        return (*self.found, *self.missing)

    def _is_inverted(self, entry: Stated) -> bool:
        heard = self.heard.get(entry.finding)
        opposites = {Status.PRESENT, Status.ABSENT}
        return heard is not None and {heard[0], entry.status} == opposites

    def to_json(self) -> dict[str, Any]:
        """The message in the report, without its text."""
        return {
            "id": self.message.id,
            "expected": {
                "intent": self.message.intent,
                "findings": dict(self.message.findings),
            },
            "got": {
                "intent": self.got_intent,
                "findings": {
                    finding: status.value if value is None else value
                    for finding, (status, value) in sorted(self.heard.items())
                },
            },
            "correct": {"intent": self.is_intent_right},
            "found": [entry.finding for entry in self.found],
            "missing": [entry.finding for entry in self.missing],
            "extra": list(self.extra),
            "red_flags_missed": list(self.red_flags_missed),
            "red_flags_asked_back": list(self.red_flags_asked_back),
            "asked_in_vain": list(self.asked_in_vain),
            "red_flags_inverted": list(self.red_flags_inverted),
        }


def score_message(
    message: LabelledMessage,
    intent: str,
    heard: Heard,
    crosswalk: Crosswalk,
    asked_back: tuple[str, ...] = (),
) -> MessageScore:
    """Scores one message against its label."""
    reading = crosswalk.read(message.findings)
    arguable = crosswalk.read(message.arguable)
    expected = [entry for entry in reading.stated if entry.status is not Status.UNSURE]
    allowed = (
        *reading.stated,
        *reading.implied,
        *arguable.stated,
        *arguable.implied,
    )
    heard_fairly = {e.finding for e in arguable.stated if _agrees(e, heard)}
    found = tuple(
        entry
        for entry in expected
        if _agrees(entry, heard) or entry.finding in heard_fairly
    )
    extra = tuple(
        finding
        for finding, (status, value) in heard.items()
        if finding in crosswalk.findings()
        and status in (Status.PRESENT, Status.ABSENT)
        and not _is_spared_place(finding, status)
        and not _repeats_a_place(finding, value, heard, expected)
        and not any(
            entry.finding == finding and entry.agrees(status, value)
            for entry in allowed
        )
    )
    return MessageScore(
        message=message,
        got_intent=crosswalk.intent(intent),
        found=found,
        missing=tuple(entry for entry in expected if entry not in found),
        extra=extra,
        heard=heard,
        asked_back=asked_back,
    )


def _agrees(entry: Stated, heard: Heard) -> bool:
    return entry.finding in heard and entry.agrees(*heard[entry.finding])


def _is_spared_place(finding: str, status: Status) -> bool:
    """Whether it is a place that does not hurt, for which labels have no word."""
    return finding.startswith("site_") and status is Status.ABSENT


def _repeats_a_place(
    finding: str, value: str | float | None, heard: Heard, expected: list[Stated]
) -> bool:
    """Whether this is a worst place nobody labelled, of places that count themselves.

    A label names a worst place only where its reader saw one; a place heard wrongly is
    one mistake, not two.
    """
    is_labelled = any(entry.finding == "main_site" for entry in expected)
    is_place = finding == "main_site" and site(str(value)) in heard
    return is_place and not is_labelled


def _is_reported(entry: Stated) -> bool:
    return entry.is_red_flag and entry.status is Status.PRESENT

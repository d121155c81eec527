"""What one message leaves open by itself: misspelt words, and what is only asked about.

Where a red flag may be meant it is asked back, never taken as said nor passed over.
"""

from __future__ import annotations

from dataclasses import replace

from bot.actions.interview import Doubt
from bot.actions.parts import FINDER, KB, SPEAKER
from knowledge import Case, Status
from understanding import Heard


def misspelt(case: Case, heard: Heard) -> Doubt | None:
    """A misspelling to ask about: one that would raise, or take back, a red flag."""
    for suggestion in heard.suggestions:
        meant, known = Status(suggestion.status), case.status(suggestion.finding)
        if known is not meant and Status.PRESENT in (meant, known):
            return _meant(suggestion.finding, suggestion.meant)
    return None


def without_asked_about(
    case: Case, text: str, heard: Heard
) -> tuple[Heard, Doubt | None]:
    """What was heard without what was only asked about, such as "can X cause Y?"."""
    general = FINDER.asked_in_general(text)
    mentioned = [
        statement
        for statement in heard.statements
        if statement.status == Status.PRESENT.value
        and any(start <= statement.start < end for start, end in general)
    ]
    if not mentioned:
        return heard, None
    reported = tuple(s for s in heard.statements if s not in mentioned)
    flags = [
        statement.finding
        for statement in mentioned
        if statement.finding in KB.red_flag_findings
        and case.status(statement.finding) is not Status.PRESENT
    ]
    doubt = _meant(flags[0], SPEAKER.voice.label(flags[0])) if flags else None
    return replace(heard, statements=reported), doubt


def _meant(finding: str, words: str) -> Doubt:
    return Doubt(findings=(finding,), phrase="did_you_mean", words=words)

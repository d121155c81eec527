"""Runs a whole file of cases against a bot, telling how far it is."""

from __future__ import annotations

import sys
import uuid
from collections.abc import Sequence
from pathlib import Path

from evaluation.crosswalk import Crosswalk
from evaluation.interview import Interview, interview
from evaluation.message_scores import MessageScore, score_message
from evaluation.messages import LabelledMessage
from evaluation.patient import Patient
from evaluation.talk import Bot, BotFailure, Heard
from evaluation.transcripts import is_same, write_transcript
from evaluation.vignette_scores import Score, score
from evaluation.vignettes import Vignette


async def run_vignettes(
    bot: Bot,
    vignettes: Sequence[Vignette],
    crosswalk: Crosswalk,
    *,
    twice: bool,
    transcripts: Path | None = None,
) -> list[Score]:
    """Every vignette as a talk of its own, each a second time when `twice`."""
    scores = []
    for number, vignette in enumerate(vignettes, start=1):
        outcome = await _talk(bot, vignette, crosswalk)
        stable = None
        if twice:
            stable = is_same(outcome, await _talk(bot, vignette, crosswalk))
        if transcripts is not None:
            write_transcript(transcripts, vignette, outcome)
        scores.append(score(vignette, outcome, crosswalk, stable=stable))
        _tell(number, len(vignettes), _course(scores[-1]))
    return scores


async def run_messages(
    bot: Bot, messages: Sequence[LabelledMessage], crosswalk: Crosswalk
) -> list[MessageScore]:
    """Every message parsed by itself."""
    scores = []
    for number, message in enumerate(messages, start=1):
        intent, heard, asked_back = await _read(bot, message.text)
        score = score_message(message, intent, heard, crosswalk, asked_back)
        scores.append(score)
        if not _is_flawless(scores[-1]):
            _tell(number, len(messages), _misreading(scores[-1]))
    return scores


async def _talk(bot: Bot, vignette: Vignette, crosswalk: Crosswalk) -> Interview:
    # A name never used before, so that no earlier talk can be continued.
    return await interview(bot, Patient(vignette, crosswalk), uuid.uuid4().hex)


async def _read(bot: Bot, text: str) -> tuple[str, Heard, tuple[str, ...]]:
    """What the bot takes from one message; nothing when it breaks down on it."""
    try:
        return await bot.intent(text), bot.hear(text), bot.asks_back(text)
    except BotFailure as failure:
        print(failure, file=sys.stderr)
        return "failure", {}, ()


def _tell(number: int, total: int, what: str) -> None:
    print(f"[{number:>{len(str(total))}}/{total}] {what}", file=sys.stderr, flush=True)


def _course(result: Score) -> str:
    case = result.vignette
    verdict = "right" if result.is_exact else "WRONG"
    if result.is_unsafe:
        verdict = "UNSAFE"
    ended = result.failure or f"{result.got_triage} after {result.questions} questions"
    accepted = ", ".join(sorted(case.acceptable_triage))
    line = f"{case.id:<8} {verdict:<7} {ended} (right: {accepted})"
    return line if result.stable is not False else f"{line}, differs when run again"


def _is_flawless(result: MessageScore) -> bool:
    return result.is_intent_right and not result.missing and not result.extra


def _misreading(result: MessageScore) -> str:
    parts = []
    if not result.is_intent_right:
        parts.append(f"{result.message.intent} taken for {result.got_intent}")
    if result.missing:
        names = ", ".join(entry.finding for entry in result.missing)
        parts.append(f"not heard: {names}")
    if result.extra:
        parts.append(f"not said: {', '.join(result.extra)}")
    return f"{result.message.id:<8} {'; '.join(parts)}"

"""A bot that follows a script, and the small pieces a test builds cases from."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evaluation.crosswalk import load_crosswalk
from evaluation.interview import Interview, interview
from evaluation.patient import Patient
from evaluation.talk import BotFailure, BotMessage, Heard
from evaluation.vignettes import Vignette, read_vignettes

INTRODUCTION: BotMessage = {
    "text": "I ask about back pain.",
    "buttons": [{"title": "Start", "payload": "/begin"}],
    "data": {"kind": "introduction"},
}
OPEN_QUESTION: BotMessage = {
    "text": "What is wrong?",
    "buttons": [],
    "data": {"kind": "statement", "about": "opening"},
}


def asks(
    question: str,
    *findings: str,
    kind: str = "single",
    safety: bool = False,
    stage: str = "pattern",
    options: Sequence[str] = (),
) -> BotMessage:
    """A question message with tappable options."""
    offered = [
        {"id": o, "title": o, "payload": f'/answer{{"q": "{question}", "o": "{o}"}}'}
        for o in options
    ]
    return {
        "text": question,
        "buttons": [],
        "data": {
            "kind": "question",
            "question": {
                "id": question,
                "kind": kind,
                "stage": stage,
                "findings": list(findings),
                "options": offered,
                "safety": safety,
            },
        },
    }


def advises(
    level: str,
    *,
    ranked: Sequence[Sequence[str]] = (),
    suspected: Sequence[str] = (),
    kind: str = "assessment",
) -> BotMessage:
    """An advice message; `ranked` lists tied conditions, the likeliest first."""
    differential = [
        {"condition": condition, "rank": rank, "tied_with": []}
        for rank, tied in enumerate(ranked, start=1)
        for condition in tied
    ]
    red_flags = [{"id": s, "suspected": s, "level": level} for s in suspected]
    return {
        "text": level,
        "buttons": [],
        "data": {
            "kind": kind,
            "assessment": {
                "level": level,
                "differential": differential,
                "red_flags": red_flags,
                "knowledge_version": "1",
            },
        },
    }


class ScriptedBot:
    """Replies from a list; past its end it is silent. Remembers what it was told."""

    def __init__(
        self, *replies: Sequence[BotMessage] | BotFailure, heard: Heard | None = None
    ) -> None:
        self._replies = replies
        self._heard = heard or {}
        self.told: list[str] = []

    def begin(self, name: str) -> ScriptedTalk:
        """A talk from the first reply on."""
        self.told = []
        return ScriptedTalk(self)

    async def intent(self, text: str) -> str:
        """Everybody describes symptoms."""
        return "describe_symptoms"

    def hear(self, text: str) -> Heard:
        """What it was made to hear, whatever the text."""
        return self._heard

    def asks_back(self, text: str) -> tuple[str, ...]:
        """Nothing."""
        return ()

    def reply(self) -> Sequence[BotMessage]:
        """The next reply of the script."""
        number = len(self.told) - 1
        reply = self._replies[number] if number < len(self._replies) else ()
        if isinstance(reply, BotFailure):
            raise reply
        return reply


class ScriptedTalk:
    """One talk with the scripted bot."""

    def __init__(self, bot: ScriptedBot) -> None:
        self._bot = bot

    async def say(self, text: str) -> Sequence[BotMessage]:
        """Notes the text and returns the next reply."""
        self._bot.told.append(text)
        return self._bot.reply()


def vignette(tmp_path: Path, **fields: Any) -> Vignette:
    """A routine low back pain case with some fields changed."""
    case = {
        "id": "case-1",
        "source": "written for this test",
        "kind": "patient_post",
        "pattern": "low_back_pain",
        "suspected": None,
        "triage": "routine",
        "clarity": "clear",
        "gold_basis": "self_reported",
        "age": 45,
        "sex": "female",
        "opening": "My back hurts.",
        "facts": {},
        "answers": {},
        **fields,
    }
    path = tmp_path / "case.yml"
    path.write_text(json.dumps([case]), encoding="utf-8")
    return read_vignettes(path)[0]


def talk(bot: ScriptedBot, case: Vignette) -> Interview:
    """The talk of the case's patient with the bot."""
    return asyncio.run(interview(bot, Patient(case, load_crosswalk()), "a talk"))

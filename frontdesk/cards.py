"""The whole script and the red flags as paper, drawn from the same knowledge.

Paper has no engine behind it, so what holds a red flag back in the engine is left out,
and so is what could only be asked after an alarm: on paper a sign is never less urgent
than on the screen.
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from knowledge.model import KnowledgeBase, Level, Question, RedFlag, Stage
from rendering import Speaker
from rendering.desk import DeskWording, load_desk_wording
from rendering.statements import said

STYLESHEET = Path(__file__).parent / "web" / "static" / "cards.css"
_OPENING = ("identity", "callback", "speaker", "story")
_HAPPENING = (
    "just_book",
    "distressed",
    "aggressive",
    "dropped_line",
    "no_interpreter",
    "refuses_questions",
    "third_party",
    "child",
)
_FIXED = (Stage.PROFILE, Stage.SAFETY, Stage.ESSENTIAL)


def cards(speaker: Speaker, stylesheet: str | None = None) -> str:
    """The cards as an HTML document to print.

    Args:
        speaker: for the knowledge, the clinic and the words.
        stylesheet: the address of the style where it is served; else it is put in.
    """
    words = load_desk_wording(speaker.voice.kb)
    environment = Environment(
        loader=PackageLoader("frontdesk.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("cards.html").render(
        t=_Words(speaker, words),
        stylesheet=stylesheet,
        style="" if stylesheet else STYLESHEET.read_text(encoding="utf-8"),
        **_contents(speaker, words),
    )


class _Words:
    """Sentences of the cards by id, filled with the clinic's facts."""

    def __init__(self, speaker: Speaker, words: DeskWording) -> None:
        self._fill = speaker.voice.fill
        self._words = words

    def __call__(self, sentence: str, **values: object) -> str:
        return self.fill(self._words.pages[sentence], **values)

    def phrase(self, phrase: str) -> str:
        return self.fill(self._words.phrases[phrase])

    def fill(self, text: str, **values: object) -> str:
        number = self._words.phrases["number_on_sheet"]
        return self._fill(text, **{"callback_number": number, **values})


def _contents(speaker: Speaker, words: DeskWording) -> dict[str, Any]:
    kb, wording = speaker.voice.kb, speaker.voice.wording
    after = _asked_after_an_alarm(kb)
    asked = [q for q in kb.questions.values() if q.stage in _FIXED and q not in after]
    answers_then = {finding for question in after for finding in question.findings}
    rows = [f for f in kb.red_flags if not answers_then & set(f.when.findings())]
    return {
        "version": kb.version,
        "opening": [words.steps[step] for step in _OPENING],
        "questions": [_question(speaker, words, question) for question in asked],
        "alarm": words.any_alarm,
        "refusing": words.refusing,
        "today": words.steps["same_day"],
        "families": [
            (family, [_flag(speaker, words, flag) for flag in flags])
            for family, flags in groupby(rows, lambda flag: flag.family)
        ],
        "net": wording.safety_net.values(),
        "happening": [words.steps[step] for step in _HAPPENING],
    }


def _asked_after_an_alarm(kb: KnowledgeBase) -> list[Question]:
    """Questions that could only take an alarm back: the desk asks none of them."""
    flags = [flag for flag in kb.red_flags if flag.alarm_first]
    return [kb.questions[question] for flag in flags for question in flag.clarify]


def _question(
    speaker: Speaker, words: DeskWording, question: Question
) -> dict[str, Any]:
    spoken, wording = words.questions[question.id], speaker.voice.wording
    own = wording.questions[question.id].options
    options: list[str] = []
    if question.kind == "choice":
        choices = wording.findings[question.findings[0]].choices
        options = [own.get(key, label) for key, label in choices.items()]
    elif question.kind == "number":
        options = [own[f"{value:g}"] for value in question.values]
    several = question.findings if question.kind == "multiple" else ()
    return {
        "say": spoken.say,
        "plain": spoken.plain,
        "when": said(question.when, wording) if question.when else None,
        "lines": [words.findings[finding] for finding in several],
        "options": options,
        "single": question.kind == "single",
    }


def _flag(speaker: Speaker, words: DeskWording, flag: RedFlag) -> dict[str, str]:
    unsure = flag.if_unsure or max(flag.level, Level.SAME_DAY, key=lambda x: x.rank)
    level = words.phrases
    return {
        "when": _bare(said(flag.when, speaker.voice.wording)),
        "level": speaker.voice.fill(level[f"level_{flag.level.value}"]),
        "urgency": flag.level.value,
        "unsure": speaker.voice.fill(level[f"level_{unsure.value}"]),
    }


def _bare(text: str) -> str:
    """The text without brackets around all of it."""
    depth = 0
    for place, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if depth == 0:
            whole = place == len(text) - 1 and text.startswith("(")
            return text[1:-1] if whole else text
    return text

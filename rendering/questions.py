"""A question of the engine as a message: what to ask, and every answer to it."""

from __future__ import annotations

from typing import Any

from knowledge.case import Case
from knowledge.model import Question
from knowledge.results import Ask
from rendering.answered import answered
from rendering.message import Button, Message, answer_payload
from rendering.voice import Voice

ASIDES = {
    "button_why": "/ask_why",
    "button_back": "/go_back",
    "button_restart": "/restart",
    "button_stop": "/stop",
}


def question(voice: Voice, ask: Ask, case: Case) -> Message:
    """The question, with the answers that are still open as buttons."""
    words = voice.wording.questions[ask.question.id]
    text = " ".join(voice.fill(part) for part in (words.lead, words.ask) if part)
    return _message(voice, ask, case, text)


def rest_of_question(voice: Voice, ask: Ask, case: Case) -> Message:
    """The same just after it was asked, so it need not be said in full again."""
    return _message(voice, ask, case, voice.phrase("and_any_of_these"))


def part_of_question(voice: Voice, ask: Ask, case: Case) -> Message:
    """Only some of what a question asks for, once more, to make sure of it."""
    if ask.question.kind != "single":
        return _message(voice, ask, case, voice.phrase("is_any_of_these_so"))
    (finding,) = ask.findings
    sign = _to_tick(voice, ask.question, finding)
    return _message(voice, ask, case, voice.phrase("is_this_so", sign=sign))


def _message(voice: Voice, ask: Ask, case: Case, text: str) -> Message:
    record = ask.question
    words = voice.wording.questions[record.id]
    hint = voice.fill(words.hint) if words.hint else None
    options = _options(voice, ask)
    return Message(
        text=f"{text} {hint}" if hint else text,
        buttons=tuple(Button(o["title"], o["payload"]) for o in options),
        data={
            "kind": "question",
            "question": {
                "id": record.id,
                "kind": record.kind,
                "stage": record.stage.value,
                "findings": list(ask.findings),
                "options": options,
                "safety": record.is_safety,
                "alarm_stands": ask.alarm_stands,
                "text": text,
                "hint": hint,
                "typing": _typing(voice, record),
                "why": voice.fill(words.why),
                "submit": _submit(voice, record),
            },
            **_progress(ask),
            "asides": [
                {"title": voice.phrase(phrase), "payload": payload}
                for phrase, payload in ASIDES.items()
            ],
            "answered": answered(voice, case),
        },
    )


def _progress(ask: Ask) -> dict[str, Any]:
    """How far the interview has come; nothing beside an alarm, which ends it."""
    if ask.alarm_stands:
        return {}
    left = {"about_left": ask.about_left, "safety_left": ask.safety_left}
    return {"progress": {"asked": ask.asked, **left}}


def _options(voice: Voice, ask: Ask) -> list[dict[str, str]]:
    own = _own_options(voice, ask)
    if ask.question.kind == "multiple":
        own["none"] = voice.phrase("option_none")
    for general in ("unsure", "declined"):
        own[general] = voice.phrase(f"option_{general}")
    return [
        {"id": key, "title": title, "payload": answer_payload(ask.question.id, key)}
        for key, title in own.items()
    ]


def _own_options(voice: Voice, ask: Ask) -> dict[str, str]:
    """The answers that this question alone offers, by id."""
    record = ask.question
    words = voice.wording.questions[record.id].options
    if record.kind == "single":
        return {key: voice.phrase(f"option_{key}") for key in ("yes", "no")}
    if record.kind == "multiple":
        return {f: _to_tick(voice, record, f) for f in ask.findings}
    if record.kind == "number":
        return {f"{value:g}": words[f"{value:g}"] for value in record.values}
    (finding,) = record.findings
    choices = voice.wording.findings[finding].choices
    return {
        choice: words.get(choice, choices[choice])
        for choice in voice.kb.findings[finding].choices
    }


def _to_tick(voice: Voice, record: Question, finding: str) -> str:
    """A sign in the words of its question's list."""
    words = voice.wording.questions[record.id].options
    return words.get(finding) or voice.option(finding)


def _typing(voice: Voice, record: Question) -> str | None:
    """How to answer by number where there is nothing to tap."""
    if record.kind == "number":
        return None
    return voice.phrase("type_numbers" if record.kind == "multiple" else "type_number")


def _submit(voice: Voice, record: Question) -> list[dict[str, Any]]:
    """How several ticked boxes can be sent: what the ticks say of the other boxes."""
    if record.kind != "multiple":
        return []
    return [
        {"rest": "absent", "title": voice.phrase("only_these")},
        {"rest": "unsure", "title": voice.phrase("rest_unsure")},
    ]

"""The answers given so far, question by question, each with the way to change it."""

from __future__ import annotations

import json
from typing import Any

from knowledge.case import Answer, Case, Status
from knowledge.model import KnowledgeBase
from rendering.voice import Voice


def answered(voice: Voice, case: Case) -> list[dict[str, Any]]:
    """Question, answer in words, and the payload that asks it again; first asked first.

    What was volunteered stands with the question that would have asked for it. A
    finding that no question asks for is changed by saying so, and is not listed.
    """
    return [
        {
            "question": question,
            "title": voice.fill(voice.wording.questions[question].ask),
            "answer": _in_words(voice, question, case),
            "payload": go_back_payload(question),
        }
        for question in _questions(voice.kb, case)
    ]


def go_back_payload(question: str) -> str:
    """The payload that asks an answered question again.

    Examples:
        >>> go_back_payload("sex")
        '/go_back{"q": "sex"}'
    """
    return f"/go_back{json.dumps({'q': question})}"


def _questions(kb: KnowledgeBase, case: Case) -> list[str]:
    asking = {
        finding: question.id
        for question in reversed(tuple(kb.questions.values()))
        for finding in question.findings
    }
    asked = (a.question or asking.get(a.finding, "") for a in case.answers)
    return [question for question in dict.fromkeys(asked) if question in kb.questions]


def _in_words(voice: Voice, question: str, case: Case) -> str:
    """What was said of its findings; where nothing is so, just "none" or "not sure"."""
    current = case.current
    findings = voice.kb.questions[question].findings
    given = [current[finding] for finding in findings if finding in current]
    present = [answer for answer in given if answer.status is Status.PRESENT]
    if present or len(findings) == 1:
        return voice.answers(present or given)
    return voice.listed(_of_several(voice, answer) for answer in given)


def _of_several(voice: Voice, answer: Answer) -> str:
    status = answer.status
    option = "none" if status is Status.ABSENT else status.value
    return voice.phrase(f"option_{option}")

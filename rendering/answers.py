"""An answer to a person's own question, with where it is from and what could follow."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from knowledge.model import Basis, Reference
from knowledge.plain_json import plain_json
from rendering.message import Button, Message, statement
from rendering.voice import Voice

# The caveat of a claim that says the same as `partly_ours`.
OWN_READING = "own_reading"


def answer(
    voice: Voice,
    told: Mapping[str, Any],
    references: Iterable[Reference],
    *,
    buttons: bool,
) -> Message:
    """What the sources say.

    Args:
        voice: who speaks.
        told: the answer as JSON: topic, title, text, claims, references, bases,
            caveats and next steps.
        references: the sources of it, in full.
        buttons: whether what could follow is offered to tap; beside a question that
            waits for an answer it is only named.
    """
    cited = list(references)
    following = told["next_steps"]
    lines = [
        told["text"],
        voice.phrase("sources"),
        *(f"- {voice.cited(reference)}" for reference in cited),
    ]
    if Basis.INFERENCE.value in told["bases"] and OWN_READING not in told["caveats"]:
        lines.insert(1, voice.phrase("partly_ours"))
    if following and not buttons:
        titles = " ".join(step["title"] for step in following)
        lines.append(voice.phrase("ask_next", questions=titles))
    return statement(
        "answer",
        "\n".join(lines),
        _to_tap(following) if buttons else (),
        answer=plain_json(told),
        sources=[
            {
                "id": reference.id,
                "citation": reference.citation,
                "read_depth": reference.read_depth,
                "url": reference.url,
                "words": voice.cited(reference),
            }
            for reference in cited
        ],
    )


def nearest(
    voice: Voice, near: Iterable[Mapping[str, str]], *, buttons: bool
) -> Message:
    """What a question that is not clear may have meant: topics with their titles.

    Beside a question that waits for an answer they are only named, as in `answer`.
    """
    steps = [dict(step) for step in near]
    titles = " ".join(step["title"] for step in steps)
    return statement(
        "nearest",
        voice.phrase("nearest", questions=titles),
        _to_tap(steps) if buttons else (),
        next_steps=steps,
    )


def _to_tap(steps: Iterable[Mapping[str, str]]) -> tuple[Button, ...]:
    return tuple(Button(s["title"], topic_payload(s["topic"])) for s in steps)


def topic_payload(topic: str) -> str:
    """The payload that asks about a topic.

    Examples:
        >>> topic_payload("what_sciatica")
        '/ask_question{"topic": "what_sciatica"}'
    """
    return f"/ask_question{json.dumps({'topic': topic})}"

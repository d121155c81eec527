"""Talks as text files, and whether two talks are the same."""

from __future__ import annotations

import re
from pathlib import Path

from evaluation.interview import Interview
from evaluation.talk import payloads_of
from evaluation.vignettes import Vignette


def is_same(first: Interview, second: Interview) -> bool:
    """Whether two talks were word for word, button for button and datum for datum."""
    return (first.turns, first.failure) == (second.turns, second.failure)


def transcript(vignette: Vignette, outcome: Interview) -> str:
    """One talk as a person can read it, payloads included."""
    accepted = ", ".join(sorted(vignette.acceptable_triage))
    lines = [
        f"case {vignette.id}: {vignette.pattern}, right advice: {accepted}",
        f"ended with: {outcome.failure or outcome.advice}",
        "",
    ]
    for turn in outcome.turns:
        lines.append(f"patient: {turn.patient}")
        for message in turn.bot:
            lines.append(f"    bot: {_indented(str(message.get('text') or ''))}")
            payloads = "  ".join(payloads_of(message))
            if payloads:
                lines.append(f"         [{payloads}]")
        lines.append("")
    return "\n".join(lines)


def write_transcript(folder: Path, vignette: Vignette, outcome: Interview) -> None:
    """Writes one talk to a file named after its case."""
    folder.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"[^\w.-]", "_", vignette.id)
    path = folder / f"{name}.txt"
    path.write_text(transcript(vignette, outcome), encoding="utf-8")


def _indented(text: str) -> str:
    return text.replace("\n", "\n         ")

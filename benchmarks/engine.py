"""How long the engine takes for one step, over interviews recorded from the cases."""

from __future__ import annotations

from collections.abc import Iterator

import knowledge
from benchmarks.timing import Timing
from evaluation.crosswalk import load_crosswalk
from evaluation.patient import Patient
from evaluation.vignettes import Vignette
from knowledge import Answer, Ask, Case, KnowledgeBase, Status

_MOST_STEPS = 40


def measure_engine(vignettes: list[Vignette], rounds: int) -> tuple[Timing, Timing]:
    """Durations of a next question, and of a whole assessment with its changes."""
    kb = knowledge.load()
    steps, assessments = Timing(), Timing()
    recorded = [
        (case, steps if knowledge.next_question(kb, case) else assessments)
        for entry in vignettes
        for case in _interview(kb, entry)
    ]
    for _ in range(rounds):
        for case, timing in recorded:
            with timing.measure():
                knowledge.next_step(kb, case)
    return steps, assessments


def _interview(kb: KnowledgeBase, vignette: Vignette) -> Iterator[Case]:
    """The case as it stood at every step, every question answered by the vignette."""
    patient = Patient(vignette, load_crosswalk())
    case = Case()
    for _ in range(_MOST_STEPS):
        yield case
        step = knowledge.next_step(kb, case)
        if not isinstance(step, Ask):
            return
        for finding in step.findings:
            case = case.add(_answer(patient, finding, step))


def _answer(patient: Patient, finding: str, step: Ask) -> Answer:
    stated = patient.states(finding)
    if stated is None:
        status = Status.ABSENT if step.question.is_safety else Status.UNSURE
        return Answer(finding=finding, status=status, question=step.question.id)
    return Answer(
        finding=finding,
        status=stated.status,
        value=stated.values[0] if stated.values else None,
        question=step.question.id,
    )

"""Which self-care is safe to offer beside the advice: a plan in stages.

What could provoke a nerve is held back unless everything it needs is certain; unsure
and declined never open it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from knowledge import triage
from knowledge.case import Status
from knowledge.expressions import Current
from knowledge.model import CareStage, ForWhom, KnowledgeBase, Level
from knowledge.results import Candidate, CareOffered, Reason

_WARNINGS = frozenset({"red_flag", "not_excluded"})


def is_safe(level: Level) -> bool:
    """Whether self-care may stand beside advice of this urgency."""
    return level in (Level.SELF_CARE, Level.ROUTINE)


def plan(
    kb: KnowledgeBase,
    current: Current,
    level: Level,
    reasons: Collection[Reason],
    differential: Collection[Candidate],
) -> tuple[CareOffered, ...]:
    """The stages to offer, each with at least one step; none when that is not safe."""
    if not is_safe(level):
        return ()
    leading = [entry.condition for entry in differential if entry.rank == 1]
    warned = any(reason.kind in _WARNINGS for reason in reasons) or any(
        _is_present(finding, current) for finding in kb.red_flag_findings
    )
    offered = (
        CareOffered(stage=stage.id, steps=tuple(_steps(kb, stage, current, leading)))
        for stage in kb.care
        if _is_open(kb, stage, current, leading, warned=warned)
    )
    return tuple(stage for stage in offered if stage.steps)


def _is_open(
    kb: KnowledgeBase,
    stage: CareStage,
    current: Current,
    leading: Collection[str],
    *,
    warned: bool,
) -> bool:
    if stage.cautious and (
        warned or not all(_names(kb, stage.for_whom, c) for c in leading)
    ):
        return False
    return _is_for(kb, stage.for_whom, current, leading)


def _steps(
    kb: KnowledgeBase, stage: CareStage, current: Current, leading: Collection[str]
) -> Iterator[str]:
    for step in stage.steps:
        if _is_for(kb, step.for_whom, current, leading):
            yield step.id


def _is_for(
    kb: KnowledgeBase, whom: ForWhom, current: Current, leading: Collection[str]
) -> bool:
    if whom.when is not None and whom.when.holds(current) is not True:
        return False
    possible = triage.with_unsure_as(kb, current, Status.PRESENT)
    if whom.unless is not None and whom.unless.holds(possible) is True:
        return False
    chosen = bool(whom.conditions or whom.families)
    return not chosen or any(_names(kb, whom, condition) for condition in leading)


def _names(kb: KnowledgeBase, whom: ForWhom, condition: str) -> bool:
    family = kb.conditions[condition].family
    return condition in whom.conditions or family in whom.families


def _is_present(finding: str, current: Current) -> bool:
    answer = current.get(finding)
    return answer is not None and answer.status is Status.PRESENT

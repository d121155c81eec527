"""Random but reproducible cases for the property tests."""

from __future__ import annotations

from hypothesis import strategies as st

import knowledge
from knowledge import Answer, Case, KnowledgeBase, Status
from knowledge.model import Finding, Kind

KB: KnowledgeBase = knowledge.load()
ASKED_BY = {f: q.id for q in KB.questions.values() for f in q.findings}


def values(finding: Finding) -> st.SearchStrategy[str | float | None]:
    """What a present finding may carry."""
    if finding.kind is Kind.CHOICE:
        return st.sampled_from(finding.choices)
    if finding.kind is Kind.NUMBER:
        return st.floats(finding.minimum or 0, finding.maximum or 100, width=32)
    return st.none()


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    """One answer about any finding; every status can occur."""
    finding = KB.findings[draw(st.sampled_from(sorted(KB.findings)))]
    status = draw(st.sampled_from(list(Status)))
    value = draw(values(finding)) if status is Status.PRESENT else None
    if finding.kind is not Kind.BOOLEAN and status is Status.ABSENT:
        status = Status.UNSURE
    question = draw(st.sampled_from((None, ASKED_BY.get(finding.id))))
    return Answer(finding=finding.id, status=status, value=value, question=question)


def cases(largest: int = 25) -> st.SearchStrategy[Case]:
    """A case of up to `largest` answers, corrections among them."""
    return st.lists(answers(), max_size=largest).map(lambda a: Case(tuple(a)))

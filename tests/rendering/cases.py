"""People to render: what they said, played through the real engine."""

from __future__ import annotations

import knowledge
from knowledge import Answer, Ask, Assessment, Case, KnowledgeBase, Status
from knowledge.case import Value
from knowledge.model import Kind

Given = dict[str, Value | bool]

PEOPLE: dict[str, Given] = {
    "sciatica": {
        "age_years": 45.0,
        "sex": "male",
        "main_site": "low_back",
        "site_low_back": True,
        "radiation": "foot",
        "numbness_tingling": True,
        "leg_worse_than_back": True,
        "worse_cough_sneeze": True,
        "duration_weeks": 3.0,
    },
    "deep_gluteal": {
        "age_years": 40.0,
        "sex": "female",
        "main_site": "buttock",
        "site_buttock": True,
        "site_low_back": False,
        "worse_sitting": True,
        "worse_crossing_legs": True,
        "deep_buttock_tenderness": True,
        "radiation": "above_knee",
        "duration_weeks": 10.0,
    },
    "back_strain": {
        "age_years": 30.0,
        "sex": "male",
        "main_site": "low_back",
        "site_low_back": True,
        "onset": "after_lifting",
        "radiation": "none",
        "worse_bending": True,
        "duration_weeks": 1.0,
    },
    "cauda_equina": {
        "age_years": 38.0,
        "site_low_back": True,
        "saddle_numbness": True,
        "bladder_change": True,
    },
    "fever": {
        "age_years": 52.0,
        "sex": "male",
        "site_low_back": True,
        "fever": True,
        "duration_weeks": 2.0,
    },
    "child": {"age_years": 12.0, "site_low_back": True},
}


def case_of(given: Given) -> Case:
    """What a person said without being asked."""
    case = Case()
    for finding, value in given.items():
        if isinstance(value, bool):
            case = case.say(finding, Status.PRESENT if value else Status.ABSENT)
        else:
            case = case.say(finding, Status.PRESENT, value)
    return case


def interviewed(kb: KnowledgeBase, given: Given) -> tuple[Case, Assessment]:
    """The interview to its end: "no" to what is asked, or "not sure" to a choice."""
    case = case_of(given)
    while isinstance(step := knowledge.next_step(kb, case), Ask):
        case = case.add(
            *(
                Answer(
                    finding=finding,
                    status=Status.ABSENT
                    if kb.findings[finding].kind is Kind.BOOLEAN
                    else Status.UNSURE,
                    question=step.question.id,
                )
                for finding in step.findings
            )
        )
    return case, step

"""What no screen of the desk may hold, whoever looks at it there."""

from __future__ import annotations

import re

from knowledge import KnowledgeBase
from rendering import Wording

LIKELIHOOD = r"\b(?:likel\w*|probab\w*|chances?|risk|odds|\d+\s?%|per ?cent)\b"
COMFORT = (
    r"don.?t worry|nothing serious|nothing to worry|not serious|all clear|harmless"
    r"|you are fine|\b(?:can|should) wait\b|no need to be seen|it will pass|reassur"
)
DIAGNOSIS = r"\bit is (?:a|an|your)\b|\byou (?:probably |likely )?(?:suffer|have got)\b"
ADVICE = (
    r"\b(?:exercises|stretch(?:es|ing)|painkillers?|ibuprofen|paracetamol|codeine"
    r"|heat pack|keep moving|bed ?rest|mg)\b"
)
# Words for what a red flag may point to; a receptionist hears signs, not causes.
SUSPECTED = (
    r"cauda equina|spinal cord|infected|\bsepsis\b|fractur|malignan|metasta|\bclot\b"
    r"|aneurysm|thrombosis|nerves? (?:is|are) (?:being )?squeezed|slipped disc"
)
# In the names of patterns, and everyday words as well.
EVERYDAY = frozenset(
    re.findall(
        r"[a-z]+",
        "back pain joint another cause from nerve root periods linked narrow arteries "
        "inflammatory low lower buttock leg hip deep muscle",
    )
)


def terms(kb: KnowledgeBase, wording: Wording) -> dict[str, re.Pattern[str]]:
    """What is forbidden, by what it is."""
    names = {
        word
        for condition in kb.conditions
        for word in re.findall(r"[a-z]{4,}", wording.conditions[condition].name.lower())
    }
    named = "|".join(sorted(names - EVERYDAY))
    return {
        "a pattern by name": re.compile(rf"\b(?:{named})\b", re.IGNORECASE),
        "a likelihood": re.compile(LIKELIHOOD, re.IGNORECASE),
        "comfort": re.compile(COMFORT, re.IGNORECASE),
        "a diagnosis": re.compile(DIAGNOSIS, re.IGNORECASE),
        "advice": re.compile(ADVICE, re.IGNORECASE),
        "a suspicion": re.compile(SUSPECTED, re.IGNORECASE),
    }

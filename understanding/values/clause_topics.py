"""What a clause speaks of: pain, nerves, the pelvis, or an event dated by itself."""

from __future__ import annotations

from understanding.text.utterance import COMMA, Utterance

# Words of the clause on either side of one of them.
_CLAUSE = 9
# What has a time of its own.
EVENTS = frozenset(
    {
        "surgery",
        "back_surgery",
        "hip_surgery",
        "cancer",
        "mri",
        "birth",
        "procedure",
        "infection",
        "time.event",
        "steroid",
        "period",
        "diabetes_word",
        "osteo",
        "pill",
        "immuno",
    }
)
PELVIC = frozenset(
    {
        "erectile_problem",
        "sex_word",
        "leak",
        "incontinent",
        "wet_self",
        "urinate",
        "constipated",
        "pads",
        "bladder",
        "bowel",
    }
)
# What may come long after the pain did.
NERVE = frozenset(
    {
        "numb",
        "tingle",
        "weak",
        "weaker",
        "unfeeling",
        "drop_foot",
        "slap",
        "saddle",
        "saddle_thigh",
        "wipe",
        "wind",
        "on_heels",
    }
)
FEELING = frozenset({"numb", "tingle", "unfeeling"})
WEAK = ("weak", "weaker", "drop_foot", "slap", "saddle", "saddle_thigh")
# Beside numbness or weakness, a leg or a foot alone is where that is felt.
HURTING = frozenset({"eff.pain", "hurtful", "sciatic", "site.low_back", "site.buttock"})
PAIN = HURTING | {"site.leg"}
SYMPTOMS = PAIN | {
    "stiff",
    "site.hip",
    "site.groin",
    "site.foot",
    "site.calf",
    "site.sit_bone",
    "site.knee",
    "threw_out",
    "site.posterior_thigh",
    "site.coccyx",
    "site.perineum",
    "went",
    "mild",
    "fall",
}


def clause_marks(utterance: Utterance, i: int) -> set[str]:
    """The concepts of the clause around word i."""
    first, last = utterance.sentence(i)
    marks: set[str] = set()
    for k in range(max(first, i - _CLAUSE + 1), min(last, i + _CLAUSE)):
        low, high = min(i, k), max(i, k)
        if utterance.pause_between(low, high) >= COMMA:
            continue
        if not utterance.within(low, high, "but"):
            marks |= {mark.concept for mark in utterance.starting_at(k)}
    return marks

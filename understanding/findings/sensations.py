"""What is felt or seen, as the words of a message tell it, before it has a place."""

from __future__ import annotations

from understanding.text.utterance import SENTENCE, Mark, Utterance

PAIN, NUMB, WEAK, OTHER = "pain", "numb", "weak", "other"
# Something is wrong there, whether it hurts or not; and what was only hit.
AFFECTED, STRUCK = "affected", "struck"
_STATES = {
    "eff.pain": PAIN,
    "hurtful": PAIN,
    "sciatic": PAIN,
    "severe": PAIN,
    "stiff": PAIN,
    "shock": PAIN,
    "numb": NUMB,
    "tingle": NUMB,
    "unfeeling": NUMB,
    "odd_feeling": NUMB,
    "weak": WEAK,
    "swollen": AFFECTED,
    "bruise": PAIN,
    "pop": PAIN,
    "rash_word": AFFECTED,
    "lump": AFFECTED,
    "landed": STRUCK,
    "surgery": OTHER,
    "cold_pale": OTHER,
    "leak": OTHER,
    "stumble": OTHER,
    "click": AFFECTED,
    "mri": OTHER,
    "ulcer": OTHER,
}
# What catches here is no foot on the ground.
_NO_FOOT = (
    "site.groin",
    "site.hip",
    "site.lateral_hip",
    "site.low_back",
    "site.buttock",
)

Group = tuple[frozenset[str], int, int]


def state_groups(utterance: Utterance) -> list[Group]:
    """Sensations that stand together ("pain and numbness") as one."""
    groups: list[Group] = []
    operated = False
    for mark in utterance.marks:
        state = _STATES.get(mark.concept)
        if state is None or _is_effect(utterance, mark):
            continue
        if groups and mark.concept != "surgery":
            states, start, end = groups[-1]
            between = utterance.words[end : mark.start]
            # "Woke from the knee operation with pain in the hip" tells of two places.
            apart = operated and bool(between)
            near = len(between) <= 2 and utterance.all_terms("together", between)
            if (
                near
                and not apart
                and utterance.pause_between(end - 1, mark.start) < SENTENCE
            ):
                groups[-1] = (states | {state}, start, max(end, mark.end))
                continue
        groups.append((frozenset({state}), mark.start, mark.end))
        operated = mark.concept == "surgery"
    return groups


def _is_effect(utterance: Utterance, mark: Mark) -> bool:
    """Whether what sounds like stumbling is what the pain does: "it catches me"."""
    return mark.concept == "stumble" and bool(
        utterance.within(mark.start - 1, mark.end, "eff.worse", "eff.pain")
        or utterance.within(mark.start - 4, mark.start, *_NO_FOOT)
    )

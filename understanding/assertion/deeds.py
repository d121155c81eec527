"""Denied deeds: "they didn't know me, cheeks hollow" denies no complaint."""

from __future__ import annotations

from understanding.text.utterance import COMMA, Mark, Utterance

# What a list of complaints denied begins with (names of concepts, or how they begin).
_COMPLAINTS = (
    "site.",
    "eff.",
    "act.",
    "numb",
    "tingle",
    "unfeeling",
    "weak",
    "fever_word",
    "chills",
    "hot_",
    "lea",
    "incontinent",
    "urin",
    "bladder",
    "bowel",
    "pads",
    "wipe",
    "saddle",
    "seat",
    "sex",
    "erect",
    "defecate",
    "poo",
    "constipated",
    "wet_self",
    "soil_self",
    "collapse_word",
    "swollen",
    "los",
    "weight",
    "cancer",
    "steroid",
    "osteo",
    "immun",
    "infection",
    "sleep",
    "wake",
    "stumble",
    "drag",
    "drop_foot",
    "trouble",
    "strange",
    "hold",
    "hurtful",
    "unwell",
    "fall",
    "accident",
    "pregnant",
    "go_to_toilet",
    "need_to_go",
)


def denies_a_deed(utterance: Utterance, trigger: Mark, at: int) -> bool:
    """Whether a "not" before a comma is of something done, so no list goes on to `at`.

    "I don't exaggerate: 39 twice today", unlike "I don't leak, dribble".
    """
    if not utterance.all_terms(
        "verb_denied", utterance.words[trigger.start : trigger.end]
    ) or utterance.is_term("lists_follow", trigger.end):
        return False
    commas = (i for i in range(trigger.end, at) if utterance.pauses[i] >= COMMA)
    comma = next(commas, at)
    return not any(
        mark.concept.startswith(_COMPLAINTS)
        for i in range(trigger.start, comma)
        for mark in utterance.starting_at(i)
    )


def forbids(utterance: Utterance, trigger: Mark, at: int) -> bool:
    """Whether a "no" is of what one may not have, and the reason comes after a comma.

    "No ibuprofen, pregnant", "no contact sports, osteoporosis": no list of denials.
    """
    commas = (i for i in range(trigger.end, at + 1) if utterance.pauses[i] >= COMMA)
    comma = next(commas, at)
    return bool(utterance.within(trigger.end, comma, "not_allowed"))

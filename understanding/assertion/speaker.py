"""Whether the speaker talks of themselves or for somebody else."""

from __future__ import annotations

from collections.abc import Iterable

from understanding.text.utterance import COMMA, SENTENCE, Mark, Utterance

RELATIVES = ("relative.male", "relative.female", "relative.other", "person.other")
# What is told of now, rather than family history.
_COMPLAINTS = (
    "site.",
    "eff.pain",
    "numb",
    "tingle",
    "unfeeling",
    "weak",
    "fever_word",
    "leak",
    "incontinent",
    "urinate",
    "urine",
    "pads",
    "wipe",
    "erection",
    "defecate",
    "constipated",
    "wet_self",
    "soil_self",
    "fall",
    "collapse_word",
    "lose",
    "bladder",
    "bowel",
    "saddle",
    "unwell",
    "stumble",
    "night",
    "pregnant",
)
_OWN_COMPLAINTS = (
    "site.",
    "bladder",
    "leak",
    "numb",
    "tingle",
    "weak",
    "eff.pain",
    "wet_self",
)
_PARTS = ("site.", "legs", "limb_word", "foot_word", "bladder", "bowel", "saddle")
_NEAR = 4
# Words before whom it is about: "so Grandma's scan …", "since mum fell her legs …".
_LEADS_IN = ("question_fillers", "time_leads")
# Words after somebody is named in which their complaint is told.
_COMPLAINT = 40


def others_named(utterance: Utterance) -> list[int]:
    """The characters at which somebody else, or an animal, is named."""
    named = utterance.of(*RELATIVES, "acquaintance", "animal")
    return [utterance.characters(mark.start, mark.end)[0] for mark in named]


def is_about_other(utterance: Utterance) -> bool:
    """Whether the speaker talks for somebody else ("my dad is 80 and …")."""
    relatives = utterance.of(*RELATIVES)
    if utterance.has("behalf") and (relatives or utterance.has("acquaintance")):
        return True
    if _names_a_child(utterance) or _is_a_note(utterance, relatives):
        return True
    if utterance.has("speaker_too", "speaker_not"):
        return False
    if not relatives:
        return _is_friends_trouble(utterance)
    if _has_own_complaint(utterance):
        return False
    for mark in relatives:
        following = utterance.words[mark.end : mark.end + 1]
        if utterance.is_term("says", mark.end) and utterance.is_term(
            "about_me", mark.end + 1
        ):
            continue
        told = utterance.is_term("their_verbs", mark.end) or any(
            word.isdigit() for word in following
        )
        if told and _suffers(utterance, mark.end):
            return True
        if utterance.is_term("old", mark.start - 1):
            return True
        if _is_what_they_have(utterance, mark):
            return True
    return utterance.has("third") and any(
        (utterance.is_term("my", mark.start - 1) or _opens(utterance, mark.start))
        and not _is_history(utterance, mark.end)
        for mark in relatives
    )


def _is_a_note(utterance: Utterance, relatives: Iterable[Mark]) -> bool:
    """Whether it is written of a patient: "patient denies leg symptoms, rash"."""
    return any(
        utterance.is_term("patient_word", mark.start)
        and utterance.is_term("noted_verbs", mark.end)
        for mark in relatives
    )


def _is_what_they_have(utterance: Utterance, relative: Mark) -> bool:
    """Whether it tells what a part of them does now: "dad's right foot keeps slipping".

    What one has oneself may only be likened to theirs: "mum's back is the same".
    """
    if utterance.any_term("in_common", utterance.words):
        return False
    behind = range(relative.end, min(relative.end + _NEAR, len(utterance.words)))
    return any(
        part.concept.startswith(_PARTS) and utterance.is_term("parts_do", part.end)
        for i in behind
        if utterance.pause_between(relative.start, i) < COMMA
        for part in utterance.starting_at(i)
    )


def _opens(utterance: Utterance, start: int) -> bool:
    """Whether it begins with whom it is about: "Grandma's scan … she".

    So does a sentence after a greeting or a name, before which nobody is told of.
    """
    start -= utterance.is_term("articles", start - 1)
    while start > 0 and utterance.is_any_term(_LEADS_IN, start - 1):
        start -= 1
    return start == 0 or (
        utterance.pauses[start] == SENTENCE
        and not utterance.any_term("self", utterance.words[:start])
    )


def _is_history(utterance: Utterance, end: int) -> bool:
    """Whether it only tells what somebody once had: "my nan broke her hip"."""
    _, last = utterance.sentence(end - 1)
    return (
        utterance.is_term("once_did", end)
        and not utterance.any_term("suffers_now", utterance.words[end:last])
        and not _goes_on_today(utterance, end)
    )


def _goes_on_today(utterance: Utterance, start: int) -> bool:
    """Whether it is still of them today: "Hubby had cancer, now it's his hip".

    So it is in "my wife had a baby and her foot still hangs".
    """
    words = utterance.words
    if utterance.any_term("self", words[start:]):
        return False
    return any(
        (
            utterance.is_term("now_word", i)
            and bool(utterance.within(i, len(words), "third"))
        )
        or (utterance.is_term("still", i) and bool(utterance.within(start, i, "third")))
        for i in range(start, len(words))
    )


def _is_friends_trouble(utterance: Utterance) -> bool:
    """Whether a friend's trouble is told as it is now: "my friend can't feel …".

    What became of somebody else once is no message on their behalf.
    """
    return not _has_own_complaint(utterance) and any(
        utterance.is_term("my", mark.start - 1)
        and utterance.is_term("suffers_now", mark.end)
        and _suffers(utterance, mark.end)
        for mark in utterance.of("acquaintance")
    )


def _names_a_child(utterance: Utterance) -> bool:
    """Whether somebody is called by their age: "my 13 year old has …"."""
    words = utterance.words
    return any(
        utterance.is_term("my", i)
        and words[i + 1].isdigit()
        and utterance.any_term("old", words[i + 2 : i + 4])
        for i in range(len(words) - 3)
    )


def _suffers(utterance: Utterance, start: int) -> bool:
    _, last = utterance.sentence(start)
    last = min(last, start + _COMPLAINT)
    marks = {m.concept for i in range(start, last) for m in utterance.starting_at(i)}
    return any(concept.startswith(_COMPLAINTS) for concept in marks) or any(
        word.isdigit() for word in utterance.words[start:last]
    )


def _is_a_relatives(utterance: Utterance, place: Mark) -> bool:
    """Whether a place is told right behind whose it is: "my son's testicles"."""
    return place.concept.startswith("site.") and any(
        mark.end == place.start for mark in utterance.of(*RELATIVES)
    )


def _has_own_complaint(utterance: Utterance) -> bool:
    for i in range(len(utterance.words)):
        nearby = [
            mark
            for k in range(i + 1, min(i + _NEAR, len(utterance.words)))
            if utterance.pause_between(i, k) < SENTENCE
            for mark in utterance.starting_at(k)
        ]
        if (
            utterance.is_term("my", i)
            and any(
                mark.concept.startswith(_OWN_COMPLAINTS)
                and mark.start <= i + 2
                and not _is_a_relatives(utterance, mark)
                for mark in nearby
            )
            # "My wife's back" is hers.
            and not any(
                mark.start == i + 1 and mark.concept in RELATIVES for mark in nearby
            )
        ):
            return True
        verb = i + 1 + utterance.is_term("only_before_verb", i + 1)
        if utterance.is_term("speaker", i) and (
            utterance.is_term("speaker_verbs", verb)
            or (utterance.is_term("speaker_states", i) and nearby)
        ):
            return True
    return False

"""What was told of "her" or "him" by somebody who then sets themself apart.

"My sister had … She couldn't pee. I don't have any of what she had." Where the speaker
writes on behalf of somebody, that person is the patient: in doubt nothing is lost.
"""

from __future__ import annotations

from understanding.mentions import Mention
from understanding.text.utterance import COMMA, SENTENCE, Mark, Utterance

# Words from "I just have a" to the own complaint.
_COMPLAINT = 4
_LONGEST = 6
_LEAD = 4
_APART, _APART_BY = "set_apart", "set_apart_by"
_OWN = ("site.", "eff.pain", "hurtful")
_SIGNS = ("weak", "numb", "unfeeling", "leak", "tingle")
_PERSON = (
    "relative.male",
    "relative.female",
    "relative.other",
    "person.other",
    "acquaintance",
    "professional",
    "somebody",
)


def is_anothers(utterance: Utterance, mention: Mention) -> bool:
    """Whether it is told of "her" or "him", and the speaker's is something else."""
    at = _possessor(utterance, mention)
    if at is None or not _is_somebody(utterance, at):
        return False
    if utterance.has("behalf", "speaker_too") or _has_the_like(utterance):
        return False
    first, last = utterance.sentence(mention.end - 1)
    told_once = utterance.any_term("was_then", utterance.words[at : mention.end])
    # Said first: "I don't have any of what she had. She couldn't pee."
    led = first and utterance.within(utterance.sentence(first - 1)[0], first, _APART)
    apart = [(mark, last) for mark in led or ()]
    apart += [(mark, mark.end) for mark in utterance.of(_APART, _APART_BY)]
    return any(
        _is_last_said_of_them(utterance, since)
        for mark, since in apart
        if since >= mention.end
        and (mark.concept == _APART or (told_once and _has_complaint(utterance, mark)))
    )


def _possessor(utterance: Utterance, mention: Mention) -> int | None:
    """Where the "she" or "her" stands that has it, with nothing of the speaker's.

    Only her own verbs may stand between: "she found the leg weak" is the speaker's leg.
    """
    first, _ = utterance.sentence(mention.start)
    words = utterance.words
    if utterance.any_term("tellers_own", words[mention.start : mention.end]):
        return None
    for i in range(mention.start - 1, max(first, mention.start - _LONGEST) - 1, -1):
        if utterance.pauses[i + 1] >= COMMA:
            return None
        if utterance.is_term("of_another", i) or _is_named(utterance, i):
            return i
        if not utterance.is_term("has_by_nature", i):
            return None
    return None


def _is_named(utterance: Utterance, at: int) -> bool:
    """Whether somebody is named there: "the lady with", not "I'm a man with"."""
    lead = utterance.words[max(0, at - _LEAD) : at]
    return not utterance.any_term("i_am", lead) and any(
        mark.end == at + 1 for mark in utterance.of("somebody")
    )


def _is_somebody(utterance: Utterance, at: int) -> bool:
    """Whether a person was named before, or nothing was that "she" could mean."""
    return utterance.sentence_of[at] == 0 or any(
        mark.end <= at for mark in utterance.of(*_PERSON)
    )


def _has_complaint(utterance: Utterance, mark: Mark) -> bool:
    """Whether the speaker's own complaint follows: "I just have a sore bum"."""
    near = min(mark.end + _COMPLAINT, len(utterance.words))
    return any(
        found.concept.startswith(_OWN)
        and utterance.pause_between(mark.end - 1, found.start) < SENTENCE
        for i in range(mark.end, near)
        for found in utterance.starting_at(i)
    )


def _has_the_like(utterance: Utterance) -> bool:
    """Whether the speaker's is bad as well: "mine isn't like his, mine is weak"."""
    return any(
        utterance.within(own.end, own.end + _COMPLAINT, *_SIGNS)
        for own in utterance.of("so_it_is")
    )


def _is_last_said_of_them(utterance: Utterance, since: int) -> bool:
    """Whether she is left out from there: not "I just have a bad back, can't lift her".

    To wish her well is no plea for her.
    """
    wishes = utterance.of("wishes_well")
    return not any(
        utterance.is_any_term(("of_another", "to_another"), i)
        and not any(wish.start <= i < wish.end for wish in wishes)
        for i in range(since, len(utterance.words))
    )

"""A list answered as a whole in a message of which a part was not understood.

"No to the others" says that what stands before it is about the list, and "no. Since
Friday it hasn't been working" may tell of it. If nothing of the list was heard there, a
denial counts only for what it names.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from understanding.model import ABSENT, PRESENT, Asked, Statement
from understanding.utterance import Utterance

# They say since when, how much or of whom, but not what: trouble may still be unheard.
_CIRCUMSTANCES = {"duration_weeks", "onset", "severity", "side", "age_years", "sex"}
# A sentence this short that nothing was heard in says nothing of its own.
_SHORT = 3
_REPLIES = ("none_reply", "rest_absent", "rest_unsure", "of_the_list")


def answered_rashly(
    utterance: Utterance,
    asked: Asked,
    named: Sequence[Statement],
    answered: Sequence[Statement],
    red_flags: Collection[str],
) -> tuple[Statement, ...]:
    """What the message says of the rest of a list only in such a way.

    Args:
        utterance: The message.
        asked: The question it answers.
        named: What its words name.
        answered: The same, with what it says of the rest of the question.
        red_flags: Findings that are red flags.
    """
    told = {statement.finding for statement in named}
    rest = tuple(s for s in answered if s.finding not in told and s.status != PRESENT)
    if len(asked.findings) < 2 or not rest:
        return ()
    if _beside_others(utterance, asked, named):
        return rest
    denies = any(s.status == ABSENT and s.finding in red_flags for s in rest)
    return rest if denies and _tells_more(utterance, named) else ()


def _beside_others(
    utterance: Utterance, asked: Asked, named: Sequence[Statement]
) -> bool:
    """Whether "the others" are answered after a sentence with none of those asked."""
    denials = [
        mark
        for mark in utterance.of("rest_absent", "rest_unsure")
        if utterance.any_term("others", utterance.words[mark.start : mark.end])
    ]
    if not denials:
        return False
    heard = _sentences_of(utterance, [s for s in named if s.finding in asked.findings])
    beside = [
        utterance.sentence_of[i]
        for i, word in enumerate(utterance.words)
        if not any(mark.start <= i < mark.end for mark in denials)
        and word not in utterance.terms["filler"]
        and utterance.sentence_of[i] not in heard
    ]
    return any(beside.count(number) > 1 for number in set(beside))


def _sentences_of(utterance: Utterance, said: Sequence[Statement]) -> set[int]:
    """The numbers of the sentences in which these were heard."""
    return {
        utterance.sentence_of[i]
        for i, (start, end) in enumerate(utterance.offsets)
        if any(one.start < end and start < one.end for one in said)
    }


def _tells_more(utterance: Utterance, named: Sequence[Statement]) -> bool:
    """Whether a sentence that nothing was heard in sounds like trouble."""
    telling = [said for said in named if said.finding not in _CIRCUMSTANCES]
    heard = _sentences_of(utterance, telling)
    replied = {utterance.sentence_of[m.start] for m in utterance.of(*_REPLIES)}
    for number in set(utterance.sentence_of) - heard - replied - utterance.asks:
        at = utterance.sentence_of.index(number)
        start, end = utterance.sentence(at)
        words = utterance.words[start:end]
        affirms = start > 0 and utterance.is_term("plain_yes", start)
        if affirms or (len(words) > _SHORT and _is_troubled(utterance, words)):
            return True
    return False


def _is_troubled(utterance: Utterance, words: Sequence[str]) -> bool:
    """Whether words beside the fillers of a reply tell of a change or a failing."""
    telling = [word for word in words if word not in utterance.terms["filler"]]
    return len(telling) > 1 and utterance.any_term("trouble_cues", telling)

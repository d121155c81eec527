"""A list answered as a whole in a message of which a part was not understood.

"No to the others" says that what stands before it is about the list, and "no. Since
Friday it hasn't been working" may tell of it. If nothing of the list was heard there, a
denial counts only for what it names.
"""

from __future__ import annotations

from collections.abc import Sequence

from understanding.answers.replies import WHERE
from understanding.answers.reserves import has_reserve
from understanding.lexicon import Lexicon
from understanding.mentions import words_of
from understanding.model import ABSENT, PRESENT, Asked, Statement
from understanding.text.utterance import SENTENCE, Utterance

# They say since when, how much or of whom, but not what: trouble may still be unheard.
_CIRCUMSTANCES = {"duration_weeks", "onset", "severity", "side", "age_years", "sex"}
# A sentence this short that nothing was heard in says nothing of its own.
_SHORT = 3
# Where numbness is surely not that of the saddle.
_LIMBS = {"foot", "calf", "knee", "leg"} | {
    f"{side}_thigh" for side in ("posterior", "anterior", "lateral")
}
_REPLIES = ("none_reply", "rest_absent", "rest_unsure", "of_the_list")


def answered_rashly(
    utterance: Utterance,
    asked: Asked,
    named: Sequence[Statement],
    answered: Sequence[Statement],
    lexicon: Lexicon,
) -> tuple[Statement, ...]:
    """What the message says of the rest of a list only in such a way.

    Args:
        utterance: The message.
        asked: The question it answers.
        named: What its words name.
        answered: The same, with what it says of the rest of the question.
        lexicon: Its language's words, and what is a red flag.
    """
    told = {statement.finding for statement in named}
    rest = tuple(s for s in answered if s.finding not in told and s.status != PRESENT)
    if not rest:
        return ()
    denies = any(s.status == ABSENT and s.finding in lexicon.red_flags for s in rest)
    chosen = any(_is_chosen(s, asked, lexicon) for s in answered)
    reserved = denies and not chosen and has_reserve(utterance, named, lexicon)
    if len(asked.findings) < 2:
        turned = denies and _turns_unheard(utterance, named)
        return rest if reserved or turned else ()
    if _beside_others(utterance, asked, named):
        return rest
    if reserved or (denies and _tells_more(utterance, named)):
        return rest
    perhaps = _perhaps_meant(named, lexicon)
    return tuple(s for s in rest if s.finding in perhaps)


def _is_chosen(said: Statement, asked: Asked, lexicon: Lexicon) -> bool:
    """Whether what is reported is the exception to a list that is denied otherwise.

    Not a place alone, nor another red flag: "except the calf", "only a small fall".
    """
    if said.status != PRESENT or said.finding in asked.findings:
        return said.status == PRESENT
    if len(asked.findings) < 2:
        return False
    return not (
        said.finding.startswith(WHERE)
        or said.finding in _CIRCUMSTANCES
        or said.finding in lexicon.red_flags
    )


def _perhaps_meant(named: Sequence[Statement], lexicon: Lexicon) -> set[str]:
    """What may be meant by something told without where: "all fine but numb"."""
    if any(s.value in _LIMBS or s.finding == "bilateral_leg_symptoms" for s in named):
        return set()
    return {
        lexicon.may_mean[s.finding]
        for s in named
        if s.status == PRESENT and s.finding in lexicon.may_mean
    }


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
    replies = [m for m in utterance.of("no") if m.end - m.start >= _SHORT]
    replies += utterance.of(*_REPLIES)
    replied = {utterance.sentence_of[m.start] for m in replies}
    for number in set(utterance.sentence_of) - heard - replied - utterance.asks:
        at = utterance.sentence_of.index(number)
        start, end = utterance.sentence(at)
        words = utterance.words[start:end]
        affirms = start > 0 and utterance.is_term("plain_yes", start)
        if affirms or (len(words) > _SHORT and _is_troubled(utterance, words)):
            return True
    return _turns_unheard(utterance, telling)


def _turns_unheard(utterance: Utterance, telling: Sequence[Statement]) -> bool:
    """Whether nothing is heard behind a "but" or "except"."""
    return any(
        _is_unheard(utterance, mark.end, telling) for mark in utterance.of("but")
    )


def _is_unheard(utterance: Utterance, start: int, telling: Sequence[Statement]) -> bool:
    """Whether something is told behind a "but" or "except" that ends at `start`."""
    if start >= len(utterance.words):
        return True
    end = start + 1
    while end < len(utterance.words) and utterance.pauses[end] < SENTENCE:
        end += 1
    answered = words_of(utterance.within(start - 1, end, "speaker_not", *_REPLIES))
    words = [
        word
        for i, word in enumerate(utterance.words[start:end], start)
        if i not in answered
    ]
    pain = utterance.any_term("only_pain", words)
    beyond = [
        w
        for w in words
        if w not in utterance.terms["only_pain"]
        and w not in utterance.terms["feelings"]
        and not (pain and w in utterance.terms["how_it_hurts"])
    ]
    if utterance.all_terms("filler", beyond):
        return False
    first, _ = utterance.offsets[start]
    _, last = utterance.offsets[end - 1]
    return not any(said.start < last and first < said.end for said in telling)


def _is_troubled(utterance: Utterance, words: Sequence[str]) -> bool:
    """Whether words beside the fillers of a reply tell of a change or a failing."""
    telling = [word for word in words if word not in utterance.terms["filler"]]
    return len(telling) > 1 and utterance.any_term("trouble_cues", telling)

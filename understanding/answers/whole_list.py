"""Whether a reply denies all that was listed, in small words that name none of it.

"Haven't got any of those", "no signs of anything like that", "all good down there":
such replies are put together freely, so they are known by what they are made of.
"""

from __future__ import annotations

from understanding.text.utterance import COMMA, Utterance

_LONGEST = 12
_FAR = 3
_SMALL = ("reply_points", "reply_has", "reply_denials", "reply_none", "reply_tails")
_WELL = ("reply_points", "reply_all", "reply_has", "reply_well", "reply_tails")


def denies_the_list(utterance: Utterance, start: int) -> bool:
    """Whether the words from `start` to the next pause deny everything."""
    end = _end(utterance, start)
    words = utterance.words[start:end]
    turns = {mark.start for mark in utterance.of("but")}
    first, _ = utterance.sentence(start)
    # "Not any one of those but all of them", "apart from that nothing".
    if not turns.isdisjoint(range(first, end + 1)):
        return False
    if (
        not words
        or len(words) > _LONGEST
        or utterance.sentence_of[start] in utterance.asks
    ):
        return False
    if utterance.any_term("reply_denials", words):
        return _says_none(utterance, words)
    return _says_all_is_well(utterance, words)


def denies_being_well(utterance: Utterance) -> bool:
    """Whether it is said not to be as it should: "it isn't fine", "normal? no"."""
    words, pauses = utterance.words, utterance.pauses
    for i, word in enumerate(words):
        if word not in utterance.terms["well"]:
            continue
        asked = utterance.is_question(i) and i + 1 < len(words)
        if asked and utterance.is_term("plain_no", utterance.sentence(i)[1]):
            return True
        k = i
        while k and pauses[k] < COMMA and utterance.is_term("before_well", k - 1):
            k -= 1
        if k and pauses[k] < COMMA and utterance.is_term("not_so", k - 1):
            return True
        if any(mark.end == i for mark in utterance.within(i - _FAR, i, "far_from")):
            return True
        # "Nothing feels right", unlike "nothing, fine".
        if k and k < i and pauses[k] < COMMA and utterance.is_term("reply_none", k - 1):
            return True
    return False


def _end(utterance: Utterance, start: int) -> int:
    """Where the reply ends: at a pause, or at a "but" or "except"."""
    turns = {mark.start for mark in utterance.of("but")}
    end = start + 1
    while end < len(utterance.words) and utterance.pauses[end] < COMMA:
        if end in turns or end - start > _LONGEST:
            break
        end += 1
    return end


def _says_none(utterance: Utterance, words: list[str]) -> bool:
    """Whether it is a denial and "any of those": not "not all of those"."""
    points = utterance.any_term("reply_none", words) or utterance.any_term(
        "reply_points", words
    )
    return points and _made_of(utterance, words, _SMALL)


def _says_all_is_well(utterance: Utterance, words: list[str]) -> bool:
    """Whether all of it is said to be well: not "is it normal"."""
    return (
        utterance.any_term("reply_well", words)
        and not utterance.any_term("asks_if", words[:1])
        and _made_of(utterance, words, _WELL)
    )


def _made_of(utterance: Utterance, words: list[str], terms: tuple[str, ...]) -> bool:
    return all(any(word in utterance.terms[term] for term in terms) for word in words)

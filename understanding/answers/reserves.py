"""Denials with a reserve: replies that say "no" and more, or leave something out.

A red flag is denied by a reply that is nothing but a no. "No, slower", "none except at
night", "nothing much" and "no... actually yes" are asked about once more; what is left
out may be pain, how it began, or another finding that is no red flag.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from understanding.answers.replies import WHERE
from understanding.lexicon import Lexicon
from understanding.mentions import words_of
from understanding.model import ABSENT, PRESENT, Statement
from understanding.text.utterance import COMMA, Utterance

# Words from "apart from" or "just" to the pain.
_NEAR = 3
# Words of a reply that is nothing else, and what it may be made of.
_REPLY = 9
_WHOLE_REPLIES = (
    "no",
    "none_reply",
    "rest_absent",
    "of_the_list",
    "only_reply",
    "sure_of_it",
)
_SMALL_WORDS = (
    "filler",
    "reply_points",
    "reply_has",
    "reply_denials",
    "reply_none",
    "reply_all",
    "reply_well",
    "reply_tails",
    "only_pain",
    "how_it_hurts",
    "feelings",
    "asking",
    "of_its_course",
    "alternatives",
)
# A reply of so few words is all about the question.
_BARE = 5


def has_reserve(
    utterance: Utterance, named: Sequence[Statement], lexicon: Lexicon
) -> bool:
    """Whether it is not denied outright: "not until today", "no just slow", "no yes".

    That it is only pain denies it: "none, apart from the pain", "no, only my leg".

    Args:
        utterance: The message.
        named: What its words name.
        lexicon: Its language's words, and what is a red flag.
    """
    if _affirms_after_all(utterance) or _says_more(utterance, named):
        return True
    for mark in utterance.of("exception", "reserve", "reserve_of_list", "only_reply"):
        only = utterance.is_term("only", mark.start)
        if (only and mark.start == 0) or _is_denied(utterance, mark.start):
            continue
        if not _is_harmless(utterance, mark.end, named, lexicon, places=only):
            return True
    return False


def less_certain(
    utterance: Utterance, said: Sequence[Statement], lexicon: Lexicon
) -> tuple[Statement, ...]:
    """The statements; red flags denied before more in so short a reply are inferred.

    "No weakness, slow reaction": what is not understood may be what they mean by it.
    What only goes on with a list is no more: "no fevers, sweats, or chills".
    """
    told = max((s.end for s in said), default=0)
    behind = [
        i
        for i, (start, _) in enumerate(utterance.offsets)
        if start >= told and utterance.pauses[i] >= COMMA
    ]
    if (
        not behind
        or utterance.any_term("alternatives", utterance.words[behind[0] :])
        or not _says_more(utterance, said, behind[0])
    ):
        return tuple(said)
    return tuple(
        replace(s, certain=False)
        if s.status == ABSENT and s.finding in lexicon.red_flags
        else s
        for s in said
    )


def _says_more(
    utterance: Utterance, named: Sequence[Statement], since: int = 0
) -> bool:
    """Whether a short reply says more than no: "no, slower", "no I can't", "no?".

    What is asked back beside it ("no, why?") does not count, nor what stands before
    word `since`.
    """
    known = words_of(utterance.of(*_WHOLE_REPLIES))
    turns = {mark.start for mark in utterance.of("but")}
    for number in sorted(set(utterance.sentence_of)):
        start, end = utterance.sentence(utterance.sentence_of.index(number))
        opens = start
        while utterance.is_term("reply_leads", opens):
            opens += 1
        if opens >= end or end - start > _REPLY or not _opens_with_no(utterance, opens):
            continue
        if number in utterance.asks:
            if end - opens == 1:
                return True
            continue
        for i in range(opens, end):
            if i in turns:
                break
            if i < since:
                continue
            first, last = utterance.offsets[i]
            told = any(said.start < last and first < said.end for said in named)
            cannot = utterance.is_term("cannot_words", i)
            if i not in known and (
                cannot or not (told or utterance.is_any_term(_SMALL_WORDS, i))
            ):
                return True
    return False


def _opens_with_no(utterance: Utterance, start: int) -> bool:
    marks = utterance.starting_at(start)
    return any(mark.concept in ("no", "none_reply") for mark in marks)


def _is_denied(utterance: Utterance, start: int) -> bool:
    """Whether a "not" leads into word `start`: "never had it", unlike "no, had it"."""
    return utterance.pauses[start] < COMMA and utterance.is_term("verb_not", start - 1)


def _affirms_after_all(utterance: Utterance) -> bool:
    """Whether a yes or a doubt stands behind: "no, no, yes, no", "no... maybe"."""
    words, pauses = utterance.words, utterance.pauses
    if any(
        mark.start and mark.end == len(words) and pauses[mark.start] >= COMMA
        for mark in utterance.of("unsure_reply", "both_reply")
    ):
        return True
    return any(
        utterance.is_term("plain_yes", i)
        and (i + 1 == len(words) or pauses[i + 1] >= COMMA)
        and (pauses[i] >= COMMA or len(words) <= _BARE)
        for i in range(1, len(words))
    )


def _is_harmless(
    utterance: Utterance,
    start: int,
    named: Sequence[Statement],
    lexicon: Lexicon,
    *,
    places: bool,
) -> bool:
    """Whether what is left out of the denial is pain, or a finding that is no red flag.

    Of an "only" or "just", where `places`, also how it began or where it hurts; not
    where that may be the saddle: "no, just my bum".
    """
    words = utterance.words[start : start + _NEAR]
    if utterance.any_term("only_pain", words) or utterance.is_term("well", start):
        return True
    end = len(utterance.words)
    present = {s.finding for s in named if s.status == PRESENT}
    grave = present & (lexicon.red_flags | set(lexicon.may_mean))
    if start == end:
        return places and bool(named) and not grave  # "one side only"
    first, _ = utterance.offsets[start]
    behind = {s.finding for s in named if s.end > first and s.certain}
    if places:
        if utterance.any_term("denials", words) or utterance.any_term("asking", words):
            return True
        if utterance.within(start, start + _NEAR, "onset_word"):
            return True
        if utterance.within(start, min(end, start + _REPLY), "seat", "saddle"):
            return False
    else:
        behind = {f for f in behind if not f.startswith(WHERE)}
    return bool(behind) and behind.isdisjoint(grave)

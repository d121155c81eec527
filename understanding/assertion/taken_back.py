"""A denial that the same breath takes back: "no bladder trouble except it leaks".

What follows the "except" names nothing by itself ("it leaks", "I can't feel anything"),
so the finding just denied is the only one it can be about. Such a denial is no denial.
Where words that often take back ("except", "until", "mostly") are followed by nothing
that is understood, the denial of a red flag is uncertain, and is asked about.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace

from understanding.lexicon import Lexicon
from understanding.mentions import Mention
from understanding.model import ABSENT, PRESENT
from understanding.text.utterance import COMMA, Mark, Utterance

# Words from a denial to what says that it is so no more.
_NEAR = 9
# Words before it in which a "not" may stand.
_LEAD = 3
# And to a word that may take it back, which in general is said of what is nearest.
_TURN = 8


def without_false_denials(
    utterance: Utterance, mentions: Iterable[Mention], lexicon: Lexicon
) -> list[Mention]:
    """The mentions; a denied red flag is present where trouble with "it" follows."""
    told = list(mentions)
    trouble = utterance.of("taken_back")
    either = utterance.of("taken_back", "feels_nothing", "diminished")
    turns = [mark.end for mark in utterance.of("but")]
    starts = sorted(m.start for m in told if m.finding != "numbness_tingling")
    kept: list[Mention] = []
    for mention in told:
        troubles = either if mention.finding in lexicon.felt else trouble
        if (
            mention.status == ABSENT
            and mention.finding in lexicon.red_flags.union(lexicon.may_mean)
            and (
                _is_taken_back(mention, starts, turns, troubles)
                or (
                    mention.finding in lexicon.felt
                    and _is_gainsaid(utterance, mention, trouble)
                )
                or _was_so_once(
                    utterance, mention, felt=mention.finding in lexicon.felt
                )
            )
        ):
            mention = replace(mention, status=PRESENT, certain=False)
        elif (
            mention.status == ABSENT
            and mention.finding in lexicon.red_flags
            and (
                _may_be_taken_back(utterance, mention, starts)
                or _is_of_then(utterance, mention)
                or (
                    mention.finding not in lexicon.figurative
                    and _is_of_degree(utterance, mention)
                )
                or (mention.finding in lexicon.felt and _was_well(utterance, mention))
            )
        ):
            mention = replace(mention, certain=False)
        kept.append(mention)
    return kept + _numb_there_only(utterance, told)


def _numb_there_only(utterance: Utterance, told: Iterable[Mention]) -> list[Mention]:
    """Saddle numbness that is left out of a denial: "not numb except my bottom"."""
    return [
        Mention("saddle_numbness", PRESENT, saddle.start, saddle.end)
        for denied in told
        if denied.finding == "numbness_tingling" and denied.status == ABSENT
        for reserve in utterance.within(denied.end, denied.end + _TURN, "exception")
        for saddle in utterance.within(
            reserve.end, reserve.end + _TURN, "saddle", "saddle_thigh", "seat"
        )
    ]


def _is_taken_back(
    denied: Mention, starts: list[int], turns: list[int], trouble: list[Mark]
) -> bool:
    """Whether a "but" follows, then trouble with "it", and nothing else between."""
    turn = _first_from(denied.end, turns)
    if turn is None:
        return False
    k = bisect_left(trouble, turn, key=lambda mark: mark.start)
    other = _first_from(denied.end, starts)
    return k < len(trouble) and (other is None or other >= trouble[k].end)


def _is_gainsaid(utterance: Utterance, denied: Mention, trouble: list[Mark]) -> bool:
    """Whether the next words say of it what is wrong: "he says it's fine. It leaks"."""
    at = denied.end
    return (
        at < len(utterance.words)
        and utterance.pauses[at] >= COMMA
        and any(
            mark.start in (at, at + 1)
            and utterance.any_term("pronouns", utterance.words[mark.start : mark.end])
            for mark in trouble
        )
    )


def _was_so_once(utterance: Utterance, denied: Mention, *, felt: bool) -> bool:
    """Whether it is denied of an earlier time: "no weakness until yesterday".

    Of what is `felt` or held back, "never before this" says that it is so now.
    """
    _, last = utterance.sentence(denied.end - 1)
    near = min(last, denied.end + _NEAR)
    # What others only thought is denied by the same words, and rightly.
    ends = ("now_so_after", "not_so_after") if denied.certain else ("now_so_after",)
    # "Bladder fine, bowels not".
    if utterance.is_term("not_so", denied.end) and denied.end + 1 == last:
        return True
    thens = ("until_then_after", "until_this_after")[: 2 if felt else 1]
    until = utterance.within(denied.end, near, *thens)
    now = [
        mark
        for mark in utterance.within(denied.start, near, *ends)
        if mark.end == last
        or utterance.pauses[mark.end] >= COMMA
        or utterance.is_term("and_or_but", mark.end)
    ]
    return any(
        utterance.pause_between(denied.end - 1, m.start) < COMMA for m in until
    ) or bool(now)


def _may_be_taken_back(
    utterance: Utterance, denied: Mention, starts: list[int]
) -> bool:
    """Whether it is denied with a reserve: "a good stream before", "fine, mostly".

    Of another finding said behind it ("no weakness but it hurts") it is no reserve.
    """
    _, last = utterance.sentence(denied.end - 1)
    other = _first_from(denied.end, starts)
    other = last if other is None else min(other, last)
    near = min(last, denied.end + _TURN)
    reserved = [
        mark.start
        for mark in utterance.within(denied.start + 1, near, "reserve", "more_like")
        if mark.start <= other
    ]
    reserved += _denied_for_now(utterance, denied.end, near, last)
    turns = [
        i
        for i in range(denied.end, near)
        if utterance.is_term("turns_behind", i)
        and (utterance.pauses[i] >= COMMA or utterance.is_term("turns_at_once", i))
    ]
    turns += [
        mark.start
        for mark in utterance.within(denied.end, near, "only_reply")
        if (mark.start == denied.end or utterance.pauses[mark.start] >= COMMA)
        and not utterance.any_term("only_pain", utterance.words[mark.end : last])
    ]
    return bool(reserved) or (bool(turns) and other == last)


def _is_of_then(utterance: Utterance, denied: Mention) -> bool:
    """Whether it tells how it was, not how it is: "my bladder was fine"."""
    words = utterance.words[denied.start : denied.end]
    return utterance.any_term("only_then", words) and not utterance.any_term(
        "only_now", words
    )


def _is_of_degree(utterance: Utterance, denied: Mention) -> bool:
    """Whether only so much of it is denied: "no high fever", "not that weak"."""
    words = utterance.words[max(0, denied.start - 1) : denied.end]
    before = utterance.words[max(0, denied.start - _LEAD) : denied.start + 1]
    return (
        utterance.is_term("degrees", denied.start - 1)
        or utterance.any_term("amounts", words)
        or (
            utterance.is_term("degrees_behind", denied.end)
            and utterance.any_term("denials", before)
        )
    )


def _was_well(utterance: Utterance, denied: Mention) -> bool:
    """Whether only what was is told, not how it is: "my bladder was fine"."""
    return any(
        utterance.is_term("was_so", mark.start - 1)
        and not utterance.any_term("examined", utterance.words)
        for mark in utterance.within(denied.start, denied.end, "normal")
    )


def _denied_for_now(
    utterance: Utterance, start: int, near: int, last: int
) -> list[int]:
    """Where what was denied before word `start` is so for now or on a condition."""
    return [
        mark.start
        for mark in utterance.within(start, near, "for_now")
        if utterance.pause_between(start - 1, mark.start) < COMMA
        and (mark.end == last or utterance.pauses[mark.end] >= COMMA)
    ] + [
        mark.start
        for mark in utterance.within(start, near, "on_condition")
        if mark.start == start and utterance.pauses[start] < COMMA
    ]


def _first_from(at: int, positions: list[int]) -> int | None:
    """The first of the sorted positions that is not before `at`."""
    k = bisect_left(positions, at)
    return positions[k] if k < len(positions) else None

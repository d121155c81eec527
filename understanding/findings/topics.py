"""Bare topics that an answer makes a statement: "bladder? fine", "no bowel trouble"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from understanding.assertion.scope import Scope
from understanding.lexicon import Lexicon
from understanding.mentions import Mention, words_of
from understanding.model import ABSENT, PRESENT
from understanding.text.utterance import COMMA, SENTENCE, Utterance

# Words from a topic to its being well.
_FINE_WITHIN = 8
# What is listed together as well: "bladder, bowels, feeling down below all fine".
_LISTED = (
    "bladder",
    "bowel",
    "weight",
    "sex_word",
    "saddle",
    "bones",
    "urinate",
    "urine",
    "poo",
    "erection",
)
_LONGEST_TOPIC = 3
# Done or passed: to be without it is no health.
_PASSED = ("urinate", "defecate", "urine", "poo", "sex_word")


def topic_mentions(
    utterance: Utterance,
    lexicon: Lexicon,
    framed: Sequence[Mention],
    asked_for: Sequence[str],
) -> list[Mention]:
    """Mentions of findings through their bare topic."""
    found: list[Mention] = []
    said = {m.finding for m in framed}
    spoken_for = words_of(framed)
    scope = Scope(utterance)
    for concept, finding in _standing_for(lexicon, asked_for):
        if finding in said:
            continue
        for mark in utterance.of(concept):
            if mark.start in spoken_for and not (
                _listed(utterance, mark.start, mark.end)
            ):
                continue
            if _is_only_gone_to(utterance, mark.start):
                continue
            if _fine_follows(utterance, mark.end):
                found.append(
                    Mention(finding, ABSENT, mark.start, mark.end, certain=False)
                )
            elif (
                _answered(utterance, mark.end)
                or _affirmed(utterance, mark.start)
                or _denied(utterance, scope, mark.start)
                or _stands_after(utterance, mark.start, "unsure")
            ):
                found.append(Mention(finding, PRESENT, mark.start, mark.end))
            elif (
                _unlike_the_rest(utterance, mark.start, mark.end)
                or _excepted(utterance, mark.start)
            ) or (finding in asked_for and len(utterance.words) <= 6):
                found.append(
                    Mention(finding, PRESENT, mark.start, mark.end, certain=False)
                )
            else:
                continue
            break
    return found


def without_other_readings(
    utterance: Utterance,
    lexicon: Lexicon,
    framed: Sequence[Mention],
    asked_for: Sequence[str],
) -> list[Mention]:
    """The mentions without those a word means less than what was asked about.

    "Never had an accident" is no answer about crashes when the bladder was asked about.
    """
    other: dict[str, set[int]] = {}
    for concept, findings in lexicon.asked_topics.items():
        usual = lexicon.topics[concept]
        if usual not in asked_for and not set(findings).isdisjoint(asked_for):
            bare = [m for m in utterance.of(concept) if m.end - m.start == 1]
            other.setdefault(usual, set()).update(words_of(bare))
    return [
        mention
        for mention in framed
        if other.get(mention.finding, set()).isdisjoint(words_of([mention]))
    ]


def _standing_for(
    lexicon: Lexicon, asked_for: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """Bare words and what they stand for, given what was asked about."""
    for concept, finding in lexicon.topics.items():
        asked = [f for f in lexicon.asked_topics.get(concept, ()) if f in asked_for]
        for meant in asked or [finding]:
            yield concept, meant


def _listed(utterance: Utterance, start: int, end: int) -> bool:
    """Whether it is one of a list ("bladder or bowel problems")."""
    return utterance.is_term("listing", start - 1) or utterance.is_term("listing", end)


def _is_only_gone_to(utterance: Utterance, start: int) -> bool:
    """Whether it is where one went: "I crawled to the toilet, yes"."""
    return (
        utterance.is_term("the", start - 1)
        and utterance.is_term("to", start - 2)
        and utterance.is_term("went_to", start - 3)
    )


def _fine_follows(utterance: Utterance, end: int) -> bool:
    """Whether it is said to be well, also in a list: "urine and motion normal"."""
    words = utterance.words
    for mark in utterance.of("fine_after", "normal"):
        if mark.start < end or mark.start > end + _FINE_WITHIN:
            continue
        if utterance.pause_between(end - 1, mark.start) >= SENTENCE and (
            not utterance.is_question(end - 1)
        ):
            continue
        between = words[end : mark.start]
        if all(
            word in utterance.terms["topic_list"] or _is_topic(utterance, end + k)
            for k, word in enumerate(between)
        ):
            return True
    return False


def _is_topic(utterance: Utterance, i: int) -> bool:
    near = utterance.within(i - _LONGEST_TOPIC, i + _LONGEST_TOPIC, *_LISTED)
    return any(mark.start <= i < mark.end for mark in near)


def _stands_after(utterance: Utterance, start: int, concept: str) -> bool:
    """Whether nothing but "the" stands between: "not sure about the bladder"."""
    return any(
        utterance.all_terms("topic_list", utterance.words[mark.end : start])
        for mark in utterance.within(max(0, start - _FINE_WITHIN), start, concept)
    )


def _excepted(utterance: Utterance, start: int) -> bool:
    """Whether all is well but this: "everything's normal apart from my bladder"."""
    first, _ = utterance.sentence(start)
    for mark in utterance.within(first, start, "exception"):
        between = utterance.words[mark.end : start]
        if utterance.all_terms("topic_list", between) and utterance.within(
            first, mark.start, "fine_after", "normal", "not", "none_reply"
        ):
            return True
    return False


def _unlike_the_rest(utterance: Utterance, start: int, end: int) -> bool:
    """Whether what came before is well and this is not: "bladder fine, bowels not"."""
    first, last = utterance.sentence(start)
    return (
        utterance.is_term("not_so", end)
        and end + 1 == last
        and bool(utterance.within(first, start, "fine_after", "normal"))
    )


def _answered(utterance: Utterance, end: int) -> bool:
    """Whether a plain yes or no follows: "bowels? no"."""
    words = utterance.words
    while utterance.is_term("answer_fillers", end):
        end += 1
    if end >= len(words):
        return False
    for mark in utterance.starting_at(end):
        if mark.concept in ("not_after", "yes_after", "unsure_after"):
            return mark.end == len(words) or utterance.pauses[mark.end] >= COMMA
    return False


def _affirmed(utterance: Utterance, start: int) -> bool:
    """Whether a "yes" leads into it: "no numbness, yes to bladder"."""
    if utterance.is_term("to", start - 1):
        start -= 1
    return start > 1 and utterance.is_term("clear_yes", start - 1)


def _denied(utterance: Utterance, scope: Scope, start: int) -> bool:
    """Whether "no" stands directly before it, or before the list it is in."""
    first, _ = utterance.sentence(start)
    for mark in reversed(utterance.within(first, start, "not")):
        between = utterance.words[mark.end : start]
        helps = not between and utterance.is_term("helpers", mark.end - 1)
        passes = not between and _is_what_is_passed(utterance, start)
        if (
            passes
            or utterance.is_term("verb_denials", mark.end - 1)
            or (helps and _is_topic(utterance, start))
        ):
            # "Not passing stools", "I don't wee" and "no pee" deny no trouble.
            continue
        listing = utterance.any_term("listing", between)
        plain = all(
            word in utterance.terms["topic_qualifiers"]
            or _is_topic(utterance, mark.end + k)
            for k, word in enumerate(between)
        )
        if (listing or plain) and scope.reaches(mark.end, start) is not None:
            return True
    return False


def _is_what_is_passed(utterance: Utterance, start: int) -> bool:
    """Whether it is urine, stool or sex itself: "no pee", not "no pee problems"."""
    end = start + 1
    ends = (
        end == len(utterance.words)
        or utterance.pauses[end] >= COMMA
        or utterance.is_term("since_when", end)
        or utterance.words[end].isdigit()
    )
    return (
        ends
        and not utterance.is_term("organs", start)
        and bool(utterance.within(start, end, *_PASSED))
    )

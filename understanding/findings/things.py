"""Things that stand for what is done with them: "any chair is murder", "bed: hell".

A chair, a bed or a road is also fallen off, slept in and driven down. So a thing takes
only an effect that stands right beside it.
"""

from __future__ import annotations

from collections.abc import Mapping

from understanding.findings.stretches import ACTIVITY, Stretch
from understanding.lexicon.records import Effect
from understanding.text.utterance import Mark, Utterance

# Words between a thing and its effect, and words of a stretch that names it alone.
_BESIDE = 3
_ALONE = 6
# "And in the chair", but not "and I bought a chair".
_LED_IN = 2
# "I can't find the chair", "couldn't feel the seat": no pain that it brings.
_OF_A_DOING = frozenset({"eff.unable", "eff.able", "numb", "tingle"})


def effect_on_thing(
    utterance: Utterance,
    effects: Mapping[str, Effect],
    parts: list[Stretch],
    k: int,
    thing: Mark,
) -> Mark | None:
    """The effect that is said of a thing.

    Args:
        utterance: The message.
        effects: What the effects mean, by concept.
        parts: The stretches of the message.
        k: The number of the stretch that names the thing.
        thing: The thing.
    """
    part = parts[k]
    place = part.items.index(thing)
    if place + 1 < len(part.items):
        after = part.items[place + 1]
        if _is_effect(after) and after.start - thing.end <= _BESIDE:
            return after
    if place > 0:
        before = part.items[place - 1]
        between = utterance.words[before.end : thing.start]
        if _is_effect(before) and len(between) <= _BESIDE:
            known = effects.get(before.concept)
            if known is not None and not known.weak:
                return before
            if not between or utterance.any_term("links", between):
                return before
    if len(part.items) > 1 or part.end - part.start > _ALONE:
        return None
    return _told_before(utterance, parts, k) or _told_next(utterance, effects, parts, k)


def _told_before(utterance: Utterance, parts: list[Stretch], k: int) -> Mark | None:
    """The effect that an "and" passes on: "burns on a bike and in the office chair"."""
    before = parts[k - 1] if k else None
    if before is None or before.end != parts[k].start or not before.items:
        return None
    last = before.items[-1]
    joined = utterance.is_term("goes_on", parts[k].start)
    led_in = parts[k].items[0].start - parts[k].start <= _LED_IN
    return last if joined and led_in and _is_effect(last) else None


def _told_next(
    utterance: Utterance, effects: Mapping[str, Effect], parts: list[Stretch], k: int
) -> Mark | None:
    """The effect of a thing named alone: "bed, murder", "sofas or cars are hell"."""
    following = parts[k + 1] if k + 1 < len(parts) else None
    if following is None or following.hard or following.start != parts[k].end:
        return None
    if not following.items:
        return None
    first, *others = following.items
    if _is_effect(first):
        known = effects.get(first.concept)
        reach = 1 if known is None or known.weak else _BESIDE
        return first if first.start - following.start < reach else None
    if not others or not utterance.is_term("goes_on", following.start):
        return None
    near = others[0].start - first.end <= _BESIDE
    return others[0] if near and _is_effect(others[0]) else None


def _is_effect(mark: Mark) -> bool:
    return not mark.concept.startswith(ACTIVITY) and mark.concept not in _OF_A_DOING

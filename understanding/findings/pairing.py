"""Which effect belongs to which activity: "sitting kills me, walking helps"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from understanding.assertion.context import Context
from understanding.assertion.scope import question_opens
from understanding.findings.elsewhere import Elsewhere, last_before, leads
from understanding.findings.occasions import is_listed, is_occasion, is_told_alone
from understanding.findings.set_against import (
    is_left_out,
    is_of_something_else,
    is_otherwise,
    is_set_right,
    leads_to,
)
from understanding.findings.stretches import (
    Stretch,
    is_counter,
    opens_condition,
    stretches,
)
from understanding.findings.things import effect_on_thing
from understanding.lexicon import Lexicon
from understanding.mentions import Mention
from understanding.text.utterance import COMMA, Mark, Utterance

# How far a bare "hurts" may stand behind its activity.
_NEAR = 4
# "Standing at the stove both legs go numb".
_NUMB_NEAR = 8
_LEAD = 3
# Words from "if I have to" to the activity.
_CONDITION = 5
# Words of a stretch over which an effect is still said of an activity.
_SAME_BREATH = 20


@dataclass(frozen=True, slots=True)
class Pair:
    """An activity with its effect; without one when it is merely pointed out.

    `only` says that it is the exception, as in "fine, it's only sitting and driving".
    """

    activity: Mark
    effect: Mark | None
    only: bool = False


class Pairing:
    """Pairs the activities and effects of one message."""

    def __init__(
        self, utterance: Utterance, context: Context, lexicon: Lexicon
    ) -> None:
        self._utterance = utterance
        self._context = context
        self._effects = lexicon.effects
        self._elsewhere = Elsewhere(utterance, lexicon.effects)
        self._activities = lexicon.activities

    def pairs(self, taken: Sequence[Mention]) -> list[Pair]:
        """The pairs, in order; words inside `taken` mentions are spoken for."""
        parts = stretches(self._utterance, self._context, taken)
        found: list[Pair] = []
        last: Pair | None = None
        for k, part in enumerate(parts):
            for activity in part.activities:
                begins = part.start + self._utterance.is_term("goes_on", part.start)
                listed = (activity.start, activity.end) == (begins, part.end)
                told = part.effects or listed or self._has_helped(parts, k)
                if self._is_event(activity) and not told:
                    continue
                if self._activities[activity.concept].thing:
                    beside = effect_on_thing(
                        self._utterance, self._effects, parts, k, activity
                    )
                    last = Pair(activity, beside) if beside is not None else None
                    if last is not None:
                        found.append(last)
                    continue
                before = last if self._goes_on(parts, k) else None
                effect = self._effect_for(parts, k, activity)
                pointed_out = self._is_pointed_out(parts, k, activity) or (
                    before is not None and before.effect is None
                )
                if pointed_out:
                    last = Pair(activity, None)
                elif effect is not None:
                    same = before if before and before.effect is effect else None
                    only = same.only if same else False
                    last = Pair(activity, effect, only or self._is_only(activity))
                elif before is not None:
                    last = Pair(activity, before.effect, before.only)
                else:
                    last = (
                        Pair(activity, None)
                        if is_occasion(self._utterance, activity)
                        or is_listed(self._utterance, activity)
                        or is_told_alone(self._utterance, activity)
                        else None
                    )
                if last is not None:
                    found.append(last)
        return found

    def _is_only(self, activity: Mark) -> bool:
        """Whether the activity is the exception: "only when I run"."""
        return self._utterance.any_term("only", self._lead(activity))

    def is_limit(self, activity: Mark) -> bool:
        """Whether the effect holds only up to the activity: "fine until I sit"."""
        utterance, at = self._utterance, activity.start
        return any(
            utterance.is_term("limits", i)
            and utterance.pause_between(i, at) < COMMA
            and not is_counter(utterance, i)
            for i in range(max(0, at - _LEAD), at)
        )

    def _lead(self, mark: Mark) -> list[str]:
        return self._utterance.words[max(0, mark.start - _LEAD) : mark.start]

    def _is_event(self, mark: Mark) -> bool:
        """Whether it is what went on when it began: "I was lifting a box"."""
        utterance = self._utterance
        if utterance.is_term("since", mark.start - 1):
            return True
        told = utterance.is_term("past_forms", mark.start)
        if not told and not utterance.is_term("before_events", mark.start - 1):
            return False
        return not utterance.any_term("repeated", self._lead(mark))

    # -- pairing ----------------------------------------------------------------------

    def _effect_for(self, parts: list[Stretch], k: int, activity: Mark) -> Mark | None:
        part = parts[k]
        own = self._within(part, activity)
        if own is not None:
            return own
        if self._is_set_against(activity):
            return last_before(parts, k)
        if self._stays(part):
            return self._elsewhere.before(parts, k) or self._elsewhere.behind(
                parts, k, activity
            )
        if part.effects:
            return None
        forwards = self._elsewhere.behind(parts, k, activity)
        if self._has_to(activity):
            return (
                forwards if forwards and not self._elsewhere.is_weak(forwards) else None
            )
        if self.is_limit(activity):
            return self._elsewhere.before(parts, k) or forwards
        if forwards is None and is_set_right(self._utterance, activity):
            return last_before(parts, k)
        if part.hard and not self._is_only(activity):
            return forwards
        if forwards is not None and self._is_shared(parts, k):
            return forwards
        told = forwards is not None and not self._elsewhere.is_weak(forwards)
        if told and opens_condition(self._utterance, part):
            return forwards
        backwards = self._elsewhere.before(parts, k)
        if backwards is not None and leads(parts, k):
            return backwards
        return forwards or backwards

    def _stays(self, part: Stretch) -> bool:
        """Whether it is as the last: "so is sitting", unlike "sat too long"."""
        return any(
            self._utterance.is_term("stay_with_last", i)
            and not self._utterance.is_term("degree", i + 1)
            for i in range(part.start, part.end)
        )

    def _is_shared(self, parts: list[Stretch], k: int) -> bool:
        """Whether the next effect is its own: "sitting and bending hurt".

        So it is in "I bend over and it goes" and "I walk about, that eases it".
        """
        if k + 1 >= len(parts):
            return False
        after = parts[k + 1]
        if not after.effects:
            return False
        joined = self._utterance.is_term("goes_on", after.start)
        if after.activities:
            return joined and not after.effect_first
        if self._utterance.is_term("which_that", after.start):
            return True
        return joined and (
            after.effects[0].concept == "eff.gone"
            or self._utterance.is_term("which_it", after.start + 1)
        )

    def _has_helped(self, parts: list[Stretch], k: int) -> bool:
        """Whether what was done once helped: "stood up and that took the edge off"."""
        if not self._is_shared(parts, k):
            return False
        known = self._effects.get(parts[k + 1].effects[0].concept)
        return known is not None and known.means == "better"

    def _has_to(self, activity: Mark) -> bool:
        """Whether it is what the person has to do about it: "I have to get up"."""
        utterance, at = self._utterance, activity.start
        if not utterance.is_term("to", at - 1) or not utterance.is_term(
            "has_to", at - 2
        ):
            return False
        lead = utterance.words[max(0, at - _CONDITION) : at - 2]
        return not utterance.any_term("conditions", lead)

    def _within(self, part: Stretch, activity: Mark) -> Mark | None:
        effects = [
            effect
            for effect in _near(part.effects, activity)
            if self._is_linked(effect, activity)
            and not leads_to(self._utterance, effect, activity)
            and not is_of_something_else(self._utterance, effect, activity)
        ]
        if self._is_given(activity):
            effects = [e for e in effects if e.start >= activity.end]
        effects = [e for e in effects if not self._elsewhere.is_weak(e)] or effects
        if self._has_to(activity):
            # "A few yards, then I have to squat": what it makes one do.
            words, at = self._utterance.words, activity.start
            effects = [
                effect
                for effect in effects
                if not self._utterance.any_term("so_then", words[effect.start : at])
            ]
        before = [e for e in effects if e.end <= activity.start]
        after = [e for e in effects if e.start >= activity.end]
        if not before and not after:
            return effects[0] if effects else None
        if before and (part.effect_first or not after):
            return before[-1]
        return after[0]

    def _is_given(self, activity: Mark) -> bool:
        """Whether a question rests on it: "is it ok to swim if bending hurts"."""
        utterance = self._utterance
        first, _ = utterance.sentence(activity.start)
        given = utterance.is_term("given_that", activity.start - 1)
        return given and question_opens(utterance, first) is not None

    def _is_linked(self, effect: Mark, activity: Mark) -> bool:
        """Whether a weak effect ("pain") is really said of the activity."""
        if not self._elsewhere.is_weak(effect):
            return True
        if effect.end <= activity.start:
            between = self._utterance.words[effect.end : activity.start]
            return not between or self._utterance.any_term("links", between)
        reach = _NUMB_NEAR if effect.concept in ("numb", "tingle") else _NEAR
        near = effect.start - activity.end <= reach
        return near or self._utterance.any_term("links", self._lead(activity))

    def _goes_on(self, parts: list[Stretch], k: int) -> bool:
        """Whether the part only adds an activity to the one before ("and bending")."""
        part = parts[k]
        if k == 0 or part.effects or not self._utterance.is_term("goes_on", part.start):
            return False
        # "I have to sit. And when I lie down there is this cold feeling".
        return bool(parts[k - 1].activities) and not (part.hard and part.tells_a_story)

    def _is_set_against(self, activity: Mark) -> bool:
        return is_left_out(self._utterance, activity) or is_otherwise(
            self._utterance, activity
        )

    def _is_pointed_out(self, parts: list[Stretch], k: int, activity: Mark) -> bool:
        """Whether it names the culprit and nothing else: "it's standing".

        A bare "but" opens what is said behind it: "but walking home, no pain".
        """
        part = parts[k]
        lead = self._utterance.words[part.start : activity.start]
        if lead and self._utterance.is_term("its_the", activity.start - 1):
            lead = lead[:-1]
        if part.effects or not self._utterance.all_terms("culprit", lead):
            return False
        if self._is_set_against(activity) or any(
            mark.concept in ("nothing_here", "not_after")
            for mark in self._utterance.starting_at(activity.end)
        ):
            return False
        opens = self._utterance.all_terms("turns", lead)
        return bool(lead) and not (opens and self._elsewhere.behind(parts, k, activity))


def _near(effects: list[Mark], activity: Mark) -> list[Mark]:
    low, high = activity.start - _SAME_BREATH, activity.end + _SAME_BREATH
    return effects[
        bisect_left(effects, low, key=_start) : bisect_left(effects, high, key=_start)
    ]


def _start(mark: Mark) -> int:
    return mark.start

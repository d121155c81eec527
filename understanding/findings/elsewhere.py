"""The effect that stands in another stretch than its activity.

"Sitting is fine, so is standing, but walking, an hour later, is agony."
"""

from __future__ import annotations

from collections.abc import Mapping

from understanding.findings.set_against import is_of_something_else, leads_to
from understanding.findings.stretches import Stretch, is_news
from understanding.lexicon.records import Effect
from understanding.text.utterance import Mark, Utterance

# Stretches over which an effect is still said of an activity.
_FARTHEST = 12
_LEAD = 3


class Elsewhere:
    """Looks for effects before and behind a stretch."""

    def __init__(self, utterance: Utterance, effects: Mapping[str, Effect]) -> None:
        self._utterance = utterance
        self._effects = effects

    def is_weak(self, mark: Mark) -> bool:
        """Whether the effect counts only for an activity linked to it."""
        effect = self._effects.get(mark.concept)
        return effect is None or effect.weak

    def before(self, parts: list[Stretch], k: int) -> Mark | None:
        """The nearest effect in the stretches before the k-th."""
        for part in reversed(parts[max(0, k - _FARTHEST) : k]):
            first = parts[k].activities[0]
            strong = [
                effect
                for effect in part.effects
                if not self.is_weak(effect)
                and not leads_to(self._utterance, effect, first)
                and not is_of_something_else(self._utterance, effect, first)
            ]
            counts = (
                part.activities
                or part.end - part.start == 1
                or self._is_led_in(parts[k])
            )
            found = strong or (part.effects if counts else [])
            if found:
                return found[-1]
            if part.hard:
                return None
        return None

    def behind(self, parts: list[Stretch], k: int, activity: Mark) -> Mark | None:
        """The effect that the stretches behind the k-th give to its activity."""
        for part in parts[k + 1 : k + 1 + _FARTHEST]:
            if part.hard:
                asked = self._utterance.is_question(activity.start)
                if asked and self._only_answers(part):
                    continue
                if not self._sums_up(part) and not (
                    asked and part.effects and not part.activities
                ):
                    return None
            if part.effects:
                if part.activities and (
                    part.effect_first
                    or self._utterance.is_term("reasons", part.start)
                    or is_news(self._utterance, part, parts[k])
                ):
                    return None
                linked = [
                    effect
                    for effect in part.effects
                    if not self.is_weak(effect)
                    or part.activities
                    or part.items[0] is effect
                ]
                if not part.activities:
                    linked = [e for e in linked if not self._is_anothers(part, e)]
                return linked[0] if linked else None
            if part.tells_a_story:
                return None
        return None

    def _is_led_in(self, part: Stretch) -> bool:
        first = part.activities[0].start
        lead = self._utterance.words[max(part.start, first - _LEAD) : first]
        return self._utterance.any_term("links", lead)

    def _only_answers(self, part: Stretch) -> bool:
        """Whether it is but a yes or no: "Getting up? No, that's fine"."""
        alone = part.end - part.start == 1
        return alone and self._utterance.is_any_term(
            ("bare_yes", "bare_no"), part.start
        )

    def _sums_up(self, part: Stretch) -> bool:
        """Whether it is said of all listed: "Sitting, bending. They all hurt"."""
        begins = any(
            mark.concept == "all_of_these"
            for mark in self._utterance.starting_at(part.start)
        )
        return begins and bool(part.effects) and not part.activities

    def _is_anothers(self, part: Stretch, effect: Mark) -> bool:
        """Whether it is something else that is fine: "…, sleep ok", "…, legs fine"."""
        known = self._effects.get(effect.concept)
        lead = self._utterance.words[part.start : effect.start]
        return (
            known is not None
            and known.means in ("fine", "unhelped")
            and not self._utterance.all_terms("said_of_it", lead)
        )


def leads(parts: list[Stretch], k: int) -> bool:
    """Whether the message names effects before their activities."""
    for part in reversed(parts[max(0, k - _FARTHEST) : k]):
        if part.effects:
            return part.effect_first or not part.activities
        if part.hard:
            return False
    return False


def last_before(parts: list[Stretch], k: int) -> Mark | None:
    """The last effect named before the k-th stretch, in whatever statement."""
    for part in reversed(parts[max(0, k - _FARTHEST) : k]):
        if part.effects:
            return part.effects[-1]
    return None

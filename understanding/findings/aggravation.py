"""What makes it worse or better, from activities and their effects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from understanding.assertion.context import Context
from understanding.assertion.scope import question_opens
from understanding.findings.bending import bent_to
from understanding.findings.bygone import is_bygone, is_taken_back
from understanding.findings.pairing import Pairing
from understanding.findings.set_against import (
    closes,
    is_avoided,
    is_left_out,
    is_otherwise,
)
from understanding.findings.ticks import ticks
from understanding.lexicon import Lexicon
from understanding.mentions import Mention
from understanding.model import PRESENT, UNSURE
from understanding.text.utterance import COMMA, SENTENCE, Mark, Utterance

# Words from an "if" to what it takes for granted.
_GIVEN = 3
# Words from "than" to what is held against.
_COMPARED = 4
# What an effect means beyond its limit: "fine until I sit", "it aches until I walk".
_BEYOND = {"fine": "worse", "better": "worse", "worse": "better"}
# Words from an activity to how long it stays fine, and from there to what follows.
_AT_FIRST = 6
# What there is without it: "it's fine if I avoid stairs".
_WELL = ("fine", "better", "less")
# "Stairs are fine, hard chairs are not".
_CONTRARY = {"fine": "worse", "worse": "fine", "better": "unhelped"}
_CAN = "eff.can"
# "Slopes are the worst" is about a runner only where running is spoken of.
_HILLS = "act.hills"
_RUNNING = ("act.running", "act.easy_running", "act.running_uphill")


class Aggravation:
    """Reads what aggravates and what eases in one message.

    After `mentions`, `used` holds the effects that were said of an activity.
    """

    def __init__(
        self, utterance: Utterance, context: Context, lexicon: Lexicon
    ) -> None:
        self._utterance = utterance
        self._context = context
        self._lexicon = lexicon
        self._pairing = Pairing(utterance, context, lexicon)
        self.used: list[Mark] = []

    def mentions(self, taken: Sequence[Mention]) -> list[Mention]:
        """What each activity does; words inside `taken` mentions are spoken for."""
        found: list[Mention] = []
        for pair in self._pairing.pairs(taken):
            activity, effect = pair.activity, pair.effect
            if self._is_asked(activity, effect):
                continue
            if self._is_compared(activity):
                if self._is_the_lesser(activity):
                    found += self._outcomes(activity, activity, "worse", certain=False)
                continue
            if effect is None:
                found += self._outcomes(activity, activity, "worse", certain=False)
                continue
            self.used.append(effect)
            if is_bygone(self._utterance, effect):
                continue
            meaning = self._meaning(activity, effect, only=pair.only)
            if self._is_contrary(activity, effect):
                meaning = self._contrary(meaning, activity)
            outcomes = [
                self._context.answered(m)
                for m in self._outcomes(activity, effect, meaning, certain=True)
            ]
            if self._is_unsure(activity):
                outcomes = [
                    Mention(m.finding, UNSURE, m.start, m.end) for m in outcomes
                ]
            found += outcomes
        ticked = [
            mention
            for activity, means in ticks(self._utterance)
            for mention in self._outcomes(activity, activity, means, certain=False)
        ]
        told = self._reconciled(found) + ticked
        return told + bent_to(self._utterance, [*taken, *told])

    def _is_compared(self, activity: Mark) -> bool:
        """Whether another is only held against it: "better walking than sitting"."""
        utterance = self._utterance
        lead = range(max(0, activity.start - _COMPARED), activity.start)
        return any(
            utterance.is_term("compared", i)
            and utterance.pause_between(i, activity.start) < COMMA
            and not utterance.within(i, activity.start, "eff.worse", "eff.better")
            for i in lead
        )

    def _is_the_lesser(self, activity: Mark) -> bool:
        """Whether another is better than it: "better standing than sitting"."""
        first, _ = self._utterance.sentence(activity.start)
        near = max(first, activity.start - 2 * _COMPARED)
        return bool(self._utterance.within(near, activity.start, "eff.better"))

    def _is_asked(self, activity: Mark, effect: Mark | None) -> bool:
        """Whether it is only asked about: "would standing help", "should I walk"."""
        first, last = self._utterance.sentence(activity.start)
        if effect is not None and not first <= effect.start < last:
            return False
        begins = question_opens(self._utterance, first)
        if begins is None or self._utterance.within(
            first, activity.start, "real_after_all"
        ):
            return False
        if effect is not None and self._is_given(begins, activity, effect):
            return False
        return self._utterance.is_term("asks_advice", begins) or (
            self._utterance.is_term("asks_if", begins)
            and (
                self._utterance.is_term("asked_of", begins + 1)
                or (
                    self._utterance.is_question(activity.start)
                    and any(
                        mark.concept in self._lexicon.activities
                        for mark in self._utterance.starting_at(begins + 1)
                    )
                )
            )
        )

    def _is_given(self, begins: int, activity: Mark, effect: Mark) -> bool:
        """Whether the question rests on it: "is yoga ok if bending hurts", "why I"."""
        start = min(activity.start, effect.start)
        for i in range(max(begins + 1, start - _GIVEN), start):
            if self._utterance.is_term("given_that", i):
                between = self._utterance.words[i + 1 : start]
                return not self._utterance.any_term("to", between)
        return False

    def _is_unsure(self, activity: Mark) -> bool:
        """Whether it is not known: "hard to say if walking helps"."""
        first, _ = self._utterance.sentence(activity.start)
        return any(
            self._utterance.any_term(
                "whether", self._utterance.words[mark.start : activity.start]
            )
            and self._utterance.pause_between(mark.end - 1, activity.start) < COMMA
            for mark in self._utterance.within(first, activity.start, "unsure")
        )

    def _is_contrary(self, activity: Mark, effect: Mark) -> bool:
        """Whether only "are" or "isn't" sets it against the one before."""
        if effect.end > activity.start:
            return False
        if is_otherwise(self._utterance, activity):
            return True
        if not self._apart(activity, effect):
            return False
        return any(
            mark.concept == "contrary_after" and closes(self._utterance, mark)
            for mark in self._utterance.starting_at(activity.end)
        )

    def _contrary(self, meaning: str, activity: Mark) -> str:
        """What is set against it: "standing doesn't help, sitting does"."""
        if meaning == "unhelped":
            does = not self._utterance.is_term("denials", activity.end)
            return "better" if does else meaning
        return _CONTRARY.get(meaning, meaning)

    def _meaning(self, activity: Mark, effect: Mark, *, only: bool) -> str:
        known = self._lexicon.effects.get(effect.concept)
        means = known.means if known else "worse"
        if means in _WELL and is_avoided(self._utterance, activity):
            return "worse"
        if (
            self._is_denied(activity, effect)
            or self._is_excepted(activity, effect)
            or is_taken_back(self._utterance, effect)
        ):
            means = known.negated if known else "fine"
        if means == "better" and self._has_got_better(activity, effect):
            return "improved"
        if effect.start < activity.start and self._pairing.is_limit(activity):
            return _BEYOND.get(means, means)
        if means == "fine" and self._is_fine_at_first(activity, effect):
            return "worse"
        set_apart = self._apart(activity, effect) or self._has_its_own(activity, effect)
        return "worse" if means == "fine" and only and set_apart else means

    def _has_got_better(self, activity: Mark, effect: Mark) -> bool:
        """Whether it goes better than it did: "walking is a lot better already"."""
        return activity.end <= effect.start and any(
            mark.concept == "than_before"
            for mark in self._utterance.starting_at(effect.end)
        )

    def _is_fine_at_first(self, activity: Mark, effect: Mark) -> bool:
        """Whether it does not last: "fine for the first mile, then it cramps"."""
        utterance = self._utterance
        start, end = min(activity.start, effect.start), max(activity.end, effect.end)
        _, last = utterance.sentence(start)
        for first in utterance.within(start, min(last, end + _AT_FIRST), "at_first"):
            near = min(last, max(first.end, end) + _AT_FIRST)
            if utterance.within(first.end, near, "then_turns"):
                return True
        return False

    def _is_denied(self, activity: Mark, effect: Mark) -> bool:
        """Whether the effect is denied; in "no, walking is fine" it is not."""
        if self._context.denial(effect.start, effect.end) != "said":
            return False
        first, _ = self._utterance.sentence(effect.start)
        answers = self._utterance.is_term("bare_no", first)
        return not (answers and first + 1 == activity.start < effect.start)

    def _is_excepted(self, activity: Mark, effect: Mark) -> bool:
        """Whether it is left out: "running not at all", "it's not the sitting".

        "I can drive, no problem" agrees.
        """
        if effect.concept == _CAN:
            return False
        if any(
            (
                mark.concept == "not_after"
                and not self._tells_anew(mark)
                and mark.end - mark.start > 1
                and not mark.start <= effect.start < mark.end
            )
            or (
                mark.concept == "nothing_here"
                and not mark.start <= effect.start < mark.end
                and closes(self._utterance, mark)
            )
            for mark in self._utterance.starting_at(activity.end)
        ):
            return True
        if effect.start < activity.start and is_left_out(self._utterance, activity):
            return True
        if not self._apart(activity, effect) or self._agrees(activity, effect):
            return False
        if self._utterance.any_term(
            "denials", self._utterance.words[effect.start : effect.end]
        ):
            # The "no" is that of "no odds if I sit, stand or walk".
            return False
        return self._context.denial(activity.start, activity.end) == "said"

    def _tells_anew(self, mark: Mark) -> bool:
        """Whether a "not" begins the next sentence: "I can hardly walk. I don't …".

        "Running? Not at all" answers.
        """
        at = mark.start
        return self._utterance.pauses[at] >= SENTENCE and not (
            at and self._utterance.is_question(at - 1)
        )

    def _agrees(self, activity: Mark, effect: Mark) -> bool:
        """Whether it is as harmless as the one before: "…, neither does sneezing".

        Or of as little use: "no position helps, not lying, not sitting".
        """
        known = self._lexicon.effects.get(effect.concept)
        means = known.means if known else ""
        term = {"fine": "neither", "unhelped": "not_either"}.get(means)
        lead = self._utterance.words[max(0, activity.start - 2) : activity.start]
        return term is not None and self._utterance.any_term(term, lead)

    def _has_its_own(self, activity: Mark, effect: Mark) -> bool:
        """Whether it was said of another: "not when I walk only when I sit"."""
        between = range(effect.end, activity.start)
        return any(
            mark.concept in self._lexicon.activities
            for i in between
            for mark in self._utterance.starting_at(i)
        )

    def _apart(self, activity: Mark, effect: Mark) -> bool:
        """Whether a pause stands between the two."""
        first, second = sorted((activity.start, effect.start))
        return self._utterance.pause_between(first, second) >= COMMA

    def _outcomes(
        self, activity: Mark, effect: Mark, means: str, *, certain: bool
    ) -> list[Mention]:
        if activity.concept == _HILLS and not self._runs():
            return []
        entry = self._lexicon.activities[activity.concept]
        outcome = {
            "worse": entry.worse,
            "better": entry.better or entry.fine,
            "fine": entry.fine,
            "less": entry.less or entry.better or entry.fine,
            "unhelped": entry.unhelped,
            "neutral": entry.neutral,
        }.get(means, {})
        start, end = min(activity.start, effect.start), max(activity.end, effect.end)
        return [
            Mention(finding, status, start, end, certain=certain)
            for finding, status in outcome.items()
        ]

    def _runs(self) -> bool:
        """Whether it is a runner who speaks."""
        words = self._utterance.words
        return self._utterance.has(*_RUNNING) or self._utterance.any_term(
            "runners", words
        )

    def _varies(self, at: int) -> bool:
        """Whether it is so "one day and not the next"."""
        first, last = self._utterance.sentence(at)
        return bool(
            self._utterance.within(first, last, "both_ways")
            and self._utterance.within(first, last, "other_times")
        )

    def _reconciled(self, found: list[Mention]) -> list[Mention]:
        """Makes "sometimes it hurts, sometimes it helps" unsure."""
        if not self._utterance.of("both_ways"):
            return found
        found = [
            replace(m, status=UNSURE) if self._varies(m.start) else m for m in found
        ]
        said = {m.finding for m in found if m.status == PRESENT}
        return [
            Mention(m.finding, UNSURE, m.start, m.end)
            if {
                m.finding.replace("worse_", "relief_"),
                m.finding.replace("relief_", "worse_"),
            }
            <= said
            else m
            for m in found
        ]

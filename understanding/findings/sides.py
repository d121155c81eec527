"""Which side it is on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from understanding.assertion.context import Context
from understanding.findings.named_sides import (
    Spans,
    is_missed_there,
    is_well_before,
    joined_side,
    same_side,
)
from understanding.findings.no_side import is_no_side
from understanding.findings.places import Place
from understanding.findings.radiation import LEG, TRUNK
from understanding.findings.sensations import AFFECTED, OTHER, PAIN, STRUCK
from understanding.mentions import Mention
from understanding.model import PRESENT
from understanding.text.utterance import COMMA, Mark, Utterance

_SIDES = ("left", "right", "both")
# Words within which a side belongs to a place.
_BESIDE = 8
_NEAR_FOREIGN = 3
_LEAD = 4
# Words from a side to its time, behind and before it.
_TIME_WITHIN = 5
_TIME_BEFORE = 3
# Whose plural is the two of them.
_PAIRED = ("hip", "lateral_hip", "buttock", "si_joint")
# Words between what leaves a side out and the side, before and behind it.
_SPARED = 4
_SPARED_BEHIND = 6


class Sides:
    """Reads the side in one message.

    Args:
        utterance: The message.
        context: How its words are meant.
        places: The places named, with those this product is not about.
        hurts: Whether something is said to be wrong at a place.
    """

    def __init__(
        self,
        utterance: Utterance,
        context: Context,
        places: Sequence[Place],
        hurts: Callable[[Place], bool],
    ) -> None:
        self._utterance = utterance
        self._context = context
        self._places = places
        self._hurts = hurts

    def mentions(self) -> list[Mention]:
        """The side, if one is told."""
        corrected = self._corrected()
        if corrected is not None:
            return [corrected]
        for mark in self._utterance.of("side.alternating"):
            return [Mention("side", PRESENT, mark.start, mark.end, "alternating")]
        sides, attached = self._of_places()
        sides.update(self._unattached(sides, attached))
        if "both" in sides and len(sides) == 2:
            # "Both buttocks, mostly the left" is the left.
            sides.pop("both")
        if not sides:
            sides = same_side(self._utterance)
        elif joined := joined_side(self._utterance, sides):
            sides.update(joined)
        if len(sides) > 1:
            start, end = next(iter(sides.values()))
            value = "alternating" if self._in_turn() else "both"
            return [Mention("side", PRESENT, start, end, value, certain=False)]
        return [Mention("side", PRESENT, *span, side) for side, span in sides.items()]

    def _corrected(self) -> Mention | None:
        """The side named last, when the person put themselves right."""
        corrections = self._utterance.of("correction") or self._swapped()
        if not corrections:
            return None
        named = [
            Mention("side", PRESENT, mark.start, mark.end, side)
            for side in _SIDES
            for mark in self._utterance.of(f"side.{side}")
            if mark.start > corrections[0].start
            and not self._is_ruled_out(mark)
            and (
                self._context.denial(mark.start, mark.end) != "said"
                or corrections[0].end == mark.start
            )
        ]
        return max(named, key=lambda mention: mention.start, default=None)

    def _is_ruled_out(self, mark: Mark) -> bool:
        """Whether it is left behind: "not just the right", "the left is fine"."""
        utterance = self._utterance
        lead = utterance.words[max(0, mark.start - _SPARED) : mark.start]
        if utterance.any_term("only", lead) and utterance.any_term("denials", lead):
            return True
        _, last = utterance.sentence(mark.start)
        near = min(last, mark.end + _SPARED_BEHIND)
        sound = utterance.within(mark.end, near, "good_side", "sound_side")
        return is_well_before(utterance, mark) or any(
            utterance.pause_between(mark.end - 1, good.start) < COMMA
            and not utterance.is_ruled_out(good.start)
            for good in sound
        )

    def _swapped(self) -> list[Mark]:
        """The "no" of "left, no right"."""
        utterance = self._utterance
        sides = utterance.of("side.left", "side.right")
        return [
            no
            for said, meant in pairwise(sides)
            for no in utterance.within(said.end, meant.start, "not")
            if utterance.is_term("bare_no", no.start)
            and said.end == no.start
            and no.end == meant.start
            and utterance.pauses[no.start] >= COMMA
        ]

    def _in_turn(self) -> bool:
        """Whether each side has its own time: "left cheek in spring, right one now".

        Of a leg it is none that takes turns, it has come to the other leg as well.
        """
        utterance = self._utterance
        if any(place.site in LEG for place in self._places):
            return False
        sides = utterance.of("side.left", "side.right")
        for here, there in pairwise(sides):
            if here.concept == there.concept:
                continue
            first, last = utterance.sentence(here.start)
            if not here.end <= there.start < last:
                continue
            behind = utterance.words[there.start : min(last, there.end + _TIME_WITHIN)]
            before = utterance.words[max(first, here.start - _TIME_BEFORE) : here.start]
            between = utterance.words[here.end : there.start]
            if utterance.any_term("joining_in", behind + between):
                continue
            if utterance.any_term("then_side", before + between) and (
                utterance.any_term("now_side", behind + between)
            ):
                return True
        return False

    def _of_places(self) -> tuple[Spans, set[int]]:
        """Sides said of places where something is wrong, and the words they use."""
        sides: Spans = {}
        attached: set[int] = set()
        # "Low back and hips" names a region and no two sides.
        region = any(place.site == "low_back" for place in self._places)
        for place in self._places:
            for side in place.sides:
                attached.update(
                    mark.start
                    for mark in self._utterance.within(
                        place.start - _BESIDE + 1,
                        place.start + 2 * _BESIDE,
                        f"side.{side}",
                    )
                    if mark.start < place.start + _BESIDE
                )
            if place.site == "elsewhere" or not self._symptomatic(place):
                continue
            painful = PAIN in place.states
            for side in place.sides:
                if side != "both" or painful:
                    sides[side] = (place.start, place.end)
            plural = place.many and place.site in _PAIRED and not region
            if plural and painful and not place.sides:
                sides.setdefault("both", (place.start, place.end))
        return sides, attached

    def _unattached(self, known: Spans, attached: set[int]) -> Spans:
        """Sides that stand by themselves: "it's on the left"."""
        sides: Spans = {}
        for side in _SIDES:
            for mark in self._utterance.of(f"side.{side}"):
                if mark.start in attached or side in known:
                    continue
                if is_no_side(self._utterance, mark) or self._is_tag(mark):
                    continue
                alone = mark.end - mark.start == 1
                if alone and self._utterance.is_term("both_alone", mark.start):
                    continue
                if self._compared(mark.start) or self._near_foreign(mark.start):
                    continue
                if self._is_equal(mark):
                    continue
                if self._is_meant(mark, side):
                    sides[side] = (mark.start, mark.end)
        return sides

    def _is_tag(self, mark: Mark) -> bool:
        """Whether it only asks to agree, or begins: "it's a disc, right?"."""
        utterance = self._utterance
        if mark.end - mark.start > 1 or not utterance.is_term("rightly", mark.start):
            return False
        first, last = utterance.sentence(mark.start)
        lead = utterance.words[max(first, mark.start - 1) : mark.start]
        if mark.end == last and utterance.is_question(mark.start):
            named = any(place.end == mark.start for place in self._places)
            return bool(lead) and not (
                named or utterance.any_term("leads_to_side", lead)
            )
        return mark.start == first and utterance.is_term("begins_story", mark.end)

    def _is_meant(self, mark: Mark, side: str) -> bool:
        """Whether the side is said of now, and not denied."""
        denied = self._context.denial(mark.start, mark.end) == "said"
        if denied and not is_missed_there(self._utterance, mark):
            return False
        if self._is_ruled_out(mark):
            return False
        mention = Mention("side", PRESENT, mark.start, mark.end, side)
        return not self._context.is_over(mention)

    def _symptomatic(self, place: Place) -> bool:
        if place.states <= {OTHER, AFFECTED, STRUCK} and place.site not in TRUNK | LEG:
            return False
        return not self._compared(place.start) and self._hurts(place)

    def _compared(self, at: int) -> bool:
        utterance = self._utterance
        return any(
            utterance.is_term("compared", i) and utterance.pause_between(i, at) < COMMA
            for i in range(max(0, at - _LEAD), at)
        )

    def _reach(self, place: Place, at: int, *, own: bool) -> int:
        """How far off a foreign place still has the side at `at`."""
        joined = self._utterance.any_term(
            "additions", self._utterance.words[place.start : at]
        )
        return _NEAR_FOREIGN * (1 if own or joined else 2)

    def _is_equal(self, mark: Mark) -> bool:
        """Whether nothing is wrong on both: "calves the same both sides"."""
        utterance = self._utterance
        lead = range(max(0, mark.start - _LEAD), mark.start)
        return (
            mark.concept == "side.both"
            and any(
                utterance.is_term("alike", i)
                and utterance.pause_between(i, mark.start) < COMMA
                # "It's the same on both sides" is a complaint.
                and not utterance.any_term("it_is", utterance.words[max(0, i - 2) : i])
                for i in lead
            )
        )

    def _near_foreign(self, at: int) -> bool:
        """Whether it is the side of an arm or a face: "her mouth hangs on the left"."""
        utterance = self._utterance
        own = any(
            place.site != "elsewhere" and abs(place.start - at) <= 2 * _NEAR_FOREIGN
            for place in self._places
        )
        return any(
            place.site == "elsewhere"
            and abs(place.start - at) <= self._reach(place, at, own=own)
            and utterance.sentence_of[place.start] == utterance.sentence_of[at]
            for place in self._places
        )

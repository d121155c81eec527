"""Places of pain as findings: where it is, and where it is worst."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from understanding.assertion.context import Context
from understanding.findings.merely_named import merely_named
from understanding.findings.places import Place
from understanding.findings.radiation import LEG, TRUNK, is_only_reached, radiation
from understanding.findings.sensations import AFFECTED, PAIN, STRUCK
from understanding.findings.sides import Sides
from understanding.mentions import Mention, words_of
from understanding.model import ABSENT, PRESENT
from understanding.text.utterance import COMMA, Utterance

# Spots within what people call the buttock.
_PRECISE = frozenset({"sit_bone", "coccyx", "si_joint"})
# Words from a place to "until this month".
_UNTIL = 8
_MOSTLY_WITHIN = 4
_FINE_WITHIN = 5
# From "past" to the place.
_LIMIT_WITHIN = 4
# What tells that a blow to a place left something behind.
_AFTER_A_BLOW = ("hurtful", "eff.pain", "eff.worse", "bruise", "lump", "cannot")
# From "that" or "so" to how bad it is not.
_DEGREE_WITHIN = 2


class Location:
    """Reads the places of one message."""

    def __init__(
        self, utterance: Utterance, context: Context, places: Sequence[Place]
    ) -> None:
        self._utterance = utterance
        self._context = context
        self._places = places
        self._merely_named = merely_named(utterance, places)
        self._hit: set[int] = set()

    def mentions(self, taken: Sequence[Mention]) -> list[Mention]:
        """Everything said of places; those inside `taken` mentions are spoken for."""
        spoken_for = words_of(taken) | words_of(self._utterance.of("past_joint"))
        spoken_for |= self._merely_named
        self._hit = words_of(
            m for m in taken if (m.finding, m.status) == ("buttock_trauma", PRESENT)
        )
        from_trunk = any(
            place.site in TRUNK and PAIN in place.states for place in self._places
        )
        painful: list[Place] = []
        spared: list[Place] = []
        sites: list[Mention] = []
        for place in self._places:
            if (
                place.site == "elsewhere"
                or PAIN not in place.states
                or place.start in self._hit
            ):
                sites += self._complaint(place, spoken_for)
                continue
            if place.start in spoken_for:
                continue
            meant = self._meant(place)
            if meant is None:
                continue
            (painful if meant.status == PRESENT else spared).append(place)
            passed = is_only_reached(self._utterance, place) or (
                place.path and not from_trunk
            )
            if meant.status == ABSENT or not passed:
                sites.append(meant)
        if any(place.site == "lateral_hip" for place in painful):
            # "My hips, the sides of them": no joint besides.
            painful = [place for place in painful if place.site != "hip"]
            sites = [m for m in sites if m.finding != "site_hip" or m.status == ABSENT]
        extent = radiation(self._utterance, self._context, painful, spared)
        if any(mention.value == "none" for mention in extent):
            # "Nothing in the leg" is said once, by the radiation.
            sites = [m for m in sites if m.finding != "site_leg"]
        sides = Sides(self._utterance, self._context, self._places, self._hurts)
        return [
            *sites,
            *extent,
            *self._main_site(
                [p for p in painful if not is_only_reached(self._utterance, p)]
            ),
            *sides.mentions(),
            *self._second_leg(painful),
        ]

    def _complaint(self, place: Place, spoken_for: set[int]) -> list[Mention]:
        """A place where something is wrong, or that was hit when nothing else hurts."""
        wrong = AFFECTED in place.states and place.start not in spoken_for
        hit = place.start not in self._merely_named and not any(
            PAIN in other.states and other.felt_at is not None for other in self._places
        )
        hit &= STRUCK in place.states or (
            place.start in self._hit and self._utterance.has(*_AFTER_A_BLOW)
        )
        if place.site == "elsewhere" or not (wrong or hit):
            return []
        meant = self._meant(place)
        if meant is None or meant.status != PRESENT:
            return []
        return [replace(meant, certain=False)]

    def _meant(self, place: Place) -> Mention | None:
        mention = Mention(f"site_{place.site}", PRESENT, place.start, place.end)
        meant = self._context.meant(mention)
        if meant is None:
            return None
        if meant.status == ABSENT:
            there = self._is_new(place) or self._is_its_limit(place)
            return meant.flipped() if there else meant
        denied = self._is_denied_behind(place)
        return mention.flipped() if denied or self._is_fine(place) else meant

    def _is_denied_behind(self, place: Place) -> bool:
        """Whether what is felt there is denied: not where it "isn't that sore"."""
        if place.felt_at is None or place.felt_at[0] < place.end:
            return False
        utterance = self._utterance
        start, end = place.felt_at
        near = slice(max(place.end, start - _DEGREE_WITHIN), start)
        return self._context.denial(start, end) == "said" and not (
            utterance.any_term("to_a_degree", utterance.words[near])
            or utterance.is_any_term(("to_a_degree", "just_like"), end)
        )

    def _is_new(self, place: Place) -> bool:
        """Whether only the time before is denied: "no bad back till this month"."""
        utterance = self._utterance
        _, last = utterance.sentence(place.start)
        near = min(last, place.end + _UNTIL)
        return bool(utterance.within(place.end, near, "until_then_after"))

    def _is_its_limit(self, place: Place) -> bool:
        """Whether pain is only said not to go further: "never goes past my buttock"."""
        lead = self._utterance.words[max(0, place.start - _LIMIT_WITHIN) : place.start]
        return place.site in TRUNK and self._utterance.any_term("beyond", lead)

    def _hurts(self, place: Place) -> bool:
        meant = self._meant(place)
        return meant is not None and meant.status == PRESENT

    def _is_fine(self, place: Place) -> bool:
        """Whether the place itself is said to be well: "my back is fine"."""
        utterance = self._utterance
        last = min(place.end + _FINE_WITHIN, len(utterance.words))
        for mark in utterance.within(place.end, last, "eff.fine", "good_side"):
            if utterance.any_term("touches", utterance.words[mark.start : mark.end]):
                continue  # "An ache in my back that paracetamol won't touch"
            if utterance.is_term("bearable_words", mark.end - 1):
                continue  # what is only bearable is there
            between = [
                other
                for i in range(place.end, mark.start)
                for other in utterance.starting_at(i)
            ]
            others = any(m.concept.startswith(("site.", "bladder")) for m in between)
            blocked = any(m.concept.startswith(("act.", "eff.pain")) for m in between)
            blocked |= others and not self._is_listed_with(place, mark.start)
            paused = utterance.pause_between(place.end - 1, mark.start) >= COMMA
            if not blocked and not paused:
                return self._context.denial(mark.start, mark.end) is None and not any(
                    after.concept == "part_of_the_day"
                    for after in utterance.starting_at(mark.end)
                )
        return False

    def _is_listed_with(self, place: Place, fine: int) -> bool:
        """Whether all that comes before it is fine as well: "legs and bladder fine"."""
        utterance = self._utterance
        return (
            place.felt_at is None
            and utterance.is_term("additions", place.end)
            and all(
                utterance.is_any_term(("additions", "said_of_it", "my", "the"), i)
                or any(
                    mark.concept.startswith(("site.", "side.", "bladder", "bowel"))
                    for mark in utterance.starting_at(i)
                )
                for i in range(place.end, fine)
            )
        )

    def _main_site(self, painful: Sequence[Place]) -> list[Mention]:
        """The one place that hurts most: said so, or the only one it comes from."""
        utterance = self._utterance
        for mark in utterance.of("most", "only"):
            for place in painful:
                near = 0 <= place.start - mark.end <= _MOSTLY_WITHIN
                if near and utterance.pause_between(mark.end - 1, place.start) < COMMA:
                    return [_main_site(place, certain=True)]
        moved = {place.site for place in painful if place.moved}
        if len({place.site for place in painful}) == 1:
            moved = set()  # "Something has moved into my calf"
        origins = {p.site: p for p in reversed(painful) if p.site not in moved}
        precise = [place for site, place in origins.items() if site in _PRECISE]
        if len(origins) == 2 and "buttock" in origins and len(precise) == 1:
            return [_main_site(precise[0], certain=False)]
        if len(origins) > 1:
            origins = {place.site: place for place in self._sources(painful)}
        if len(origins) > 1:
            return []
        return [_main_site(place, certain=False) for place in origins.values()]

    def _sources(self, painful: Sequence[Place]) -> list[Place]:
        """Places from which the pain was said to run down."""
        sentence_of = self._utterance.sentence_of
        return [
            here
            for here, there in pairwise(painful)
            if there.moved
            and not here.moved
            and sentence_of[here.start] == sentence_of[there.start]
        ]

    def _second_leg(self, painful: Sequence[Place]) -> list[Mention]:
        """Both legs are affected when each is named with its side."""
        legs = [p for p in painful if p.site in LEG and not self._is_well(p)]
        sides = {side for place in legs for side in place.sides}
        if not {"left", "right"} <= sides or self._utterance.has("correction"):
            return []
        start, end = legs[-1].start, legs[-1].end
        return [Mention("bilateral_leg_symptoms", PRESENT, start, end, certain=False)]

    def _is_well(self, place: Place) -> bool:
        """Whether it is only named as the sound one: "the right leg is fine"."""
        start, end = place.end, place.end + _FINE_WITHIN
        return any(
            self._utterance.pause_between(start - 1, mark.start) < COMMA
            for mark in self._utterance.within(start, end, "normal")
        )


def _main_site(place: Place, *, certain: bool) -> Mention:
    return Mention("main_site", PRESENT, place.start, place.end, place.site, certain)

"""The one door to this package: a message goes in, findings come out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from copy import copy
from datetime import date

from spacy.language import Language

from understanding.answers.asked_activities import asked_activity_mentions
from understanding.answers.half_heard import answered_rashly
from understanding.answers.replies import Replies
from understanding.answers.reserves import less_certain
from understanding.assertion.context import Context
from understanding.assertion.speaker import is_about_other, others_named
from understanding.assertion.taken_back import without_false_denials
from understanding.assertion.told_behind import ToldBehind
from understanding.findings.aggravation import Aggravation
from understanding.findings.bleeding import bleeding_mentions
from understanding.findings.bygone import beginnings
from understanding.findings.emergencies import emergency_ids
from understanding.findings.gestation import gestation_mentions
from understanding.findings.location import Location
from understanding.findings.merging import contradicted, merged
from understanding.findings.nerves import nerve_mentions, weakness_behind
from understanding.findings.other_courses import without_other_courses
from understanding.findings.pelvic_course import (
    LONGER,
    changes_asked_about,
    course_mentions,
)
from understanding.findings.places import Place, places
from understanding.findings.postures import without_postures
from understanding.findings.saddle import on_both_sides, outside_saddle, spared_saddle
from understanding.findings.sounds import sound_mentions
from understanding.findings.stages import told_in_stages
from understanding.findings.topics import topic_mentions, without_other_readings
from understanding.findings.weights import Weights, beyond_what_was_meant
from understanding.lexicon import NOT_CLAIMED, Lexicon, load_lexicon
from understanding.mentions import FrameFinder, Mention, present_among
from understanding.model import ABSENT, PRESENT, Asked, Heard, Statement
from understanding.second_ear import SecondEar, with_second_opinion
from understanding.text.durations import REFERENCE_DATE, Durations
from understanding.text.machine_text import alarms_alone, is_machine_text
from understanding.text.pipeline import pipeline, read
from understanding.text.spelling import Speller
from understanding.text.utterance import Mark, Utterance
from understanding.values.counted_from import INJURIES
from understanding.values.pain_duration import PainDuration
from understanding.values.person import Person
from understanding.values.severity import Severity


class Listener:
    """Hears messages in one language."""

    def __init__(
        self, nlp: Language, lexicon: Lexicon, second_ear: SecondEar | None
    ) -> None:
        self._nlp = nlp
        self._lexicon = lexicon
        self._second_ear = second_ear
        self._frames = FrameFinder(lexicon.frames)
        self._emergencies = FrameFinder(lexicon.emergencies)
        self._postures = FrameFinder(lexicon.postures)
        self._durations = Durations(lexicon)
        self._pain_duration = PainDuration(lexicon)
        self._severity = Severity(lexicon)
        self._person = Person(lexicon)
        self._weights = Weights(lexicon)
        self._replies = Replies(lexicon)
        self._speller = Speller(lexicon)

    @classmethod
    def load(cls, language: str = "en", *, guessing: bool = True) -> Listener:
        """A listener for a language; without `guessing` it has no second ear.

        Raises:
            LexiconError: when the language's lexicon cannot be used.
        """
        second_ear = SecondEar.load(language) if guessing else None
        return cls(pipeline(language), load_lexicon(language), second_ear)

    def by_patterns_alone(self) -> Listener:
        """The same listener without its second ear: quicker, and it never guesses."""
        alone = copy(self)
        alone._second_ear = None
        return alone

    def hear(
        self,
        text: str,
        asked: Asked | None = None,
        *,
        today: date | None = None,
        known: Collection[str] = (),
    ) -> Heard:
        """What a message says.

        Args:
            text: The message as typed.
            asked: The pending question, to read short replies by.
            today: The day to count years from ("since 2019").
            known: Findings already known to be present that decide what words mean:
                with "pregnancy", "I'm bleeding a bit" is vaginal bleeding.
        """
        utterance = read(self._nlp, text)
        heard = self._hear(utterance, asked, today, known)
        if is_machine_text(text):
            return alarms_alone(heard, self._lexicon.red_flags)
        corrected = self._speller.corrected(text)
        if corrected is not None:
            again = self._hear(read(self._nlp, corrected.text), asked, today, known)
            heard = self._speller.reconcile(heard, again, corrected)
        if self._second_ear is None:
            return heard
        return with_second_opinion(
            heard,
            text,
            self._second_ear,
            self._lexicon.red_flags,
            asked_for=asked.findings if asked else (),
            corrected=corrected.text if corrected else None,
            others=() if heard.about_other else others_named(utterance),
        )

    def _hear(
        self,
        utterance: Utterance,
        asked: Asked | None,
        today: date | None,
        known: Collection[str],
    ) -> Heard:
        if not utterance.words:
            return Heard()
        about_other = is_about_other(utterance)
        context = Context(utterance, self._lexicon, about_other=about_other)
        mentions = self._mentions(
            utterance, context, asked, today, known, about_other=about_other
        )
        mentions = without_false_denials(utterance, mentions, self._lexicon)
        emergencies = emergency_ids(
            utterance, self._emergencies.find(utterance), context
        )
        mentions = without_other_courses(
            utterance,
            mentions,
            asked.findings if asked else (),
            emergency=bool(emergencies),
        )
        said = merged(utterance, mentions, self._lexicon)
        statements = tuple(_statement(utterance, mention) for mention in said)
        reply = self._replies.act(utterance)
        half_heard: tuple[Statement, ...] = ()
        if asked is not None:
            named = statements
            statements = self._replies.answer(utterance, asked, named, reply)
            half_heard = answered_rashly(
                utterance, asked, named, statements, self._lexicon
            )
            statements = tuple(s for s in statements if s not in half_heard)
            statements = less_certain(utterance, statements, self._lexicon)
        return Heard(
            statements,
            reply,
            emergencies,
            about_other,
            contradicted=contradicted(utterance, mentions, self._lexicon),
            half_heard=half_heard,
        )

    def _mentions(
        self,
        utterance: Utterance,
        context: Context,
        asked: Asked | None,
        today: date | None,
        known: Collection[str],
        *,
        about_other: bool,
    ) -> list[Mention]:
        asked_for = asked.findings if asked else ()
        named = places(utterance)
        framed = on_both_sides(utterance, self._frames.find(utterance))
        framed = outside_saddle(framed)
        framed = without_other_readings(utterance, self._lexicon, framed, asked_for)
        framed += nerve_mentions(utterance, named, framed, asked_for)
        framed += bleeding_mentions(utterance, framed, known)
        framed = beyond_what_was_meant(utterance, framed)
        framed += self._weights.mentions(utterance)
        framed += sound_mentions(utterance)
        framed += topic_mentions(utterance, self._lexicon, framed, asked_for)
        behind = ToldBehind(utterance, framed)
        meant = (behind.denied(m) or context.meant(m) for m in framed)
        found = [m for m in meant if m is not None and not _denies_a_value(m)]
        found += spared_saddle(utterance, named, found)
        found += told_in_stages(utterance, found)
        found += weakness_behind(found)
        taken = [m for m in framed if _speaks_for_places(m, named)]
        postures = self._postures.find(utterance)
        hurting = without_postures(utterance, named, postures)
        found += Location(utterance, context, hurting).mentions(taken)
        aggravation = Aggravation(utterance, context, self._lexicon)
        told = filter(_tells_an_effect, framed)
        spoken_for = [m for m in taken if (m.finding, m.status) != _NO_BLOW]
        spoken_for += [*told, *beginnings(utterance, framed)]
        found += aggravation.mentions(spoken_for)
        on_side = utterance.of("act.lying_on_side")
        found = [
            m for m in found if not _belongs_to_activity(m, aggravation.used, on_side)
        ]
        if asked is not None:
            said = {m.finding for m in found}
            found += [
                m
                for m in asked_activity_mentions(
                    utterance, context, self._lexicon, asked
                )
                if m.finding not in said
            ]
        course_asked = bool(changes_asked_about(asked_for))
        durations = self._durations.read(utterance, today, asked=course_asked)
        course = course_mentions(utterance, found, durations, asked_for)
        found += course
        weeks_told = gestation_mentions(utterance, durations, framed, asked_for)
        found += [m for m in weeks_told if context.meant(m) is not None]
        pregnant = [m for m in found if m.finding == "pregnancy"]
        person = self._person.mentions(
            utterance,
            today or REFERENCE_DATE,
            about_other=about_other,
            asked_for=asked_for,
        )
        ages = [m.value for m in person if m.finding == "age_years"]
        # How long ago an old complaint began says nothing of the pain beside it.
        old = course if course_asked else [m for m in course if m.value == LONGER]
        found += [
            mention
            for mention in self._pain_duration.mentions(
                utterance,
                today,
                asked="duration_weeks" in asked_for,
                onsets=present_among(found, "onset"),
                injuries=present_among(found, *INJURIES),
                age=float(ages[0]) if ages and ages[0] is not None else None,
            )
            if not _overlaps(mention, old) and not _overlaps(mention, pregnant)
        ]
        found += self._severity.mentions(utterance, asked="severity" in asked_for)
        return [*found, *person]


# "Can't sit on my coccyx" tells of no blow, but still of the sitting.
_NO_BLOW = ("buttock_trauma", NOT_CLAIMED)
# The places of these are named to say that nothing is wrong there.
_SPEAKS_WHEN_DENIED = frozenset(
    {"weakness", "numbness_tingling", "deep_buttock_tenderness"}
)
# Their words name places without saying that it hurts there.
_SPEAKS_FOR_PLACES = frozenset(
    {
        "buttock_trauma",
        "minor_trauma",
        "major_trauma",
        "foot_drop",
        "bladder_change",
        "bowel_change",
        "saddle_numbness",
        "sexual_dysfunction",
        "abdominal_pulsating",
        "prior_hip_surgery",
        "prior_back_surgery",
        "mri_disc_normal",
        "weight_loss",
        "rash",
        "wallet_in_back_pocket",
        "trouble_with_shoes_and_socks",
        "cancer_history",
    }
)


def _speaks_for_places(mention: Mention, named: Sequence[Place]) -> bool:
    """Whether the places named in it are not said to hurt: "full power in the leg".

    "All the power in the leg, it is just sore" says that it does.
    """
    if mention.finding in _SPEAKS_FOR_PLACES:
        # "My tailbone hurts since I fell" begins with where it hurts.
        begins = any(p.start == mention.start and p.felt_at for p in named)
        return mention.finding != "buttock_trauma" or not begins
    within = range(mention.start, mention.end)
    return _may_speak(mention) and all(
        place.felt_at is None or place.felt_at[0] in within
        for place in named
        if place.start in within
    )


def _may_speak(mention: Mention) -> bool:
    """Whether its places hurt only where something is said to be felt there."""
    return mention.finding == "morning_stiffness_over_30min" or (
        mention.status == ABSENT and mention.finding in _SPEAKS_WHEN_DENIED
    )


def _denies_a_value(mention: Mention) -> bool:
    """Whether it only tells how it did not begin: "no fall"."""
    return mention.finding == "onset" and mention.status == ABSENT


def _tells_an_effect(mention: Mention) -> bool:
    """Whether a frame has already read what an activity does."""
    return mention.finding.startswith(("worse_", "relief_", "improves_"))


def _belongs_to_activity(
    mention: Mention, effects: list[Mark], on_side: list[Mark]
) -> bool:
    """Whether "worse" or "can't sleep" was said of an activity, not of the course."""
    marks = {"getting_worse": effects, "severe_pain": effects, "night_pain": on_side}
    return any(
        mention.start < mark.end and mark.start < mention.end
        for mark in marks.get(mention.finding, ())
    )


def _overlaps(mention: Mention, others: list[Mention]) -> bool:
    return any(m.start < mention.end and mention.start < m.end for m in others)


def _statement(utterance: Utterance, mention: Mention) -> Statement:
    start, end = utterance.characters(mention.start, mention.end)
    return Statement(
        mention.finding,
        mention.status,
        mention.value if mention.status == PRESENT else None,
        start,
        end,
        mention.certain,
    )

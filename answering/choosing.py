"""Chooses the topic of a question from how near and how likely each is, or none."""

from __future__ import annotations

from math import inf, log

from answering.phrasings import Language
from answering.retrieval import Index, Match
from answering.subjects import Named
from knowledge.claims import Library

# Set on questions that are part of the phrasings now; see docs/answering.md.
LEAST_SCORE = 0.45
# For messages that were taken for something off topic; see docs/answering.md.
SURE_SCORE = 0.9
LEAST_SCORE_OF_NAMED = 0.35  # a topic about the pattern that was named
# What both readings of the question find nearest needs to be less near …
LEAST_AGREED = 0.5
LEAST_AGREED_OF_NAMED = 0.3
# … and what the second one denies has to be nearer.
LEAST_DENIED = 0.9
RIVAL_SHARE = 0.85
CLEAR_LEAD = 0.12
WITHOUT_ITS_SUBJECT = 0.85
# What is too far or too close to a rival to be told can still be offered.
LEAST_OFFERED = 0.2
MOST_OFFERED = 3


class Chooser:
    """Says which topic a question is about when that is clear; abstains otherwise."""

    def __init__(self, library: Library, language: Language, index: Index) -> None:
        self._topics = library.topics
        self._subjects = language.subjects
        self._vocabulary = language.vocabulary
        self._manner = language.manner
        self._index = index

    def clear(self, named: Named, context: str | None, least: float) -> Match | None:
        """The nearest topic if it is near enough, and clearly the nearest.

        A topic whose answer tells the same is no rival.
        """
        words = self._vocabulary.words(named.text)
        if not self._vocabulary.is_clear(words):
            return None
        first, *others = self.ranked(words, named, context)
        alone = self._explained(words, named)
        if alone is not None:
            return Match(alone, first.score)
        of_named = self._topics[first.topic].about in named.subjects
        likeliest = max((first, *others), key=lambda match: match.log_likely)
        agreed = self.same(likeliest.topic, first.topic)
        enough = LEAST_AGREED_OF_NAMED if of_named else LEAST_AGREED
        if self._asks_of_unknown(words, named) and first.score < LEAST_DENIED:
            return None
        if agreed and first.score >= enough and least <= LEAST_SCORE:
            return first
        if not agreed and first.score < LEAST_DENIED:
            return None
        least = min(least, LEAST_SCORE_OF_NAMED) if of_named else least
        rival = next(m.score for m in others if not self.same(m.topic, first.topic))
        leads = rival <= RIVAL_SHARE * first.score or first.score - rival >= CLEAR_LEAD
        return first if first.score >= least and leads else None

    def _asks_of_unknown(self, words: str, named: Named) -> bool:
        """Whether it is about something unknown, as in "can reiki cure sciatica"."""
        return self._manner.is_yes_or_no(named.text) and not all(
            self._index.knows(word) for word in words.split()
        )

    def _explained(self, words: str, named: Named) -> str | None:
        """What it is, for a question that names a pattern and asks nothing else."""
        if [self._subjects.token(subject) for subject in named.subjects] != [words]:
            return None
        topic = f"what_{named.subjects[0]}"
        return topic if topic in self._topics else None

    def ranked(self, words: str, named: Named, context: str | None) -> list[Match]:
        """Every topic, the nearest first."""
        matches = (self._weighed(m, named, context) for m in self._index.matches(words))
        return sorted(matches, key=lambda match: -match.score)

    def _weighed(self, match: Match, named: Named, context: str | None) -> Match:
        """A topic about another pattern than the one named is no answer."""
        about = self._topics[match.topic].about
        if about is None or about in named.subjects:
            return match
        if named.subjects:
            return Match(match.topic, 0.0, -inf)
        fits = 1.0 if about == context else WITHOUT_ITS_SUBJECT
        return Match(match.topic, match.score * fits, match.log_likely + log(fits))

    def same(self, one: str, other: str) -> bool:
        """Whether two topics begin by telling what the other tells."""
        first, second = self._topics[one], self._topics[other]
        return first.tells[0] in second.tells or second.tells[0] in first.tells

"""Answers a question about the subject at any moment, or says nothing.

No state and no chance: the same question gets the same answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import knowledge
from answering.answer import Answer, NextStep
from answering.choosing import LEAST_OFFERED, LEAST_SCORE, MOST_OFFERED, Chooser
from answering.composing import compare, compose
from answering.phrasings import Language, load_language, load_phrasings
from answering.retrieval import Index, Vectors, learn
from answering.stored import digest, kept
from answering.subjects import Named, plain
from answering.wording import Words, load_words, words_of
from knowledge.claims import Library
from knowledge.files import read_yaml
from knowledge.library import load_library
from knowledge.model import KnowledgeBase
from rendering.clinic import load_clinic

Asked = str | tuple[str, str]
"""What a question is about: a topic, or two patterns to be put side by side."""

CODE = Path(__file__).parent
PHRASINGS = CODE / "phrasings"
CONDITIONS = CODE / "conditions.yml"
KEEP = CODE.parent / ".cache" / "answering"


class Answerer:
    """Finds what a question is about and tells what the sources say of it."""

    def __init__(
        self,
        library: Library,
        words: Words,
        language: Language,
        index: Index,
        conditions: Mapping[str, str],
    ) -> None:
        self.library = library
        self._conditions = conditions
        self._words = words
        self._subjects = language.subjects
        self._by_short_name = language.by_short_name
        self._vocabulary = language.vocabulary
        self._manner = language.manner
        self._matters = language.matters
        self._chooser = Chooser(library, language, index)
        self._by_title = {plain(words.titles[topic]): topic for topic in library.topics}
        self._pairs = {
            pair: topic.id
            for topic in library.topics.values()
            for pair in topic.compares
        }

    @classmethod
    def load(
        cls,
        kb: KnowledgeBase | None = None,
        facts: Mapping[str, str] | None = None,
        locale: str = "en",
        keep: Path = KEEP,
        library: Library | None = None,
    ) -> Answerer:
        """The answerer of one locale, its knowledge and words checked.

        Args:
            kb: the knowledge base, if it is loaded already.
            facts: the clinic's facts; those of the United Kingdom if none are given.
            locale: whose words to use.
            keep: a folder for what is learnt from the phrasings, to be quick next time.
            library: what the sources say, if it is loaded already.

        Raises:
            KnowledgeError: with every problem found; nothing must be answered then.
        """
        kb = kb or knowledge.load()
        library = library or load_library(kb)
        facts = load_clinic(kb).facts() if facts is None else facts
        words = load_words(library, facts, locale)
        folder = PHRASINGS / locale
        language = load_language(folder)

        def learnt() -> Vectors:
            known = load_phrasings(folder, language)
            topics = library.topics.values()
            return learn({topic.id: known.texts(topic, words) for topic in topics})

        read = (*folder.glob("*.yml"), *words_of(locale), *CODE.glob("*.py"))
        path = keep / f"{digest((kb.version, *facts.values()), read)}.npz"
        own = {condition: condition for condition in kb.conditions}
        conditions = {**own, **read_yaml(CONDITIONS)}
        return cls(library, words, language, Index(kept(path, learnt)), conditions)

    def answer(
        self, text: str, context: str | None = None, *, least: float = LEAST_SCORE
    ) -> Answer | None:
        """The answer to a question, or None when it is not clear what is asked.

        It is `tell` of what `find` finds; see there.
        """
        found = self.find(text, context, least=least)
        return self.tell(found) if found else None

    def find(
        self, text: str, context: str | None = None, *, least: float = LEAST_SCORE
    ) -> Asked | None:
        """What a question is about, or None when that is not clear.

        Args:
            text: the person's words.
            context: the pattern that "it" most likely means, if one was just shown.
            least: how near the nearest topic has to be.
        """
        named = self._subjects.find(text)
        if self._vocabulary.is_elsewhere(named.text):
            return None
        pair = self._compared(named) or self._compared(self._by_short_name.find(text))
        if pair is not None:
            return self._pairs.get(frozenset(pair)) or pair
        return self._match(named, context, least)

    def tell(self, asked: Asked) -> Answer | None:
        """What the sources say of it, in the words of this locale."""
        return self.topic(asked) if isinstance(asked, str) else self.compare(*asked)

    def nearest(self, text: str) -> tuple[NextStep, ...]:
        """What a question may have meant that is not clear: `steps` of `meant`."""
        return self.steps(self.meant(text))

    def steps(self, topics: Iterable[str]) -> tuple[NextStep, ...]:
        """Topics as they are offered in this locale."""
        return tuple(NextStep(topic=t, title=self._words.titles[t]) for t in topics)

    def meant(self, text: str) -> tuple[str, ...]:
        """The topics that an unclear question may mean; none if nothing is near.

        Each tells something else; the nearest is first.
        """
        named = self._subjects.find(text)
        words = self._vocabulary.words(named.text)
        if self._vocabulary.is_elsewhere(named.text) or not self._vocabulary.is_clear(
            words
        ):
            return ()
        found: list[str] = []
        for match in self._chooser.ranked(words, named, None):
            if match.score < LEAST_OFFERED or len(found) == MOST_OFFERED:
                break
            if not any(self._chooser.same(match.topic, other) for other in found):
                found.append(match.topic)
        return tuple(found)

    def asked_in_general(self, text: str) -> list[tuple[int, int]]:
        """Where `text` asks about the subject without saying anything of the speaker.

        What such a sentence mentions is a word of the question, not a complaint.
        """
        return self._manner.general(text)

    def asks(self, text: str) -> bool:
        """Whether a text asks something, whatever it asks.

        "Sciatica symptoms" asks too: a pattern, and what one would know of it.
        """
        named = bool(self._subjects.find(text).subjects)
        return self._manner.asks(text) or (
            named and self._manner.names_what_is_asked(text)
        )

    def asked_for_oneself(self, text: str) -> bool:
        """Whether a question about patterns means the asker's own pain."""
        return self._manner.is_for_oneself(text)

    def asks_for_evidence(self, text: str) -> bool:
        """Whether a question is what speaks for or against a pattern."""
        return self._manner.asks_for_evidence(text)

    def matter(self, text: str) -> tuple[str, float] | None:
        """What of our own is asked about (tool, privacy, advice), and how plainly.

        The second is the share of the question that says so, from 0 to 1.
        """
        return self._matters.find(text)

    def points(self, text: str) -> bool:
        """Whether a question ends with "it", for what was just named."""
        return self._manner.points(text)

    def patterns(self, text: str) -> tuple[str, ...]:
        """The patterns that a text names, in order, as conditions of the knowledge."""
        named = self.named(text)
        known = (self._conditions[name] for name in named if name in self._conditions)
        return tuple(dict.fromkeys(known))

    def named(self, text: str) -> tuple[str, ...]:
        """What a text that weighs patterns names, in order; short names count too."""
        weighing = (
            self._manner.is_for_oneself(text)
            or self._manner.compares(text)
            or self._manner.asks_for_evidence(text)
        )
        return (self._by_short_name if weighing else self._subjects).find(text).subjects

    def titled(self, text: str) -> str | None:
        """The topic of a question that is put just as its button is."""
        return self._by_title.get(plain(text))

    def topic(self, topic: str) -> Answer | None:
        """The answer to a topic by its id, as a button gives it."""
        if topic not in self.library.topics:
            return None
        return compose(self.library, self._words, self.library.topics[topic])

    def compare(self, first: str, second: str) -> Answer | None:
        """Two patterns side by side; None for patterns that are not known."""
        known = all(f"signs_{one}" in self.library.claims for one in (first, second))
        if not known or first == second:
            return None
        topic = self._pairs.get(frozenset((first, second)))
        if topic is not None:
            return self.topic(topic)
        return compare(self.library, self._words, first, second)

    def _compared(self, named: Named) -> tuple[str, str] | None:
        if len(named.subjects) < 2 or not self._manner.compares(named.text):
            return None
        return named.subjects[0], named.subjects[1]

    def _match(self, named: Named, context: str | None, least: float) -> str | None:
        best = self._chooser.clear(named, context, least)
        if named.subjects or context not in self._subjects.first:
            return best.topic if best else None
        pointed = self._manner.pointed(named.text, self._subjects.token(context))
        closer = self._chooser.clear(Named(pointed, (context,)), context, least)
        if closer is not None and (best is None or closer.score >= best.score):
            return closer.topic
        return best.topic if best else None

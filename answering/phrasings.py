"""How people ask: the known phrasings of each topic, as telling words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from answering.manner import Manner
from answering.matters import Matters
from answering.retrieval import TopicTexts
from answering.subjects import Subjects, plain
from answering.vocabulary import Vocabulary
from answering.wording import Words
from knowledge.claims import Topic
from knowledge.files import read_yaml


@dataclass(frozen=True, slots=True)
class Language:
    """The words that name patterns and concepts, and how a question is put.

    `by_short_name` knows patterns by the short names as well that people use beside
    another one.
    """

    subjects: Subjects
    by_short_name: Subjects
    vocabulary: Vocabulary
    manner: Manner
    matters: Matters


@dataclass(frozen=True, slots=True)
class Phrasings:
    """The phrasings of one locale.

    `own` are those of single topics; `aspects` hold for every pattern. `forms` hold for
    every thing of a kind (a remedy, a feared illness), and `things` are their names, by
    form and topic.
    """

    own: Mapping[str, Sequence[str]]
    aspects: Mapping[str, Sequence[str]]
    forms: Mapping[str, Sequence[str]]
    things: Mapping[str, Mapping[str, Sequence[str]]]
    language: Language

    def texts(self, topic: Topic, words: Words) -> TopicTexts:
        """What a topic is found by."""
        told = " ".join(words.claims[claim] for claim in topic.tells)
        return TopicTexts(
            phrasings=[
                self.language.vocabulary.words(self.language.subjects.find(text).text)
                for text in (words.titles[topic.id], *self.of(topic))
            ],
            answer=self.language.vocabulary.words(plain(told)),
        )

    def of(self, topic: Topic) -> Iterator[str]:
        """Every known way of asking for a topic."""
        yield from self.own.get(topic.id, ())
        if topic.about is not None and topic.aspect is not None:
            for text in self.aspects[topic.aspect]:
                yield text.format(it=self.language.subjects.first[topic.about])
        for form, names in self.things.items():
            for name, text in product(names.get(topic.id, ()), self.forms[form]):
                yield text.format(it=name)


def load_language(folder: Path) -> Language:
    """The words in the folder of one locale."""
    names = read_yaml(folder / "subjects.yml")
    short = read_yaml(folder / "short_names.yml")
    both = {
        subject: [*said, *short.get(subject, ())] for subject, said in names.items()
    }
    return Language(
        subjects=Subjects(names),
        by_short_name=Subjects(both),
        vocabulary=Vocabulary(
            read_yaml(folder / "concepts.yml"),
            read_yaml(folder / "little_words.yml"),
            read_yaml(folder / "asking_words.yml"),
            read_yaml(folder / "elsewhere.yml"),
            read_yaml(folder / "framing.yml"),
        ),
        manner=Manner(**read_yaml(folder / "manner.yml")),
        matters=Matters(read_yaml(folder / "matters.yml")),
    )


def load_phrasings(folder: Path, language: Language | None = None) -> Phrasings:
    """The phrasings in the folder of one locale."""
    return Phrasings(
        own=read_yaml(folder / "questions.yml"),
        aspects=read_yaml(folder / "aspects.yml"),
        forms=read_yaml(folder / "forms.yml"),
        things=read_yaml(folder / "things.yml"),
        language=language or load_language(folder),
    )

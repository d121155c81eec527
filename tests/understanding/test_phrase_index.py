"""Phrases are found where spaCy's own matcher finds them."""

import random
import tracemalloc

import spacy
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from understanding.lexicon import load_lexicon
from understanding.lexicon.notation import parse
from understanding.lexicon.phrases import expand
from understanding.text.phrase_index import PhraseIndex

PHRASES = sorted(
    {phrase for phrases in load_lexicon().concepts.values() for phrase in phrases}
)


def index_of(meanings: dict[str, str]) -> PhraseIndex[str]:
    """An index of notations, each with what its phrases mean."""
    written = {notation: [parse(notation)] for notation in meanings}
    return PhraseIndex(
        written, lambda named: "+".join(map(meanings.__getitem__, named))
    )


def test_what_is_found_is_what_spacy_finds() -> None:
    choice = random.Random(20210)
    phrases = choice.sample(PHRASES, 3000)
    vocab = spacy.blank("en").vocab
    matcher = PhraseMatcher(vocab, attr="ORTH")
    for phrase in phrases:
        matcher.add(" ".join(phrase), [Doc(vocab, words=list(phrase))])
    index = index_of({" ".join(phrase): " ".join(phrase) for phrase in phrases})
    found = 0
    for _ in range(300):
        said = [word for phrase in choice.sample(phrases, 4) for word in phrase]
        del said[choice.randrange(len(said))]
        theirs = {
            (start, end, vocab.strings[key])
            for key, start, end in matcher(Doc(vocab, words=said))
        }
        ours = list(index.find(said))
        assert len(ours) == len(set(ours)) and set(ours) == theirs
        found += len(ours)
    assert found > 900


def test_a_phrase_that_the_message_ends_within_is_not_found() -> None:
    index = index_of({"my back": "back", "my back hurts": "pain"})
    assert list(index.find(["my", "back"])) == [(0, 2, "back")]
    assert list(index.find(["my"])) == []
    assert list(index.find([])) == []


def test_what_is_found_is_what_the_notation_stands_for() -> None:
    choice = random.Random(7)
    for _ in range(300):
        written = {_written(choice, depth=1): name for name in ("x", "y", "z")}
        said = choice.choices("abcd", k=12)
        meanings: dict[tuple[str, ...], list[str]] = {}
        for notation, name in written.items():
            for phrase in expand(notation):
                meanings.setdefault(phrase, []).append(name)
        spans = [(i, j) for i in range(12) for j in range(i + 1, 13)]
        expected = [
            (i, j, "+".join(meanings[tuple(said[i:j])]))
            for i, j in spans
            if tuple(said[i:j]) in meanings
        ]
        assert list(index_of(written).find(said)) == expected


def _written(choice: random.Random, depth: int) -> str:
    """A notation of words, optional words and alternatives within one another."""
    parts = []
    for _ in range(choice.randint(1, 4)):
        kind = choice.random() if depth else 1.0
        inner = [_written(choice, depth - 1) for _ in range(2)] if depth else []
        if kind < 0.25:
            parts.append(f"[{'|'.join(inner)}]")
        elif kind < 0.5:
            parts.append(f"({'|'.join(inner)})")
        else:
            parts.append(choice.choice("abc"))
    return " ".join(parts)


def test_an_index_of_no_phrases_finds_none() -> None:
    assert list(index_of({}).find(["my", "back"])) == []


def test_the_phrases_of_a_whole_lexicon_take_a_few_bytes_each() -> None:
    concepts = load_lexicon().concepts
    written = {name: [*concepts.written(name)] for name in concepts}
    tracemalloc.start()
    index = PhraseIndex(written, lambda named: "a concept")
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (0, len(PHRASES[0]), "a concept") in index.find(PHRASES[0])
    assert len(PHRASES) > 100_000 and kept < 3.75 * len(PHRASES)

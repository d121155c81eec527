"""Phrases are found where spaCy's own matcher finds them."""

import random
import tracemalloc

import spacy
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from understanding.lexicon import load_lexicon
from understanding.text.phrase_index import PhraseIndex

PHRASES = sorted(
    {phrase for phrases in load_lexicon().concepts.values() for phrase in phrases}
)


def test_what_is_found_is_what_spacy_finds() -> None:
    choice = random.Random(20210)
    phrases = choice.sample(PHRASES, 3000)
    vocab = spacy.blank("en").vocab
    matcher = PhraseMatcher(vocab, attr="ORTH")
    for phrase in phrases:
        matcher.add(" ".join(phrase), [Doc(vocab, words=list(phrase))])
    index = PhraseIndex({phrase: " ".join(phrase) for phrase in phrases})
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
    index = PhraseIndex({("my", "back"): "back", ("my", "back", "hurts"): "pain"})
    assert list(index.find(["my", "back"])) == [(0, 2, "back")]
    assert list(index.find(["my"])) == []
    assert list(index.find([])) == []


def test_phrases_that_share_words_at_both_ends_are_not_taken_for_one_another() -> None:
    choice = random.Random(7)
    for _ in range(300):
        made = [tuple(choice.choices("abc", k=choice.randint(1, 5))) for _ in range(25)]
        meanings = {phrase: choice.choice("xy") for phrase in made}
        said = choice.choices("abcd", k=12)
        spans = [(i, j) for i in range(12) for j in range(i + 1, 13)]
        expected = [
            (i, j, meanings[tuple(said[i:j])])
            for i, j in spans
            if tuple(said[i:j]) in meanings
        ]
        assert list(PhraseIndex(meanings).find(said)) == expected


def test_an_index_of_no_phrases_finds_none() -> None:
    empty: dict[tuple[str, ...], str] = {}
    assert list(PhraseIndex(empty).find(["my", "back"])) == []


def test_the_phrases_of_a_whole_lexicon_take_a_few_megabytes() -> None:
    meanings = dict.fromkeys(PHRASES, "a concept")
    tracemalloc.start()
    index = PhraseIndex(meanings)
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (0, len(PHRASES[0]), "a concept") in index.find(PHRASES[0])
    assert len(PHRASES) > 100_000 and kept < 8 * 2**20

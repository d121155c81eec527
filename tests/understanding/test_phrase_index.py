"""Phrases are found where spaCy's own matcher finds them."""

import random

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

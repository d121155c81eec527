"""The training data is reproducible, consistent, and free of what judges it."""

from __future__ import annotations

import random
from collections import defaultdict
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bot.nlu.generate import GENERATED, SEEDS, examples, generated
from bot.nlu.grammar import SeedError, Seeds, Writer, read_seeds
from bot.nlu.hurry import hurried
from evaluation.messages import read_messages
from evaluation.vignettes import read_vignettes
from tests.nlu.messages import (
    FOLDER,
    ROOT,
    near_duplicates,
    plain,
    read,
    training_examples,
    unannotated,
)

_CASES = ROOT / "evaluation" / "cases"
_BUTTONS_ONLY = {"answer", "acknowledge"}


@pytest.fixture(scope="module")
def training() -> list[tuple[str, str]]:
    return training_examples()


@pytest.fixture(scope="module")
def domain() -> dict:
    return YAML(typ="safe", pure=True).load((ROOT / "domain.yml").read_text("utf-8"))


def test_the_generated_file_is_what_the_seeds_give() -> None:
    assert GENERATED.read_text(encoding="utf-8") == generated(SEEDS), (
        "run: python -m bot.nlu.generate"
    )


def test_there_are_thousands_of_examples(training: list[tuple[str, str]]) -> None:
    assert len(training) > 10_000


def test_every_intent_people_type_has_many_examples(
    training: list[tuple[str, str]], domain: dict
) -> None:
    counts = defaultdict(int)
    for _, intent in training:
        counts[intent] += 1
    intents = {name for intent in domain["intents"] for name in intent}
    assert set(counts) == intents - _BUTTONS_ONLY
    assert min(counts.values()) >= 100


def test_no_message_has_two_intents(training: list[tuple[str, str]]) -> None:
    intents = defaultdict(set)
    for text, intent in training:
        intents[plain(text) or text].add(intent)
    assert not {text: found for text, found in intents.items() if len(found) > 1}


def test_entities_are_the_families_of_the_domain(domain: dict) -> None:
    annotated = {
        name for seeds in read_seeds(SEEDS) for name in seeds.entities.values()
    }
    assert annotated <= set(domain["entities"])
    assert len(annotated) >= 15


def test_no_message_of_the_evaluation_is_trained_on(
    training: list[tuple[str, str]],
) -> None:
    texts = [message.text for message in read_messages(_CASES / "messages.yml")]
    assert near_duplicates(texts, [text for text, _ in training]) == []


def test_no_words_of_a_vignette_are_trained_on(
    training: list[tuple[str, str]],
) -> None:
    vignettes = read_vignettes(_CASES / "vignettes.yml")
    texts = [vignette.opening for vignette in vignettes]
    texts += [words for vignette in vignettes for words in vignette.answers.values()]
    long_enough = [text for text in texts if len(plain(text)) > 25]
    assert near_duplicates(long_enough, [text for text, _ in training]) == []


@pytest.mark.parametrize("name", ["held_out.yml", "unseen.yml"])
def test_no_held_out_message_is_trained_on(
    name: str, training: list[tuple[str, str]]
) -> None:
    texts = [text for messages in read(FOLDER / name).values() for text in messages]
    assert near_duplicates(texts, [text for text, _ in training]) == []


def test_a_seed_that_names_an_unknown_phrase_is_refused(tmp_path: Path) -> None:
    (tmp_path / "phrases.yml").write_text("entities: {}\nphrases: {site: [hip]}\n")
    (tmp_path / "seeds.yml").write_text('a: {size: 1, messages: ["my {sight}"]}\n')
    with pytest.raises(SeedError, match=r"seeds.yml: a: sight is no phrase"):
        read_seeds(tmp_path)


def test_a_seed_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "phrases.yml").write_text("entities: {}\nphrases: {}\n")
    (tmp_path / "seeds.yml").write_text("a: {size: 1, messages: [12]}\n")
    with pytest.raises(SeedError, match="12 is no text"):
        read_seeds(tmp_path)


def test_every_phrase_is_used_before_any_is_used_again() -> None:
    seeds = Seeds("a", 9, ["{n}"], {"n": ["one", "two", "three"]})
    writer = Writer(seeds, random.Random(1))
    said = [writer.write("{n}", annotate=False) for _ in range(6)]
    assert sorted(said[:3]) == sorted(said[3:]) == ["one", "three", "two"]


def test_an_entity_inside_another_is_not_annotated() -> None:
    phrases = {"numb": ["numb {site}"], "site": ["foot"]}
    entities = {"numb": "numbness", "site": "location"}
    writer = Writer(Seeds("a", 1, [], phrases, entities), random.Random(1))
    said = writer.write("a {numb}, also {site}", annotate=True)
    assert said == "a [numb foot](numbness), also [foot](location)"


def test_no_two_examples_of_an_intent_are_alike() -> None:
    for seeds in read_seeds(SEEDS):
        texts = [text for text in map(plain, map(unannotated, examples(seeds))) if text]
        assert len(texts) == len(set(texts)) > 0, seeds.intent


def test_hurried_writing_keeps_most_of_the_letters() -> None:
    text = "my back hurts and you are asking about numbness."
    for seed in range(50):
        typed = hurried(text, random.Random(seed))
        assert typed != ""
        assert len(plain(typed)) >= 0.7 * len(plain(text))

"""The lexicon speaks only of findings that exist, and says what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from understanding import Listener
from understanding.errors import LexiconError
from understanding.lexicon import load_lexicon
from understanding.lexicon.loading import read_lexicon
from understanding.lexicon.patterns import PatternError, PatternParser
from understanding.lexicon.phrases import NotationError, Phrasings, expand

_ROOT = Path(__file__).parents[2]
_FINDINGS = {
    entry["id"]: entry
    for entry in YAML(typ="safe", pure=True).load(
        _ROOT / "knowledge" / "data" / "findings.yml"
    )
}


def test_every_finding_named_in_the_lexicon_exists() -> None:
    lexicon = load_lexicon()
    named = {frame.finding for frame in lexicon.frames} | set(lexicon.topics.values())
    named |= lexicon.red_flags | lexicon.history | lexicon.family
    for activity in lexicon.activities.values():
        for outcome in (activity.worse, activity.better, activity.fine, activity.less):
            named |= set(outcome)
        named |= set(activity.unhelped)
    assert named <= set(_FINDINGS)


def test_every_value_in_the_lexicon_is_a_choice_of_its_finding() -> None:
    for frame in load_lexicon().frames:
        if frame.value is not None:
            assert frame.value in _FINDINGS[frame.finding]["choices"]


def test_every_place_is_a_finding_and_a_main_site() -> None:
    for concept in load_lexicon().concepts:
        site = concept.removeprefix("site.")
        if concept.startswith("site.") and site != "elsewhere":
            assert f"site_{site}" in _FINDINGS
            assert site in _FINDINGS["main_site"]["choices"]


def test_every_topic_is_a_concept() -> None:
    lexicon = load_lexicon()
    assert set(lexicon.topics) <= set(lexicon.concepts)


def test_all_problems_of_a_broken_lexicon_are_reported_together(tmp_path: Path) -> None:
    good = _ROOT / "understanding" / "lexicon" / "en"
    for path in good.rglob("*.yml"):
        copy = tmp_path / path.relative_to(good)
        copy.parent.mkdir(exist_ok=True)
        copy.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "frames" / "nerves.yml").write_text(
        "foot_drop:\n  present: ['{no_such_idea} foot']\n  perhaps: [foot]\n"
    )
    (tmp_path / "effects.yml").write_text("odd: {means: nonsense, words: ['(a|b']}\n")
    with pytest.raises(LexiconError) as caught:
        read_lexicon(tmp_path)
    text = str(caught.value)
    assert "frames/nerves.yml: foot_drop" in text
    assert "no concept is called 'no_such_idea'" in text
    assert "'perhaps' is not one of" in text
    assert "effects.yml: odd" in text
    assert "missing ')'" in text


def test_a_pattern_may_not_begin_or_end_with_a_gap() -> None:
    for notation in (".. foot", "foot ..3"):
        with pytest.raises(PatternError):
            PatternParser(()).parse(notation)


def test_a_phrase_may_not_stand_for_thousands() -> None:
    with pytest.raises(NotationError, match="more than"):
        expand(" ".join(["(a|b|c|d|e|f|g|h)"] * 5))


def test_a_concept_has_each_of_its_phrases_once_at_every_look() -> None:
    written = Phrasings({"walking": ("[out] walk~", "walk", "hik~")})
    phrases = written["walking"]
    assert phrases[:3] == (("walk",), ("out", "walk"), ("walks",))
    assert len(phrases) == len(set(phrases)) == 12
    assert written["walking"] == phrases


def test_the_words_of_the_lexicon_are_those_of_its_phrases() -> None:
    concepts = load_lexicon().concepts
    said = {word for ps in concepts.values() for phrase in ps for word in phrase}
    assert load_lexicon().words == said


def test_a_phrase_lost_to_its_indentation_is_reported() -> None:
    # YAML reads a line that is indented too far as the end of the one before.
    with pytest.raises(NotationError, match="indented"):
        expand("wears off - goes away")


def test_a_listener_loads_twice_alike() -> None:
    text = "numb between my legs and I can't pee"
    assert Listener.load().hear(text) == Listener.load().hear(text)

"""A second ear asks back about warning signs told in words no pattern foresees."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import knowledge
from evaluation.messages import read_messages
from evaluation.vignettes import read_vignettes
from tests.nlu.messages import ROOT, near_duplicates, plain
from understanding import LexiconError, Listener
from understanding.second_ear import SecondEar, sentences
from understanding.second_ear.classifier import ASKS_FROM
from understanding.second_ear.sentences import digest, read_sentences
from understanding.second_ear.training import judge, train

LEARNT = read_sentences("en")
EAR = SecondEar.load("en")
CASES = ROOT / "evaluation" / "cases"
SETS = ROOT / "evaluation" / "sets"
# So long that two people do not write the same by chance.
LONG = 25


def test_every_sign_it_knows_is_a_red_flag_that_a_question_asks_for() -> None:
    kb = knowledge.load()
    asked = {f for question in kb.questions.values() for f in question.findings}
    assert set(EAR.signs) <= kb.red_flag_findings & asked


def test_the_stored_ear_has_learnt_from_the_sentences_as_they_are() -> None:
    assert EAR.learnt_from == digest(LEARNT), (
        "run: python -m understanding.second_ear train"
    )


def test_training_again_gives_the_stored_ear() -> None:
    again = train(LEARNT)
    assert again.signs == EAR.signs
    # Another processor may round a weight the other way.
    assert np.abs(again.weights.astype(int) - EAR.weights.astype(int)).max() <= 1
    assert np.allclose(again.bias, EAR.bias, atol=0.01)


def test_no_sentence_teaches_two_things() -> None:
    taught: dict[str, frozenset[str]] = {}
    for sentence in LEARNT:
        known = taught.setdefault(plain(sentence.text), sentence.signs)
        assert known == sentence.signs, sentence.text


def test_it_has_learnt_from_nothing_that_judges_it() -> None:
    files = [CASES / "messages.yml", *SETS.glob("*/messages.yml")]
    texts = [message.text for file in files for message in read_messages(file)]
    for vignette in read_vignettes(CASES / "vignettes.yml"):
        texts += [vignette.opening, *vignette.answers.values()]
    learnt = [sentence.text for sentence in LEARNT]
    judging = [text for text in texts if len(plain(text)) > LONG]
    assert near_duplicates(judging, learnt) == []


@pytest.mark.parametrize(
    ("line", "wrong"),
    [("fever, I am hot", "line 2"), ("| I am hot", "line 2"), ("fever | ", "line 2")],
)
def test_a_line_that_is_no_sentence_is_refused(
    line: str, wrong: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "en" / "sentences").mkdir(parents=True)
    file = tmp_path / "en" / "sentences" / "somebody.txt"
    file.write_text(f"# a voice\n{line}\n", encoding="utf-8")
    monkeypatch.setattr(sentences, "FOLDER", tmp_path)
    with pytest.raises(LexiconError, match=wrong):
        read_sentences("en")


def test_a_voice_it_has_never_met_is_mostly_heard_and_seldom_suspected() -> None:
    (verdict,) = judge(LEARNT, ["indirect"], [ASKS_FROM])
    assert verdict.heard > 0.55 * verdict.told
    assert verdict.needless < 0.15 * verdict.messages


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("it only comes in drops when I stand at the pot for ages", "bladder_change"),
        ("my dressing gown cord goes round twice and I eat like always", "weight_loss"),
    ],
)
def test_what_no_pattern_foresees_is_perhaps_said_and_never_stated(
    listener: Listener, text: str, sign: str
) -> None:
    heard = listener.hear(text)
    assert sign in heard.perhaps
    assert sign not in {statement.finding for statement in heard.statements}


@pytest.mark.parametrize(
    "text",
    ["no numbness, no trouble with my bladder", "I can't feel my private parts"],
)
def test_what_was_heard_is_not_asked_back(listener: Listener, text: str) -> None:
    heard = listener.hear(text)
    assert heard.statements
    assert not {s.finding for s in heard.statements} & set(heard.perhaps)


@pytest.mark.parametrize(
    "text",
    [
        "low back pain 3 weeks",
        "sciatica left leg",
        "tingling in my left foot and pain in the calf",
        "yes since the weekend",
        "since last thursday",
        "about 6 weeks",
        "3 weeks ish",
        "a couple of weeks ago",
        "more or less every day",
    ],
)
def test_plain_openings_and_short_answers_are_not_suspected(
    listener: Listener, text: str
) -> None:
    assert listener.hear(text).perhaps == ()


@pytest.mark.parametrize("text", ["", "?", "start", "no", "the second", "{}", "🙂"])
def test_words_too_few_to_tell_anything_are_never_asked_back(
    listener: Listener, text: str
) -> None:
    assert listener.hear(text).perhaps == ()

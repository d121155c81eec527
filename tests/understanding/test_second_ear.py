"""A second ear hears what is told in words no pattern foresees, and asks back."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest

import knowledge
from evaluation.messages import read_messages
from evaluation.vignettes import read_vignettes
from tests.nlu.messages import ROOT, near_duplicates, plain
from understanding import Heard, LexiconError, Listener
from understanding.model import ABSENT
from understanding.second_ear import SecondEar, lessons
from understanding.second_ear.classifier import LONGEST, parts, weights_file
from understanding.second_ear.lessons import digest, read_lessons
from understanding.second_ear.opinion import ASKS_FROM
from understanding.second_ear.readings import Reading
from understanding.second_ear.wordpieces import Piece

KB = knowledge.load()
LEARNT = read_lessons("en")
EAR = SecondEar.load("en")
SENTENCES = [lesson for lesson in LEARNT if len(lesson.about or ()) > 1]
CASES = ROOT / "evaluation" / "cases"
SETS = ROOT / "evaluation" / "sets"
# So long that two people do not write the same by chance.
LONG = 25


def test_everything_it_can_say_is_a_finding_with_one_of_its_values() -> None:
    for reading in EAR.readings:
        finding = KB.findings[reading.finding]
        assert reading.value is None or reading.value in finding.choices, str(reading)


def test_every_sign_told_in_sentences_is_a_red_flag_that_a_question_asks_for() -> None:
    asked = {f for question in KB.questions.values() for f in question.findings}
    signs = frozenset[str]().union(*(s.about or () for s in SENTENCES))
    assert signs <= KB.red_flag_findings & asked


def test_the_stored_ear_has_learnt_from_the_sentences_as_they_are() -> None:
    assert EAR.learnt_from == digest(LEARNT), "run: make ear"


def test_it_is_as_sure_with_numpy_as_it_was_when_trained() -> None:
    with np.load(weights_file("en"), allow_pickle=False) as stored:
        texts, sure = stored["checked"], stored["checked_sure"]
    heard = [[EAR.hear(str(text))[r].sure for r in EAR.readings] for text in texts]
    assert (sure > ASKS_FROM).sum() > len(texts)
    assert np.abs(heard - sure).mean() < 0.01
    assert ((np.array(heard) > ASKS_FROM) != (sure > ASKS_FROM)).sum() <= 2


def test_no_sentence_teaches_two_things() -> None:
    taught: dict[str, frozenset[Reading]] = {}
    for lesson in SENTENCES:
        known = taught.setdefault(plain(lesson.text), lesson.says)
        assert known == lesson.says, lesson.text


def test_it_has_learnt_from_nothing_that_judges_it() -> None:
    files = [CASES / "messages.yml", *SETS.glob("*/messages.yml")]
    texts = [message.text for file in files for message in read_messages(file)]
    for vignette in read_vignettes(CASES / "vignettes.yml"):
        texts += [vignette.opening, *vignette.answers.values()]
    learnt = [lesson.text for lesson in LEARNT]
    judging = [text for text in texts if len(plain(text)) > LONG]
    assert near_duplicates(judging, learnt) == []


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a language of one's own has its lessons."""
    for kind in ("sentences", "messages"):
        (tmp_path / "en" / kind).mkdir(parents=True)
    monkeypatch.setattr(lessons, "FOLDER", tmp_path)
    return tmp_path / "en"


@pytest.mark.parametrize(
    ("line", "wrong"),
    [("fever, I am hot", "line 2"), ("| I am hot", "line 2"), ("fever | ", "line 2")],
)
def test_a_line_that_is_no_sentence_is_refused(
    line: str, wrong: str, folder: Path
) -> None:
    file = folder / "sentences" / "somebody.txt"
    file.write_text(f"# a voice\n{line}\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=wrong):
        read_lessons("en")


@pytest.mark.parametrize(
    "record",
    [
        "- {say: I am hot}",
        "- {means: {fever: true}}",
        "- I am hot",
        "- {say: hot, means: {}, sure: no}",
    ],
)
def test_a_record_that_is_no_message_is_refused(record: str, folder: Path) -> None:
    file = folder / "messages" / "somebody.yml"
    file.write_text(f"- {{say: hello, means: {{}}}}\n{record}\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="message 2"):
        read_lessons("en")


def test_a_message_teaches_what_it_says_and_that_it_says_nothing_else(
    folder: Path,
) -> None:
    (folder / "messages" / "somebody.yml").write_text(
        "- say: my left side aches, no fever\n"
        "  means: {side: [left, both], fever: false, duration_weeks: 3}\n"
        "  open: [weakness]\n",
        encoding="utf-8",
    )
    (lesson,) = read_lessons("en")
    assert lesson.teaches(Reading("side", value="left")) is True
    assert lesson.teaches(Reading("side", value="right")) is False
    assert lesson.teaches(Reading("fever", ABSENT)) is True
    assert lesson.teaches(Reading("fever")) is False
    assert lesson.teaches(Reading("weakness")) is None
    assert lesson.teaches(Reading("weakness", ABSENT)) is None
    assert not any(reading.finding == "duration_weeks" for reading in lesson.says)


def test_a_sentence_about_signs_teaches_nothing_of_denials_and_other_facts(
    folder: Path,
) -> None:
    file = folder / "sentences" / "somebody.txt"
    file.write_text("fever | I am hot\nweakness | legs give way\n", encoding="utf-8")
    lesson, _ = read_lessons("en")
    assert lesson.teaches(Reading("fever")) is True
    assert lesson.teaches(Reading("weakness")) is False
    assert lesson.teaches(Reading("weakness", ABSENT)) is None
    assert lesson.teaches(Reading("worse_sitting")) is None


@pytest.mark.parametrize("reading", EAR.readings, ids=str)
def test_a_reading_is_written_as_it_is_read(reading: Reading) -> None:
    assert Reading.parse(str(reading)) == reading


def test_where_it_hears_something_is_the_sentence_that_says_so() -> None:
    told = "My back is sore. I had a temperature of 39 last night. It is my left leg."
    _, start, end = EAR.hear(told)[Reading("fever")]
    assert told[start:end].strip() == "I had a temperature of 39 last night."


@pytest.mark.parametrize("before", [0, 5, 40])
def test_a_sign_at_the_end_of_a_long_story_is_heard(before: int) -> None:
    story = "I was at my sister's and we had tea and talked of the garden. " * before
    sign = "And since this morning I cannot feel it when I wipe."
    heard = EAR.hear(story + sign)[Reading("saddle_numbness")]
    assert heard.sure > ASKS_FROM
    assert (story + sign)[heard.start : heard.end] == sign


@pytest.mark.parametrize(
    "text",
    ["\u0301 \u0301 \u0301", "🙂 🙂 🙂", "x" * 4000, "x " * 2000, ". " * 2000],
    ids=["accents", "emoji", "one long word", "letters", "stops"],
)
def test_what_is_no_text_says_nothing(text: str) -> None:
    assert not [r for r, c in EAR.hear(text).items() if c.sure > ASKS_FROM]


@pytest.mark.parametrize("length", [1, LONGEST - 1, LONGEST, LONGEST + 1, 1000])
def test_a_long_text_is_read_in_parts_that_overlap_and_are_never_short(
    length: int,
) -> None:
    pieces = [Piece(number, number, number + 1) for number in range(length)]
    read = list(parts(pieces))
    assert {piece for part in read for piece in part} == {*pieces}
    assert {len(part) for part in read} == {min(length, LONGEST)}
    together = [(one[-1], after[0]) for one, after in itertools.pairwise(read)]
    assert all(after.number <= one.number for one, after in together)


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("no numbness down there, just no feeling at all", "saddle_numbness"),
        ("my legs aren't weak, they just collapse under me all day", "weakness"),
        ("not really a bladder problem, I just can't start", "bladder_change"),
    ],
)
def test_a_sign_denied_and_told_in_one_breath_is_no_no(
    listener: Listener, text: str, sign: str
) -> None:
    heard = listener.hear(text)
    assert (sign, ABSENT) not in {(s.finding, s.status) for s in heard.statements}
    assert sign in {*suspected(heard), *(s.finding for s in heard.statements)}


@pytest.mark.parametrize(
    "text",
    [
        "the dog is fine, he has no fever and no weakness at all",
        "unlike my sister, who has no numbness and no leaks, I am worried about it",
        "mum says she has no fever, no cancer and eats well but I don't know about me",
    ],
)
def test_what_somebody_else_has_not_is_no_denial(listener: Listener, text: str) -> None:
    assert not [s for s in listener.hear(text).guessed if s.status == ABSENT]


@pytest.mark.parametrize(
    "text", ["1 2 3 4 5 6 7 8 9 0", "1234 5678 9012 3456", "07700 900 123"]
)
def test_numbers_alone_tell_of_no_sign(listener: Listener, text: str) -> None:
    assert suspected(listener.hear(text)) == set()


def suspected(heard: Heard) -> set[str]:
    return {*heard.likely, *heard.perhaps}


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("it only comes in drops when I stand at the pot for ages", "bladder_change"),
        ("my dressing gown cord goes round twice and I eat like always", "weight_loss"),
    ],
)
def test_a_sign_no_pattern_foresees_is_perhaps_said_and_never_stated(
    listener: Listener, text: str, sign: str
) -> None:
    heard = listener.hear(text)
    assert sign in suspected(heard)
    assert sign not in {statement.finding for statement in heard.statements}


@pytest.mark.parametrize(
    "text",
    ["no numbness, no trouble with my bladder", "I can't feel my private parts"],
)
def test_what_was_heard_is_not_asked_back(listener: Listener, text: str) -> None:
    heard = listener.hear(text)
    assert heard.statements
    assert not {s.finding for s in heard.statements} & suspected(heard)


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
    assert suspected(listener.hear(text)) == set()


@pytest.mark.parametrize("text", ["", "?", "start", "no", "the second", "{}", "🙂"])
def test_words_too_few_to_tell_anything_are_never_asked_back(
    listener: Listener, text: str
) -> None:
    assert suspected(listener.hear(text)) == set()


@pytest.mark.parametrize(
    "text", ["no, go back", "go back please", "can you go back one"]
)
def test_an_order_of_few_words_states_nothing(listener: Listener, text: str) -> None:
    heard = listener.hear(text)
    assert heard.statements == heard.guessed == ()


def test_when_it_fails_the_patterns_are_heard_and_no_word_is_logged(
    listener: Listener,
    patterns: Listener,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(_: SecondEar, text: str) -> None:
        raise ValueError(text)

    monkeypatch.setattr(SecondEar, "hear", fail)
    text = "I can't feel anything when I wipe and my left leg has gone weak"
    heard = listener.hear(text)
    assert heard == patterns.hear(text)
    assert "saddle_numbness" in {s.finding for s in heard.statements}
    assert "ValueError" in caplog.text
    assert "wipe" not in caplog.text

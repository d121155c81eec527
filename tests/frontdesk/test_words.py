"""The desk's words: complete, easy to read aloud, and the flow beside them sound."""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from frontdesk.script import FlowError, Screens, Script, load_flow
from frontdesk.script.flow import FILE
from knowledge import KnowledgeBase
from knowledge.loading import read_yaml
from rendering import Speaker, WordingError
from rendering.checks import placeholders
from rendering.desk import DeskWording, load_desk_wording
from rendering.loading import LOCALES
from tests.rendering.reading_level import grade, sentences, word_count

HIGHEST_GRADE = 7.0
SMALL = {"the", "and", "your", "that", "you", "for", "any", "with"}
FEWEST_WORDS, MOST_WORDS = 6, 25
KNOWN = frozenset(
    read_yaml(Path(__file__).parents[1] / "rendering" / "reading_exceptions.yml")[
        "known_words"
    ]
) | {
    "emergency",
    "clinician",
    "interpreter",
    "appointment",
    "psoriasis",
    "inflammatory",
}


@pytest.fixture(scope="module")
def words(kb: KnowledgeBase) -> DeskWording:
    return load_desk_wording(kb)


def spoken(words: DeskWording) -> Iterator[tuple[str, str]]:
    """Everything that is read aloud, by where it stands."""
    for key, step in words.steps.items():
        yield from ((key, text) for text in (step.say, step.plain) if text)
    for key, question in words.questions.items():
        yield from ((key, text) for text in (question.say, question.plain))
    yield from words.findings.items()
    yield from words.heard.items()
    for key, signs in words.warning_signs.items():
        yield from ((key, text) for text in (signs.heading, *signs.signs))
    for key, alarm in {**words.alarms, "any": words.any_alarm}.items():
        yield key, alarm.say
    yield "refusing", words.refusing.say


def filled(speaker: Speaker, text: str) -> str:
    values: defaultdict[str, str] = defaultdict(lambda: "this")
    values.update(speaker.voice.clinic.facts())
    values.update(soon="2 weeks", review="3 weeks")
    return text.format_map(values) if placeholders(text) else text


def test_what_is_read_aloud_is_easy_and_short(
    words: DeskWording, speaker: Speaker
) -> None:
    hard = {
        (place, sentence)
        for place, text in spoken(words)
        for sentence in sentences(filled(speaker, text))
        if (
            word_count(sentence) >= FEWEST_WORDS
            and grade(sentence, KNOWN) > HIGHEST_GRADE
        )
        or word_count(sentence) > MOST_WORDS
    }

    assert hard == set()


def test_every_warning_sign_of_the_advice_is_read_aloud_where_it_belongs(
    words: DeskWording, speaker: Speaker
) -> None:
    full = speaker.voice.wording.safety_net

    assert list(words.warning_signs) == list(full)
    for key, spoken_signs in words.warning_signs.items():
        aloud = stems(" ".join(spoken_signs.signs))
        for sign in full[key].signs:
            others = stems(" ".join(s for s in full[key].signs if s != sign))
            assert aloud & (stems(sign) - others), sign
        for spoken_sign in spoken_signs.signs:
            assert stems(spoken_sign) & stems(" ".join(full[key].signs)), spoken_sign


def stems(text: str) -> set[str]:
    """The words of a text that carry meaning, without their endings."""
    return {word[:4] for word in re.findall(r"[a-z]{3,}", text.lower())} - SMALL


def test_steps_options_fields_outcomes_and_exits_have_words_and_no_other(
    words: DeskWording, script: Script
) -> None:
    flow = script.flow
    unseen = {"interview", "seems_emergency"}

    assert words.steps.keys() == flow.steps.keys() - unseen
    assert words.outcomes.keys() == flow.outcomes.keys()
    assert words.exits.keys() == flow.exits.keys()
    for key, step in flow.steps.items():
        if key in unseen or step.kind == "read_back":
            continue
        assert words.steps[key].options.keys() == step.options.keys(), key
        assert words.steps[key].fields.keys() == step.fields.keys(), key
        assert (words.steps[key].words is not None) == (step.kind == "words"), key


def test_every_circumstance_has_words(words: DeskWording, script: Script) -> None:
    marks = {o.mark for s in script.flow.steps.values() for o in s.options.values()}
    for mark in (marks - {None}) | {"taken_back"}:
        assert f"mark_{mark}" in words.phrases


def test_every_test_of_the_table_has_a_name(words: DeskWording) -> None:
    table = read_yaml(
        Path(__file__).parents[2] / "knowledge/data/tables/clinical_tests.yml"
    )

    assert all(f"test_{row['test']}" in words.clinical for row in table)


def test_every_emergency_that_can_be_heard_comes_to_words(
    words: DeskWording, screens: Screens, script: Script
) -> None:
    heard = read_yaml(
        Path(__file__).parents[2] / "understanding/lexicon/en/emergencies.yml"
    )

    assert {"other", "suicidal_thoughts", "abuse"} <= words.alarms.keys()
    assert words.alarms.keys() - {"other"} <= set(heard)


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("questions.yml", "duration:", "durations:", "duration: has no words"),
        ("findings.yml", "fever:", "fevers:", "fevers: is asked in no question"),
        ("heard.yml", "side.left:", "side.lefty:", "side.lefty: is no finding"),
        ("steps.yml", "  title: Who is it", "  titel: Who is it", "titel"),
    ],
)
def test_a_mistake_in_the_words_is_told_with_its_place(
    kb: KnowledgeBase, tmp_path: Path, file: str, old: str, new: str, told: str
) -> None:
    shutil.copytree(LOCALES / "en" / "desk", tmp_path / "en" / "desk")
    path = tmp_path / "en" / "desk" / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1))

    with pytest.raises(WordingError, match=told):
        load_desk_wording(kb, folder=tmp_path)


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        (("steps", "identity", "to"), "nowhere", "leads to 'nowhere'"),
        (("steps", "stops", "options", "stops"), {"outcome": "gone"}, "'gone'"),
        (("steps", "stops", "options", "stops"), {}, "steps.stops.options.stops"),
        (("steps", "story", "kind"), "wish", "'wish'"),
        (("branches",), ["nowhere"], "leads to 'nowhere'"),
        (("unfinished",), "tomorrow", "'tomorrow'"),
    ],
)
def test_a_mistake_in_the_flow_is_told_with_its_place(
    kb: KnowledgeBase, tmp_path: Path, path: tuple[str, ...], value: object, told: str
) -> None:
    raw = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))
    place = raw
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    file = tmp_path / "flow.yml"
    with file.open("w", encoding="utf-8") as out:
        YAML(typ="safe").dump(raw, out)

    with pytest.raises(FlowError, match=told):
        load_flow(kb, file)


def test_every_step_can_be_reached_and_can_end(script: Script) -> None:
    flow = script.flow
    leads: dict[str, set[str]] = {}
    for key, step in flow.steps.items():
        to = {step.to, *step.by_level.values()}
        for option in step.options.values():
            to |= {option.to, option.after, "END" if option.outcome else None}
            to |= {"END" if option.alarm else None}
        if step.kind in ("alarm", "read_back"):
            to.add("END" if step.kind == "alarm" else "resume")
        leads[key] = {target for target in to if target}
    leads["opening"] = {flow.opening, flow.opening_for_chats}
    leads["resume"] = {"interview", "opening"}
    start = {flow.start, *flow.branches, *(a.step for a in flow.arrivals), "read_back"}

    assert flow.steps.keys() <= _closure(leads, start)
    for step in flow.steps:
        assert "END" in _closure(leads, {step}), step


def _closure(leads: dict[str, set[str]], start: set[str]) -> set[str]:
    reached: set[str] = set()
    waiting = set(start)
    while waiting:
        place = waiting.pop()
        if place not in reached:
            reached.add(place)
            waiting |= leads.get(place, set())
    return reached


def test_no_module_of_the_script_knows_the_web_or_a_database() -> None:
    for path in FILE.parent.glob("*.py"):
        text = path.read_text(encoding="utf-8")
        for outside in ("aiohttp", "sqlalchemy", "worklist", "handover", "time"):
            assert f"import {outside}" not in text, path
            assert f"from {outside}" not in text, path

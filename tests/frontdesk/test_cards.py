"""The script on paper holds what the screens hold, and is never less urgent."""

from __future__ import annotations

import re
from html import unescape

import pytest

from frontdesk.cards import STYLESHEET, cards
from knowledge import Case, KnowledgeBase, Level, Status
from knowledge.model import Kind
from knowledge.triage import level as level_of
from rendering import Speaker
from rendering.desk import DeskWording, load_desk_wording
from rendering.statements import said
from tests.frontdesk.forbidden import terms


@pytest.fixture(scope="module")
def paper(speaker: Speaker) -> str:
    return unescape(cards(speaker))


@pytest.fixture(scope="module")
def words(kb: KnowledgeBase) -> DeskWording:
    return load_desk_wording(kb)


def test_every_fixed_question_and_each_of_its_signs_stands_on_paper(
    paper: str, kb: KnowledgeBase, words: DeskWording
) -> None:
    after = asked_after_an_alarm(kb)
    for question in kb.questions.values():
        if question.stage.value != "pattern" and question.id not in after:
            assert words.questions[question.id].say in paper, question.id
    for question in kb.questions.values():
        if question.is_safety and question.kind == "multiple":
            for finding in question.findings:
                assert words.findings[finding] in paper, finding


def asked_after_an_alarm(kb: KnowledgeBase) -> set[str]:
    return {q for flag in kb.red_flags if flag.alarm_first for q in flag.clarify}


def answered_after_an_alarm(kb: KnowledgeBase) -> set[str]:
    return {f for q in asked_after_an_alarm(kb) for f in kb.questions[q].findings}


def test_paper_asks_nothing_that_could_only_take_an_alarm_back(
    paper: str, kb: KnowledgeBase, words: DeskWording
) -> None:
    after = asked_after_an_alarm(kb)

    assert after
    for question in after:
        assert words.questions[question].say not in paper, question


def test_every_red_flag_stands_on_paper_with_its_level(
    paper: str, speaker: Speaker, words: DeskWording
) -> None:
    rows = re.findall(r"<tr class=\"(\w+)\"><td>(.*?)</td>", paper)
    kb, wording = speaker.voice.kb, speaker.voice.wording

    then = answered_after_an_alarm(kb)
    flags = [flag for flag in kb.red_flags if not then & set(flag.when.findings())]
    for (urgency, when), flag in zip(rows, flags, strict=True):
        assert urgency == flag.level.value
        assert when in said(flag.when, wording)


def test_paper_is_never_less_urgent_than_the_engine_for_a_single_sign(
    kb: KnowledgeBase,
) -> None:
    then = answered_after_an_alarm(kb)
    for finding, record in kb.findings.items():
        if record.kind is not Kind.BOOLEAN:
            continue
        said_so = Case().say(finding, Status.PRESENT).current
        flags = [f for f in kb.red_flags if not then & set(f.when.findings())]
        rows = [f.level for f in flags if f.when.holds(said_so) is True]
        engine = level_of(kb, said_so)
        if engine.rank <= Level.SAME_DAY.rank:
            assert min(row.rank for row in rows) <= engine.rank, finding


def test_the_paper_holds_no_forbidden_term(paper: str, speaker: Speaker) -> None:
    visible = re.sub(r"<style>.*?</style>|<[^>]+>", " ", paper, flags=re.DOTALL)

    for what, pattern in terms(speaker.voice.kb, speaker.voice.wording).items():
        assert not pattern.search(visible), what


def test_the_paper_needs_nothing_from_anywhere(paper: str, speaker: Speaker) -> None:
    assert "http" not in paper and "src=" not in paper
    assert STYLESHEET.read_text(encoding="utf-8") in paper
    assert "<style>" not in cards(speaker, stylesheet="/static/cards.css")


def test_the_paper_names_the_knowledge_it_was_made_from(
    paper: str, kb: KnowledgeBase
) -> None:
    assert kb.version in paper

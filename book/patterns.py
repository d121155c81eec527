"""The patterns: what the sources say of each, and how the engine weighs it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from answering.wording import Words
from book import diagrams
from book.page import Chapter, Entry, Html, basis, cited, paragraph, table
from knowledge.claims import Library, Topic
from knowledge.evidence import ratio
from knowledge.model import Condition, Evidence, KnowledgeBase
from rendering.statements import said, unwrapped
from rendering.wording import Wording

_NOTHING = "–"


def patterns(
    kb: KnowledgeBase, wording: Wording, library: Library, words: Words
) -> Chapter:
    """Every pattern in the order of the wording, what is told of it and what counts."""
    return Chapter(
        "patterns",
        "Patterns",
        "What the sources say of each pattern, and what it is weighed by. A factor "
        "multiplies its odds; of rows in one group only the strongest counts. Factors "
        "of graded rows are inference.",
        [
            _pattern(kb, kb.conditions[name], wording, library, words)
            for name in wording.conditions
        ],
    )


def _pattern(
    kb: KnowledgeBase,
    condition: Condition,
    wording: Wording,
    library: Library,
    words: Words,
) -> Entry:
    named = wording.conditions[condition.id]
    rows = [_evidence(kb, row, wording) for row in condition.evidence]
    heads = ("evidence", "grade", "if so", "if not", "group", "basis", "sources")
    before = condition.pre_test
    start = Html(
        f"Before any answer: {before.frequency.replace('_', ' ')} "
        f"{basis(before.basis.value)} {cited(before.references)}"
    )
    told = "".join(_told(library, words, condition.id))
    return Entry(
        condition.id,
        f"{named.name}: {named.plain}",
        paragraph(named.about)
        + told
        + "<h3>How it is weighed</h3>"
        + paragraph(start, "note")
        + diagrams.weights(kb, condition, wording)
        + table(heads, rows),
    )


def _told(library: Library, words: Words, condition: str) -> Iterator[str]:
    """What is told of a pattern, question by question, each with its sources."""
    for topic in library.topics.values():
        if topic.about == condition and topic.aspect != "what":
            title = escape(words.titles[topic.id])
            yield f"<h3>{title}</h3>{_answer(library, words, topic)}"


def _answer(library: Library, words: Words, topic: Topic) -> str:
    sentences = []
    for name in topic.tells:
        claim = library.claims[name]
        caveat = f" {words.caveats[claim.caveat]}" if claim.caveat else ""
        sources = Html(f"{basis(claim.basis.value)} {cited(claim.references)}")
        sentences.append(
            f"<li>{escape(words.claims[name])}{escape(caveat)} "
            f'<span class="note">{sources}</span></li>'
        )
    return f"<ul>{''.join(sentences)}</ul>"


def _evidence(kb: KnowledgeBase, row: Evidence, wording: Wording) -> tuple[str, ...]:
    direction = "for" if row.favours else "against"
    grade = f"{row.strength.value} {direction}" if row.strength else "published ratio"
    return (
        unwrapped(said(row.when, wording)),
        grade,
        _factor(ratio(row, True, kb.grades)),
        _factor(ratio(row, False, kb.grades)),
        (row.group or "").replace("_", " "),
        basis(row.basis.value),
        cited(row.references),
    )


def _factor(odds: float) -> str:
    return _NOTHING if odds == 1 else f"×\u00a0{odds:.2g}"

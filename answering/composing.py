"""Puts an answer together from the claims of a topic; adds nothing of its own."""

from __future__ import annotations

from collections.abc import Iterable

from answering.answer import Answer, NextStep
from answering.wording import Words
from knowledge.claims import Library, SourceClaim, Topic


def compose(library: Library, words: Words, topic: Topic) -> Answer:
    """The answer to a topic, with its caveats and where to go next."""
    claims = [library.claims[claim] for claim in topic.tells]
    return _answer(words, topic.id, words.titles[topic.id], claims, topic.next)


def compare(library: Library, words: Words, first: str, second: str) -> Answer:
    """Two patterns side by side, and that no question separates them for sure."""
    claims = [
        library.claims[f"signs_{first}"],
        library.claims[f"signs_{second}"],
        library.claims["only_an_examination"],
    ]
    following = [
        topic
        for topic in (f"what_{first}", f"what_{second}")
        if topic in library.topics
    ]
    title = words.titles["compare_two"]
    return _answer(words, f"compare_{first}_{second}", title, claims, following)


def _answer(
    words: Words,
    topic: str,
    title: str,
    claims: list[SourceClaim],
    following: Iterable[str],
) -> Answer:
    caveats = _once(claim.caveat for claim in claims if claim.caveat)
    sentences = [words.claims[claim.id] for claim in claims]
    sentences += [words.caveats[caveat] for caveat in caveats]
    return Answer(
        topic=topic,
        title=title,
        text=" ".join(sentences),
        claims=tuple(claim.id for claim in claims),
        references=_once(ref for claim in claims for ref in claim.references),
        bases=_once(claim.basis.value for claim in claims),
        caveats=caveats,
        next_steps=tuple(
            NextStep(topic=name, title=words.titles[name]) for name in following
        ),
    )


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))

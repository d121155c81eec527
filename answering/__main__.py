"""`python -m answering` lists what can be asked; with a question it answers it."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence

from answering.answer import Answer
from answering.answerer import Answerer


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; 1 means that the sources do not say."""
    options = _parser().parse_args(arguments)
    answerer = Answerer.load()
    if not options.question:
        print("\n".join(_listed(answerer, as_json=options.json)))
        return 0
    answer = answerer.answer(" ".join(options.question), options.about)
    if answer is None:
        print("The sources do not say, or it is not clear what is asked.")
        return 1
    if options.json:
        print(json.dumps(answer.to_json(), indent=1, ensure_ascii=False))
    else:
        print("\n".join(_told(answerer, answer)))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m answering", description=__doc__)
    parser.add_argument("question", nargs="*", help="a question in your own words")
    parser.add_argument("--about", help='the pattern that "it" means, by its id')
    parser.add_argument("--json", action="store_true", help="everything, as JSON")
    return parser


def _listed(answerer: Answerer, *, as_json: bool) -> Iterator[str]:
    topics = {topic: answerer.topic(topic) for topic in answerer.library.topics}
    titles = {topic: answer.title for topic, answer in topics.items() if answer}
    if as_json:
        yield json.dumps(titles, indent=1, ensure_ascii=False)
        return
    yield from (f"{topic:44} {title}" for topic, title in titles.items())
    yield f"{len(titles)} questions, and any two patterns side by side."


def _told(answerer: Answerer, answer: Answer) -> Iterator[str]:
    yield answer.text
    yield ""
    for key in answer.references:
        reference = answerer.library.references[key]
        yield f"[{key}] {reference.citation} (read: {reference.read_depth})"
    for step in answer.next_steps:
        yield f"Next: {step.title}"


if __name__ == "__main__":
    sys.exit(main())

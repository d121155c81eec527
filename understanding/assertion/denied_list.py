"""Lists whose heading denies them: "Things I've not had: numbness, trouble weeing"."""

from __future__ import annotations

from understanding.text.utterance import COMMA, Mark, Utterance


def is_in_denied_list(utterance: Utterance, start: int, end: int) -> bool:
    """Whether words [start, end) are of a list that its heading denies.

    A list ends where something is said of its own: a subject, a "but", a "yes".
    """
    first, _ = utterance.sentence(start)
    return any(
        mark.end <= start
        and utterance.pauses[mark.end] >= COMMA
        and _goes_on(utterance, mark, end)
        for mark in utterance.within(first, start, "denied_heading")
    )


def _goes_on(utterance: Utterance, heading: Mark, end: int) -> bool:
    words = utterance.words[heading.end : end]
    return not (
        utterance.within(heading.end, end, "but", "stop", "not", "cannot", "dont_cant")
        or utterance.any_term("subjects", words)
        or utterance.any_term("clear_yes", words)
        or utterance.any_term("clause_verbs", words)
    )
